"""The messages of this room: a one-time code to the contact it proves, and what staff are told about their accounts."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shopapp.accounts.models import Account
from shopapp.accounts.rules import CODE_FOR, INVITE_FOR, RESET_FOR
from shopapp.kernel.clock import local
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


def send_invitation(shop: ShopRef, account: Account, *, token: str, inviter: str, language: str, now: datetime) -> None:
    """The link that lets a new member of staff in for the first time."""
    facts = {"name": account.name, "role": account.role, "inviter": inviter, "days": INVITE_FOR.days}
    facts |= {"links": {"door": f"/quan-tri/dang-nhap/{token}"}}
    _tell(shop, account, "accounts.staff_invited", facts, language=language, now=now, sensitive=True)


def send_staff_reset(shop: ShopRef, account: Account, *, token: str, language: str, now: datetime) -> None:
    """The link for a forgotten password."""
    facts = {"minutes": int(RESET_FOR.total_seconds() // 60), "links": {"door": f"/quan-tri/dang-nhap/{token}"}}
    _tell(shop, account, "accounts.staff_reset", facts, language=language, now=now, sensitive=True)


def tell_new_device(shop: ShopRef, account: Account, *, device: str, language: str, now: datetime) -> None:
    """Somebody signed in with a browser this account has not been seen with."""
    facts = {"device": device, "at": local(now).strftime("%H:%M %d/%m/%Y")}
    facts_with_links = facts | {"links": {"account": "/quan-tri/tai-khoan", "forgotten": "/quan-tri/quen-mat-khau"}}
    _tell(shop, account, "accounts.staff_new_device", facts_with_links, language=language, now=now)


def tell_password_changed(shop: ShopRef, account: Account, *, language: str, now: datetime) -> None:
    """The password is another one."""
    facts = {"at": local(now).strftime("%H:%M %d/%m/%Y"), "links": {"forgotten": "/quan-tri/quen-mat-khau"}}
    _tell(shop, account, "accounts.staff_password_changed", facts, language=language, now=now)


def tell_factor_gone(shop: ShopRef, account: Account, *, by: str, language: str, now: datetime) -> None:
    """The second factor was taken away: by its holder (`by` empty), or by whoever manages staff."""
    facts = {"by": by, "at": local(now).strftime("%H:%M %d/%m/%Y"), "links": {"account": "/quan-tri/tai-khoan"}}
    _tell(shop, account, "accounts.staff_factor_gone", facts, language=language, now=now)


def _tell(
    shop: ShopRef,
    account: Account,
    kind: str,
    facts: Mapping[str, Any],
    *,
    language: str,
    now: datetime,
    sensitive: bool = False,
) -> None:
    if not account.email:
        return
    queue_message(
        shop,
        kind=kind,
        channel="email",
        to=account.email,
        language=language,
        audience="staff",
        purpose=Purpose.SECURITY,
        about=Reference("staff", account.id),
        facts=facts,
        now=now,
        sensitive=sensitive,
    )
