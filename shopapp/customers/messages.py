"""What customers are told about their accounts, where it goes, and with which facts. All of it is about security."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shopapp.accounts.models import Account
from shopapp.accounts.rules import CODE_FOR
from shopapp.customers.rules import is_email
from shopapp.kernel.contacts import mask_email, mask_phone
from shopapp.notifications.actions import queue_message
from shopapp.platform.personal_data import Purpose
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.records.rules import Reference

SIGN_IN, REGISTER, FORGOTTEN, SECURE = (
    f"/tai-khoan/{page}" for page in ("dang-nhap", "dang-ky", "quen-mat-khau", "bao-ve")
)


def send_code(shop: ShopRef, contact: str, code: str, language: str, about: Reference, *, now: datetime) -> None:
    """The code that proves the contact."""
    facts = {"code": code, "minutes": int(CODE_FOR.total_seconds() // 60)}
    _send(shop, "accounts.code", contact, language, about, facts, now=now, sensitive=True)


def tell_known(shop: ShopRef, contact: str, language: str, about: Reference, *, now: datetime) -> None:
    """Somebody wanted to register with a contact, or to move an account to it, that has an account already."""
    facts = {"links": {"sign_in": SIGN_IN, "forgotten": FORGOTTEN}}
    _send(shop, "customers.known", contact, language, about, facts, now=now)


def tell_unknown(shop: ShopRef, contact: str, language: str, about: Reference, *, now: datetime) -> None:
    """Somebody wanted a new password for a contact that has no account."""
    facts = {"links": {"register": REGISTER}}
    _send(shop, "customers.unknown", contact, language, about, facts, now=now)


def tell_password_changed(shop: ShopRef, account: Account, language: str, *, now: datetime) -> None:
    """The password was changed: to every contact the account signs in with."""
    about, facts = Reference("account", account.id), {"links": {"secure": SECURE}}
    for contact in (account.phone, account.email):
        if contact:
            _send(shop, "customers.password_changed", contact, language, about, facts, now=now)


def tell_contact_changed(
    shop: ShopRef, account: Account, before: str, after: str, language: str, *, now: datetime
) -> None:
    """The contact that was replaced hears of it, with a way to object."""
    masked = mask_email(after) if is_email(after) else mask_phone(after)
    facts = {"after": masked, "is_email": is_email(after), "links": {"secure": SECURE}}
    _send(shop, "customers.contact_changed", before, language, Reference("account", account.id), facts, now=now)


def _send(
    shop: ShopRef,
    kind: str,
    contact: str,
    language: str,
    about: Reference,
    facts: Mapping[str, Any],
    *,
    now: datetime,
    sensitive: bool = False,
) -> None:
    queue_message(
        shop,
        kind=kind,
        channel="email" if is_email(contact) else "sms",
        to=contact,
        language=language,
        audience="customer",
        purpose=Purpose.SECURITY,
        about=about,
        facts=facts,
        now=now,
        sensitive=sensitive,
    )
