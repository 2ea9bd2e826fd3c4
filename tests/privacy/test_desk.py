"""The policy's desk: own words beside the truths, receivers that come and go, and customers who are told."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from shopapp.customers.actions import remember_guest
from shopapp.notifications.models import Message
from shopapp.operations.worker import drain
from shopapp.platform.database import db, transaction
from shopapp.platform.personal_data import Purpose, ReceiverKind, personal_columns
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.privacy.actions import publish
from shopapp.privacy.rules import Change, compare
from shopapp.privacy.wording import purposes_in_use
from shopapp.records.actions import add_receiver, disclose
from shopapp.records.queries import current_policy, list_receivers
from shopapp.records.rules import Ground, ReceiverExists, ReceiverNotAllowed, Reference
from tests.accounts.builders import make_seller, make_staff, post, sign_in
from tests.builders import NOW
from tests.conftest import ShopClient

ClientOf = Callable[[ShopRef], ShopClient]

WORDS, RECEIVERS = "/quan-tri/cua-hang/chinh-sach", "/quan-tri/cua-hang/ben-nhan"
CARRIER: dict[str, Any] = {
    "kind": "carrier",
    "name": "Giao hàng Mẫu",
    "fields": ["recipient_name", "recipient_phone", "recipient_address"],
    "agreed_on": "2026-11-01",
    "ends_on": "",
    "signed": "y",
}


@pytest.fixture
def owner(app: Flask, shop: ShopRef, client_of: ClientOf) -> ShopClient:
    make_staff(app, shop)
    client = client_of(shop)
    sign_in(client, f"chu@{shop.slug}.example")
    return client


def policy_of(client: ShopClient, language: str = "vi") -> str:
    return client.get(f"/chinh-sach-bao-mat?lang={language}").get_data(as_text=True)


def test_the_shops_own_words_stand_in_their_box_and_take_nothing_away(app: Flask, owner: ShopClient) -> None:
    before = policy_of(owner)
    hostile = "**Cửa hàng** giữ lời <script>alert(1)</script> [x](javascript:alert(1))"
    assert post(owner, WORDS, **{"vi": hostile, "en": "", "edit": "0", "do": "save"}).status_code == 303
    drain(app)
    page = policy_of(owner)
    own = page[page.index('id="own"') : page.index('id="versions"')]
    assert "<strong>Cửa hàng</strong>" in own
    assert "<script" not in own
    assert 'href="javascript' not in own
    truths = before[before.index('<section id="purpose">') : before.index('<section id="versions">')]
    assert truths.strip() in page


def test_a_preview_keeps_nothing(app: Flask, owner: ShopClient, shop: ShopRef) -> None:
    answer = post(owner, WORDS, **{"vi": "Lời xem thử", "en": "", "edit": "0", "do": "preview"})
    assert answer.get_data(as_text=True).count("Lời xem thử") == 2
    drain(app)
    assert "Lời xem thử" not in policy_of(owner)


def test_of_two_people_the_second_is_told_and_loses_nothing(owner: ShopClient) -> None:
    assert post(owner, WORDS, **{"vi": "Lời của An", "en": "", "edit": "0", "do": "save"}).status_code == 303
    answer = post(owner, WORDS, **{"vi": "Lời của Bình", "en": "", "edit": "0", "do": "save"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Lời của An" in page
    assert "Lời của Bình" in page
    assert post(owner, WORDS, **{"vi": "Lời của Bình", "en": "", "edit": "1", "do": "save"}).status_code == 303


def test_words_that_are_too_long_come_back(owner: ShopClient) -> None:
    answer = post(owner, WORDS, **{"vi": "a" * 4001, "en": "", "edit": "0", "do": "save"})
    assert answer.status_code == 422
    assert "a" * 4001 in answer.get_data(as_text=True)


def test_a_seller_sees_and_changes_nothing(app: Flask, shop: ShopRef, client_of: ClientOf) -> None:
    make_seller(app, shop)
    client = client_of(shop)
    sign_in(client, f"ban@{shop.slug}.example")
    assert "<textarea" not in client.get(WORDS).get_data(as_text=True)
    for path in (WORDS, RECEIVERS, f"{RECEIVERS}/1/ket-thuc"):
        assert post(client, path, page="/quan-tri", **CARRIER).status_code == 403


def test_a_receiver_appears_in_this_shops_policy_and_vanishes_with_the_agreement(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], owner: ShopClient, client_of: ClientOf
) -> None:
    shop, other = two_shops
    with time_machine.travel(NOW, tick=False) as clock:
        assert post(owner, RECEIVERS, **CARRIER).status_code == 303
        drain(app)
        assert "Giao hàng Mẫu" in policy_of(owner)
        assert "Giao hàng Mẫu" not in policy_of(client_of(other))
        with app.app_context(), acting_for(shop):
            carrier = next(r for r in list_receivers(shop) if r.kind is ReceiverKind.CARRIER)
        assert post(owner, f"{RECEIVERS}/{carrier.id}/ket-thuc", page=RECEIVERS).status_code == 303
        drain(app)
        assert "Giao hàng Mẫu" in policy_of(owner), "its last day is not over"
        clock.shift(timedelta(days=1, hours=1))
        drain(app)
        assert "Giao hàng Mẫu" not in policy_of(owner)


@pytest.mark.parametrize(
    ("difference", "field"),
    [
        ({"signed": ""}, "signed"),
        ({"fields": []}, "fields"),
        ({"fields": ["pseudonym"]}, "fields"),
        ({"fields": ["password"]}, "fields"),
        ({"kind": "authority"}, "kind"),
        ({"kind": "research", "fields": ["pseudonym"]}, "ends_on"),
        ({"ends_on": "2026-10-01"}, "ends_on"),
        ({"agreed_on": "31/02/2026"}, "agreed_on"),
        ({"name": " "}, "name"),
    ],
)
def test_an_agreement_that_cannot_be_comes_back_with_everything_typed(
    owner: ShopClient, difference: dict[str, object], field: str
) -> None:
    answer = post(owner, RECEIVERS, **(CARRIER | difference))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in page
    assert "Giao hàng Mẫu" in page or "name" in difference


def test_a_gateway_cannot_be_ended_from_the_desk(app: Flask, shop: ShopRef, owner: ShopClient) -> None:
    with app.app_context(), acting_for(shop):
        gateway = next(r for r in list_receivers(shop) if r.kind is ReceiverKind.MAIL_GATEWAY)
    assert post(owner, f"{RECEIVERS}/{gateway.id}/ket-thuc", page=RECEIVERS).status_code == 404


def test_an_ended_agreement_gives_nothing_and_its_name_free(app: Flask, shop: ShopRef) -> None:
    def add(ends_on: date | None) -> None:
        fields = ("recipient_name",)
        with transaction():
            add_receiver(
                shop,
                kind=ReceiverKind.CARRIER,
                name="Mẫu",
                fields=fields,
                agreed_on=date(2026, 1, 1),
                ends_on=ends_on,
                now=NOW,
            )

    def give(fields: tuple[str, ...]) -> None:
        carrier = max((r for r in list_receivers(shop) if r.kind is ReceiverKind.CARRIER), key=lambda r: r.id)
        with transaction():
            order = Reference("order", 1)
            disclose(shop, carrier, order, fields, purpose=Purpose.ORDER, ground=Ground.CONTRACT, now=NOW)

    with app.app_context(), acting_for(shop):
        add(NOW.date() - timedelta(days=2))
        with pytest.raises(ReceiverNotAllowed):
            give(("recipient_name",))
        add(None)
        give(("recipient_name",))
        with pytest.raises(ReceiverNotAllowed):
            give(("recipient_name", "recipient_phone"))
        with pytest.raises(ReceiverExists):
            add(None)


def test_a_material_change_is_told_to_every_customer_with_an_address(
    app: Flask, shop: ShopRef, owner: ShopClient
) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        with app.app_context(), acting_for(shop), transaction():
            for n in range(60):
                email = f"khach{n}@thu.example" if n else ""
                remember_guest(
                    shop, name="Khách", phone=f"+8490000{n:04d}", email=email, language="vi", source="web", now=NOW
                )
        post(owner, WORDS, **{"vi": "Chỉ là lời", "en": "", "edit": "0", "do": "save"})
        drain(app)
        assert told(app, shop) == 0, "words alone are no material change"
        post(owner, RECEIVERS, **CARRIER)
        drain(app)
        assert told(app, shop) == 50
        clock.shift(timedelta(minutes=6))
        drain(app)
        assert told(app, shop) == 59
        with app.app_context(), acting_for(shop):
            version = current_policy(shop)
            assert version is not None
            assert version.is_material
            number = version.number
    changes = owner.get(f"/chinh-sach-bao-mat/{number}/thay-doi").get_data(as_text=True)
    assert "<ins>" in changes
    assert "Giao hàng Mẫu" in changes


def told(app: Flask, shop: ShopRef) -> int:
    with app.app_context(), acting_for(shop):
        query = select(Message.to_contact).where(Message.kind == "privacy.changed")
        return len(set(db.session.execute(query).scalars()))


def test_the_first_version_has_nothing_to_be_compared_with(owner: ShopClient) -> None:
    for number in (0, 1, 2, 99999999):
        assert owner.get(f"/chinh-sach-bao-mat/{number}/thay-doi").status_code == 404


def test_a_comparison_says_what_came_and_what_went() -> None:
    def section(key: str, *texts: str) -> dict[str, object]:
        return {"key": key, "title": key.upper(), "paragraphs": [{"text": text, "where": ""} for text in texts]}

    old = [section("purpose", "a", "b"), section("scope", "same"), section("breach", "gone")]
    new = [section("purpose", "a", "c"), section("scope", "same")]
    purpose, breach = compare(old, new)
    assert [(line.change, line.text) for line in purpose.lines] == [
        (Change.SAME, "a"),
        (Change.REMOVED, "b"),
        (Change.ADDED, "c"),
    ]
    assert [line.change for line in breach.lines] == [Change.REMOVED]
    assert compare(new, new) == []


def test_every_purpose_data_is_kept_for_is_stated(app: Flask, shop: ShopRef) -> None:
    with app.app_context(), acting_for(shop):
        declared = {purpose for _, d in personal_columns(db.metadata) for purpose in d.purposes}
        assert declared == set(purposes_in_use(shop))


def test_the_same_facts_in_other_words_are_not_material(app: Flask, shop: ShopRef) -> None:
    with app.app_context(), acting_for(shop):
        version = current_policy(shop)
        assert version is not None
        assert not version.is_material
        with transaction():
            assert publish(shop, now=NOW).id == version.id
