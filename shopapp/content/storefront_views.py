"""The shop's news as visitors read them."""

import re
from datetime import UTC, datetime

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from shopapp.content import queries
from shopapp.content.counting import count_view
from shopapp.kernel import clock
from shopapp.platform.access import open_to_all
from shopapp.platform.web.gate import current_face, current_shop
from shopapp.platform.web.headers import same_for_everybody

blueprint = Blueprint("content_storefront", __name__)
_PLACE = re.compile(r"(\d{1,10})-(\d{1,15})")


@blueprint.get("/tin-tuc")
@open_to_all
def index() -> str:
    """A page of news, the newest first."""
    shop, _face = current_shop(), current_face()
    same_for_everybody()
    posts, has_more = queries.list_posts(shop, now=clock.now(), after=_read_place(request.args.get("sau")))
    last = posts[-1] if has_more else None
    next_href = f"/tin-tuc?sau={int(last.published_at.timestamp())}-{last.id}" if last else ""
    return render_template("content/storefront/index.html", posts=posts, next_href=next_href)


@blueprint.get("/tin-tuc/<slug>")
@open_to_all
def post(slug: str) -> ResponseReturnValue:
    """One piece of news, and a few others."""
    shop, _face = current_shop(), current_face()
    present = clock.now()
    found = queries.find_post(shop, slug, now=present)
    if found is None:
        abort(404)
    same_for_everybody()
    count_view(shop, "post", found.line.slug, now=present)
    newest, _more = queries.list_posts(shop, now=present, limit=queries.OTHERS + 1)
    others = [line for line in newest if line.id != found.line.id][: queries.OTHERS]
    return render_template("content/storefront/post.html", post=found.line, body=found.body, others=others)


def _read_place(text: str | None) -> tuple[datetime, int] | None:
    found = _PLACE.fullmatch(text or "")
    return (datetime.fromtimestamp(int(found[1]), UTC), int(found[2])) if found else None
