"""Nothing of anybody stays after they were erased: marked values in every field, searched for in every place.

The small form runs with the other tests, each story once; `make proof` lets many people live and go in a random order.
"""

import json
import random
import zipfile
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from shopapp.kernel import clock
from shopapp.operations.backup.making import make_backup
from shopapp.operations.backup.restoring import Wish, restore
from shopapp.platform.database import Base, db
from shopapp.platform.personal_data import Keep, Kind, personal_columns
from tests.customers.builders import newest_code
from tests.reliability.cage import DATABASE, Cage, opened_cage
from tests.reliability.canaries import Found, Marks, folded, in_backup, in_files, in_tables, in_text, marks_in, told
from tests.reliability.canary_steps import Someone
from tests.reliability.canary_stories import ALL
from tests.support.fixtures import Proof
from tests.support.mailsink import MailSink

MINE = "/du-lieu-cua-toi"
# What the law keeps although somebody is erased, and why; contacts are blanked even there.
LAWFUL = {
    "data_request.details": "what was asked for, as long as it may be asked how it was answered",
    "data_request.answer": "what the shop answered, as long as it may be asked",
    "data_request_step.note": "what staff did about it, as long as it may be asked",
    "disclosure.reason": "why an authority was given data",
    "disclosure.paper_key": "the paper that demanded it",
    "incident.happened": "the register of incidents",
    "incident.place": "the register of incidents",
    "incident.what": "the register of incidents",
    "incident.consequences": "the register of incidents",
    "incident.measures": "the register of incidents",
    "incident.charge_name": "who answers for the register; a member of staff",
    "incident.lessons": "the register of incidents",
    "incident_clock.note": "when an authority was told",
    "incident_clock.late_reason": "why an authority was told late",
    "incident_entry.note": "the register of incidents",
}
# Fields of public forms into which no mark is typed.
NOT_TYPED = {
    ("customers_storefront.check_code", "code"): "a code that was sent",
    ("orders_storefront.check_code", "code"): "a code that was sent",
    ("rights_storefront.check_code", "code"): "a code that was sent",
    ("orders_storefront.find", "code"): "the code of an order",
    ("inquiries_storefront.send_quote_request", "budget"): "a sum",
    ("inquiries_storefront.send_quote_request", "width_cm"): "a number",
    ("inquiries_storefront.send_quote_request", "height_cm"): "a number",
    ("inquiries_storefront.send_quote_request", "quantity"): "a number",
}
# Forms of visitors that are not sent, because nothing is typed into them that another form does not ask.
NOT_SENT = {
    "accounts_backoffice.ask_for_link": "for staff",
    "accounts_backoffice.check_code": "for staff",
    "accounts_backoffice.sign_out": "for staff",
    "accounts_backoffice.start_session": "for staff",
    "accounts_backoffice.use_link": "for staff",
    "customers_storefront.ask_new_password": "a contact, as on the form for a lost phone",
    "customers_storefront.change_password": "passwords alone",
    "customers_storefront.delete_address": "a button",
    "customers_storefront.find_earlier": "a button",
    "customers_storefront.send_again": "a button",
    "customers_storefront.sign_out": "a button",
    "customers_storefront.sign_out_everywhere": "a button",
    "customers_storefront.sign_out_one": "a button",
    "customers_storefront.start_session": "a contact and a password, of which nothing is kept",
    "notifications_storefront.report": "for gateways, which name no contact",
    "orders_storefront.totals": "the order form once more, of which nothing is kept",
    "privacy_storefront.change_consent": "buttons",
    "rights_storefront.send_again": "a button",
    "rights_storefront.leave": "a button",
    "rights_storefront.withdraw": "a button",
}
# How many of those who are there go after each story.
EARLY = 0.05


@pytest.fixture
def url(engine: str, request: pytest.FixtureRequest) -> str:
    """A database of this test's own."""
    if engine == "sqlite":
        return ""
    found: str = request.getfixturevalue("postgres").create_database("shopapp_canaries")
    return found


def leave(cage: Cage, someone: Someone, *, uses_all_rights: bool) -> None:
    """Prove the contact, look at what is there, and have it deleted; unless all of it went with another contact."""
    with cage.app.app_context():
        if not set(marks_in(someone.contact)) & set(in_tables(db.engine, cage.marks)):
            return
    visitor, shop = cage.visitor(), cage.stall.shop
    visitor.submit(MINE, MINE, {"contact": someone.contact})
    visitor.submit(f"{MINE}/xac-nhan", f"{MINE}/xac-nhan", {"code": newest_code(cage.app, shop)})
    if uses_all_rights:
        page = f"{MINE}/sua"
        visitor.submit(page, f"{page}/ten", {"name": f"Đinh {cage.marks.word('rights: corrected name')}"})
        wrong, right = (cage.marks.word(f"rights: what is {name}") for name in ("wrong", "right"))
        visitor.submit(page, page, {"wrong": f"Sai {wrong}", "right": f"Đúng {right}"})
        visitor.submit(f"{MINE}/tai-ve", f"{MINE}/tai-ve", {})
        cage.work()
        cage.look()
        page = f"{MINE}/dong-y"
        for button in ("phan-doi", "han-che", "bo-han-che"):
            visitor.submit(page, f"{page}/{button}", {})
    cage.look()
    if "<form" in visitor.page(f"{MINE}/xoa").partition("<main")[2].partition("</main")[0]:
        # Where all that is left is a request that names the contact among others, there is nothing to delete.
        visitor.submit(f"{MINE}/xoa", f"{MINE}/xoa", {})
    # Codes for one address are limited by the hour.
    cage.work(hours=0.5)


def lives(cage: Cage, chance: random.Random, rounds: int) -> list[Someone]:
    """Every story so many times, in a random order; whom it was about. Of many, some go while others still come."""
    stories = [(name, number) for name in ALL for number in range(rounds)]
    chance.shuffle(stories)
    people: list[Someone] = []
    for name, number in stories:
        people += ALL[name](cage, f"{name} {number}")
        cage.look()
        if rounds > 1:
            # What one address may do is limited by the hour.
            cage.work(hours=0.4)
            going = [one for one in people if not one.is_alone and chance.random() < EARLY]
            people = [one for one in people if one not in going]
            for someone in going:
                leave(cage, someone, uses_all_rights=False)
    return people


def check_that_nothing_was_left_out(cage: Cage) -> None:
    """A mark that was never in the cage proves nothing, nor does a form nobody filled in."""
    assert {name for mark, name in cage.marks.names.items() if mark not in cage.seen} == set()
    public = {(endpoint, name) for endpoint, name in cage.shown if not endpoint.startswith("nowhere")}
    public = {box for box in public if cage.is_public(box[0])}
    assert public - cage.typed - set(NOT_TYPED) == set(), "fields nobody typed a mark into"
    assert cage.public_posts() - cage.sent - set(NOT_SENT) == set(), "forms nobody sent"


def but_for_law(found: Found) -> Found:
    """What is left of the places where marks are, when those the law keeps are taken away."""
    kept = {mark for mark, places in found.items() if places & set(LAWFUL)}
    return {m: places - set(LAWFUL) - (DATABASE if m in kept else set()) for m, places in found.items()}


def test_nothing_is_left_of_whoever_was_erased(
    url: str, engine: str, tmp_path: Path, mail_sink: MailSink, proof: Proof
) -> None:
    chance, data, target = random.Random(engine), tmp_path / "var", tmp_path / "backup"
    data.mkdir()
    marks = Marks(chance)
    with opened_cage(data, url, mail_sink, marks, kind="signs") as cage:
        people = lives(cage, chance, proof.size(1, 12))
        make_backup(cage.app, cage.settings, target, None, verify=False, now=clock.now())
        chance.shuffle(people)
        # Whoever uses every right goes first: another contact of the same record would take it along.
        people.sort(key=lambda someone: not someone.is_alone)
        for number, someone in enumerate(people):
            leave(cage, someone, uses_all_rights=number == 0)
        # What waited for its day, and what goes by itself within a day.
        for _day in range(3):
            cage.work(hours=26)
        check_that_nothing_was_left_out(cage)
        left = what_is_left(cage)
        proof.note("marks typed", len(marks.names))
        proof.note("people erased at the end", len(people))
        proof.note("marks left", len(left))
        assert left == {}
        assert list((data / "files").rglob("attachments/*")) == []
        proof.note("marks in the backup", len(in_backup(target, marks)))
        assert len(in_backup(target, marks)) > 50, "a restore that brings nothing back proves nothing"
        with cage.app.app_context():
            db.engine.dispose()
        restore(cage.settings, target, None, Wish(discards_old=True), now=clock.now())
        cage.work(hours=26)
        left = what_is_left(cage)
        proof.note("marks left after a restore", len(left))
        assert left == {}


def what_is_left(cage: Cage) -> dict[str, list[str]]:
    """What was typed where → where it still is, but for what the law keeps."""
    cage.checkpoint()
    if cage.settings.database_url:
        with cage.app.app_context(), db.engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("VACUUM"))
    return told(but_for_law(cage.places()), cage.marks)


def test_what_is_excepted_is_what_the_law_keeps(app: Flask) -> None:
    by_law = {
        f"{column.table.name}.{column.name}"
        for column, declared in personal_columns(Base.metadata)
        if declared.keep is Keep.LAW and declared.kind not in (Kind.CONTACT, Kind.PHONE, Kind.EMAIL)
    }
    assert set(LAWFUL) == by_law


def test_a_planted_trace_is_found_wherever_it_is(app: Flask, tmp_path: Path) -> None:
    marks = Marks(random.Random(1))
    name, phone, email = marks.word("name"), marks.phone("phone"), marks.email("e-mail")
    with app.app_context():
        with db.engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE planted (words TEXT)")
            for words in (json.dumps({"name": name}), f"+84{phone.replace(' ', '')[1:]}", email.upper()):
                connection.exec_driver_sql("INSERT INTO planted VALUES ('" + words + "')")  # noqa: S608
        found = in_tables(db.engine, marks)
        with db.engine.begin() as connection:
            connection.exec_driver_sql("DROP TABLE planted")
    assert {mark: places for mark, places in found.items() if places != {"planted.words"}} == {}
    assert set(found) == set(marks.names)
    with zipfile.ZipFile(tmp_path / "copy.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("du-lieu.json", json.dumps({"name": name, "phone": phone}))
    (tmp_path / f"{folded(email)}.txt").write_bytes(b"\x00\xff" + name.encode())
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "1.eml").write_text(phone)
    places = in_files(tmp_path, marks)
    assert {len(found) for found in places.values()} == {1, 2}
    assert told(places, marks, apart_from={"copy.zip"}).keys() == {"name", "e-mail, before @", "e-mail, after @"}
    assert set(in_text(f"to {email}", marks)) == set(in_text(email, marks))
    assert len(in_text(email, marks)) == 2
