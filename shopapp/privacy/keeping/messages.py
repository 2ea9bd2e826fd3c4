"""The message of this part: that an account nobody uses is about to be deleted."""

from datetime import datetime

from shopapp.accounts.models import Account
from shopapp.kernel.clock import local_day
from shopapp.notifications.actions import queue_message
from shopapp.platform.i18n import show_day, speaking
from shopapp.platform.personal_data import Purpose
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.keeping.rules import GRACE
from shopapp.records.rules import Reference

SIGN_IN = "/tai-khoan/dang-nhap"


def warn_inactive(shop: ShopRef, account: Account, language: str, *, now: datetime) -> int:
    """Queue the warning to the account's proven contact, by mail where it has one; returns the message's id."""
    contact = account.email or account.phone or ""
    with speaking(language):
        ends_on = show_day(local_day(now + GRACE))
    return queue_message(
        shop,
        kind="privacy.keeping_inactive",
        channel="email" if account.email else "sms",
        to=contact,
        language=language,
        audience="customer",
        purpose=Purpose.LEGAL,
        about=Reference("account", account.id),
        facts={"ends_on": ends_on, "links": {"sign_in": SIGN_IN}},
        now=now,
    )
