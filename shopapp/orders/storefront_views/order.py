"""One order behind its unguessable link: what happens next, how to pay, how far it is; masked until proven."""

import io

import segno
from flask import abort, make_response, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from shopapp.accounts.queries import is_proven
from shopapp.accounts.web import read_holder
from shopapp.kernel import clock
from shopapp.kernel.vietqr import transfer_text, vietqr_text
from shopapp.orders.models import Order
from shopapp.orders.queries import find_by_link, has_own_word, list_events, list_lines
from shopapp.orders.rules import State
from shopapp.orders.storefront_views.base import blueprint
from shopapp.orders.storefront_views.own import is_own
from shopapp.orders.storefront_views.shown import line_shown, people_shown
from shopapp.orders.storefront_views.timeline import expected_times, next_words, state_words, timeline
from shopapp.platform.access import by_link
from shopapp.platform.web.gate import current_face, current_shop, find_current_customer
from shopapp.records.rules import Reference
from shopapp.shops.queries import get_profile
from shopapp.shops.rules import BankAccount


@blueprint.get("/don-hang/<token>")
@by_link
def show(token: str) -> str:
    """The order, for whoever has the link; names and addresses in full only for who has proven the contact."""
    shop, now = current_shop(), clock.now()
    order = the_order(token)
    bank, proven = payable_to(order), has_proof(order)
    headline, text = next_words(order, current_face(), now)
    return render_template(
        "orders/storefront/order.html",
        order=order,
        token=token,
        lines=[line_shown(line) for line in list_lines(shop, order.id)],
        people=people_shown(order, proven=proven, is_recipients_own=has_own_word(shop, order)),
        timeline=timeline(order, list_events(shop, order.id), expected_times(order, current_face(), now)),
        headline=headline,
        next_text=text,
        is_open=order.state == State.PLACED and order.frozen_at is None,
        proven=proven,
        bank=bank,
        reference=transfer_text(order.code),
        qr=_drawn(order, bank),
        is_signed_in=find_current_customer() is not None,
    )


@blueprint.get("/don-hang/<token>/ban-luu.txt")
@by_link
def copy(token: str) -> Response:
    """The order as a file to keep, which any phone opens; masked like its page."""
    shop, order = current_shop(), the_order(token)
    proven = has_proof(order)
    page = render_template(
        "orders/storefront/copy.txt",
        order=order,
        lines=[line_shown(line) for line in list_lines(shop, order.id)],
        people=people_shown(order, proven=proven, is_recipients_own=has_own_word(shop, order)),
        card=order.greeting if proven else "",
        state=state_words(order.state),
        reference=transfer_text(order.code),
        bank=payable_to(order),
        address=f"{shop.base_url}/don-hang/{token}",
    )
    # The mark at the front tells old programs that these are Vietnamese letters.
    response = make_response(("\ufeff" + page.replace("\n", "\r\n")).encode())
    response.mimetype = "text/plain"
    response.headers["Content-Disposition"] = f"attachment; filename=don-hang-{order.code}.txt"
    return response


@blueprint.get("/don-hang/<token>/qr.png")
@by_link
def qr(token: str) -> Response:
    """The transfer's code as a picture; with `?luu=1` to be saved, since no phone can scan its own screen."""
    order = the_order(token)
    bank = payable_to(order)
    text = _qr_text(order, bank) if bank else ""
    if not text:
        abort(404)
    picture = io.BytesIO()
    segno.make(text, error="m", micro=False).save(picture, kind="png", scale=12, border=4)
    response = make_response(picture.getvalue())
    response.mimetype = "image/png"
    if request.args.get("luu"):
        response.headers["Content-Disposition"] = f"attachment; filename=chuyen-khoan-{order.code}.png"
    return response


def the_order(token: str) -> Order:
    """The order of this shop behind a link; 404 for any other token."""
    order = find_by_link(current_shop(), token) if len(token) <= 64 else None
    if order is None:
        abort(404)
    return order


def has_proof(order: Order) -> bool:
    """Whether the order is the signed-in customer's, or this browser typed back a code sent to its contact.

    For nobody while the order is on hold: then two people's words stand against each other, and neither shall learn of
    the other from the order.
    """
    if order.frozen_at is not None:
        return False
    if is_own(order):
        return True
    subject = Reference("order", order.id)
    return is_proven(current_shop(), subject=subject, holder=read_holder(), now=clock.now())


def payable_to(order: Order) -> BankAccount | None:
    """The account a transfer for this order is still expected on."""
    if order.payment != "transfer" or order.paid_at is not None or order.state == State.CANCELLED or order.frozen_at:
        return None
    return get_profile(current_shop()).bank


def _qr_text(order: Order, bank: BankAccount) -> str:
    try:
        return vietqr_text(
            bin_code=bank.bin, account_number=bank.number, amount=order.total, message=transfer_text(order.code)
        )
    except ValueError:
        # An account no QR code can carry is still shown in words.
        return ""


def _drawn(order: Order, bank: BankAccount | None) -> Markup:
    text = _qr_text(order, bank) if bank else ""
    if not text:
        return Markup("")
    return Markup(segno.make(text, error="m", micro=False).svg_inline(omitsize=True, border=2))  # noqa: S704 - drawn here.
