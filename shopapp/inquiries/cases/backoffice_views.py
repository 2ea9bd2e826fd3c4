"""Safety cases as the shop works on them: the list, and the end of a case. Each case's page is its inquiry's."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from shopapp.accounts.signals import MisuseKind
from shopapp.inquiries import wording
from shopapp.inquiries.backoffice_views import detail
from shopapp.inquiries.cases import actions, queries
from shopapp.inquiries.cases.forms import CloseForm
from shopapp.inquiries.cases.rules import NoSuchCase, StillHeld
from shopapp.inquiries.queries import find_inquiry
from shopapp.inquiries.rules import AlreadyClosed, NoSuchInquiry
from shopapp.kernel import clock
from shopapp.platform.access import Permission, require
from shopapp.platform.database import transaction
from shopapp.platform.web.gate import current_principal, current_shop

blueprint = Blueprint("cases_backoffice", __name__, url_prefix="/quan-tri/hoi-dap/an-ninh")


@blueprint.get("")
@require(Permission.CASES_SEE)
def cases() -> str:
    """One page of open cases, or (`?muc=xong`) of those that have ended; `?loai=` narrows it to one kind."""
    shop = current_shop()
    is_open = request.args.get("muc") != "xong"
    kind = request.args.get("loai", "") if request.args.get("loai", "") in set(MisuseKind) else ""
    page = queries.list_cases(shop, is_open=is_open, kind=kind, after=request.args.get("sau", ""))
    chosen: dict[str, Any] = {"loai": kind or None}
    where: dict[str, Any] = {"muc": None if is_open else "xong", **chosen}
    tabs = [
        {"label": _("Open cases"), "href": url_for(".cases", **chosen), "current": is_open},
        {"label": _("Ended cases"), "href": url_for(".cases", muc="xong", **chosen), "current": not is_open},
    ]
    return render_template(
        "inquiries/backoffice/cases.html",
        page=page,
        tabs=tabs,
        is_open=is_open,
        kind=kind,
        kinds=list(MisuseKind),
        wording=wording,
        next_href=url_for(".cases", sau=page.next, **where) if page.next else "",
    )


@blueprint.post("/<int(max=999999999999):inquiry_id>/dong")
@require(Permission.CASES_CHANGE)
def close(inquiry_id: int) -> Response | tuple[str, int]:
    """End a case that holds nothing; what was found has to be noted."""
    shop, form, account_id = current_shop(), CloseForm(), current_principal().account_id
    inquiry = find_inquiry(shop, inquiry_id)
    if inquiry is None:
        abort(404)
    if not form.validate():
        return detail(inquiry, close_form=form), 422
    back = redirect(url_for("inquiries_backoffice.inquiry", inquiry_id=inquiry_id), 303)
    note, now = form.note.data or "", clock.now()
    try:
        with transaction():
            actions.close_case(shop, inquiry_id, note=note, account_id=account_id, now=now)
    except (NoSuchInquiry, NoSuchCase):
        abort(404)
    except StillHeld:
        flash(_("An order is held back because of this case. Please decide on the order; that ends the case."), "error")
        return back
    except AlreadyClosed:
        flash(_("The case has already ended."), "error")
        return back
    flash(_("The case has ended; whoever reported it is told."), "success")
    return back
