"""Seeing: what is held, sort by sort; who opened it; who outside received it; what the law keeps."""

from dataclasses import dataclass

from flask import abort, request
from werkzeug.wrappers import Response

from shopapp.platform.access import open_to_all
from shopapp.platform.holdings import Holding
from shopapp.platform.web.forms import ShopForm
from shopapp.platform.web.gate import current_shop
from shopapp.privacy.rights.export.queries import latest_copy
from shopapp.privacy.rights.rules import ExportState
from shopapp.privacy.rights.showing.found import found_of
from shopapp.privacy.rights.showing.kept import law_keeps
from shopapp.privacy.rights.showing.reading import Record, read
from shopapp.privacy.rights.showing.seen import given_out, opened
from shopapp.privacy.rights.showing.words import keep_words
from shopapp.privacy.rights.storefront_views.base import Page, blueprint, over, show
from shopapp.privacy.rights.storefront_views.requests import own_requests
from shopapp.privacy.rights.visiting.web import Visitor, find_visitor

FIRST, PAGE = 3, 20


@dataclass(frozen=True)
class Section:
    """One sort of record: how many there are, until when they are kept, and those on this page, the latest first."""

    name: str
    title: str
    kept: str
    count: int
    records: tuple[Record, ...]


def hub(visitor: Visitor) -> Page:
    """What is held in a few lines, what can be done about it, and the requests that run."""
    found = found_of(current_shop(), visitor.person)
    copy = latest_copy(current_shop(), visitor.plain)
    return show(
        "home",
        visitor,
        form=ShopForm(),
        sections=[_section(visitor, held, ids, 0) for held, ids in found],
        requests=own_requests(visitor),
        copy=copy if copy is not None and copy.state is ExportState.READY else None,
    )


@blueprint.get("/du-lieu-cua-toi/xem")
@open_to_all
def see() -> Response | Page:
    """Everything: the latest of each sort, or (`?phan=`) all of one sort, twenty a page."""
    visitor = find_visitor()
    if visitor is None:
        return over()
    shop, wanted = current_shop(), request.args.get("phan", "")
    found = found_of(shop, visitor.person)
    if wanted:
        return _one_sort(visitor, found, wanted)
    return show(
        "see",
        visitor,
        sections=[_section(visitor, held, ids, FIRST) for held, ids in found],
        opened=opened(shop, found),
        given=given_out(shop, found),
        law=law_keeps(shop, found),
    )


def _one_sort(visitor: Visitor, found: list[tuple[Holding, list[int]]], wanted: str) -> Page:
    page = _number(request.args.get("trang", "1"))
    held, ids = next(((held, ids) for held, ids in found if held.name == wanted), (None, []))
    if held is None or not 0 < page <= 1 + (len(ids) - 1) // PAGE:
        abort(404)
    section = _section(visitor, held, ids, PAGE, (page - 1) * PAGE)
    return show("sort", visitor, section=section, page=page, has_more=page * PAGE < len(ids))


def _section(visitor: Visitor, held: Holding, ids: list[int], count: int, start: int = 0) -> Section:
    latest = ids[::-1][start : start + count]
    records = tuple(read(current_shop(), held, latest, visitor.plain))
    return Section(held.name, str(held.title), keep_words(current_shop(), held.keep), len(ids), records)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
