"""Delivery as the shop sets it up: areas and schedule, tried, saved, taken back, safe from two people at once."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from shopapp.delivery.queries import fee_for, get_schedule, list_areas
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.accounts.builders import make_seller, make_staff, sign_in
from tests.builders import csrf_token
from tests.conftest import ShopClient
from tests.orders.builders import FAR, NEAR, Stall, errors_of
from tests.support.forms import filled

FOLDER = "/quan-tri/cua-hang/giao-hang"
ClientOf = Callable[[ShopRef], ShopClient]


@pytest.fixture
def owner(app: Flask, stall: Stall, shop: ShopRef, client: ShopClient) -> ShopClient:
    """The browser of the owner of a shop that delivers in two areas of one city."""
    make_staff(app, shop, email="mot@a.example")
    sign_in(client, "mot@a.example")
    return client


def areas_of(app: Flask, shop: ShopRef) -> list[Any]:
    with app.app_context(), acting_for(shop):
        return list_areas(shop)


def send(client: ShopClient, path: str, button: str = "save", **changes: Any) -> Any:
    """Open a form below the folder, change some fields, press a button."""
    data = filled(client.get(FOLDER + path).text, FOLDER + path)
    return client.post(FOLDER + path, data=data | changes | {"do": button})


def test_a_fee_is_understood_as_people_type_it_and_one_press_takes_it_back(
    app: Flask, shop: ShopRef, owner: ShopClient
) -> None:
    near, far = areas_of(app, shop)
    assert send(owner, f"/khu-vuc/{near.id}").status_code == 303
    assert areas_of(app, shop) == [near, far]
    assert send(owner, f"/khu-vuc/{near.id}", fee="30k", free_from="1tr2").status_code == 303
    changed, other = areas_of(app, shop)
    assert (changed.id, changed.fee, changed.free_from, other) == (near.id, 30_000, 1_200_000, far)
    undo = filled(owner.get(FOLDER).text, f"{FOLDER}/khu-vuc/hoan-tac")
    owner.post(f"{FOLDER}/khu-vuc/hoan-tac", data=undo)
    assert areas_of(app, shop) == [near, far]


def test_an_area_is_added_with_the_wards_of_its_provinces(app: Flask, shop: ShopRef, owner: ShopClient) -> None:
    page = send(owner, "/khu-vuc/moi", "wards", name="Hà Nội gần", fee="35000", provinces=["01"])
    assert page.status_code == 200
    assert 'value="00070"' in page.text
    data = filled(page.text, f"{FOLDER}/khu-vuc/moi")
    assert data["scope"] == "some"
    assert owner.post(f"{FOLDER}/khu-vuc/moi", data=data | {"wards": ["00070"], "do": "preview"}).status_code == 200
    assert len(areas_of(app, shop)) == 2
    owner.post(f"{FOLDER}/khu-vuc/moi", data=data | {"wards": ["00070"], "do": "save"})
    with app.app_context(), acting_for(shop):
        fee = fee_for(shop, "01", "00070", 0)
    assert fee is not None
    assert fee.amount == 35_000


WRONG_AREAS: list[tuple[dict[str, Any], str]] = [
    ({"name": ""}, "name"),
    ({"fee": ""}, "fee"),
    ({"fee": "abc"}, "fee"),
    ({"fee": "99999999999"}, "fee"),
    ({"provinces": []}, "provinces"),
    ({"scope": "all"}, "provinces"),
    ({"scope": "some", "wards": []}, "wards"),
]


def test_what_no_delivery_could_work_with_is_told_at_its_field(app: Flask, shop: ShopRef, owner: ShopClient) -> None:
    before = areas_of(app, shop)
    for changes, field in WRONG_AREAS:
        answer = send(owner, f"/khu-vuc/{before[0].id}", **changes)
        assert answer.status_code == 422, changes
        assert f'id="{field}-error"' in answer.text, changes
    assert areas_of(app, shop) == before


def test_a_ward_lies_in_one_area_only(app: Flask, shop: ShopRef, owner: ShopClient) -> None:
    answer = send(owner, "/khu-vuc/moi", name="Thêm", fee="1.000", provinces=["79"], scope="some", wards=[NEAR, FAR])
    assert answer.status_code == 422
    assert "thuộc khu vực “Trung tâm”" in answer.text


def test_a_removed_area_comes_back_by_undo(app: Flask, shop: ShopRef, owner: ShopClient) -> None:
    near, far = areas_of(app, shop)
    page = owner.get(f"{FOLDER}/khu-vuc/{far.id}").text
    owner.post(f"{FOLDER}/khu-vuc/{far.id}/xoa", data=filled(page, f"{FOLDER}/khu-vuc/{far.id}/xoa"))
    assert areas_of(app, shop) == [near]
    undo = filled(owner.get(FOLDER).text, f"{FOLDER}/khu-vuc/hoan-tac")
    owner.post(f"{FOLDER}/khu-vuc/hoan-tac", data=undo)
    assert [area.name for area in areas_of(app, shop)] == [near.name, far.name]


def test_whoever_saves_second_is_told_and_overwrites_nothing(
    app: Flask, shop: ShopRef, owner: ShopClient, client_of: ClientOf
) -> None:
    make_staff(app, shop, email="hai@a.example")
    other = client_of(shop)
    sign_in(other, "hai@a.example")
    near, far = areas_of(app, shop)
    path = f"{FOLDER}/khu-vuc/{near.id}"
    mine = filled(owner.get(path).text, path)
    send(other, f"/khu-vuc/{near.id}", fee="33.000")
    answer = owner.post(path, data=mine | {"name": "Nội thành", "do": "save"})
    assert answer.status_code == 409
    assert "33.000" in answer.text
    assert areas_of(app, shop)[0].name == near.name
    again = filled(answer.text, path)
    assert again["name"] == "Nội thành"
    assert owner.post(path, data=again | {"do": "save"}).status_code == 303
    stale = owner.post(f"{path}/xoa", data={"csrf_token": again["csrf_token"], "seen": mine["seen"]})
    assert stale.status_code == 303
    assert [area.id for area in areas_of(app, shop)] == [near.id, far.id]


def test_a_changed_schedule_keeps_its_slots_as_rows(app: Flask, shop: ShopRef, owner: ShopClient) -> None:
    with app.app_context(), acting_for(shop):
        before = get_schedule(shop)
    assert send(owner, "/lich").status_code == 303
    more = {"lines-2-label": "Chiều tối", "lines-2-starts": "17h", "lines-2-ends": "19:30"}
    typed: dict[str, Any] = {
        "lead": "2",
        "unit": "days",
        "cut_off": "",
        "closed_weekdays": ["6"],
        "closed_dates": "20/10/2027",
    }
    page = send(owner, "/lich", "preview", **typed, **more)
    assert page.status_code == 200, errors_of(page.text)
    assert "Chiều tối (17:00–19:30)" in page.text
    assert send(owner, "/lich", **typed, **more).status_code == 303
    with app.app_context(), acting_for(shop):
        after = get_schedule(shop)
    assert after.slots[:2] == before.slots
    assert (after.slots[2].span, after.lead_minutes, after.cut_off) == ("17:00–19:30", 2880, None)
    assert (sorted(after.closed_weekdays), [str(day) for day in after.closed_dates]) == ([6], ["2027-10-20"])
    undo = filled(owner.get(FOLDER).text, f"{FOLDER}/lich/hoan-tac")
    owner.post(f"{FOLDER}/lich/hoan-tac", data=undo)
    with app.app_context(), acting_for(shop):
        assert get_schedule(shop) == before


WRONG_SCHEDULES: list[tuple[dict[str, Any], str]] = [
    ({"lead": "-1"}, "lead"),
    ({"days_ahead": "1000"}, "days_ahead"),
    ({"closed_dates": "20/10/2027\n31/02/2027"}, "closed_dates"),
    ({"lines-0-ends": "08:00"}, "lines-0-ends"),
    ({"lines-1-label": ""}, "lines-1-label"),
]


def test_a_schedule_that_cannot_be_is_told_at_its_field(owner: ShopClient) -> None:
    for changes, field in WRONG_SCHEDULES:
        answer = send(owner, "/lich", **changes)
        assert answer.status_code == 422, changes
        assert field in errors_of(answer.text), changes
        kept = filled(answer.text, f"{FOLDER}/lich")
        assert {name: str(kept[name]).replace("\r", "") for name in changes} == changes


@pytest.mark.usefixtures("stall")
def test_only_who_may_change_the_shop_finds_the_forms(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    make_seller(app, shop)
    sign_in(client, "ban@a.example")
    page = client.get(FOLDER)
    assert page.status_code == 200
    assert "khu-vuc/" not in page.text
    token = csrf_token(page.text)
    for path in ("/khu-vuc/moi", "/khu-vuc/1", "/lich"):
        assert client.get(FOLDER + path).status_code == 403
        assert client.post(FOLDER + path, data={"csrf_token": token}).status_code == 403
    for path in ("/khu-vuc/1/xoa", "/khu-vuc/hoan-tac", "/lich/hoan-tac"):
        assert client.post(FOLDER + path, data={"csrf_token": token}).status_code == 403
