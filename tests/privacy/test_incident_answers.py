"""Incidents: what is answered to bad input and to whom, and the papers; one engine, because no row matters here."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from flask import Flask

from shopapp.platform.access import ROLE_MATRIX, Permission, Role
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.incidents.models import Incident, IncidentClock, IncidentGroup
from shopapp.privacy.incidents.reading import read_list
from shopapp.records.models import StaffRead
from tests.accounts.builders import make_seller, make_staff, post, sign_in
from tests.builders import NOW
from tests.conftest import ShopClient, on_one_engine
from tests.inquiries.builders import rows_of
from tests.privacy.incidents import HOME, VIOLATION, WHAT, make_incident, settled, typed

engine = on_one_engine("sqlite")
ClientOf = Callable[[ShopRef], ShopClient]


@pytest.fixture
def owner(app: Flask, shop: ShopRef, client_of: ClientOf) -> ShopClient:
    make_staff(app, shop)
    client = client_of(shop)
    sign_in(client, f"chu@{shop.slug}.example")
    return client


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"detected_time": "10:01"}, "detected_time"),
        ({"detected_day": "2026-11-23"}, "detected_time"),
        ({"detected_day": "31/02/2026"}, "detected_day"),
        ({"detected_time": ""}, "detected_time"),
        ({"kind": ""}, "kind"),
        ({"kind": "war"}, "kind"),
        ({"what": "   "}, "what"),
        ({"what": "x" * 4001}, "what"),
        ({"data_kinds": ["shoe_size"]}, "data_kinds"),
    ],
)
def test_what_cannot_be_comes_back_with_everything_typed(
    app: Flask, shop: ShopRef, owner: ShopClient, wrong: dict[str, Any], field: str
) -> None:
    with time_machine.travel(NOW, tick=False):
        answer = post(owner, f"{HOME}/moi", **(typed(place="Quầy số hai", detected_time="10:00") | wrong))
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert "Quầy số hai" in answer.text
    assert rows_of(app, shop, Incident) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"outcome": ""},
        {"note": ""},
        {"reported_day": ""},
        {"reported_time": "25:99"},
        {"reported_day": "2026-11-21"},
        {"reported_day": "2026-11-30"},
    ],
)
def test_a_clock_stops_only_with_when_and_how(
    app: Flask, shop: ShopRef, owner: ShopClient, wrong: dict[str, str]
) -> None:
    page = f"{HOME}/{make_incident(app, shop)}"
    with time_machine.travel(NOW, tick=False):
        assert post(owner, f"{page}/{VIOLATION}", **(settled(NOW) | wrong)).status_code == 422
    assert {row.outcome for row in rows_of(app, shop, IncidentClock)} == {""}


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        ({"rule": "orders"}, "last"),
        ({"rule": "orders", "first": "2026-11-22", "last": "2026-11-21"}, "last"),
        ({"rule": "sessions", "first": "22/11/2026", "last": "hôm qua"}, "last"),
        ({"rule": "product", "product": "12345"}, "product"),
        ({"rule": "list"}, "rule"),
        ({"rule": ""}, "rule"),
    ],
)
def test_a_rule_that_cannot_be_is_said_in_words(
    app: Flask, shop: ShopRef, owner: ShopClient, rule: dict[str, str], field: str
) -> None:
    page = f"{HOME}/{make_incident(app, shop)}/nguoi"
    answer = post(owner, page, **rule)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert rows_of(app, shop, IncidentGroup) == []


def test_a_name_beside_a_contact_is_no_fault_and_a_mistyped_number_is() -> None:
    read = read_list("Nguyễn Văn A;0900000101;a@khach.example\nB;090000010")
    assert (read.phones, read.emails) == (("+84900000101",), ("a@khach.example",))
    assert [(junk.number, junk.text) for junk in read.junk] == [(2, "B"), (2, "090000010")]


def test_papers_are_filled_from_the_register_and_show_what_is_missing(
    app: Flask, shop: ShopRef, owner: ShopClient
) -> None:
    page = f"{HOME}/{make_incident(app, shop, data_kinds=('name',), charge_name='Phạm Phụ Trách')}"
    report = owner.get(f"{page}/bao-cao?lang=en").text
    for text in (
        "Cơ quan chuyên trách bảo vệ dữ liệu cá nhân",
        "Hộ kinh doanh Mẫu",
        WHAT,
        "họ và tên",
        "Phạm Phụ Trách",
    ):
        assert text in report, text
    assert "……" in report, "a gap is shown, to be filled by hand"
    assert "Người làm chứng" in owner.get(f"{page}/bien-ban").text
    saved = owner.get(f"{page}/bao-cao?tai=1")
    assert saved.headers["Content-Disposition"].startswith("attachment; filename=bao-cao-SC")
    assert "<link" not in saved.text
    assert "<script" not in saved.text
    assert {(row.subject_kind, row.what) for row in rows_of(app, shop, StaffRead)} == {("incident", "print")}


def test_only_owners_and_managers_have_the_register(app: Flask, shop: ShopRef, client_of: ClientOf) -> None:
    assert {role for role in Role if Permission.INCIDENTS_MANAGE in ROLE_MATRIX[role]} == {Role.OWNER, Role.MANAGER}
    make_incident(app, shop)
    make_seller(app, shop)
    seller = client_of(shop)
    sign_in(seller, "ban@a.example")
    assert seller.get(f"{HOME}/1").status_code == 403
    home = seller.get("/quan-tri").text + seller.get("/quan-tri/cua-hang").text
    assert HOME not in home


def test_the_policy_states_the_hours_and_facts_of_it(client: ShopClient) -> None:
    page = client.get("/chinh-sach-bao-mat").text
    assert "24 giờ" in page[page.index('id="breach"') :]
    assert "72 giờ" in page[page.index('id="breach"') :]
