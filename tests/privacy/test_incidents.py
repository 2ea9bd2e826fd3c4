"""Incidents: the register with its clocks, from the first line to the closing report."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from shopapp.accounts.signals import MisuseKind, MisuseReport
from shopapp.inquiries.cases.actions import open_case
from shopapp.notifications.models import Message
from shopapp.notifications.wording import copy_of, word
from shopapp.operations.worker import drain
from shopapp.platform.database import transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.privacy.incidents.models import Incident, IncidentEntry
from shopapp.privacy.incidents.queries import count_incidents
from tests.accounts.builders import make_staff, post, sign_in
from tests.builders import NOW
from tests.conftest import ShopClient
from tests.inquiries.builders import rows_of
from tests.privacy.incidents import ATTACK, HOME, VIOLATION, WHAT, make_incident, settled, typed

ClientOf = Callable[[ShopRef], ShopClient]


@pytest.fixture
def owner(app: Flask, shop: ShopRef, client_of: ClientOf) -> ShopClient:
    make_staff(app, shop)
    client = client_of(shop)
    sign_in(client, f"chu@{shop.slug}.example")
    return client


def test_an_incident_goes_from_its_first_line_to_its_closing_report(
    app: Flask, shop: ShopRef, owner: ShopClient
) -> None:
    with time_machine.travel(NOW, tick=False):
        opened = post(owner, f"{HOME}/moi", **typed(kind="attack"))
        page = opened.location
        assert opened.status_code == 303
        assert "23 giờ 55 phút" in owner.get(page).text
        [incident] = rows_of(app, shop, Incident)
        assert incident.detected_at == NOW - timedelta(minutes=5)
        know = typed(kind="attack", edit="1", data_kinds=["name", "phone"], measures="Đã khóa máy chủ", place="Máy chủ")
        assert post(owner, f"{page}/sua", **know).status_code == 303
        assert post(owner, f"{page}/dong", page=page, lessons="Bài học").status_code == 409, "clocks are running"
        for name in (ATTACK, VIOLATION):
            assert post(owner, f"{page}/{name}", **settled(NOW)).status_code == 303
        shown = owner.get(page).text
        assert shown.count("Đã báo cáo đúng hạn") == 2
        assert "họ và tên; số điện thoại" in shown
        assert post(owner, f"{page}/dong", page=page, lessons="Máy nào cũng phải khóa").status_code == 303
        closing = owner.get(f"{page}/tong-ket").text
    assert "Máy nào cũng phải khóa" in closing
    assert [entry.kind for entry in rows_of(app, shop, IncidentEntry)] == [
        "opened",
        "changed",
        "settled",
        "settled",
        "closed",
    ]
    with app.app_context(), acting_for(shop):
        [year] = count_incidents(shop)
        assert (year.year, year.open, year.closed) == (2026, 0, 1)


def test_a_closed_incident_is_only_added_to(app: Flask, shop: ShopRef, owner: ShopClient) -> None:
    page = f"{HOME}/{make_incident(app, shop)}"
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        for name in (ATTACK, VIOLATION):
            assert post(owner, f"{page}/{name}", **settled(NOW, outcome="not_needed")).status_code == 303
        assert post(owner, f"{page}/dong", page=page, lessons="Bài học").status_code == 303
    before = [vars(row) for row in rows_of(app, shop, Incident)]
    for path, fields in {
        "sua": typed(what="Đổi sau khi đóng", edit="1"),
        ATTACK: settled(NOW, seen="not_needed"),
        "nguoi": {"rule": "all"},
        "nguoi/danh-sach": {"contacts": "0900 000 123"},
        "thong-bao": {"way": "both", "vi": "x", "sms_vi": "x", "edit": "0"},
        "thong-bao/gui": {},
        "can-goi/1": {},
        "nguoi/1/bo": {},
        "dong": {"lessons": "Lần nữa"},
    }.items():
        answer = post(owner, f"{page}/{path}", page=page, **fields)
        assert (path, answer.status_code, answer.location) == (path, 303, page)
    assert post(owner, f"{page}/ghi-chu", page=page, note="Cơ quan đã trả lời.").status_code == 303
    after = [vars(row) for row in rows_of(app, shop, Incident)]
    assert [{k: v for k, v in row.items() if k[0] != "_"} for row in after] == [
        {k: v for k, v in row.items() if k[0] != "_"} for row in before
    ]
    assert "Cơ quan đã trả lời." in owner.get(page).text


def test_owners_are_reminded_before_a_clock_ends_and_when_it_has(app: Flask, shop: ShopRef, owner: ShopClient) -> None:
    make_incident(app, shop)
    told: list[tuple[str, bool]] = []
    with time_machine.travel(NOW, tick=False) as now:
        for hours in (1, 17, 18, 19, 24, 25, 47, 48, 71, 72, 80):
            now.move_to(NOW + timedelta(hours=hours))
            drain(app)
            found = [m.facts for m in rows_of(app, shop, Message) if m.kind == "privacy.incident_clock"]
            told += [(f"{facts['clock']} at {hours}", facts["is_over"]) for facts in found[len(told) :]]
        sign_in(owner, "chu@a.example")
        alarm = owner.get("/quan-tri").text
    assert told == [
        ("attack at 18", False),
        ("attack at 24", True),
        ("violation at 48", False),
        ("violation at 72", True),
    ]
    assert "quá hạn 2 ngày 8 giờ" in alarm
    assert "quá hạn 8 giờ 0 phút" in alarm
    message = next(m for m in rows_of(app, shop, Message) if m.kind == "privacy.incident_clock")
    with app.app_context(), acting_for(None):
        letter = word(shop, copy_of(message))
    assert message.to_contact == "chu@a.example"
    assert WHAT not in letter.text + letter.html, "what happened does not go by mail"
    assert f"http://a.localhost{HOME}/1" in letter.text


def test_a_corrected_moment_moves_the_clocks_and_their_reminders(app: Flask, shop: ShopRef, owner: ShopClient) -> None:
    page = f"{HOME}/{make_incident(app, shop)}"
    with time_machine.travel(NOW, tick=False):
        drain(app)
        earlier = typed(NOW - timedelta(hours=20), edit="1")
        assert post(owner, f"{page}/sua", **earlier).status_code == 303
        drain(app)
        assert "còn 3 giờ 55 phút" in owner.get(page).text.lower()
    assert [m.kind for m in rows_of(app, shop, Message)] == ["privacy.incident_clock"]


def test_a_late_report_says_why(app: Flask, shop: ShopRef, owner: ShopClient) -> None:
    page = f"{HOME}/{make_incident(app, shop)}"
    with time_machine.travel(NOW + timedelta(hours=80), tick=False):
        sign_in(owner, "chu@a.example")
        late = settled(NOW + timedelta(hours=75))
        refused = post(owner, f"{page}/{VIOLATION}", **late)
        assert refused.status_code == 422
        assert "biên nhận 01" in refused.text
        assert post(owner, f"{page}/{VIOLATION}", **late, late_reason="Mất điện ba ngày").status_code == 303
        assert "Mất điện ba ngày" in owner.get(f"{page}/bao-cao").text
        assert "muộn 3 giờ 0 phút" in owner.get(page).text


def test_of_two_people_the_second_is_told_and_loses_nothing(app: Flask, shop: ShopRef, owner: ShopClient) -> None:
    page = f"{HOME}/{make_incident(app, shop)}"
    with time_machine.travel(NOW, tick=False):
        assert post(owner, f"{page}/sua", **typed(edit="1", place="Lời của An")).status_code == 303
        second = post(owner, f"{page}/sua", **typed(edit="1", place="Lời của Bình"))
        assert second.status_code == 409
        assert "Lời của An" in second.text
        assert "Lời của Bình" in second.text
        assert post(owner, f"{page}/sua", **typed(edit="2", place="Lời của Bình")).status_code == 303
        assert post(owner, f"{page}/{ATTACK}", **settled(NOW)).status_code == 303
        other = post(owner, f"{page}/{ATTACK}", **settled(NOW, outcome="not_needed", note="Không phải tấn công"))
        assert other.status_code == 409
        assert "Không phải tấn công" in other.text
        assert "biên nhận 01" in other.text


def test_one_form_and_one_report_make_one_incident(app: Flask, shop: ShopRef, owner: ShopClient) -> None:
    with time_machine.travel(NOW, tick=False):
        same = typed()
        assert post(owner, f"{HOME}/moi", **same).location == post(owner, f"{HOME}/moi", **same).location
        with app.app_context(), acting_for(shop), transaction():
            told = MisuseReport(MisuseKind.BREACH, None, None, "", "", "Tôi thấy đơn của người khác", "vi", NOW)
            case = open_case(shop, told).inquiry_id
        assert f"{HOME}/moi?tu={case}" in owner.get(f"/quan-tri/hoi-dap/{case}").text
        first = post(owner, f"{HOME}/moi?tu={case}", **typed())
        again = post(owner, f"{HOME}/moi?tu={case}", page=f"{HOME}/moi", **typed())
    assert first.location == again.location
    assert owner.get(f"{HOME}/moi?tu={case}").location == first.location
    assert first.location in owner.get(f"/quan-tri/hoi-dap/{case}").text
    assert f"/quan-tri/hoi-dap/{case}" in owner.get(first.location).text
    assert len(rows_of(app, shop, Incident)) == 2
