"""The nightly purge: what is over goes, what is not or is still needed stays, and the record says how many."""

from datetime import datetime, timedelta
from functools import partial

import pytest
import time_machine
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import or_, select, update

from shopapp.customers.models import Customer
from shopapp.inquiries.models import Attachment, Inquiry, InquiryMessage
from shopapp.notifications.models import Message
from shopapp.operations.rounds import plan_rounds
from shopapp.operations.worker import drain
from shopapp.orders.models import Order
from shopapp.platform.database import db, transaction
from shopapp.platform.dispatch import Dispatch
from shopapp.platform.personal_data import Keep, Purpose
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.incidents.models import Incident, IncidentGroup, IncidentPerson
from shopapp.privacy.keeping import actions, jobs, queries
from shopapp.privacy.keeping.models import PurgeRun
from shopapp.privacy.keeping.queries import PurgeLine
from shopapp.privacy.keeping.rules import cut_off, days, months
from shopapp.records import actions as records
from shopapp.records.models import Consent, Disclosure
from shopapp.records.rules import Ground, Reference
from tests.builders import NOW
from tests.orders.builders import Stall, furnish
from tests.privacy.incidents import make_incident
from tests.privacy.keeping import DAY, answered, change, choose, count, ended, inside, purge, removed, row

NIGHT = NOW + timedelta(hours=17)


@pytest.fixture
def stall(app: Flask, shop: ShopRef) -> Stall:
    return furnish(app, shop)


def test_a_recipient_goes_first_and_the_sender_stays_until_asked(app: Flask, shop: ShopRef, stall: Stall) -> None:
    old, young = ended(app, stall, 31 * DAY), ended(app, stall, 29 * DAY)
    assert removed(purge(app, shop)) == {"order.received": (1, 0)}
    gone, kept = row(app, shop, Order, old), row(app, shop, Order, young)
    assert (gone.recipient_name, gone.recipient_phone, gone.street, gone.greeting, gone.ward_code) == ("",) * 5
    assert gone.recipient_erased_at == NOW
    assert gone.sender_name
    assert gone.total
    assert kept.greeting
    assert kept.recipient_erased_at is None
    about = select(Message.facts).where(Message.about_kind == "order", Message.about_id == old)
    assert not any(inside(app, shop, lambda: db.session.execute(about).scalars().all())), "they named the place"
    assert removed(purge(app, shop)) == {}


def test_who_ordered_goes_when_no_purpose_is_left(app: Flask, shop: ShopRef, stall: Stall) -> None:
    choose(app, shop, {Keep.UNTIL_PURPOSE_ENDS: months(12)})
    old, young = ended(app, stall, 370 * DAY), ended(app, stall, 360 * DAY)
    assert removed(purge(app, shop))["order.sent"] == (1, 0)
    gone = row(app, shop, Order, old)
    assert (gone.sender_name, gone.sender_phone, gone.sender_email, gone.note) == ("",) * 4
    assert (gone.code, gone.total) != ("", 0)
    assert row(app, shop, Order, young).sender_phone
    [guest] = inside(app, shop, lambda: db.session.execute(select(Customer)).scalars().all())
    assert guest.phone, "was here with the younger order"


def test_what_is_still_open_waits_and_is_counted(app: Flask, shop: ShopRef, stall: Stall) -> None:
    ended(app, stall, 40 * DAY, state="cancelled", paid_at=NOW - 41 * DAY)
    ended(app, stall, 40 * DAY, frozen_at=NOW - 40 * DAY)
    moving = ended(app, stall, 40 * DAY, state="sent_out", ended_at=None)
    ended(app, stall, 40 * DAY)
    foreseen = inside(app, shop, lambda: queries.foresee(shop, queries.rules_of(shop), now=NOW))
    assert [(one.step, one.count, one.waiting) for one in foreseen] == [("order.received", 1, 2)]
    record = purge(app, shop)
    assert record.lines == (PurgeLine("order.received", "after_delivery:30d", 1, 2),)
    assert row(app, shop, Order, moving).street
    change(app, shop, Order, Order.frozen_at.is_not(None), frozen_at=None)
    assert removed(purge(app, shop)) == {"order.received": (1, 1)}


def test_conversations_guests_and_messages_go_by_their_own_periods(app: Flask, shop: ShopRef) -> None:
    choose(app, shop, {Keep.AFTER_ANSWER: days(60), Keep.AFTER_SENT: days(30), Keep.UNTIL_PURPOSE_ENDS: months(12)})
    waiting = answered(app, shop, 400 * DAY, state="new")
    old, young = answered(app, shop, 61 * DAY), answered(app, shop, 59 * DAY)
    done = removed(purge(app, shop))
    assert done["inquiry"] == (1, 0)
    assert done["message"][0] > 0
    assert "customer" not in done, "was here not long ago"
    assert row(app, shop, Inquiry, old).email == ""
    assert row(app, shop, Inquiry, young).email
    assert row(app, shop, Inquiry, waiting).email
    assert count(app, shop, InquiryMessage, InquiryMessage.inquiry_id == old) == 0
    assert count(app, shop, Attachment) == 0
    assert count(app, shop, Message, Message.to_contact != "") == 0
    change(app, shop, Customer, last_seen_at=NOW - 400 * DAY)
    assert removed(purge(app, shop))["customer"] == (1, 0)
    assert count(app, shop, Customer, or_(Customer.name != "", Customer.phone != "", Customer.email != "")) == 0


def test_evidence_goes_when_its_term_of_law_is_over(app: Flask, shop: ShopRef, stall: Stall) -> None:
    order_id = ended(app, stall, DAY)

    def say(given: bool, ago: timedelta, contact: str) -> None:
        records.record_consent(
            shop,
            subject=Reference("order", order_id),
            contact=contact,
            purpose=Purpose.NEWS,
            given=given,
            wording="Có",
            policy_version_id=row_id,
            channel="web",
            source="order",
            now=NOW - ago,
        )

    row_id = row(app, shop, Order, order_id).policy_version_id or 0

    def speak() -> None:
        with transaction():
            say(True, 900 * DAY, "+84900000161")
            say(False, 800 * DAY, "+84900000161")
            say(True, 900 * DAY, "+84900000162")
            say(True, 500 * DAY, "+84900000163")
            say(False, 100 * DAY, "+84900000163")
            receiver = records.add_demand_receiver(shop, name="Công an Mẫu", fields=("name",), now=NOW)
            for ago in (800 * DAY, 700 * DAY):
                records.disclose(
                    shop,
                    receiver,
                    Reference("order", order_id),
                    ("name",),
                    purpose=Purpose.LEGAL,
                    ground=Ground.LEGAL_DEMAND,
                    now=NOW - ago,
                    reason="Công văn số 1 về ông Mẫu",
                )

    inside(app, shop, speak)
    done = removed(purge(app, shop))
    assert (done["evidence.consent"], done["evidence.disclosure"]) == ((2, 0), (1, 0))
    assert count(app, shop, Consent, Consent.contact == "+84900000161") == 0
    assert count(app, shop, Consent, Consent.contact == "+84900000162") == 1, "still counts"
    assert count(app, shop, Consent, Consent.contact == "+84900000163") == 2, "taken back less than a year ago"
    assert count(app, shop, Disclosure, Disclosure.reason != "") == 1
    assert count(app, shop, Disclosure, Disclosure.ground == "legal_demand") == 2, "that it was given stays recorded"


def test_who_was_told_of_an_incident_goes_two_years_after_it_was_closed(app: Flask, shop: ShopRef) -> None:
    closed, running = make_incident(app, shop), make_incident(app, shop)

    def concern() -> None:
        with transaction():
            for incident_id in (closed, running):
                group = IncidentGroup(shop_id=shop.id, incident_id=incident_id, rule="all", created_at=NOW)
                db.session.add(group)
                db.session.flush()
                person = {"contact": "mau@khach.example", "phone": "", "has_email": True, "language": "vi"}
                told = {"told_by": "email", "told_at": NOW, "found_at": NOW}
                row = IncidentPerson(shop_id=shop.id, incident_id=incident_id, group_id=group.id, **person, **told)
                db.session.add(row)

    inside(app, shop, concern)
    change(app, shop, Incident, Incident.id == closed, closed_at=NOW - 731 * DAY)
    assert removed(purge(app, shop)) == {"incident_person": (1, 0)}
    assert count(app, shop, IncidentPerson, IncidentPerson.contact != "") == 1


def test_each_shop_is_purged_by_its_own_rules(app: Flask, two_shops: tuple[ShopRef, ShopRef], stall: Stall) -> None:
    other = furnish(app, two_shops[1])
    mine, theirs = ended(app, stall, 40 * DAY), ended(app, other, 40 * DAY)
    choose(app, two_shops[1], {Keep.AFTER_DELIVERY: days(50)})
    for shop in two_shops:
        purge(app, shop)
    assert row(app, two_shops[0], Order, mine).street == ""
    assert row(app, two_shops[1], Order, theirs).street


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_night_is_purged_once_by_the_worker_and_a_missed_one_is_made_up_for(
    app: Flask, shop: ShopRef, stall: Stall
) -> None:
    ended(app, stall, 29 * DAY)

    def work_at(moment: datetime) -> list[datetime]:
        with time_machine.travel(moment, tick=False):
            plan_rounds(app, now=moment)
            drain(app)
        found = inside(app, shop, lambda: [one for one in queries.list_purges(shop)])
        return [one.started_at for one in found]

    assert work_at(NOW) == [], "not by day"
    assert work_at(NIGHT) == [NIGHT]
    assert work_at(NIGHT + timedelta(hours=2)) == [NIGHT]
    late = NIGHT + timedelta(days=4, hours=8)
    assert work_at(late) == [late, NIGHT], "the machine was off for some nights"
    assert removed(inside(app, shop, lambda: queries.list_purges(shop))[0]) == {"order.received": (1, 0)}


def test_a_purge_that_was_cut_off_goes_on_where_it_stood(app: Flask, shop: ShopRef, stall: Stall) -> None:
    for _ in range(3):
        ended(app, stall, 40 * DAY)
    ended(app, stall, 40 * DAY, frozen_at=NOW)

    def begin() -> int:
        with transaction():
            actions.begin_night(shop, now=NIGHT)
        run = queries.find_unfinished(shop)
        assert run is not None
        pace = jobs.Pace(1)
        assert jobs.work_once(shop, run.id, pace, now=NIGHT)
        # The work is lost with the worker: nobody has its row any more.
        with transaction():
            db.session.execute(update(Dispatch).values(failed_at=NIGHT).execution_options(synchronize_session=False))
        return run.id

    run_id = inside(app, shop, begin)
    soon, later = NIGHT + timedelta(minutes=5), NIGHT + timedelta(minutes=20)
    for moment, finished in ((soon, 0), (later, 1)):
        with time_machine.travel(moment, tick=False):
            inside(app, shop, partial(jobs.watch_the_night, shop, moment))
            drain(app)
        assert count(app, shop, PurgeRun, PurgeRun.finished_at.is_not(None)) == finished
    record = inside(app, shop, lambda: queries.find_run(shop, run_id))
    assert record is not None
    assert removed(record) == {"order.received": (3, 1)}, "each counted once"


def test_of_two_workers_at_one_purge_the_slower_one_does_nothing(app: Flask, shop: ShopRef, stall: Stall) -> None:
    ended(app, stall, 40 * DAY)

    def race() -> int:
        with transaction():
            run_id = actions.begin_run(shop, cause="command", now=NOW)
        place = queries.find_place(shop, run_id)
        assert place is not None
        step = queries.steps()[0]
        ids = queries.next_ids(shop, step, queries.rules_of(shop), after=0, most=10, now=NOW)
        with transaction():
            assert actions.take(shop, run_id, place, step, ids, now=NOW) == 1
        with transaction():
            return actions.take(shop, run_id, place, step, ids, now=NOW)

    assert inside(app, shop, race) == 0


def test_whoever_comes_back_between_look_and_purge_is_kept(app: Flask, shop: ShopRef) -> None:
    choose(app, shop, {Keep.UNTIL_PURPOSE_ENDS: months(12)})
    answered(app, shop, 10 * DAY)
    change(app, shop, Customer, last_seen_at=NOW - 400 * DAY)

    def race() -> int:
        with transaction():
            run_id = actions.begin_run(shop, cause="command", now=NOW)
        place = queries.find_place(shop, run_id)
        assert place is not None
        step = next(step for step in queries.steps() if step.name == "customer")
        ids = queries.next_ids(shop, step, queries.rules_of(shop), after=0, most=10, now=NOW)
        assert len(ids) == 1
        with transaction():
            query = update(Customer).values(last_seen_at=NOW)
            db.session.execute(query.execution_options(synchronize_session=False))
        with transaction():
            return actions.take(shop, run_id, place, step, ids, now=NOW)

    assert inside(app, shop, race) == 0
    assert count(app, shop, Customer, Customer.phone != "") == 1


AGES = st.lists(st.integers(0, 800), min_size=4, max_size=4)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_nothing_younger_is_touched_and_nothing_older_survives_two_purges(
    app: Flask, shop: ShopRef, stall: Stall
) -> None:
    choose(app, shop, {Keep.UNTIL_PURPOSE_ENDS: months(12), Keep.AFTER_DELIVERY: days(45)})
    orders = [ended(app, stall, DAY) for _ in range(4)]

    @settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
    @given(AGES, st.lists(st.booleans(), min_size=4, max_size=4))
    def check(ages: list[int], held: list[bool]) -> None:
        for order_id, age, is_held in zip(orders, ages, held, strict=True):
            change(
                app,
                shop,
                Order,
                Order.id == order_id,
                ended_at=NOW - timedelta(days=age, minutes=1),
                frozen_at=NOW if is_held else None,
                street="Số 1",
                sender_name="An",
                recipient_erased_at=None,
                sender_erased_at=None,
            )
        purge(app, shop)
        purge(app, shop)
        rules = inside(app, shop, lambda: queries.rules_of(shop))
        for order_id, age, is_held in zip(orders, ages, held, strict=True):
            found, at = row(app, shop, Order, order_id), NOW - timedelta(days=age, minutes=1)
            for value, keep in ((found.street, Keep.AFTER_DELIVERY), (found.sender_name, Keep.UNTIL_PURPOSE_ENDS)):
                before = cut_off(rules, keep, NOW)
                assert before is not None
                assert bool(value) == (at >= before or is_held), (keep, age)

    check()
