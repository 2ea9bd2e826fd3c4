"""A customer's own page of data: consents given and taken back, who opened it, who received it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from shopapp.notifications.models import Message
from shopapp.orders.models import Order
from shopapp.platform.capabilities import Capability, Heading, Paragraph
from shopapp.platform.database import db, transaction
from shopapp.platform.personal_data import Purpose
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.records.actions import note_read
from shopapp.records.queries import has_consented
from shopapp.records.rules import Reference
from tests.builders import NOW
from tests.conftest import ShopClient
from tests.customers.builders import PHONE, make_customer, post, sign_in
from tests.notifications.builders import make_sms, queue, trial_templates, work_off
from tests.orders.builders import furnish, place

PAGE = "/tai-khoan/du-lieu"


@pytest.fixture
def news(app: Flask) -> Iterator[None]:
    """A program that sends news, as one with campaigns does."""
    before = app.extensions["shopapp_capabilities"]
    sends = Capability("consent.news", Heading.PURPOSE, lambda _shop: [Paragraph("Gửi tin")], Purpose.NEWS)
    app.extensions["shopapp_capabilities"] = (*before, sends)
    yield
    app.extensions["shopapp_capabilities"] = before


@pytest.fixture
def me(app: Flask, shop: ShopRef, client_of: Callable[[ShopRef], ShopClient]) -> ShopClient:
    make_customer(app, shop)
    client = client_of(shop)
    sign_in(client)
    return client


def agrees(app: Flask, shop: ShopRef) -> bool:
    with app.app_context(), acting_for(shop):
        return has_consented(shop, PHONE, Purpose.NEWS)


def test_who_is_not_signed_in_is_led_to_the_door(client: ShopClient) -> None:
    answer = client.get(PAGE)
    assert answer.status_code == 303
    assert "/tai-khoan/dang-nhap" in answer.headers["Location"]


def test_a_program_that_sends_no_news_asks_for_no_consent(me: ShopClient) -> None:
    page = me.get(PAGE).text
    assert 'name="purpose"' not in page
    assert post(me, PAGE, page="/tai-khoan", purpose="news", given="1").status_code == 404


def test_a_yes_and_its_withdrawal_count_at_once_and_stay_in_sight(
    app: Flask, shop: ShopRef, me: ShopClient, news: None
) -> None:
    assert not agrees(app, shop)
    assert post(me, PAGE, purpose="news", given="1").status_code == 303
    assert agrees(app, shop)
    draft = replace(make_sms(purpose=Purpose.NEWS), to=PHONE)
    with trial_templates(app):
        queue(app, shop, draft, now=NOW)
        assert post(me, PAGE, purpose="news", given="0").status_code == 303
        assert not agrees(app, shop)
        with app.app_context(), acting_for(shop):
            waiting = select(Message).where(Message.purpose == "news")
            message = db.session.execute(waiting).scalars().one()
            assert (message.state, message.error) == ("cancelled", "no_consent"), "before any worker looked at it"
        work_off(app)
    page = me.get(PAGE).text
    assert page.count("Tôi đồng ý nhận tin tức") >= 3, "the wording stands beside the switch and with both words said"


@pytest.mark.parametrize("purpose", ["order", "security", "nonsense", "", "marketing"])
def test_only_what_is_offered_can_be_said(me: ShopClient, news: None, purpose: str) -> None:
    assert post(me, PAGE, purpose=purpose, given="1").status_code == 404


def test_the_customer_sees_how_often_their_order_was_opened_and_who_got_something(
    app: Flask, shop: ShopRef, me: ShopClient
) -> None:
    stall = furnish(app, shop)
    place(app, stall, sender_phone=PHONE)
    with app.app_context(), acting_for(shop):
        order = db.session.execute(select(Order)).scalars().one()
        number, code = order.id, order.code
        customer_of(shop, order)
        with transaction():
            for hour in range(3):
                moment = NOW + timedelta(hours=hour)
                note_read(shop, account_id=1, subject=Reference("order", number), what="contact", now=moment)
    page = me.get(PAGE).text
    assert f"{code}: cửa hàng đã mở 3 lần" in page


def customer_of(shop: ShopRef, order: Order) -> None:
    """Join the order to the one account there is, as proving its contact does."""
    from shopapp.customers.models import Customer

    with transaction():
        own = db.session.execute(select(Customer).where(Customer.is_registered.is_(True))).scalars().one()
        found = db.session.execute(select(Order).where(Order.id == order.id)).scalars().one()
        found.customer_id = own.id
