"""People concerned by an incident: found by rules and lists, kept once each, told once each, erased when they ask."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from shopapp.accounts.models import AccountSession
from shopapp.customers.actions import remember_guest
from shopapp.inquiries.queries import find_inquiry
from shopapp.notifications.models import Message
from shopapp.operations.worker import drain
from shopapp.orders.models import OrderLine
from shopapp.platform.database import db, transaction
from shopapp.platform.dispatch import enqueue
from shopapp.platform.holdings import Hindrance, Person
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.privacy.erasing.actions import erase_person
from shopapp.privacy.incidents import actions
from shopapp.privacy.incidents.actions import notices, people
from shopapp.privacy.incidents.models import IncidentGroup, IncidentNotice, IncidentPerson
from shopapp.privacy.incidents.rules import GroupRule, NoticeDraft, Way
from shopapp.records.models import StaffRead
from tests.accounts.builders import make_staff, post, sign_in
from tests.builders import NOW
from tests.conftest import ShopClient
from tests.customers.builders import EMAIL as MEMBER_EMAIL
from tests.customers.builders import PHONE as MEMBER
from tests.customers.builders import make_customer
from tests.inquiries.builders import make_inquiry, rows_of
from tests.orders.builders import EMAIL, PHONE, Stall, furnish, only_order, place
from tests.privacy.incidents import HOME, add_rule, make_incident

ClientOf = Callable[[ShopRef], ShopClient]
RECIPIENT = "+84900000124"
DRAFT = NoticeDraft(Way.BOTH, "Lời tiếng Việt", "English words", "Tin ngan", "Short words")


@pytest.fixture
def owner(app: Flask, shop: ShopRef, client_of: ClientOf) -> ShopClient:
    make_staff(app, shop, email="mot@a.example")
    client = client_of(shop)
    sign_in(client, "mot@a.example")
    return client


def guest(app: Flask, shop: ShopRef, phone: str, email: str = "", language: str = "vi") -> None:
    """A customer who once ordered."""
    with app.app_context(), acting_for(shop), transaction():
        remember_guest(shop, name="Khách", phone=phone, email=email, language=language, source="web", now=NOW)


def contacts(app: Flask, shop: ShopRef) -> list[tuple[str, str]]:
    return [(row.contact, row.phone) for row in rows_of(app, shop, IncidentPerson)]


def counted(app: Flask, shop: ShopRef, rule: GroupRule = GroupRule.ALL, **facts: Any) -> int:
    """An incident whose people were found by a rule."""
    incident = make_incident(app, shop)
    add_rule(app, shop, incident, rule, **facts)
    drain(app)
    return incident


def tell(app: Flask, shop: ShopRef, incident: int, draft: NoticeDraft = DRAFT, *, now: datetime = NOW) -> None:
    """Keep the words and begin; the worker has not."""
    with app.app_context(), acting_for(shop), transaction():
        actions.save_notice(shop, incident, draft, edit=0)
        actions.begin_notice(shop, incident, account_id=1, now=now)


def notices_of(app: Flask, shop: ShopRef) -> list[tuple[str, str, str]]:
    sent = [m for m in rows_of(app, shop, Message) if m.kind == "privacy.incident_notice"]
    return [(m.channel, m.to_contact, m.facts["body"]) for m in sent]


@pytest.fixture
def stall(app: Flask, shop: ShopRef) -> Stall:
    return furnish(app, shop)


def test_each_rule_finds_its_people(app: Flask, shop: ShopRef, stall: Stall) -> None:
    place(app, stall)
    order = only_order(app, shop)
    make_inquiry(app, shop)
    make_customer(app, shop)
    placed, later = order.placed_at.date(), order.placed_at.date() + timedelta(days=2)
    with app.app_context(), acting_for(shop):
        seen = db.session.execute(select(AccountSession.last_seen_at)).scalars().one().date()
    sender, recipient = (EMAIL, PHONE), (RECIPIENT, RECIPIENT)
    asked = ("mau.hoi@khach.example", "+84900000105")
    days = {"first": placed, "last": placed}
    found: dict[str, list[tuple[str, str]]] = {}
    for name, rule, facts in (
        ("orders", GroupRule.ORDERS, days),
        ("without recipients", GroupRule.ORDERS, days | {"with_recipients": False}),
        ("later orders", GroupRule.ORDERS, {"first": later, "last": later}),
        ("product", GroupRule.PRODUCT, {"product_id": product_of(app, shop)}),
        ("other product", GroupRule.PRODUCT, {"product_id": 999_999}),
        ("inquiries", GroupRule.INQUIRIES, {"first": NOW.date(), "last": NOW.date()}),
        ("sessions", GroupRule.SESSIONS, {"first": seen, "last": seen}),
        ("sessions before", GroupRule.SESSIONS, {"first": date(2020, 1, 1), "last": date(2020, 1, 2)}),
    ):
        before = len(contacts(app, shop))
        counted(app, shop, rule, **facts)
        found[name] = contacts(app, shop)[before:]
    assert found == {
        "orders": [sender, recipient],
        "without recipients": [sender],
        "later orders": [],
        "product": [sender, recipient],
        "other product": [],
        "inquiries": [asked],
        "sessions": [(MEMBER_EMAIL, MEMBER)],
        "sessions before": [],
    }
    before = len(contacts(app, shop))
    counted(app, shop)
    everybody = contacts(app, shop)[before:]
    assert {sender, recipient, asked} <= set(everybody)
    assert len(everybody) == len(set(everybody))


def product_of(app: Flask, shop: ShopRef) -> int:
    return next(line.product_id for line in rows_of(app, shop, OrderLine) if line.product_id)


def test_one_person_is_kept_once_whatever_leads_to_them(app: Flask, two_shops: tuple[ShopRef, ShopRef]) -> None:
    shop, other = two_shops
    guest(app, shop, "+84900000201")
    guest(app, shop, "+84900000201", "an@khach.example")
    guest(app, shop, "+84900000202", "an@khach.example")
    guest(app, shop, "+84900000203")
    guest(app, other, "+84900000204", "xa@khach.example")
    incident = counted(app, shop)
    add_rule(app, shop, incident)
    drain(app)
    assert contacts(app, shop) == [("an@khach.example", "+84900000201"), ("+84900000203", "+84900000203")]
    first, second = rows_of(app, shop, IncidentGroup)
    assert (first.looked, first.added, second.looked, second.added) == (4, 2, 4, 0)
    assert contacts(app, other) == []


def die_before_commit(shop: ShopRef, group: int) -> None:
    """The next few are counted, and the machine dies before that is kept."""
    try:
        with transaction():
            actions.count_next(shop, group, now=NOW)
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        return


def test_many_are_gone_through_a_few_at_a_time_and_a_restart_loses_and_doubles_nobody(
    app: Flask, shop: ShopRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "LOOKED_AT_ONCE", 3)
    for number in range(10):
        guest(app, shop, f"+8490000{300 + number:04d}", f"k{number}@khach.example")
    incident = make_incident(app, shop)
    group = add_rule(app, shop, incident)
    with app.app_context(), acting_for(shop):
        with transaction():
            actions.count_next(shop, group, now=NOW)
        assert len(rows_of(app, shop, IncidentPerson)) == 3
        die_before_commit(shop, group)
        with transaction():
            # The machine died after the commit: the work is done twice.
            enqueue(shop, people.PEOPLE_JOB, group, due_at=NOW, now=NOW)
    drain(app)
    assert len({contact for contact, _phone in contacts(app, shop)}) == len(contacts(app, shop)) == 10
    assert rows_of(app, shop, IncidentGroup)[0].looked == 10


def test_a_list_takes_contacts_and_codes_and_names_what_it_cannot_read(
    app: Flask, shop: ShopRef, stall: Stall, owner: ShopClient
) -> None:
    place(app, stall)
    order, asked = only_order(app, shop), make_inquiry(app, shop)
    page = f"{HOME}/{make_incident(app, shop)}/nguoi"
    with app.app_context(), acting_for(shop):
        inquiry = find_inquiry(shop, asked.id)
        assert inquiry is not None
        code = inquiry.code
    good = (
        f"Lan Anh\t0900 000 777, LAN@khach.example\n\n{order.code.lower()}; {code}\n+84 900 000 777\nlan@KHACH.example"
    )
    junk = "0900 12\nDH999999\nai đó\nlan@@khach"
    answer = post(owner, f"{page}/danh-sach", page=page, contacts=f"{good}\n{junk}", list_recipients="y")
    assert answer.status_code == 422
    assert "LAN@khach.example" in answer.text, "nothing typed is lost"
    for text in ("dòng 6: “0900 12”", "dòng 8: “ai đó”", "dòng 9: “lan@@khach”"):
        assert text in answer.text
    assert contacts(app, shop) == []
    unknown = post(owner, f"{page}/danh-sach", page=page, contacts=f"{good}\nDH7K4XQ9", list_recipients="y")
    import re

    print(re.findall(r'class="error".*?</p>', unknown.text, re.S))
    assert unknown.status_code == 422
    assert "dòng 6: “DH7K4XQ9”" in unknown.text
    assert post(owner, f"{page}/danh-sach", page=page, contacts=good, list_recipients="y").status_code == 303
    assert set(contacts(app, shop)) == {
        (EMAIL, PHONE),
        (RECIPIENT, RECIPIENT),
        ("mau.hoi@khach.example", "+84900000105"),
        ("lan@khach.example", ""),
        ("+84900000777", "+84900000777"),
    }


def test_people_are_told_once_each_in_their_language_by_the_way_that_reaches_them(
    app: Flask, shop: ShopRef, owner: ShopClient
) -> None:
    guest(app, shop, "+84900000201", "an@khach.example", "en")
    guest(app, shop, "+84900000203")
    incident = counted(app, shop)
    page = f"{HOME}/{incident}"
    sample = owner.get(f"{page}/thong-bao").text
    assert "Ngày 22/11/2026, cửa hàng bị mất thiết bị" in sample
    words = {
        "way": "both",
        "vi": "Lời tiếng Việt",
        "en": "English words",
        "sms_vi": "Tin ngắn",
        "sms_en": "",
        "edit": "0",
    }
    preview = post(owner, f"{page}/thong-bao", do="preview", **words)
    assert "Tin ngan" in preview.text
    assert "Dear customer" in preview.text
    assert rows_of(app, shop, IncidentNotice) == []
    assert post(owner, f"{page}/thong-bao", do="save", **words).status_code == 303
    assert post(owner, f"{page}/thong-bao/gui", page=f"{page}/thong-bao").status_code == 303
    again = post(owner, f"{page}/thong-bao/gui", page=f"{page}/thong-bao")
    assert "Đang đếm người hoặc đang gửi" in owner.get(again.location).text
    drain(app)
    assert notices_of(app, shop) == [
        ("email", "an@khach.example", "English words"),
        ("sms", "+84900000203", "Tin ngắn"),
    ]
    assert rows_of(app, shop, IncidentNotice)[0].state == "told"
    assert {m.purpose for m in rows_of(app, shop, Message) if m.kind == "privacy.incident_notice"} == {"security"}
    changed = post(owner, f"{page}/thong-bao", page=page, **(words | {"vi": "Khác", "edit": "1"}))
    assert "giữ nguyên" in owner.get(changed.location).text
    assert post(owner, f"{page}/nguoi/1/bo", page=page).status_code == 303
    assert len(contacts(app, shop)) == 2, "who was told stays"


def test_telling_goes_in_batches_that_leave_room_and_can_be_stopped_and_gone_on_with(
    app: Flask, shop: ShopRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notices, "TOLD_AT_ONCE", 3)
    for number in range(8):
        guest(app, shop, f"+8490000{300 + number:04d}", f"k{number}@khach.example")
    incident, told = counted(app, shop), []
    with time_machine.travel(NOW, tick=False) as now:
        tell(app, shop, incident)
        drain(app)
        drain(app)
        told.append(len(notices_of(app, shop)))
        with app.app_context(), acting_for(shop), transaction():
            actions.stop_notice(shop, incident, account_id=1, now=NOW)
        now.shift(timedelta(hours=1))
        drain(app)
        told.append(len(notices_of(app, shop)))
        with app.app_context(), acting_for(shop), transaction():
            actions.begin_notice(shop, incident, account_id=1, now=NOW + timedelta(hours=1))
            # A machine that died right after a commit asks for the same turn twice.
            enqueue(shop, notices.NOTICE_JOB, 1, due_at=NOW, now=NOW)
        drain(app)
        told.append(len(notices_of(app, shop)))
        monkeypatch.setitem(notices.MOST_A_DAY, "email", 6)
        now.shift(timedelta(minutes=5))
        drain(app)
        told.append(len(notices_of(app, shop)))
        now.shift(timedelta(days=1))
        drain(app)
        told.append(len(notices_of(app, shop)))
    assert told == [3, 3, 6, 6, 8]
    assert len({to for _channel, to, _body in notices_of(app, shop)}) == 8


@pytest.mark.parametrize("way", [Way.EMAIL, Way.BOTH])
def test_whom_no_message_reaches_stands_as_a_number_to_call(
    app: Flask, shop: ShopRef, owner: ShopClient, way: Way
) -> None:
    guest(app, shop, "+84900000201", "an@khach.example")
    guest(app, shop, "+84900000203")
    incident = counted(app, shop)
    tell(app, shop, incident, NoticeDraft(way, "Lời", "", "Tin", ""))
    drain(app)
    page = f"{HOME}/{incident}/can-goi"
    if way is Way.BOTH:
        assert "0900 000 203" not in owner.get(page).text
        with app.app_context(), acting_for(shop), transaction():
            for message in db.session.execute(select(Message).where(Message.channel == "sms")).scalars():
                message.state, message.error = "failed", "number_refused"
    assert "0900 000 203" in owner.get(page).text
    assert "0900 000 201" not in owner.get(page).text
    assert "contact" in {row.what for row in rows_of(app, shop, StaffRead)}
    assert post(owner, f"{page}/2", page=page).status_code == 303
    assert "0900 000 203" not in owner.get(page).text
    assert rows_of(app, shop, IncidentPerson)[1].told_by == "phone"


def test_nobody_and_no_words_are_said_in_words(app: Flask, shop: ShopRef, owner: ShopClient) -> None:
    page = f"{HOME}/{make_incident(app, shop)}/thong-bao"
    assert "soạn và lưu" in owner.get(post(owner, f"{page}/gui", page=page).location).text
    empty = post(owner, page, way="both", vi=" ", sms_vi=" ", edit="0")
    assert empty.status_code == 422
    assert 'id="vi-error"' in empty.text
    assert 'id="sms_vi-error"' in empty.text
    assert post(owner, page, way="email", vi="Lời", sms_vi="", edit="0").status_code == 303
    assert "Không có ai để báo" in owner.get(post(owner, f"{page}/gui", page=page).location).text
    second = post(owner, page, way="email", vi="Lời khác", sms_vi="", edit="0")
    assert second.status_code == 409
    assert "Lời khác" in second.text
    assert rows_of(app, shop, IncidentNotice)[0].vi == "Lời"


def test_whoever_asks_is_erased_from_the_list_after_they_were_told(app: Flask, shop: ShopRef) -> None:
    guest(app, shop, "+84900000201", "an@khach.example")
    guest(app, shop, "+84900000203")
    incident = counted(app, shop)
    tell(app, shop, incident)

    def erase() -> Any:
        with app.app_context(), acting_for(shop), transaction():
            return erase_person(shop, Person(frozenset({"+84900000201"})), now=NOW + timedelta(hours=1))

    assert erase().waiting["incident_person"] == {Hindrance.UNSENT: 1}
    drain(app)
    with app.app_context(), acting_for(shop), transaction():
        for message in db.session.execute(select(Message)).scalars():
            message.state = "sent"
    done = erase()
    assert done.records["incident_person"] == 1
    assert contacts(app, shop) == [("", ""), ("+84900000203", "+84900000203")]
    assert [m.to_contact for m in rows_of(app, shop, Message) if m.channel == "email"] == [""]
    told = rows_of(app, shop, IncidentPerson)[0]
    assert told.told_by == "email", "that somebody was told stays provable"
    assert told.erased_at == NOW + timedelta(hours=1)
    add_rule(app, shop, incident)
    drain(app)
    assert len(contacts(app, shop)) == 2
