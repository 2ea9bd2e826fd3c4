"""The page behind "this wasn't me" in a message about an order. Opening it changes nothing; its button holds the order.

Mail readers and link checkers open every address they see, which is why a button stands between.
"""

import re
from datetime import timedelta

from flask import abort, redirect, render_template, url_for
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from shopapp.inquiries.cases.queries import CaseRow
from shopapp.kernel import clock
from shopapp.kernel.contacts import mask_email, mask_phone
from shopapp.orders.actions import disown
from shopapp.orders.links import Medium, contact_of
from shopapp.orders.models import Order
from shopapp.orders.queries import find_by_disown_link, find_case_of
from shopapp.orders.rules import ENDED
from shopapp.orders.storefront_views.base import blueprint
from shopapp.orders.storefront_views.form import Page
from shopapp.platform.access import by_link
from shopapp.platform.database import transaction
from shopapp.platform.links import token_matching
from shopapp.platform.web.forms import AtMost, Lines, ShopForm
from shopapp.platform.web.gate import current_shop
from shopapp.platform.web.limits import limit_or_429

WRONG_LINKS, WINDOW = 20, timedelta(minutes=10)
LONGEST_TEXT = 1000


class DisownForm(ShopForm):
    """What may be added to the button."""

    text = Lines(lazy_gettext("What the shop should know"), [AtMost(LONGEST_TEXT)])


@blueprint.get("/khong-phai-toi/<token>")
@by_link
def ask_disown(token: str) -> Page:
    """What the order is, and what the button does; or what has become of it."""
    order, medium = _open(token)
    return _page(DisownForm(), token, order, medium, 200)


@blueprint.post("/khong-phai-toi/<token>")
@by_link
def disown_order(token: str) -> Response | Page:
    """Hold the order, end the sessions of its account, open a case."""
    order, medium = _open(token)
    form = DisownForm()
    if not form.validate():
        return _page(form, token, order, medium, 422)
    shop, order_id, language, text = current_shop(), order.id, order.language, form.text.data or ""
    with transaction():
        disown(shop, order_id, medium, text=text, language=language, now=clock.now())
    return redirect(url_for(".ask_disown", token=token), 303)


def _open(token: str) -> tuple[Order, Medium]:
    """The order of this link; 404 for any other, and 429 for who tries many."""
    shop = current_shop()
    found = find_by_disown_link(shop, token) if re.fullmatch(r"[0-9a-f]{48}", token) else None
    if found is None:
        limit_or_429(shop, "disown_link", limit=WRONG_LINKS, window=WINDOW)
        abort(404)
    return found


def _page(form: DisownForm, token: str, order: Order, medium: Medium, status: int) -> Page:
    case, contact = find_case_of(current_shop(), order, medium), contact_of(order, medium)
    page = render_template(
        "orders/storefront/disown.html",
        form=form,
        token=token,
        order=order,
        contact=mask_email(contact) if medium is Medium.MAIL else mask_phone(contact),
        has_ended=order.state in ENDED,
        case=case,
        thread=_thread_of(case) if case else "",
    )
    return page, status


def _thread_of(case: CaseRow) -> str:
    """The page on which whoever reported and the shop write to each other."""
    token = token_matching(current_shop(), "inquiry", case.inquiry_id, case.link_version, case.link_hash)
    return url_for("inquiries_storefront.thread", token=token)
