"""Bars: an objection and a restriction hold until lifted, name nobody, and say what staff may still see."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from shopapp.orders import actions as orders
from shopapp.platform.database import transaction
from shopapp.platform.personal_data import Purpose
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.records.actions import may_use, record_consent
from shopapp.records.bars import BarKind, Tombstone, bury, contact_hash, is_barred, lift, list_tombstones, put_back
from shopapp.records.queries import current_policy_id
from shopapp.records.rules import Reference
from tests.accounts.builders import make_staff, post, sign_in
from tests.builders import NOW
from tests.conftest import ShopClient
from tests.orders.builders import PHONE, furnish, place

LATER = NOW.replace(day=25)


def say_yes(shop: ShopRef) -> None:
    """A yes to research."""
    record_consent(
        shop,
        subject=Reference("order", 1),
        contact=PHONE,
        purpose=Purpose.RESEARCH,
        given=True,
        wording="Có",
        policy_version_id=current_policy_id(shop) or 0,
        channel="web",
        source="order",
        now=NOW,
    )


@pytest.mark.parametrize("kind", [BarKind.OBJECTED, BarKind.RESTRICTED])
def test_a_bar_stops_what_was_agreed_to_until_it_is_lifted(app: Flask, shop: ShopRef, kind: BarKind) -> None:
    with app.app_context(), acting_for(shop):
        with transaction():
            say_yes(shop)
        assert may_use(shop, PHONE, Purpose.RESEARCH)
        with transaction():
            bury(shop, PHONE, kind, now=NOW)
        assert not may_use(shop, PHONE, Purpose.RESEARCH)
        with transaction():
            lift(shop, PHONE, kind, now=LATER)
        assert may_use(shop, PHONE, Purpose.RESEARCH)
        assert [(stone.at, stone.lifted) for stone in list_tombstones(shop)] == [(LATER, True)]


def test_a_new_yes_ends_an_objection(app: Flask, shop: ShopRef) -> None:
    with app.app_context(), acting_for(shop):
        with transaction():
            bury(shop, PHONE, BarKind.OBJECTED, now=NOW)
        with transaction():
            say_yes(shop)
        assert may_use(shop, PHONE, Purpose.RESEARCH)


def test_the_same_contact_is_somebody_else_in_another_shop(app: Flask, two_shops: tuple[ShopRef, ShopRef]) -> None:
    a, b = two_shops
    with app.app_context():
        assert contact_hash(a, PHONE) != contact_hash(b, PHONE)


def test_the_newest_word_of_several_copies_counts(app: Flask, shop: ShopRef) -> None:
    with app.app_context(), acting_for(shop):
        stone = Tombstone(BarKind.RESTRICTED, contact_hash(shop, PHONE), NOW)
        lifted = Tombstone(BarKind.RESTRICTED, contact_hash(shop, PHONE), LATER, lifted=True)
        with transaction():
            put_back(shop, [lifted, stone], now=LATER)
        assert not is_barred(shop, PHONE, BarKind.RESTRICTED)


def test_what_is_only_kept_is_shown_to_nobody_once_it_is_finished(
    app: Flask, shop: ShopRef, client_of: Callable[[ShopRef], ShopClient]
) -> None:
    stall = furnish(app, shop)
    page = f"/quan-tri/don-hang/{place(app, stall).id}"
    make_staff(app, shop, email="hai@a.example")
    desk: Any = client_of(shop)
    sign_in(desk, "hai@a.example")
    with app.app_context(), acting_for(shop), transaction():
        bury(shop, PHONE, BarKind.RESTRICTED, now=NOW)
    post(desk, f"{page}/xem-day-du", page=page, **{"ly-do": "call"})
    assert "Nguyễn Thị Mẫu" in desk.get(page).text, "an open order is carried out"
    with app.app_context(), acting_for(shop):
        for step in ("confirmed", "preparing", "sent_out", "delivered"):
            with transaction():
                orders.advance(shop, 1, step, account_id=None, now=NOW)
    assert "Nguyễn Thị Mẫu" not in desk.get(page).text
    post(desk, f"{page}/xem-day-du", page=page, **{"ly-do": "call"})
    after = desk.get(page).text
    assert "Nguyễn Thị Mẫu" not in after
    assert "chỉ lưu giữ" in after
