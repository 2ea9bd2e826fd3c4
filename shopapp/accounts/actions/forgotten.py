"""Forgotten passwords of staff.

The page only notes that somebody asked; whether there is such an account is looked up by the worker, so that neither
what the page says nor how long it takes can tell.
"""

from datetime import datetime

from sqlalchemy import delete, select

from shopapp.accounts import messages
from shopapp.accounts.actions.sessions import make_sign_in_link
from shopapp.accounts.models import Account, ResetRequest
from shopapp.accounts.queries import is_open
from shopapp.accounts.rules import RESETS_PER_ACCOUNT, RESETS_WINDOW
from shopapp.platform.database import db
from shopapp.platform.dispatch import enqueue
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.web.limits import count_up

JOB = "staff_reset"


def ask_reset(shop: ShopRef, email: str, *, language: str, now: datetime) -> None:
    """Note the wish; `email` in its normal form."""
    row = ResetRequest(shop_id=shop.id, contact=email, language=language, created_at=now)
    db.session.add(row)
    db.session.flush()
    enqueue(shop, JOB, row.id, due_at=now, now=now)


def answer_reset(shop: ShopRef, request_id: int, *, now: datetime) -> None:
    """Mail a link to the open account of that address, if there is one; the wish is gone afterwards."""
    mine = (ResetRequest.shop_id == shop.id, ResetRequest.id == request_id)
    asked = db.session.execute(select(ResetRequest).where(*mine)).scalars().one_or_none()
    if asked is None:
        return
    query = select(Account).where(
        Account.shop_id == shop.id, Account.kind == "staff", Account.email == asked.contact, is_open(now)
    )
    account = db.session.execute(query).scalars().one_or_none()
    if account is not None and _is_within(shop, account.id, now):
        token = make_sign_in_link(shop, account.id, now=now, purpose="reset")
        messages.send_staff_reset(shop, account, token=token, language=asked.language, now=now)
    db.session.execute(delete(ResetRequest).where(*mine).execution_options(synchronize_session=False))


def _is_within(shop: ShopRef, account_id: int, now: datetime) -> bool:
    """Whether so few links were asked for that one more is no flood in somebody's mailbox."""
    return count_up(shop, "staff_reset", str(account_id), window=RESETS_WINDOW, now=now) <= RESETS_PER_ACCOUNT
