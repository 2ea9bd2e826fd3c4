"""What became of a signed-in customer's data: consents to give and take back, who opened it, who received it."""

from dataclasses import dataclass
from datetime import datetime

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from shopapp.customers.models import Customer
from shopapp.customers.queries import find_own_rows, get_registered
from shopapp.kernel import clock
from shopapp.orders.rules import WORDINGS, offered_purposes
from shopapp.platform.access import for_customer
from shopapp.platform.capabilities import consents_asked
from shopapp.platform.database import transaction
from shopapp.platform.personal_data import Purpose, ReceiverKind
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.web.forms import ShopForm
from shopapp.platform.web.gate import current_customer, current_shop
from shopapp.privacy import actions, queries
from shopapp.privacy.storefront_views.policy import blueprint
from shopapp.privacy.wording import demand_words, purpose_words
from shopapp.records.capabilities import field_words, receiver_kind_words
from shopapp.records.models import Consent
from shopapp.records.queries import GivenCount, count_given, count_reads, has_consented, list_consents
from shopapp.records.rules import RECEIVER_FIELDS


@dataclass(frozen=True)
class Switch:
    """One purpose a customer may agree to."""

    purpose: str
    title: str
    wording: str
    is_on: bool


@blueprint.get("/tai-khoan/du-lieu")
@for_customer
def own_data() -> str:
    """The switchboard of consents, and what was seen and given."""
    shop, me = current_shop(), current_customer()
    customer = get_registered(shop, me.account_id)
    contacts = _proven(customer)
    subjects = queries.own_subjects(shop, find_own_rows(shop, me.account_id))
    return render_template(
        "privacy/storefront/own.html",
        form=ShopForm(),
        switches=_switches(shop, contacts),
        said=[_said(row) for row in list_consents(shop, contacts)],
        opened=_opened(shop, subjects),
        given=[
            (
                receiver_kind_words(g.receiver_kind),
                _name(g),
                _fields(g.fields),
                demand_words(g.ground),
                g.times,
                g.last,
            )
            for g in count_given(shop, subjects)
        ],
    )


@blueprint.post("/tai-khoan/du-lieu")
@for_customer
def change_consent() -> Response:
    """Say yes to a purpose, or take it back; either counts at once."""
    shop, me = current_shop(), current_customer()
    wanted, is_given = request.form.get("purpose", ""), request.form.get("given") == "1"
    purpose = next((p for p in _offered() if p.value == wanted), None)
    if purpose is None:
        abort(404)
    contacts = _proven(get_registered(shop, me.account_id))
    with transaction():
        actions.say_on_purpose(
            shop,
            me.account_id,
            contacts,
            purpose,
            given=is_given,
            wording=str(_(WORDINGS[purpose])),
            now=clock.now(),
        )
    flash(
        _("Noted. It counts from now on.") if is_given else _("Taken back. It counts from this moment on."), "success"
    )
    return redirect(url_for("privacy_storefront.own_data"), 303)


def _offered() -> tuple[Purpose, ...]:
    return offered_purposes(consents_asked(current_shop()))


def _proven(customer: Customer) -> list[str]:
    found = ((customer.phone, customer.phone_proven_at), (customer.email, customer.email_proven_at))
    return [contact for contact, proven_at in found if contact and proven_at is not None]


def _switches(shop: ShopRef, contacts: list[str]) -> list[Switch]:
    return [
        Switch(
            purpose.value,
            purpose_words(purpose),
            str(_(WORDINGS[purpose])),
            any(has_consented(shop, contact, purpose) for contact in contacts),
        )
        for purpose in _offered()
    ]


def _said(row: Consent) -> tuple[str, bool, datetime, str]:
    return purpose_words(Purpose(row.purpose)), row.given, row.created_at, row.wording


def _opened(shop: ShopRef, subjects: dict[str, list[int]]) -> list[tuple[str, int, int, datetime]]:
    found = []
    for kind in ("order", "inquiry"):
        codes = queries.codes_of(shop, kind, subjects[kind])
        found += [(codes[r.subject.id], r.times, r.in_full, r.last) for r in count_reads(shop, kind, subjects[kind])]
    return sorted(found, key=lambda row: row[3], reverse=True)


def _name(given: GivenCount) -> str:
    """Gateways are the provider's and have no name of their own here."""
    return given.receiver if given.receiver_kind in (*RECEIVER_FIELDS, ReceiverKind.AUTHORITY) else ""


def _fields(names: tuple[str, ...]) -> str:
    return ", ".join(field_words(name) for name in names)
