"""The one message of this room: a one-time code, to the contact it proves."""

from datetime import datetime

from shopapp.accounts.rules import CODE_FOR
from shopapp.notifications.actions import queue_message
from shopapp.platform.personal_data import Purpose
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.records.rules import Reference


def send_code(shop: ShopRef, *, contact: str, code: str, language: str, about: Reference, now: datetime) -> None:
    """Queue the code by mail or by text message, whichever the contact is."""
    queue_message(
        shop,
        kind="accounts.code",
        channel="email" if "@" in contact else "sms",
        to=contact,
        language=language,
        audience="customer",
        purpose=Purpose.SECURITY,
        about=about,
        facts={"code": code, "minutes": int(CODE_FOR.total_seconds() // 60)},
        now=now,
        sensitive=True,
    )
