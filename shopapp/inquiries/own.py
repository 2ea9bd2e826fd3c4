"""What a signed-in customer brings along: details for the form, and inquiries that are theirs."""

from collections.abc import Sequence
from typing import Any

from flask import render_template
from flask_wtf import FlaskForm
from markupsafe import Markup

from shopapp.customers.queries import get_registered
from shopapp.customers.rules import OwnRows
from shopapp.inquiries.actions.send import token_of
from shopapp.inquiries.models import Inquiry
from shopapp.inquiries.queries import list_own
from shopapp.inquiries.wording import KINDS, VISITOR_LOOKS, VISITOR_STATES
from shopapp.kernel.contacts import show_phone
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.web.gate import current_shop, find_current_customer

LATEST = 3


def fill_in_own(form: FlaskForm) -> None:
    """Fill name and contacts of a fresh form from the account of whoever is signed in."""
    me = find_current_customer()
    if me is None:
        return
    customer = get_registered(current_shop(), me.account_id)
    own = {
        "name": customer.name,
        "phone": show_phone(customer.phone) if customer.phone else "",
        "email": customer.email,
    }
    for name in own:
        if name in form:
            form[name].data = own[name]


def shown(shop: ShopRef, inquiries: Sequence[Inquiry]) -> list[dict[str, Any]]:
    """Inquiries as the customer's lists show them."""
    return [
        {
            "title": f"{KINDS[inquiry.kind]} {inquiry.code}",
            "token": token_of(shop, inquiry),
            "created_at": inquiry.created_at,
            "touched_at": inquiry.touched_at,
            "answered_at": inquiry.answered_at,
            "state": VISITOR_STATES[inquiry.state],
            "look": VISITOR_LOOKS[inquiry.state],
        }
        for inquiry in inquiries
    ]


def own_panel(shop: ShopRef, subject: object) -> Markup:
    """The latest inquiries on the account's home. The subject is the customer's OwnRows."""
    if not isinstance(subject, OwnRows):
        raise TypeError("the subject of this panel is the rows a customer may see")
    found = list_own(shop, subject.customer_ids, limit=LATEST + 1)
    page = render_template(
        "inquiries/storefront/own_panel.html", inquiries=shown(shop, found[:LATEST]), has_more=len(found) > LATEST
    )
    return Markup(page)  # noqa: S704 - Jinja escaped it.
