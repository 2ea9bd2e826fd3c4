"""Erasing: each person's data and nobody else's; figures stay, proofs stay without a contact; again after a restore."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import Column, MetaData, Text, select

from shopapp.accounts.models import Account, AccountSession
from shopapp.customers.models import Customer, CustomerAddress
from shopapp.customers.queries import get_registered, person_behind
from shopapp.inquiries.models import Attachment, Inquiry, InquiryMessage
from shopapp.notifications.models import Message
from shopapp.operations.inventory import Undeclared, inventory
from shopapp.operations.worker import drain
from shopapp.orders import actions as orders
from shopapp.orders.models import Order
from shopapp.platform.database import Base, db, transaction
from shopapp.platform.holdings import Hindrance, Person, holding, holdings
from shopapp.platform.personal_data import (
    Declaration,
    Erase,
    Keep,
    Kind,
    Purpose,
    Subject,
    personal_columns,
    undeclared_columns,
)
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.privacy.erasing.actions import MARK, begin_erasure, erase_person, proof_mark, replay
from shopapp.privacy.erasing.queries import collect
from shopapp.privacy.erasing.rules import Erased
from shopapp.records.actions import record_consent
from shopapp.records.bars import BarKind, Tombstone, contact_hash, is_barred, read_tombstones, tombstone_file
from shopapp.records.models import Consent
from shopapp.records.queries import current_policy_id
from shopapp.records.rules import Reference
from tests.builders import NOW
from tests.conftest import ShopClient
from tests.customers import builders as customers
from tests.inquiries.builders import PDF, ask, make_inquiry, picture, rows_of, stored_files, upload
from tests.orders.builders import EMAIL, PHONE, furnish, only_order, place

RECIPIENT = "+84900000124"
LATER = NOW + timedelta(days=5)


def erase(app: Flask, shop: ShopRef, *contacts: str, account_id: int | None = None) -> Erased:
    """What a request erases in one pass. Messages have left before."""
    drain(app)
    with app.app_context(), acting_for(shop), transaction():
        person = Person(frozenset(contacts), account_id)
        begin_erasure(shop, person, now=LATER)
        return erase_person(shop, person, now=LATER)


def work_off_at(app: Flask, moment: datetime) -> None:
    """What the worker does then."""
    with time_machine.travel(moment):
        drain(app)


def deliver(app: Flask, shop: ShopRef, order_id: int, *steps: str) -> None:
    """Move an order to its end."""
    with app.app_context(), acting_for(shop):
        for step in steps or ("confirmed", "preparing", "sent_out", "delivered"):
            with transaction():
                orders.advance(shop, order_id, step, account_id=None, now=NOW)


@pytest.fixture
def gift(app: Flask, shop: ShopRef) -> Order:
    """A delivered gift."""
    place(app, furnish(app, shop))
    deliver(app, shop, 1)
    with app.app_context(), acting_for(shop), transaction():
        for message in db.session.execute(select(Message)).scalars():
            message.state = "sent"
    return only_order(app, shop)


def test_whoever_sent_a_gift_is_told_before_its_recipient_goes(app: Flask, shop: ShopRef) -> None:
    place(app, furnish(app, shop))
    deliver(app, shop, 1)
    assert erase(app, shop, RECIPIENT).waiting == {"order.received": {Hindrance.UNSENT: 1}}


def test_the_recipient_of_a_gift_is_erased_and_its_sender_stays(app: Flask, shop: ShopRef, gift: Order) -> None:
    done = erase(app, shop, RECIPIENT)
    order = only_order(app, shop)
    assert done.records == {"order.received": 1}
    assert (order.recipient_name, order.recipient_phone, order.street, order.ward_name, order.greeting) == ("",) * 5
    assert "nhan" not in order.search
    assert "mau" in order.search
    assert (order.sender_phone, order.sender_email) == (PHONE, EMAIL)
    assert (order.total, order.number) == (gift.total, gift.number)
    assert all("place" not in message.facts for message in rows_of(app, shop, Message))


def test_the_sender_of_a_gift_is_erased_and_its_recipient_stays(app: Flask, shop: ShopRef, gift: Order) -> None:
    done = erase(app, shop, PHONE)
    order = only_order(app, shop)
    assert set(done.records) == {"order.sent", "customer"}
    assert (order.sender_name, order.sender_phone, order.sender_email, order.note) == ("",) * 4
    assert "nguyen" not in order.search
    assert order.recipient_phone == RECIPIENT
    assert [message.to_contact for message in rows_of(app, shop, Message)] == [""] * len(rows_of(app, shop, Message))
    assert [(row.name, row.phone, row.email) for row in rows_of(app, shop, Customer)] == [("", "", "")]


def test_what_still_moves_waits_with_its_reason(app: Flask, shop: ShopRef) -> None:
    place(app, furnish(app, shop))
    assert erase(app, shop, PHONE).waiting["order.sent"] == {Hindrance.OPEN_ORDER: 1}
    assert only_order(app, shop).sender_phone == PHONE
    with app.app_context(), acting_for(shop), transaction():
        orders.mark_paid(shop, 1, account_id=None, now=NOW)
    deliver(app, shop, 1, "cancelled")
    assert erase(app, shop, PHONE).waiting["order.sent"] == {Hindrance.OPEN_REFUND: 1}
    with app.app_context(), acting_for(shop), transaction():
        orders.mark_refunded(shop, 1, account_id=1, now=NOW)
    assert erase(app, shop, PHONE).waiting == {}
    assert only_order(app, shop).sender_phone == ""


def test_a_pass_is_bounded_and_says_that_there_is_more(app: Flask, shop: ShopRef) -> None:
    for _ in range(5):
        make_inquiry(app, shop)
    drain(app)
    person = Person(frozenset({"+84900000105"}))
    passes: list[Erased] = []
    with app.app_context(), acting_for(shop):
        while not passes or passes[-1].has_more:
            with transaction():
                passes.append(erase_person(shop, person, now=LATER, most=2))
    assert sum(sum(done.records.values()) for done in passes) >= 6
    assert all(sum(done.records.values()) <= 2 for done in passes)
    assert {row.phone for row in rows_of(app, shop, Inquiry)} == {""}


def test_a_conversation_goes_with_its_files(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    page = ask(client, phone="0900 000 105", files=[upload(picture()), upload(PDF, "bản vẽ.pdf")]).location
    assert len(stored_files(app)) == len(rows_of(app, shop, Attachment)) == 2
    erase(app, shop, "+84900000105")
    assert [*rows_of(app, shop, InquiryMessage), *rows_of(app, shop, Attachment)] == []
    assert len(stored_files(app)) == 2, "bytes go after the commit"
    work_off_at(app, LATER)
    assert stored_files(app) == []
    assert "đã được xóa" in client.get(page).text


def test_an_account_is_closed_and_its_contact_is_free_again(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    account_id = customers.make_customer(app, shop)
    customers.sign_in(client)
    assert customers.is_in(client)
    erase(app, shop, customers.PHONE, account_id=account_id)
    assert not customers.is_in(client)
    assert [*rows_of(app, shop, AccountSession), *rows_of(app, shop, CustomerAddress)] == []
    assert "Vào tài khoản" not in customers.sign_in(client).text
    assert not customers.is_in(client)
    assert customers.make_customer(app, shop, now=LATER + timedelta(days=1)) != account_id


def test_who_owns_a_number_somebody_else_has_mistyped_erases_no_account_of_theirs(app: Flask, shop: ShopRef) -> None:
    customers.make_customer(app, shop)
    erase(app, shop, customers.EMAIL)
    assert [row.name for row in rows_of(app, shop, Customer)] == [customers.NAME], "the address was never proven"


def test_a_proof_stays_and_names_nobody(app: Flask, shop: ShopRef) -> None:
    with app.app_context(), acting_for(shop), transaction():
        for contact in (PHONE, RECIPIENT):
            record_consent(
                shop,
                subject=Reference("account", 1),
                contact=contact,
                policy_version_id=current_policy_id(shop) or 0,
                now=NOW,
                purpose=Purpose.NEWS,
                given=True,
                wording="Có",
                channel="web",
                source="account",
            )
    erase(app, shop, PHONE)
    kept = [row.contact for row in rows_of(app, shop, Consent)]
    with app.app_context():
        assert kept == [proof_mark(shop, PHONE), RECIPIENT]
    assert kept[0].startswith(MARK)
    assert PHONE.removeprefix("+84") not in kept[0]


def test_another_shop_and_another_person_are_left_alone(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], client_of: Callable[[ShopRef], ShopClient]
) -> None:
    for shop in two_shops:
        make_inquiry(app, shop)
        make_inquiry(app, shop, phone="+84900000106", email="")
    erase(app, two_shops[0], "+84900000105")
    assert [row.phone for row in rows_of(app, two_shops[0], Inquiry)] == ["", "+84900000106"]
    assert [row.phone for row in rows_of(app, two_shops[1], Inquiry)] == ["+84900000105", "+84900000106"]
    with app.app_context(), acting_for(two_shops[1]):
        assert not is_barred(two_shops[1], "+84900000105", BarKind.ERASED)


def test_tombstones_are_written_beside_the_database_and_name_nobody(app: Flask, shop: ShopRef) -> None:
    make_inquiry(app, shop)
    with app.app_context():
        tombstone_file(shop).unlink(missing_ok=True)
    erase(app, shop, "+84900000105")
    work_off_at(app, LATER)
    with app.app_context():
        text = tombstone_file(shop).read_text()
        hashed = contact_hash(shop, "+84900000105")
    stones, torn = read_tombstones(text + '{"kind": "era')
    assert torn == 1
    assert {(stone.kind, stone.contact_hash) for stone in stones} == {
        (BarKind.ERASED, hashed),
        (BarKind.OBJECTED, hashed),
    }
    assert "0900000105" not in text
    assert "900000105" not in text


def test_a_restored_database_is_cleaned_again_of_what_was_there_then(app: Flask, shop: ShopRef) -> None:
    make_inquiry(app, shop)
    make_inquiry(app, shop, now=LATER + timedelta(days=1))
    make_inquiry(app, shop, phone="+84900000106", email="")
    with app.app_context(), acting_for(shop):
        stone = Tombstone(BarKind.ERASED, contact_hash(shop, "+84900000105"), LATER)
        with transaction():
            assert replay(shop, [stone], now=LATER + timedelta(days=2)) >= 1
        assert is_barred(shop, "+84900000105", BarKind.ERASED)
    assert [row.phone for row in rows_of(app, shop, Inquiry)] == ["", "+84900000105", "+84900000106"]


def test_a_contact_stands_for_its_account(app: Flask, shop: ShopRef) -> None:
    account_id = customers.make_customer(app, shop)
    with app.app_context(), acting_for(shop):
        assert person_behind(shop, customers.PHONE) == Person(frozenset({customers.PHONE}), account_id)
        assert person_behind(shop, customers.EMAIL).account_id is None, "the address was never proven"
        found = {held.name for held, _ids in collect(shop, person_behind(shop, customers.PHONE))}
    assert {"customer", "account"} <= found


def test_a_contact_stands_for_the_other_proven_one_of_its_account_too(app: Flask, shop: ShopRef) -> None:
    account_id = customers.make_customer(app, shop)
    with app.app_context(), acting_for(shop):
        with transaction():
            account = db.session.execute(select(Account).where(Account.id == account_id)).scalar_one()
            account.email = customers.EMAIL
            get_registered(shop, account_id).email_proven_at = NOW
        person = person_behind(shop, customers.PHONE)
        assert person == Person(frozenset({customers.PHONE, customers.EMAIL}), account_id)
        with transaction():
            begin_erasure(shop, person, now=LATER)
        assert all(is_barred(shop, contact, BarKind.ERASED) for contact in person.contacts)


# Columns no holding leads to, because no contact leads to them; each goes by itself.
NOT_REACHED = {
    "pending_attachment": "belongs to a form that was not sent and is known by a random key; gone in 24 hours",
    "contact_proof": "keyed digests and the hash of a cookie; gone in half an hour",
    "reset_request": "the address of a member of staff; gone as soon as the worker has looked",
}


def goes(declared: Declaration) -> bool:
    """Whether a request of the person ends it: evidence the law keeps stays, but never the contact in it."""
    return declared.keep is not Keep.LAW or declared.kind is Kind.CONTACT


def lost_columns(metadata: MetaData) -> set[str]:
    """Columns that are or could be about a customer and that no holding leads to. In an application context."""
    reached = {
        (column.table.name, column.name)
        for held in holdings()
        for part in held.parts
        for column, _declared in held.columns(part)
    }
    about = [
        c for c, declared in personal_columns(metadata) if declared.subject is not Subject.STAFF and goes(declared)
    ]
    named = {(column.table.name, column.name) for column in (*about, *undeclared_columns(metadata))}
    return {f"{table}.{column}" for table, column in named - reached if table not in NOT_REACHED}


def test_every_column_about_a_customer_is_reached_or_named(app: Flask) -> None:
    with app.app_context():
        assert lost_columns(Base.metadata) == set()


def test_a_planted_column_is_missed_by_none_of_three(app: Flask) -> None:
    planted = MetaData()
    for table in Base.metadata.sorted_tables:
        table.to_metadata(planted)
    assert undeclared_columns(planted) == []
    planted.tables["shop_order"].append_column(Column("whim", Text))
    with app.app_context():
        assert lost_columns(planted) == {"shop_order.whim"}
    assert [column.name for column in undeclared_columns(planted)] == ["whim"]
    with pytest.raises(Undeclared, match=r"shop_order\.whim"):
        inventory(planted)


def test_what_proves_something_is_what_law_keeps(app: Flask) -> None:
    for column, declared in personal_columns(Base.metadata):
        if declared.erase is Erase.KEEP_PROOF:
            assert declared.keep is Keep.LAW, f"{column.table.name}.{column.name} stays although no law keeps it"


def test_every_holding_can_say_when_its_records_were_erased(app: Flask) -> None:
    with app.app_context():
        for held in holdings():
            declared = [declaration for _column, declaration in held.columns(held.parts[0])]
            blanked = any(declaration.erase is Erase.BLANK for declaration in declared)
            assert bool(held.stamp) is blanked, held.name
            assert hasattr(held.parts[0].model, held.born)
            assert holding(held.name) is held
