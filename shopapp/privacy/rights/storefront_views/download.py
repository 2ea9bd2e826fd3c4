"""A copy to take away: asked for with one tap, made by the worker, fetched here until its days are over."""

from typing import Any

from flask import abort, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from shopapp.kernel import clock
from shopapp.kernel.clock import local_day
from shopapp.platform.access import open_to_all
from shopapp.platform.database import transaction
from shopapp.platform.settings import files
from shopapp.platform.web.forms import ShopForm
from shopapp.platform.web.gate import current_face, current_shop
from shopapp.privacy.rights.export import actions
from shopapp.privacy.rights.export.queries import CopyState, find_copy, latest_copy
from shopapp.privacy.rights.export.rules import KEPT_FOR, file_name
from shopapp.privacy.rights.rules import ExportState, RequestKind
from shopapp.privacy.rights.storefront_views.base import Page, ask, blueprint, over, show
from shopapp.privacy.rights.visiting.web import Visitor, find_visitor

_UNDER_WAY = (ExportState.WAITING, ExportState.RUNNING)


@blueprint.get("/du-lieu-cua-toi/tai-ve")
@open_to_all
def copy() -> Response | Page:
    """How the copy stands, and the button for a new one."""
    visitor = find_visitor()
    return _page(visitor, 200) if visitor is not None else over()


@blueprint.post("/du-lieu-cua-toi/tai-ve")
@open_to_all
def ask_copy() -> Response:
    """Have a copy made; while one is being made, that is the one."""
    visitor = find_visitor()
    if visitor is None:
        return over()
    request_id, _code = ask(visitor, RequestKind.PROVIDE)
    with transaction():
        actions.try_again(current_shop(), request_id, now=clock.now())
    return redirect(url_for(".copy"), 303)


@blueprint.get("/du-lieu-cua-toi/tai-ve/tien-do")
@open_to_all
def progress() -> dict[str, Any]:
    """How far the copy is, for the page that shows it."""
    visitor = find_visitor()
    found = latest_copy(current_shop(), visitor.plain) if visitor is not None else None
    is_under_way = found is not None and found.state in _UNDER_WAY
    return {"percent": found.percent if found else 0, "words": _progress_words(found), "is_over": not is_under_way}


@blueprint.get("/du-lieu-cua-toi/tai-ve/<int(max=999999999999):export_id>")
@open_to_all
def fetch(export_id: int) -> Response | Page:
    """The file itself, for whoever has proven the contact it is about."""
    visitor = find_visitor()
    if visitor is None:
        # A bookmark of it says nothing to who has proven nothing, not even that there is a copy.
        return redirect(url_for(".home"), 303)
    shop, now = current_shop(), clock.now()
    found = find_copy(shop, export_id, visitor.plain)
    if found is None:
        abort(404)
    if not found.key or found.expires_at is None or found.expires_at <= now or not files().exists(found.key):
        return _page(visitor, 410)
    with transaction():
        actions.note_fetched(shop, export_id, now=now)
    response = Response(files().blocks(found.key), mimetype="application/zip")
    response.content_length = found.bytes
    name = file_name(current_face().name, local_day(now).isoformat())
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _page(visitor: Visitor, status: int) -> Page:
    found = latest_copy(current_shop(), visitor.plain)
    return show(
        "download",
        visitor,
        status,
        form=ShopForm(),
        copy=found,
        is_under_way=found is not None and found.state in _UNDER_WAY,
        words=_progress_words(found),
        days=KEPT_FOR.days,
        is_gone=status == 410,
    )


def _progress_words(found: CopyState | None) -> str:
    if found is None or found.state is ExportState.WAITING:
        return str(_("Waiting for its turn …"))
    return str(_("%(done)s of %(total)s records are in.", done=found.done, total=found.total))
