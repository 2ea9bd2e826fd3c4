"""Accounts nobody uses: told first, then given time, then gone with all that is theirs and nothing of others."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from shopapp.accounts.models import Account, AccountSession
from shopapp.customers.models import Customer, CustomerAddress
from shopapp.inquiries.models import Inquiry
from shopapp.notifications.models import Message
from shopapp.orders.models import Order
from shopapp.platform.database import db
from shopapp.platform.personal_data import Keep
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.keeping.models import InactiveAccount
from shopapp.privacy.keeping.rules import months
from tests.builders import NOW
from tests.conftest import ShopClient
from tests.customers.builders import PHONE, make_customer, sign_in
from tests.orders.builders import furnish
from tests.privacy.keeping import DAY, answered, change, choose, count, ended, inside, purge, removed, row

LONG_AGO = NOW - 800 * DAY
# What follows from the rows is the same on both; that both find them is told by the first test.
once = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
WARNING = Message.kind == "privacy.keeping_inactive"


@pytest.fixture
def account(app: Flask, shop: ShopRef) -> int:
    """An account that was last used more than two years ago, in a shop that waits two years."""
    account_id = make_customer(app, shop)
    choose(app, shop, {Keep.UNTIL_PURPOSE_ENDS: months(24)})
    sleep(app, shop)
    return account_id


def sleep(app: Flask, shop: ShopRef) -> None:
    """Nobody was seen since."""
    change(app, shop, Account, Account.kind == "customer", created_at=LONG_AGO)
    change(app, shop, AccountSession, last_seen_at=LONG_AGO)
    change(app, shop, Customer, last_seen_at=LONG_AGO)
    change(app, shop, Message, state="sent", sent_at=LONG_AGO)


def warned(app: Flask, shop: ShopRef) -> int:
    """How many warnings were written."""
    return count(app, shop, Message, WARNING)


def deliver(app: Flask, shop: ShopRef) -> None:
    """All that waits has left."""
    change(app, shop, Message, state="sent", sent_at=NOW)


def test_a_warning_goes_to_a_proven_contact_and_thirty_days_later_the_account_goes(
    app: Flask, shop: ShopRef, account: int
) -> None:
    stall = furnish(app, shop)
    order_id = ended(app, stall, 790 * DAY)
    change(app, shop, Order, Order.id == order_id, customer_id=1, sender_phone=PHONE)
    somebody = ended(app, stall, 10 * DAY, sender_phone=PHONE)
    sleep(app, shop)
    assert removed(purge(app, shop))["account.warned"] == (0, 1)
    [message] = inside(app, shop, lambda: db.session.execute(select(Message).where(WARNING)).scalars().all())
    assert (message.to_contact, message.channel, message.facts["ends_on"]) == (PHONE, "sms", "22/12/2026")
    deliver(app, shop)
    for later in (DAY, 29 * DAY):
        done = removed(purge(app, shop, now=NOW + later))
        assert "account.gone" not in done
        assert "account.warned" not in done, "told once"
    assert removed(purge(app, shop, now=NOW + 30 * DAY))["account.gone"] == (1, 0)
    gone = row(app, shop, Account, account)
    assert (gone.name, gone.phone, gone.email, gone.password_hash, gone.is_active) == ("", None, None, "", False)
    assert count(app, shop, AccountSession, AccountSession.account_id == account) == 0
    assert count(app, shop, CustomerAddress) == 0
    assert row(app, shop, Order, order_id).sender_phone == ""
    assert row(app, shop, Order, somebody).sender_phone == PHONE, "who has the number today may be somebody else"
    assert count(app, shop, InactiveAccount) == 0
    assert "account.warned" not in removed(purge(app, shop, now=NOW + 90 * DAY))


@once
def test_signing_in_keeps_the_account_and_the_next_warning_begins_anew(
    app: Flask, shop: ShopRef, account: int, client: ShopClient
) -> None:
    purge(app, shop)
    deliver(app, shop)
    with time_machine.travel(NOW + 5 * DAY):
        assert sign_in(client).status_code == 303
    assert "account.gone" not in removed(purge(app, shop, now=NOW + 40 * DAY))
    assert count(app, shop, InactiveAccount) == 0
    assert row(app, shop, Account, account).is_active
    sleep(app, shop)
    assert removed(purge(app, shop, now=NOW + 40 * DAY))["account.warned"] == (0, 1)
    assert warned(app, shop) == 2


@once
def test_nobody_goes_unwarned(app: Flask, shop: ShopRef, account: int) -> None:
    purge(app, shop)
    for state in ("queued", "retrying", "withheld"):
        change(app, shop, Message, WARNING, state=state)
        assert "account.gone" not in removed(purge(app, shop, now=NOW + 40 * DAY)), state
    change(app, shop, Message, WARNING, state="failed")
    assert removed(purge(app, shop, now=NOW + 40 * DAY))["account.gone"] == (1, 0), "no way to reach them"


@once
@pytest.mark.parametrize("what", ["order", "inquiry", "rule"])
def test_whoever_is_still_dealt_with_is_not_told_to_go(app: Flask, shop: ShopRef, account: int, what: str) -> None:
    if what == "order":
        order_id = ended(app, furnish(app, shop), 800 * DAY, state="sent_out", ended_at=None)
        change(app, shop, Order, Order.id == order_id, customer_id=1)
    elif what == "inquiry":
        inquiry_id = answered(app, shop, 100 * DAY)
        change(app, shop, Inquiry, Inquiry.id == inquiry_id, customer_id=1)
    else:
        choose(app, shop, {Keep.UNTIL_PURPOSE_ENDS: None})
    sleep(app, shop)
    assert "account.warned" not in removed(purge(app, shop))
    assert warned(app, shop) == 0


@once
def test_a_longer_period_takes_the_warning_back(app: Flask, shop: ShopRef, account: int) -> None:
    purge(app, shop)
    deliver(app, shop)
    choose(app, shop, {Keep.UNTIL_PURPOSE_ENDS: months(60)})
    assert "account.gone" not in removed(purge(app, shop, now=NOW + 40 * DAY))
    assert count(app, shop, InactiveAccount) == 0


@once
def test_an_account_with_something_open_waits(app: Flask, shop: ShopRef, account: int) -> None:
    order_id = ended(app, furnish(app, shop), 790 * DAY, frozen_at=NOW)
    change(app, shop, Order, Order.id == order_id, customer_id=1)
    sleep(app, shop)
    purge(app, shop)
    deliver(app, shop)
    assert removed(purge(app, shop, now=NOW + timedelta(days=31)))["account.gone"] == (0, 1)
    assert row(app, shop, Account, account).phone == PHONE
