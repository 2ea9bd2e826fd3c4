"""What somebody who means harm, or two people at once, may try around requests about data."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask

from shopapp.platform.holdings import Person
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.rights.models import DataExport, DataRequestStep
from shopapp.privacy.rights.rules import Channel, Happened, Identity, RequestKind
from tests.builders import NOW
from tests.conftest import ShopClient, on_one_engine
from tests.inquiries.builders import rows_of
from tests.orders.builders import PHONE
from tests.privacy.rights_visit import HOME, prove, send
from tests.privacy.test_requests import ask, request_of

engine = on_one_engine("sqlite")

ClientOf = Callable[[ShopRef], ShopClient]
SENDER, RECIPIENT = "0900 000 123", "0900 000 124"
CALLED = {"channel": Channel.PHONE, "account_id": 1}


@pytest.fixture(autouse=True)
def clock() -> Iterator["time_machine.Traveller"]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.mark.parametrize("kind", [RequestKind.DELETE, RequestKind.OBJECT, RequestKind.PROVIDE])
def test_a_strangers_call_does_not_keep_the_person_themselves_from_asking(
    app: Flask, shop: ShopRef, kind: RequestKind
) -> None:
    called = ask(app, shop, kind, **CALLED)
    assert request_of(app, shop, called).identity == Identity.UNPROVEN
    asked = ask(app, shop, kind, identity=Identity.CODE)
    request = request_of(app, shop, asked)
    assert asked == called, "one request, under the number that was given out first"
    assert request.identity == Identity.CODE
    assert request.state in ("working", "done"), "who has proven the contact waits for nobody"
    assert [row.what for row in rows_of(app, shop, DataRequestStep)].count(Happened.IDENTIFIED) == 1
    assert ask(app, shop, kind, identity=Identity.CODE) == asked or request.state == "done"
    assert len(rows_of(app, shop, DataExport)) == (kind is RequestKind.PROVIDE)


def test_the_person_who_proves_a_contact_is_whose_data_goes(app: Flask, shop: ShopRef) -> None:
    ask(app, shop, RequestKind.DELETE, **CALLED)
    whole = Person(frozenset({PHONE, "mau@khach.example"}), 7)
    asked = ask(app, shop, RequestKind.DELETE, person=whole, identity=Identity.SIGNED_IN)
    assert request_of(app, shop, asked).person() == whole


def test_what_the_person_wants_corrected_is_added_to_what_a_caller_said(
    app: Flask, shop: ShopRef, client: ShopClient
) -> None:
    called = ask(app, shop, RequestKind.CORRECT, details="Người gọi nói tên sai", **CALLED)
    prove(client, app, shop, SENDER)
    assert send(client, "/sua", wrong="Tên", right="Nguyễn Thị Mẫu").status_code == 303
    request = request_of(app, shop, called)
    assert "Người gọi nói" in request.details
    assert "Nguyễn Thị Mẫu" in request.details
    assert 'name="wrong"' not in client.get(f"{HOME}/sua").text, "one at a time"
