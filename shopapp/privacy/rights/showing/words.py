"""What columns, kinds of records and keeping rules are called before the person they are about."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from shopapp.platform.personal_data import Keep, Kind
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.keeping.queries.settings import rules_of
from shopapp.privacy.keeping.wording import period_words

_COLUMNS: Mapping[str, Any] = {
    "shop_order.greeting": _l("Words on the card"),
    "shop_order.note": _l("Note to the shop"),
    "order_event.note": _l("Note on the order"),
    "order_draft.data": _l("What was typed"),
    "inquiry.quote": _l("Facts for the quote"),
    "inquiry.order_code": _l("Order it is about"),
    "inquiry_message.body": _l("What was written"),
    "inquiry_note.body": _l("Note by the shop's staff"),
    "attachment.key": _l("The file itself"),
    "attachment.name": _l("Attached file"),
    "customer_address.label": _l("Called"),
    "message.to_contact": _l("Sent to"),
    "message.facts": _l("What it was about"),
    "contact_claim.data": _l("What was typed"),
    "account.password_hash": _l("Password"),
    "account_session.token_hash": _l("Mark of the signed-in device"),
    "account_session.device": _l("Device"),
    "known_device.token_hash": _l("Mark of a known device"),
    "sign_in_link.token_hash": _l("Mark of a sign-in link"),
    "data_request.contacts": _l("Confirmed contacts"),
    "data_request.details": _l("What you asked for"),
    "data_request.answer": _l("The shop's answer"),
}
_NAMES: Mapping[str, Any] = {
    "ward_code": _l("Code of the ward"),
    "ward_name": _l("Ward"),
    "province_code": _l("Code of the province"),
    "province_name": _l("Province or city"),
    "street": _l("House number and street"),
    "recipient_name": _l("Name of who receives"),
    "recipient_phone": _l("Phone of who receives"),
    "search": _l("Search text"),
}
_KINDS: Mapping[Kind, Any] = {
    Kind.NAME: _l("Name"),
    Kind.PHONE: _l("Phone"),
    Kind.EMAIL: _l("E-mail"),
    Kind.CONTACT: _l("Phone or e-mail"),
    Kind.ADDRESS: _l("Address"),
    Kind.FREE_TEXT: _l("Text"),
    Kind.FILE: _l("File"),
    Kind.DEVICE: _l("Device"),
    Kind.CREDENTIAL: _l("Secret mark"),
    Kind.RECORD: _l("Details"),
}
_TYPED: Mapping[str, Any] = {
    "name": _l("Name"),
    "phone": _l("Phone"),
    "email": _l("E-mail"),
    "sender_name": _l("Name"),
    "sender_phone": _l("Phone"),
    "sender_email": _l("E-mail"),
    "recipient_name": _l("Name of who receives"),
    "recipient_phone": _l("Phone of who receives"),
    "street": _l("House number and street"),
    "greeting": _l("Words on the card"),
    "note": _l("Note to the shop"),
    "delivery_date": _l("Delivery day"),
}


def column_words(table: str, name: str, kind: Kind) -> str:
    """What a column is called; by its kind where it has no words of its own."""
    return str(_COLUMNS.get(f"{table}.{name}") or _NAMES.get(name) or _KINDS[kind])


def typed_words(name: str) -> str:
    """What a field of a form is called that was typed into and not sent; "" for one that says nothing of anybody."""
    return str(_TYPED.get(name, ""))


def keep_words(shop: ShopRef, keep: Keep) -> str:
    """When data under a keeping rule goes, as a sentence, with the period this shop has chosen."""
    rules = rules_of(shop)
    if keep in rules and rules[keep] is None:
        keep = Keep.UNTIL_ASKED
    period = period_words(rules.get(keep))
    words = {
        Keep.UNTIL_ASKED: _("Kept until you ask for it to be deleted."),
        Keep.UNTIL_PURPOSE_ENDS: _("Deleted %(period)s after it was last needed to serve you.", period=period),
        Keep.AFTER_DELIVERY: _("Needed for the delivery only; deleted %(period)s after it has ended.", period=period),
        Keep.AFTER_ANSWER: _("Deleted %(period)s after the last word in it.", period=period),
        Keep.AFTER_SENT: _("Deleted %(period)s after it was sent.", period=period),
        Keep.HOURS_24: _("Deleted by itself within 24 hours."),
        Keep.WHILE_VALID: _("Deleted as soon as it is no longer valid."),
        Keep.LAW: _("Kept as proof for as long as the law asks; on deletion your contact is taken out of it."),
    }
    return str(words[keep])


def unreadable() -> str:
    """What stands in place of a secret."""
    return str(_("Kept only in a form nobody can read back, not even the shop."))


def repeated() -> str:
    """What stands in place of a column that only repeats others for searching."""
    return str(_("Repeats what stands above, without accents, so that the shop can search."))
