"""Deleting: what goes, what the law keeps and why, what has to wait; then one button."""

from collections import Counter
from dataclasses import dataclass

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from shopapp.platform.access import open_to_all
from shopapp.platform.holdings import Hindrance, Holding
from shopapp.platform.web.forms import ShopForm
from shopapp.platform.web.gate import current_shop
from shopapp.privacy.rights import wording
from shopapp.privacy.rights.holdings import NAME as REQUESTS
from shopapp.privacy.rights.rules import RequestKind
from shopapp.privacy.rights.showing.found import found_of
from shopapp.privacy.rights.showing.kept import law_keeps
from shopapp.privacy.rights.storefront_views.base import Page, ask, blueprint, over, show
from shopapp.privacy.rights.storefront_views.requests import running
from shopapp.privacy.rights.visiting.web import Visitor, find_visitor

# What goes last of all, by itself, and is no news to anybody.
_LAST = frozenset({REQUESTS, "claim"})


@dataclass(frozen=True)
class Going:
    """One sort of record that goes, and how many of it."""

    title: str
    count: int


@blueprint.get("/du-lieu-cua-toi/xoa")
@open_to_all
def deletion() -> Response | Page:
    """Everything to know before the button."""
    visitor = find_visitor()
    return _page(visitor) if visitor is not None else over()


@blueprint.post("/du-lieu-cua-toi/xoa")
@open_to_all
def delete() -> Response:
    """Take the request in; the worker carries it out. Its page stays open by its link when the data is gone."""
    visitor = find_visitor()
    if visitor is None:
        return over()
    _id, code = ask(visitor, RequestKind.DELETE)
    found = running(visitor, RequestKind.DELETE)
    flash(_("Your request has the receipt number %(code)s. The deletion begins now.", code=code), "success")
    if found is None:
        return redirect(url_for(".home"), 303)
    return redirect(url_for(".request_page", token=found.token), 303)


def _page(visitor: Visitor) -> Page:
    shop = current_shop()
    found = [(held, ids) for held, ids in found_of(shop, visitor.person) if held.name not in _LAST]
    return show(
        "delete",
        visitor,
        form=ShopForm(),
        going=[Going(str(held.title), len(ids)) for held, ids in found],
        law=law_keeps(shop, found),
        waiting=_waiting(found),
        running=running(visitor, RequestKind.DELETE),
        has_account=visitor.person.account_id is not None,
    )


def _waiting(found: list[tuple[Holding, list[int]]]) -> list[tuple[str, int]]:
    """(reason, number of records) of what cannot go at once; a message under way is gone in a minute."""
    shop = current_shop()
    reasons: dict[tuple[str, int], Hindrance] = {}
    for held, ids in found:
        for start in range(0, len(ids), 500):
            hindered = held.hindered(shop, ids[start : start + 500])
            reasons |= {(held.kind, id_): why for id_, why in hindered.items() if why is not Hindrance.UNSENT}
    return [(str(wording.HINDRANCES[why]), count) for why, count in Counter(reasons.values()).items()]
