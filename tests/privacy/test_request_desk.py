"""The desk: who may see it, what is shown of whom, and every form of it with right and wrong input."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from shopapp.customers.models import Customer
from shopapp.notifications.models import Message
from shopapp.orders.models import Order
from shopapp.platform.access import ROLE_MATRIX, Permission, Role
from shopapp.platform.database import db, transaction
from shopapp.platform.holdings import Person
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.privacy.rights import actions
from shopapp.privacy.rights.models import DataRequest, DataRequestStep, DataWorkOrder
from shopapp.privacy.rights.rules import RequestKind
from shopapp.records.models import StaffRead
from tests.accounts.builders import make_staff, sign_in
from tests.builders import NOW, csrf_token
from tests.conftest import ShopClient, on_one_engine
from tests.inquiries.builders import make_inquiry, rows_of
from tests.orders.builders import EMAIL, PHONE, furnish, place
from tests.privacy.test_requests import ask, deliver, give_to_carrier, request_of

engine = on_one_engine("sqlite")
DESK = "/quan-tri/yeu-cau-du-lieu"
ClientOf = Callable[[ShopRef], ShopClient]


@pytest.fixture(autouse=True)
def todays_date(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def owner(app: Flask, shop: ShopRef, client_of: ClientOf) -> ShopClient:
    make_staff(app, shop, email="chinh@a.example")
    client = client_of(shop)
    sign_in(client, "chinh@a.example")
    return client


def post(client: ShopClient, path: str, page: str = DESK, **data: Any) -> Any:
    return client.post(path, data={"csrf_token": csrf_token(client.get(page).text), **data})


def code_in(app: Flask, shop: ShopRef) -> str:
    (message,) = [m for m in rows_of(app, shop, Message) if m.kind == "privacy.request_code"]
    return str(message.facts["proof_code"])


def type_in(client: ShopClient, app: Flask, shop: ShopRef, **more: Any) -> int:
    data = {"kind": "delete", "channel": "phone", "phone": "0900 000 123"} | more
    answer = post(client, f"{DESK}/moi", **data)
    assert answer.status_code == 303, answer.text
    return int(answer.location.rsplit("/", 1)[1])


def test_only_owners_and_managers_answer_requests() -> None:
    assert {role for role in Role if Permission.DATA_REQUESTS in ROLE_MATRIX[role]} == {Role.OWNER, Role.MANAGER}


def test_the_desk_shows_what_is_due_first_and_masks_who_asks(app: Flask, shop: ShopRef, owner: ShopClient) -> None:
    place(app, furnish(app, shop))
    ask(app, shop, RequestKind.PROVIDE)
    waiting = ask(app, shop, RequestKind.CORRECT, details="Sai tên")
    listed = owner.get(DESK).text
    assert listed.index("24/11/2026") < listed.index("02/12/2026")
    page = owner.get(f"{DESK}/{waiting}").text
    assert "0900 ••• 123" in page
    assert "0900 000 123" not in page
    assert "Sai tên" in page
    revealed = post(owner, f"{DESK}/{waiting}/hien", **{"ly-do": "call"})
    assert "0900 000 123" in revealed.text
    reads = [
        (r.subject_kind, r.what, r.reason) for r in rows_of(app, shop, StaffRead) if r.subject_kind == "data_request"
    ]
    assert ("data_request", "detail", "") in reads
    assert ("data_request", "contact", "call") in reads


def test_the_home_and_the_shops_place_say_what_is_due(
    app: Flask, shop: ShopRef, owner: ShopClient, time_machine: Any
) -> None:
    request_id = ask(app, shop, RequestKind.CORRECT)
    with app.app_context(), acting_for(shop), transaction():
        actions.answer_request(shop, request_id, "Đang sửa.", account_id=1, now=NOW)
    assert f'{DESK}/{request_id}"' in owner.get("/quan-tri").text
    time_machine.move_to(NOW.replace(day=30), tick=False)
    time_machine.shift(86400 * 3)
    make_staff(app, shop, email="hai@a.example")
    sign_in(owner, "hai@a.example")
    assert 'class="badge bad"' in owner.get("/quan-tri/cua-hang").text
    assert 'class="late' in owner.get("/quan-tri").text or "overdue" in owner.get("/quan-tri?lang=en").text


def test_a_caller_is_checked_by_a_code_read_back_before_anything_is_done(
    app: Flask, shop: ShopRef, owner: ShopClient
) -> None:
    make_inquiry(app, shop, phone=PHONE)
    request_id = type_in(owner, app, shop)
    path = f"{DESK}/{request_id}"
    assert post(owner, f"{path}/thuc-hien", path, sure="y").status_code == 303
    assert request_of(app, shop, request_id).state == "open", "nobody knows yet who is calling"
    post(owner, f"{path}/gui-ma", path)
    wrong = post(owner, f"{path}/nhap-ma", path, code="000000" if code_in(app, shop) != "000000" else "111111")
    assert wrong.status_code == 422
    assert post(owner, f"{path}/nhap-ma", path, code=code_in(app, shop)).status_code == 303
    assert request_of(app, shop, request_id).identity == "code_read_back"
    assert post(owner, f"{path}/thuc-hien", path).status_code == 422, "what cannot be undone is asked twice"
    assert post(owner, f"{path}/thuc-hien", path, sure="y").status_code == 303
    request = request_of(app, shop, request_id)
    assert (request.state, request.channel, request.opened_by_id is not None) == ("working", "phone", True)
    steps = [(row.what, row.account_id is not None) for row in rows_of(app, shop, DataRequestStep)]
    assert ("identified", True) in steps


def test_a_paper_seen_at_the_counter_is_noted_by_one_word(app: Flask, shop: ShopRef, owner: ShopClient) -> None:
    request_id = type_in(owner, app, shop, channel="counter", phone="", email=EMAIL)
    path = f"{DESK}/{request_id}"
    assert post(owner, f"{path}/xac-minh", path, identity="code_read_back").status_code == 422
    assert post(owner, f"{path}/xac-minh", path, identity="id_seen").status_code == 303
    (step,) = [row for row in rows_of(app, shop, DataRequestStep) if row.what == "identified"]
    assert step.note == "id_seen"


def test_what_is_missing_comes_back_with_everything_typed(app: Flask, shop: ShopRef, owner: ShopClient) -> None:
    faults: tuple[dict[str, str], ...] = (
        {"phone": ""},
        {"phone": "123"},
        {"email": EMAIL},
        {"kind": "protect"},
        {"channel": "web"},
        {"details": "x" * 2001},
    )
    for fault in faults:
        data = {"kind": "delete", "channel": "phone", "phone": "0900 000 123", "details": "Xin xóa"} | fault
        answer = post(owner, f"{DESK}/moi", **data)
        assert answer.status_code == 422, fault
        assert data["details"] in answer.text
        assert data["phone"] in answer.text
    assert not rows_of(app, shop, DataRequest)


def test_a_correction_is_made_by_staff_and_its_history_is_masked(app: Flask, shop: ShopRef, owner: ShopClient) -> None:
    place(app, furnish(app, shop))
    request_id = ask(app, shop, RequestKind.CORRECT, details="Tên là Nguyễn Thị Đúng")
    path = f"{DESK}/{request_id}"
    page = owner.get(f"{path}/sua").text
    names = dict(re.findall(r'name="((?:customer|order_sent)-\d+-\w+)"[^>]*value="([^"]*)"', page))
    assert len(names) == 6
    changed = {key: "Nguyễn Thị Đúng" if key.endswith("name") else value for key, value in names.items()}
    empty = post(owner, f"{path}/sua", f"{path}/sua", **(changed | {next(iter(names)): ""}))
    assert empty.status_code == 422
    assert post(owner, f"{path}/sua", f"{path}/sua", **names).status_code == 422, "nothing differs"
    assert post(owner, f"{path}/sua", f"{path}/sua", **changed).status_code == 303
    with app.app_context(), acting_for(shop):
        order = db.session.execute(select(Order)).scalars().one()
        assert (order.sender_name, "dung" in order.search) == ("Nguyễn Thị Đúng", True)
        assert db.session.execute(select(Customer.name)).scalar_one() == "Nguyễn Thị Đúng"
    (step,) = [row for row in rows_of(app, shop, DataRequestStep) if row.what == "corrected"]
    assert "N••• T••• Mẫu → N••• T••• Đúng" in step.note
    post(owner, f"{path}/thuc-hien", path, words="Đã sửa tên ở hai nơi.")
    request = request_of(app, shop, request_id)
    assert (request.state, request.answer) == ("done", "Đã sửa tên ở hai nơi.")


def test_answer_extension_and_refusal_need_their_words(app: Flask, shop: ShopRef, owner: ShopClient) -> None:
    request_id = ask(app, shop, RequestKind.CORRECT)
    path = f"{DESK}/{request_id}"
    for step, data in (
        ("tra-loi", {}),
        ("gia-han", {}),
        ("tu-choi", {"why": "Vì thế"}),
        ("tu-choi", {"ground": "law_keeps"}),
    ):
        assert post(owner, f"{path}/{step}", path, **data).status_code == 422
    assert post(owner, f"{path}/tra-loi", path, answer="Cửa hàng sẽ sửa trong tuần này.").status_code == 303
    assert post(owner, f"{path}/gia-han", path, reason="Chờ kho xác nhận.").status_code == 303
    again = post(owner, f"{path}/gia-han", path, reason="Lại chờ.")
    assert again.status_code == 303
    assert post(owner, f"{path}/tu-choi", path, ground="others_rights", why="Đó là tên người khác.").status_code == 303
    assert post(owner, f"{path}/tra-loi", path, answer="Còn nữa.").status_code == 303
    request = request_of(app, shop, request_id)
    assert (request.state, request.refusal, request.answer) == ("refused", "others_rights", "Đó là tên người khác.")
    with app.app_context(), acting_for(shop):
        token = actions.token_of(shop, request)
    letter = owner.get(f"/du-lieu-cua-toi/yeu-cau/{token}/thu")
    for words in (request.code, "Đó là tên người khác.", "91/2025/QH15", "356/2025"):
        assert words in letter.text
    assert "0900" not in letter.text[letter.text.index("<main") : letter.text.index("</main")].replace(
        "0900 000 101", ""
    )
    assert owner.get(f"/du-lieu-cua-toi/yeu-cau/{'0' * 48}/thu").status_code == 404


def test_receivers_are_asked_by_letter_and_their_day_is_noted(app: Flask, shop: ShopRef, owner: ShopClient) -> None:
    place(app, furnish(app, shop))
    deliver(app, shop)
    give_to_carrier(app, shop)
    request_id = type_in(owner, app, shop)
    path = f"{DESK}/{request_id}"
    (order,) = rows_of(app, shop, DataWorkOrder)
    assert post(owner, f"{path}/ben-nhan/{order.id}/da-gui", path).status_code == 303
    assert rows_of(app, shop, DataWorkOrder)[0].sent_at is None, "nobody knows yet who is calling"
    post(owner, f"{path}/xac-minh", path, identity="called_back")
    page = owner.get(path).text
    with app.app_context(), acting_for(shop):
        code = db.session.execute(select(Order.code)).scalar_one()
    assert "Giao Mẫu" in page
    assert code in page
    one = f"{path}/ben-nhan/{order.id}"
    assert post(owner, f"{one}/gui", path, email="khong-phai-thu").status_code == 422
    assert post(owner, f"{one}/gui", path, email="lien-he@giao-mau.example").status_code == 303
    (letter,) = [m for m in rows_of(app, shop, Message) if m.kind == "privacy.request_order"]
    assert code in letter.facts["body"]
    assert "Trần Văn Nhận" not in letter.facts["body"], "the receiver knows it by the code"
    for day in ("", "2026-11-21", "2026-11-23"):
        assert post(owner, f"{one}/xong", path, on=day).status_code == 422
    assert post(owner, f"{one}/xong", path, on="2026-11-22").status_code == 303
    assert rows_of(app, shop, DataWorkOrder)[0].done_on == date(2026, 11, 22)
    assert post(owner, f"{path}/ben-nhan/999/xong", path, on="2026-11-22").status_code == 404


def test_a_request_of_another_shop_is_not_found(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], client_of: ClientOf
) -> None:
    shop, other = two_shops
    request_id = ask(app, shop, RequestKind.CORRECT)
    make_staff(app, other, email="khac@b.example")
    client = client_of(other)
    sign_in(client, "khac@b.example")
    assert client.get(f"{DESK}/{request_id}").status_code == 404
    assert post(client, f"{DESK}/{request_id}/tra-loi", f"{DESK}/moi", answer="Xin chào").status_code == 404


def test_a_person_with_an_account_is_found_behind_the_contact(app: Flask, shop: ShopRef, owner: ShopClient) -> None:
    make_inquiry(app, shop, phone=PHONE)
    request_id = type_in(owner, app, shop, kind="see")
    assert request_of(app, shop, request_id).person() == Person(frozenset({PHONE}), None)
    path = f"{DESK}/{request_id}"
    post(owner, f"{path}/xac-minh", path, identity="called_back")
    post(owner, f"{path}/thuc-hien", path)
    assert request_of(app, shop, request_id).counts["inquiry"] == 1


def test_a_correction_never_makes_two_customers_one(app: Flask, shop: ShopRef, owner: ShopClient) -> None:
    make_inquiry(app, shop, phone=PHONE, email="mot@khach.example")
    make_inquiry(app, shop, phone=PHONE, email="hai@khach.example")
    request_id = ask(app, shop, RequestKind.CORRECT)
    path = f"{DESK}/{request_id}"
    fields = dict(
        re.findall(r'name="((?:customer|inquiry)-\d+-\w+)"[^>]*value="([^"]*)"', owner.get(f"{path}/sua").text)
    )
    wanted = {
        key: "hai@khach.example" if key.startswith("customer") and key.endswith("email") else value
        for key, value in fields.items()
    }
    answer = post(owner, f"{path}/sua", f"{path}/sua", **wanted)
    assert answer.status_code == 409
    assert "hai@khach.example" in answer.text
    assert sorted(row.email for row in rows_of(app, shop, Customer)) == ["hai@khach.example", "mot@khach.example"]
