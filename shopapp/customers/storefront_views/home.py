"""The account's home, what the shop wrote, and the devices that are signed in."""

from flask import abort, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from shopapp.accounts.actions import end_one_session, end_sessions
from shopapp.accounts.queries import list_sessions
from shopapp.accounts.web import drop_customer_cookie
from shopapp.customers.queries import find_own_rows, find_received, get_registered, list_received
from shopapp.customers.queries.messages import PAGE
from shopapp.customers.storefront_views.base import blueprint
from shopapp.customers.web import customer_session
from shopapp.kernel import clock
from shopapp.notifications.wording import CannotBeWorded, copy_of, word
from shopapp.notifications.words import kind_words
from shopapp.platform.access import for_customer
from shopapp.platform.database import transaction
from shopapp.platform.tenancy.scope import acting_for
from shopapp.platform.web.forms import ShopForm
from shopapp.platform.web.gate import current_customer, current_shop


@blueprint.get("/tai-khoan")
@for_customer
def home() -> str:
    """The latest orders and inquiries, and the ways to everything else."""
    shop, me = current_shop(), current_customer()
    return render_template(
        "customers/storefront/home.html",
        me=get_registered(shop, me.account_id),
        own=find_own_rows(shop, me.account_id),
        form=ShopForm(),
    )


@blueprint.get("/tai-khoan/tin-nhan")
@for_customer
def messages() -> str:
    """What the shop has written to this customer."""
    before = request.args.get("truoc", "")
    rows = list_received(
        current_shop(),
        current_customer().account_id,
        before=int(before) if before.isdecimal() and len(before) < 16 else None,
    )
    return render_template(
        "customers/storefront/messages.html",
        rows=rows,
        kind_words=kind_words,
        next=rows[-1].id if len(rows) == PAGE else 0,
    )


@blueprint.get("/tai-khoan/tin-nhan/<int(max=999999999999):message_id>")
@for_customer
def message(message_id: int) -> str:
    """One message as it was sent; what held a code is empty by now."""
    shop = current_shop()
    found = find_received(shop, current_customer().account_id, message_id)
    if found is None:
        abort(404)
    shown = {
        "kind": kind_words(found.kind, str(found.facts.get("kind", ""))),
        "at": found.queued_at,
        "channel": found.channel,
        "to": found.to_contact,
    }
    copied = copy_of(found) if found.facts and not found.sensitive else None
    letter = None
    if copied is not None:
        try:
            with acting_for(None):
                letter = word(shop, copied)
        except CannotBeWorded:
            letter = None
    return render_template("customers/storefront/message.html", shown=shown, letter=letter)


@blueprint.get("/tai-khoan/thiet-bi")
@for_customer
def devices() -> str:
    """The browsers that are signed in, each with its last use."""
    shop, me = current_shop(), current_customer()
    return render_template(
        "customers/storefront/devices.html",
        rows=list_sessions(shop, me.account_id, now=clock.now()),
        here=customer_session().session_id,
        form=ShopForm(),
    )


@blueprint.post("/tai-khoan/thiet-bi/<int(max=999999999999):session_id>/dang-xuat")
@for_customer
def sign_out_one(session_id: int) -> Response:
    """Sign one device out."""
    with transaction():
        end_one_session(current_shop(), current_customer().account_id, session_id)
    flash(_("The device is signed out."), "success")
    return redirect(url_for("customers_storefront.devices"), 303)


@blueprint.post("/tai-khoan/dang-xuat-het")
@for_customer
def sign_out_everywhere() -> Response:
    """Sign every device out, this one too."""
    with transaction():
        end_sessions(current_shop(), current_customer().account_id)
    session.clear()
    flash(_("You are signed out on all devices."), "success")
    response = redirect(url_for("customers_storefront.sign_in"), 303)
    drop_customer_cookie(response)
    return response
