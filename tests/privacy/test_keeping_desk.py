"""The page of keeping periods: looked at before it is saved, checked, stated in the policy; the command beside it."""

from collections.abc import Callable, Iterator
from contextlib import nullcontext

import pytest
import time_machine
from flask import Flask

from shopapp.operations.main import run
from shopapp.operations.worker import drain
from shopapp.orders.models import Order
from shopapp.platform.database import Base
from shopapp.platform.holdings import holdings
from shopapp.platform.personal_data import Keep, personal_columns
from shopapp.platform.tenancy.refs import KINDS, ShopRef
from shopapp.privacy.keeping import queries
from shopapp.privacy.keeping.rules import LIMITS, days, defaults, fingerprint, months
from shopapp.records.queries import current_policy
from tests.accounts.builders import make_seller, make_staff, post, sign_in
from tests.builders import NOW
from tests.conftest import ShopClient, on_one_engine
from tests.orders.builders import errors_of, furnish, value_of
from tests.privacy.keeping import DAY, choose, count, ended, inside, purge

engine = on_one_engine("sqlite")

PAGE = "/quan-tri/cua-hang/luu-giu"
# The florist's own, as the page shows them.
TYPED = {
    "after_delivery-count": "30",
    "after_delivery-unit": "days",
    "until_purpose_ends-how": "asked",
    "until_purpose_ends-unit": "months",
    "after_answer-how": "asked",
    "after_answer-unit": "months",
    "after_sent-count": "90",
    "after_sent-unit": "days",
}


@pytest.fixture(autouse=True)
def sunday_morning() -> Iterator[None]:
    """Pages and commands go by the same clock as the shop's records."""
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def owner(app: Flask, shop: ShopRef, client_of: Callable[[ShopRef], ShopClient]) -> ShopClient:
    make_staff(app, shop, email="mot@a.example")
    client = client_of(shop)
    sign_in(client, "mot@a.example")
    return client


def seen(app: Flask, shop: ShopRef) -> str:
    return inside(app, shop, lambda: fingerprint(queries.rules_of(shop)))


def policy(app: Flask, shop: ShopRef) -> str:
    drain(app)
    found = inside(app, shop, lambda: current_policy(shop))
    assert found is not None
    return str(found.text["vi"][2])


def test_what_removes_more_is_looked_at_before_it_is_saved(app: Flask, shop: ShopRef, owner: ShopClient) -> None:
    ended(app, furnish(app, shop), 20 * DAY)
    typed = {**TYPED, "after_delivery-count": "14", "seen": seen(app, shop)}
    assert "Người nhận và địa chỉ" not in owner.get(PAGE).text
    for button in ("preview", "save"):
        answer = post(owner, PAGE, **typed, do=button)
        assert answer.status_code == 200
        assert "Người nhận và địa chỉ của 1 đơn hàng" in answer.text
        assert seen(app, shop) == typed["seen"], "nothing was saved"
        assert value_of(answer.text, "after_delivery-count") == "14"
    typed["looked"] = value_of(answer.text, "looked")
    assert "sau 30 ngày kể từ khi đơn hàng kết thúc" in policy(app, shop)
    assert post(owner, PAGE, **typed, do="save").status_code == 303
    assert inside(app, shop, lambda: queries.rules_of(shop))[Keep.AFTER_DELIVERY] == days(14)
    assert "sau 14 ngày kể từ khi đơn hàng kết thúc" in policy(app, shop)
    assert "Người nhận và địa chỉ của 1 đơn hàng" in owner.get(PAGE).text
    purge(app, shop)
    page = owner.get(PAGE).text
    assert "Người nhận: 14 ngày" in page, "the record of the night"
    assert count(app, shop, Order, Order.street != "") == 0


def test_what_keeps_longer_is_saved_at_once_and_customers_are_told(
    app: Flask, shop: ShopRef, owner: ShopClient
) -> None:
    policy(app, shop)
    typed = {**TYPED, "after_delivery-count": "2", "after_delivery-unit": "months", "seen": seen(app, shop)}
    assert post(owner, PAGE, **typed, do="save").status_code == 303
    assert "sau 2 tháng kể từ khi đơn hàng kết thúc" in policy(app, shop)
    found = inside(app, shop, lambda: current_policy(shop))
    assert found is not None
    assert found.is_material


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"after_delivery-count": ""}, "after_delivery-count", "số ngày hoặc số tháng"),
        ({"after_delivery-count": "hai tuần"}, "after_delivery-count", "số nguyên"),
        ({"after_delivery-count": "2"}, "after_delivery-count", "ít nhất 3 ngày"),
        ({"after_delivery-count": "999999"}, "after_delivery-count", "số nguyên"),
        ({"after_delivery-unit": "years"}, "after_delivery-count", "số ngày hoặc số tháng"),
        ({"after_delivery-how": "asked", "after_delivery-count": ""}, "after_delivery-count", "số ngày"),
        (
            {"until_purpose_ends-how": "after", "until_purpose_ends-count": "6"},
            "until_purpose_ends-count",
            "ít nhất 12 tháng",
        ),
        ({"after_answer-how": "never"}, "after_answer-count", "số ngày hoặc số tháng"),
        ({"after_sent-count": "25", "after_sent-unit": "months"}, "after_sent-count", "nhiều nhất 24 tháng"),
    ],
)
def test_a_choice_that_cannot_be_says_how_to_mend_it(
    app: Flask, shop: ShopRef, owner: ShopClient, typed: dict[str, str], field: str, words: str
) -> None:
    before = seen(app, shop)
    answer = post(owner, PAGE, **{**TYPED, "seen": before, "do": "save", **typed})
    assert answer.status_code == 422
    assert words in errors_of(answer.text)[field]
    assert value_of(answer.text, "after_delivery-count") == typed.get("after_delivery-count", "30")
    assert seen(app, shop) == before


def test_of_two_people_the_second_is_told(app: Flask, shop: ShopRef, owner: ShopClient) -> None:
    before = seen(app, shop)
    choose(app, shop, {Keep.AFTER_SENT: months(6)})
    answer = post(owner, PAGE, **TYPED, seen=before, do="save")
    assert answer.status_code == 409
    assert "Người khác vừa lưu" in answer.text
    assert value_of(answer.text, "after_sent-count") == "90"
    assert post(owner, PAGE, **TYPED, seen=value_of(answer.text, "seen"), do="save").status_code == 303


def test_whoever_may_only_see_sees_the_periods(
    app: Flask, shop: ShopRef, client_of: Callable[[ShopRef], ShopClient]
) -> None:
    make_seller(app, shop)
    client = client_of(shop)
    sign_in(client, f"ban@{shop.slug}.example")
    page = client.get(PAGE).text
    assert "đến khi khách yêu cầu xóa" in page
    assert 'name="do"' not in page
    before = seen(app, shop)
    fields = {**TYPED, "after_delivery-count": "60", "seen": before, "do": "save"}
    assert post(client, PAGE, page="/quan-tri/tai-khoan", **fields).status_code == 403
    assert seen(app, shop) == before


def test_five_kinds_of_shop_state_five_policies() -> None:
    assert len({fingerprint(defaults(kind)) for kind in KINDS}) == 5


# Rules that no shop chooses are carried out by work of their own room, or end with the row they stand in.
SWEPT = {
    "account": "accounts.sweep",
    "account_session": "accounts.sweep",
    "sign_in_link": "accounts.sweep",
    "contact_proof": "accounts.sweep",
    "known_device": "accounts.sweep",
    "reset_request": "accounts.sweep",
    "order_draft": "orders.drafts",
    "contact_claim": "customers.claims",
    "pending_attachment": "inquiries.forget_unsent",
    "data_visit": "data_visits",
}
# While they are valid an account's own; they go with it.
WITH_ACCOUNT = {"second_factor", "recovery_code", "customer_address"}
BY_LAW = {"consent": "evidence.consent", "disclosure": "evidence.disclosure"}
# The shop's own account of its incidents, which has no end; it is not about customers.
REGISTER = {"incident", "incident_clock", "incident_entry"}


def test_every_keeping_rule_of_every_column_is_carried_out_by_something(app: Flask) -> None:
    with app.app_context():
        over = {
            column
            for held in holdings()
            if held.over is not None
            for part in held.parts
            for column, _declared in held.columns(part)
        }
        steps = {step.name for step in queries.steps()}
    periodic = {work.name for work in app.extensions["shopapp_periodic"]}
    left = []
    for column, declared in personal_columns(Base.metadata):
        table = column.table.name
        is_swept = SWEPT.get(table) in periodic or BY_LAW.get(table) in steps or table in WITH_ACCOUNT | REGISTER
        if column not in over and (declared.keep in LIMITS or not is_swept):
            left.append(f"{column}: {declared.keep.value}")
    assert left == []


def test_the_command_counts_first_and_purges_when_asked(
    app: Flask, shop: ShopRef, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("shopapp.operations.commands.privacy.ready_app", lambda: nullcontext(app))
    ended(app, furnish(app, shop), 40 * DAY)
    assert run(["privacy", "purge", "--dry-run", "--shop", shop.slug]) == 0
    assert "order.received: 1" in capsys.readouterr().out
    assert count(app, shop, Order, Order.street != "") == 1
    assert run(["privacy", "purge"]) == 0
    assert "a: order.received: 1 removed" in capsys.readouterr().out
    assert count(app, shop, Order, Order.street != "") == 0
    assert run(["privacy", "purge", "--shop", "nobody"]) == 1
    assert "no shop" in capsys.readouterr().err
