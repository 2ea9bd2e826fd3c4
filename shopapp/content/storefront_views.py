"""The shop's news and its own pages as visitors read them."""

import re
from datetime import UTC, datetime

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from shopapp.content import queries
from shopapp.content.counting import count_as
from shopapp.kernel import clock
from shopapp.platform.access import open_to_all
from shopapp.platform.web.gate import current_face, current_shop
from shopapp.platform.web.headers import same_for_everybody

blueprint = Blueprint("content_storefront", __name__)
_PLACE = re.compile(r"([0-9]{1,10})-([0-9]{1,15})")


@blueprint.get("/tin-tuc")
@open_to_all
def index() -> str:
    """A page of news, the newest first."""
    shop, _face = current_shop(), current_face()
    same_for_everybody()
    place = _read_place(request.args.get("sau"))
    posts, has_more = queries.list_posts(shop, now=clock.now(), after=place)
    last = posts[-1] if has_more else None
    next_href = f"/tin-tuc?sau={int(last.published_at.timestamp())}-{last.id}" if last else ""
    return render_template(
        "content/storefront/index.html", posts=posts, next_href=next_href, is_first_page=place is None
    )


@blueprint.get("/tin-tuc/<slug>")
@open_to_all
def post(slug: str) -> ResponseReturnValue:
    """One piece of news, what came before and after it, and a few others."""
    shop, _face, present = current_shop(), current_face(), clock.now()
    found = queries.find_post(shop, slug, now=present)
    if found is None:
        abort(404)
    same_for_everybody()
    count_as("post", found.line.slug)
    return render_template(
        "content/storefront/post.html",
        post=found.line,
        body=found.body,
        changed_at=found.changed_at,
        around=queries.list_around(shop, found.line, now=present),
    )


@blueprint.get("/trang/<slug>")
@open_to_all
def page(slug: str) -> ResponseReturnValue:
    """One page of the shop's own."""
    shop, _face, present = current_shop(), current_face(), clock.now()
    found = queries.find_page(shop, slug, now=present)
    if found is None:
        abort(404)
    same_for_everybody()
    count_as("page", found.line.slug)
    return render_template(
        "content/storefront/page.html",
        page=found.line,
        body=found.body,
        changed_at=found.changed_at,
    )


def _read_place(text: str | None) -> tuple[datetime, int] | None:
    found = _PLACE.fullmatch(text or "")
    return (datetime.fromtimestamp(int(found[1]), UTC), int(found[2])) if found else None
