"""The page of proof: only what was counted, true at the edges, and nothing that points at a person."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from flask import Flask

from shopapp.config import Settings
from shopapp.inquiries import actions as inquiries
from shopapp.platform.access import Role
from shopapp.platform.backups import last_backup, note_backup
from shopapp.platform.database import db, transaction
from shopapp.platform.i18n import speaking
from shopapp.platform.personal_data import Purpose, ReceiverKind
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.keeping.models import PurgeCount, PurgeRun
from shopapp.privacy.proof.queries import gather
from shopapp.privacy.proof.rules import Asked, Kept, by_year, is_few, kept_answers, kept_ends
from shopapp.privacy.proof.wording import parts
from shopapp.privacy.rights.models import DataRequest
from shopapp.records.actions import add_demand_receiver, add_receiver, disclose, note_read
from shopapp.records.rules import Ground, Reference
from tests.accounts.builders import make_role, make_staff
from tests.builders import NOW
from tests.inquiries.builders import make_inquiry

Inside = Callable[[ShopRef | None], AbstractContextManager[None]]
DAY, TODAY = timedelta(days=1), date(2026, 11, 22)
_NUMBERS = count(1)


def asked(answered: int | None = None, ended: int | None = None) -> Asked:
    """A request due for an answer today and for its end in ten days, answered and ended so many days from today."""
    moments = [None if days is None else NOW + days * DAY for days in (answered, ended)]
    return Asked(TODAY, TODAY + 10 * DAY, moments[0], moments[1])


def test_from_one_to_four_are_few() -> None:
    assert [number for number in range(8) if is_few(number)] == [1, 2, 3, 4]


def test_a_request_that_runs_is_neither_in_time_nor_late() -> None:
    assert kept_answers([], TODAY) == Kept()
    assert kept_answers([asked()], TODAY) == Kept(0, 0, 1), "its last day is not over"
    assert kept_answers([asked()], TODAY + DAY) == Kept(0, 1, 0)
    assert kept_answers([asked(answered=0), asked(answered=1)], TODAY + DAY) == Kept(1, 2, 0)
    # What was carried out at once needed no other answer.
    assert kept_answers([asked(ended=0)], TODAY + DAY) == Kept(1, 1, 0)
    assert kept_ends([asked(answered=0), asked(ended=10), asked(ended=11)], TODAY + 5 * DAY) == Kept(1, 2, 1)


def test_a_year_begins_on_vietnams_clock() -> None:
    new_year = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)
    assert by_year([new_year, new_year - timedelta(seconds=1), NOW]) == {2027: 1, 2026: 2}


def ask(shop: ShopRef, **differences: Any) -> None:
    """A request as it stands in its table; due for an answer on Tuesday, for its end in twenty days."""
    values = {
        "code": f"R-{next(_NUMBERS)}",
        "kind": "delete",
        "channel": "web",
        "identity": "code",
        "contact": "mau.an@khach.example",
        "language": "vi",
        "received_on": TODAY,
        "answer_due_on": TODAY + 2 * DAY,
        "due_on": TODAY + 20 * DAY,
        "created_at": NOW,
    }
    with transaction():
        db.session.add(DataRequest(shop_id=shop.id, **(values | differences)))


def shown(shop: ShopRef, key: str, now: datetime = NOW) -> list[str]:
    """The figures and rows of one part of the page, in English."""
    with speaking("en"):
        part = next(part for part in parts(gather(shop, now=now), now) if part.key == key)
        return [figure.value for figure in part.figures] + [f"{word}: {value}" for word, value in part.rows]


def test_before_anything_has_happened_nothing_is_claimed(shop: ShopRef, inside: Inside) -> None:
    with inside(shop):
        assert shown(shop, "policy") == ["1", "22 Nov 2026"]
        assert shown(shop, "requests") == ["0", "none has been due yet", "none has been due yet"]
        assert shown(shop, "purge") == ["none yet"]
        assert shown(shop, "staff") == ["0", "0", "0"]
        assert shown(shop, "demands") == ["0"]
        assert shown(shop, "complaints") == ["0", "none has been due yet", "none has been due yet"]
        assert shown(shop, "incidents") == ["0", "0"]
        assert shown(shop, "backup") == ["not known"]
        assert shown(shop, "receivers")[0] == "2"


def test_requests_are_counted_for_this_shop_and_shown_from_five_on(
    two_shops: tuple[ShopRef, ShopRef], inside: Inside
) -> None:
    shop, other = two_shops
    with inside(other):
        for _ in range(9):
            ask(other)
    over = NOW + 30 * DAY
    with inside(shop):
        ask(shop, created_at=NOW - 400 * DAY)
        for _ in range(3):
            ask(shop, state="done", answered_at=NOW, ended_at=NOW + DAY)
        ask(shop)
        assert shown(shop, "requests") == ["fewer than 5", "too few to say", "too few to say"]
        ask(shop)
        assert shown(shop, "requests") == ["5", "too few to say", "too few to say"], "two of the five still run"
        assert shown(shop, "requests", over) == ["5", "3 of 5", "3 of 5"]


def test_openings_and_demands_of_this_shop_are_counted_and_small_counts_hidden(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], inside: Inside
) -> None:
    shop, other = two_shops
    for each in two_shops:
        make_staff(app, each)
    make_role(app, shop, Role.COURIER)
    make_role(app, shop, Role.AGENT, ends_on=TODAY - DAY)
    with inside(other):
        read(other, 9)
    with inside(shop):
        read(shop, 4)
        read(shop, 5, at=NOW - 31 * DAY)
        read(shop, 5, what="detail")
        assert shown(shop, "staff") == ["1", "1", "fewer than 5"]
        read(shop, 1)
        assert shown(shop, "staff") == ["1", "1", "5"]
        assert shown(shop, "demands") == ["0"]
        demand(shop, 1, at=NOW - 330 * DAY)
        demand(shop, 5, at=NOW)
        # Without a total of all years, which would tell the one that is hidden.
        assert shown(shop, "demands") == [
            "5",
            "Lawful demand of an authority, 2026: 5",
            "Lawful demand of an authority, 2025: fewer than 5",
        ]


def read(shop: ShopRef, times: int, *, at: datetime = NOW, what: str = "contact") -> None:
    with transaction():
        for number in range(times):
            note_read(shop, account_id=1, subject=Reference("order", number), what=what, now=at)


def demand(shop: ShopRef, times: int, *, at: datetime) -> None:
    with transaction():
        for number in range(times):
            police = add_demand_receiver(shop, name="Công an phường Mẫu", fields=["name"], now=at)
            subject = Reference("order", number)
            terms: dict[str, Any] = {"purpose": Purpose.LEGAL, "ground": Ground.LEGAL_DEMAND, "now": at}
            disclose(shop, police, subject, ["name"], reason="Công văn mẫu", account_id=1, **terms)


def test_the_last_deletion_is_told_by_sort_and_an_unfinished_one_is_not(shop: ShopRef, inside: Inside) -> None:
    with inside(shop):
        purge(shop, NOW, {"order.received": 40, "inquiry": 3, "account.warned": 7, "message": 0})
        purge(shop, NOW + DAY, {"order.received": 1}, finished=False)
        assert shown(shop, "purge") == [
            "22 Nov 2026",
            "Recipients of orders: 40",
            "Questions, quotes and complaints: fewer than 5",
        ], "without a total, which would tell the small count"
        purge(shop, NOW + 2 * DAY, {"order.received": 1000, "inquiry": 5})
        assert shown(shop, "purge")[:2] == ["24 Nov 2026", "1,005"]


def purge(shop: ShopRef, at: datetime, counts: dict[str, int], *, finished: bool = True) -> None:
    with transaction():
        times = {"night": at.date(), "started_at": at, "worked_at": at, "finished_at": at if finished else None}
        run = PurgeRun(shop_id=shop.id, cause="night", **times)
        db.session.add(run)
        db.session.flush()
        for holding, removed in counts.items():
            db.session.add(PurgeCount(shop_id=shop.id, run_id=run.id, holding=holding, rule="law:", removed=removed))


def test_complaints_of_all_topics_are_counted_together(app: Flask, shop: ShopRef, inside: Inside) -> None:
    make_staff(app, shop)
    for topic in ("goods", "goods", "delivery", "data", "other"):
        make_inquiry(app, shop, kind="complaint", topic=topic)
    with inside(shop):
        assert shown(shop, "complaints") == ["5", "none has been due yet", "none has been due yet"]
        with transaction():
            inquiries.assign(shop, 1, None)
        assert shown(shop, "complaints", NOW + 2 * DAY)[1:] == ["0 of 5", "none has been due yet"]
        assert shown(shop, "complaints", NOW + 366 * DAY) == ["0", "none has been due yet", "none has been due yet"]


def test_receivers_are_those_bound_today_with_the_date_of_their_agreement(shop: ShopRef, inside: Inside) -> None:
    with inside(shop):
        with transaction():
            fields = ["order_code"]
            last = TODAY - DAY
            add_receiver(
                shop,
                kind=ReceiverKind.CARRIER,
                name="Giao Nhanh Mẫu",
                fields=fields,
                agreed_on=TODAY,
                ends_on=TODAY,
                now=NOW,
            )
            add_receiver(
                shop,
                kind=ReceiverKind.SUPPLIER,
                name="Hết Hạn Mẫu",
                fields=fields,
                agreed_on=None,
                ends_on=last,
                now=NOW,
            )
            add_demand_receiver(shop, name="Công an phường Mẫu", fields=["name"], now=NOW)
        found = shown(shop, "receivers")
        assert found[0] == "3"
        assert "Carrier: Giao Nhanh Mẫu: signed on 22 Nov 2026, until 22 Nov 2026" in found
        assert not any("Hết Hạn" in row or "Công an" in row for row in found)


@pytest.mark.parametrize("torn", ["", "{", "[]", '{"made_at": "2026-11-22T03:00:00"}', '{"made_at": 1}', "\x00"])
def test_a_note_of_a_backup_that_cannot_be_read_claims_nothing(settings: Settings, torn: str) -> None:
    note_backup(settings.data, NOW, is_verified=True, is_encrypted=False)
    known = last_backup(settings.data)
    assert known is not None
    assert (known.made_at, known.is_verified, known.is_encrypted) == (NOW, True, False)
    (settings.data / "last-backup.json").write_text(torn, encoding="utf-8")
    assert last_backup(settings.data) is None
    (settings.data / "last-backup.json").unlink()
