"""Figures for research: of who agreed, under names made up for one project, through the register, until it ends."""

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask

from shopapp.kernel.clock import local_day
from shopapp.orders import actions as orders
from shopapp.platform.database import transaction
from shopapp.platform.personal_data import Purpose, ReceiverKind
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.privacy import actions
from shopapp.privacy.research.actions import HEADINGS, pseudonym
from shopapp.privacy.research.models import ResearchKey
from shopapp.records.actions import record_consent
from shopapp.records.bars import BarKind, bury
from shopapp.records.models import Disclosure, ReceiverRow
from shopapp.records.queries import current_policy_id
from shopapp.records.rules import Ground, Reference
from tests.accounts import builders as staff
from tests.builders import NOW
from tests.conftest import ShopClient
from tests.customers import builders as customers
from tests.orders.builders import EMAIL, PHONE, Stall, furnish, place, rows_of

OTHER = "+84900000126"
DAYS = {"first": "01/11/2026", "last": "30/11/2026"}


@pytest.fixture
def stall(app: Flask, shop: ShopRef) -> Stall:
    """A shop with a research contractor until the end of the year."""
    stall = furnish(app, shop)
    with app.app_context(), acting_for(shop):
        with transaction():
            actions.allow_receiver(
                shop,
                kind=ReceiverKind.RESEARCH,
                name="Viện Mẫu",
                fields=("pseudonym", "order_figures"),
                agreed_on=local_day(NOW),
                ends_on=date(2026, 12, 31),
                now=NOW,
            )
        with transaction():
            actions.publish(shop, now=NOW)
    return stall


def deliver(app: Flask, stall: Stall, phone: str, email: str = "") -> None:
    """A delivered order of somebody."""
    placed = place(app, stall, sender_phone=phone, sender_email=email)
    with app.app_context(), acting_for(stall.shop):
        for step in ("confirmed", "preparing", "sent_out", "delivered"):
            with transaction():
                orders.advance(stall.shop, placed.id, step, account_id=None, now=NOW)


def agree(app: Flask, shop: ShopRef, contact: str, *, given: bool = True) -> None:
    """A yes to research, or its end."""
    with app.app_context(), acting_for(shop), transaction():
        record_consent(
            shop,
            subject=Reference("order", 1),
            contact=contact,
            purpose=Purpose.RESEARCH,
            given=given,
            wording="Có",
            policy_version_id=current_policy_id(shop) or 0,
            channel="web",
            source="order",
            now=NOW,
        )


def project_id(app: Flask, shop: ShopRef) -> int:
    """The contractor's receiver row."""
    return next(row.id for row in rows_of(app, shop, ReceiverRow) if row.kind == "research")


def ask(app: Flask, client: ShopClient, shop: ShopRef, **days: str) -> tuple[int, list[list[str]], str]:
    """(status, rows of the file without its heading, text) of the owner's request."""
    path = f"/quan-tri/cua-hang/ben-nhan/{project_id(app, shop)}/so-lieu"
    answer = staff.post(client, path, **(DAYS | days))
    if answer.mimetype != "text/csv":
        return answer.status_code, [], answer.text
    heading, *rows = csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig")))
    assert tuple(heading) == HEADINGS
    return answer.status_code, rows, answer.get_data(as_text=True)


@pytest.fixture
def owner(app: Flask, stall: Stall, client_of: Callable[[ShopRef], ShopClient]) -> ShopClient:
    """A browser in which an owner is signed in."""
    staff.make_staff(app, stall.shop, email="chu.hai@a.example")
    client = client_of(stall.shop)
    staff.sign_in(client, "chu.hai@a.example")
    return client


def test_only_who_agreed_is_in_the_file_and_nobody_can_be_told_from_it(
    app: Flask, stall: Stall, owner: ShopClient
) -> None:
    deliver(app, stall, PHONE, EMAIL)
    deliver(app, stall, PHONE, EMAIL)
    deliver(app, stall, OTHER)
    status, rows, _text = ask(app, owner, stall.shop)
    assert (status, rows) == (422, []), "nobody has agreed yet"
    agree(app, stall.shop, PHONE)
    status, rows, text = ask(app, owner, stall.shop)
    assert status == 200
    assert len(rows) == 2
    assert len({row[0] for row in rows}) == 1, "one customer has one made-up name"
    for word in (PHONE, PHONE[3:], EMAIL, "Nguyễn", "Trần", "đường", "DH"):
        assert word not in text
    given = [row for row in rows_of(app, stall.shop, Disclosure) if row.purpose == "research"]
    assert [(row.subject_id, row.ground, row.fields) for row in given] == [
        (1, Ground.CONSENT.value, ["order_figures", "pseudonym"]),
        (2, Ground.CONSENT.value, ["order_figures", "pseudonym"]),
    ]


@pytest.mark.parametrize("how", ["withdrawn", "restricted", "objected", "other project"])
def test_a_yes_that_no_longer_counts_gives_nothing(app: Flask, stall: Stall, owner: ShopClient, how: str) -> None:
    deliver(app, stall, PHONE)
    agree(app, stall.shop, PHONE)
    assert ask(app, owner, stall.shop)[0] == 200
    if how == "withdrawn":
        agree(app, stall.shop, PHONE, given=False)
    with app.app_context(), acting_for(stall.shop), transaction():
        if how in ("restricted", "objected"):
            bury(stall.shop, PHONE, BarKind(how), now=NOW)
        elif how == "other project":
            kind, fields = ReceiverKind.RESEARCH, ("pseudonym", "order_figures")
            actions.allow_receiver(
                stall.shop, kind=kind, name="Viện Hai", fields=fields, agreed_on=None, ends_on=None, now=NOW
            )
            actions.publish(stall.shop, now=NOW)
    assert ask(app, owner, stall.shop)[0] == 422
    assert len(rows_of(app, stall.shop, Disclosure)) == 1


def test_a_project_ends_with_its_last_day_and_its_names_with_it(app: Flask, stall: Stall, owner: ShopClient) -> None:
    deliver(app, stall, PHONE)
    agree(app, stall.shop, PHONE)
    ask(app, owner, stall.shop)
    [kept] = rows_of(app, stall.shop, ResearchKey)
    assert pseudonym(kept.key, PHONE) != pseudonym("another", PHONE)
    path = f"/quan-tri/cua-hang/ben-nhan/{project_id(app, stall.shop)}/so-lieu"
    over = NOW.replace(year=2027, month=1, day=2)
    with app.app_context(), acting_for(stall.shop), transaction():
        policy = actions.publish(stall.shop, now=over)
    # The words of the policy are those of today's clock; the key goes by the moment of the work.
    assert rows_of(app, stall.shop, ResearchKey) == []
    assert policy is not None
    with app.app_context(), acting_for(stall.shop), transaction():
        actions.end_receiver(stall.shop, project_id(app, stall.shop), now=NOW - timedelta(days=2))
    assert owner.get(path).status_code == 404


def test_the_box_is_shown_only_while_there_is_a_project(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], stall: Stall, client_of: Callable[[ShopRef], ShopClient]
) -> None:
    for shop in two_shops:
        customers.make_customer(app, shop)
    with_project, without = (client_of(shop) for shop in two_shops)
    for client in (with_project, without):
        customers.sign_in(client)
    assert "số liệu đơn hàng của tôi" in with_project.get("/tai-khoan/du-lieu").text
    assert "số liệu đơn hàng của tôi" not in without.get("/tai-khoan/du-lieu").text
    assert "Viện Mẫu" in with_project.get("/chinh-sach-bao-mat").text
    assert "Viện Mẫu" not in without.get("/chinh-sach-bao-mat").text


def test_too_many_orders_and_days_that_cannot_be_are_told(
    app: Flask, stall: Stall, owner: ShopClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(app, stall, PHONE)
    deliver(app, stall, PHONE)
    agree(app, stall.shop, PHONE)
    monkeypatch.setattr("shopapp.privacy.research.actions.MOST_ORDERS", 1)
    assert ask(app, owner, stall.shop)[0] == 422
    assert "trước ngày đầu" in ask(app, owner, stall.shop, last="01/10/2026")[2]
    assert "hôm qua" in ask(app, owner, stall.shop, first="hôm qua")[2], "what was typed stays"
