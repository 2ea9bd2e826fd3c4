"""Who works in the shop: invited by link, given a role and a last day, closed at once, and never without an owner."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from shopapp.accounts import actions
from shopapp.accounts.models import ResetRequest
from shopapp.accounts.queries import find_staff, list_staff
from shopapp.accounts.rules import LastOwner
from shopapp.kernel.clock import local_day, now
from shopapp.notifications.models import Message
from shopapp.platform.access import Principal, Role
from shopapp.platform.database import db, transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.accounts.builders import make_role, make_staff, post, sign_in
from tests.builders import csrf_token
from tests.conftest import ShopClient

ClientOf = Callable[[ShopRef], ShopClient]
STAFF = "/quan-tri/cua-hang/nhan-vien"
NEW = f"{STAFF}/moi"
PERSON = {"name": "Vũ Thị Mới", "email": "moi@a.example", "phone": "0900 000 155", "role": "seller"}


@pytest.fixture
def owner(app: Flask, shop: ShopRef, client: ShopClient) -> ShopClient:
    """A browser the shop's owner is signed in with."""
    make_staff(app, shop)
    assert sign_in(client, "chu@a.example").status_code == 303
    return client


@pytest.fixture
def manager(app: Flask, shop: ShopRef, client_of: ClientOf) -> ShopClient:
    make_role(app, shop, Role.MANAGER)
    client = client_of(shop)
    assert sign_in(client, "manager@a.example").status_code == 303
    return client


def role_of(app: Flask, shop: ShopRef, email: str) -> Role | None:
    with app.app_context(), acting_for(shop):
        found = find_staff(shop, email)
    return found.role if found else None


def door_in(page: str) -> str:
    """The address of a one-time link on a page."""
    found = re.search(r"/quan-tri/dang-nhap/[\w-]{20,}", page)
    assert found
    return found.group(0)


def test_somebody_is_invited_opens_the_link_once_and_chooses_a_password(
    app: Flask, shop: ShopRef, owner: ShopClient, client_of: ClientOf
) -> None:
    page = post(owner, NEW, **PERSON)
    assert page.status_code == 200
    door, theirs = door_in(page.text), client_of(shop)
    assert "Vũ Thị Mới" in owner.get(STAFF).text
    assert door not in owner.get(STAFF).text + owner.get(f"{STAFF}/2").text
    answer = post(theirs, door)
    assert answer.location == "/quan-tri/mat-khau"
    chosen = post(theirs, "/quan-tri/mat-khau", password="năm con vịt đi bộ", again="năm con vịt đi bộ")
    assert chosen.status_code == 303
    assert post(client_of(shop), door, page="/quan-tri/dang-nhap").status_code == 410
    fresh = client_of(shop)
    assert sign_in(fresh, "moi@a.example", "năm con vịt đi bộ").status_code == 303
    assert fresh.get(STAFF).status_code == 403


def test_the_invitation_goes_out_by_mail_and_is_never_shown_again(
    app: Flask, shop: ShopRef, owner: ShopClient, client_of: ClientOf
) -> None:
    first = door_in(post(owner, NEW, **PERSON).text)
    with app.app_context(), acting_for(shop):
        [message] = db.session.execute(select(Message).where(Message.kind == "accounts.staff_invited")).scalars()
        told, contact, is_sensitive = message.facts["links"]["door"], message.to_contact, message.sensitive
    assert (told, contact, is_sensitive) == (first, "moi@a.example", True)
    again = post(owner, f"{STAFF}/2/gui-lien-ket", page=f"{STAFF}/2")
    second = door_in(again.text)
    assert client_of(shop).get(first).status_code == 404
    assert post(client_of(shop), second).status_code == 303
    once_in = post(owner, f"{STAFF}/2/gui-lien-ket", page=f"{STAFF}/2")
    # Somebody has been in: from now on a link goes to their mailbox only, or the owner could come in their name.
    assert once_in.status_code == 303
    assert "/quan-tri/dang-nhap/" not in owner.get(once_in.location).text.replace("/quan-tri/dang-nhap/x", "")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": ""}, "Please enter a name"),
        ({"email": "chu@a.example"}, "has this address already"),
        ({"email": "ｍoi@"}, "looks like"),
        ({"role": "king"}, "choose a role"),
        ({"role": "agent", "ends_on": ""}, "needs a last day"),
        ({"role": "agent", "ends_on": "2020-01-01"}, "must not lie in the past"),
        ({"role": "owner", "ends_on": "2030-01-01"}, "has no last day"),
        ({"ends_on": "mai"}, "looks like 31/12/2026"),
        ({"phone": "12"}, "needs 10 digits"),
    ],
)
def test_what_is_wrong_with_an_invitation_is_said_and_nothing_typed_is_lost(
    app: Flask, shop: ShopRef, owner: ShopClient, typed: dict[str, str], words: str
) -> None:
    answer = post(owner, f"{NEW}?lang=en", **(PERSON | typed))
    assert answer.status_code == 422
    assert words in answer.text
    kept = {name: value for name, value in (PERSON | typed).items() if value and name not in ("role", "ends_on")}
    assert [value for value in kept.values() if value not in answer.text and value != "ｍoi@"] == []
    with app.app_context(), acting_for(shop):
        assert len(list_staff(shop)) == 1


def test_a_disabled_member_is_out_with_the_very_next_request(
    app: Flask, shop: ShopRef, owner: ShopClient, client_of: ClientOf
) -> None:
    account_id, theirs = make_role(app, shop, Role.SELLER), client_of(shop)
    sign_in(theirs, "seller@a.example", kept="y")
    assert theirs.get("/quan-tri").status_code == 200
    assert post(owner, f"{STAFF}/{account_id}/khoa", page=f"{STAFF}/{account_id}").status_code == 303
    assert theirs.get("/quan-tri").status_code == 303
    assert sign_in(theirs, "seller@a.example").status_code == 422
    post(owner, f"{STAFF}/{account_id}/mo", page=f"{STAFF}/{account_id}")
    assert theirs.get("/quan-tri").status_code == 303
    assert sign_in(theirs, "seller@a.example").status_code == 303


def test_another_role_holds_from_the_next_click(
    app: Flask, shop: ShopRef, owner: ShopClient, client_of: ClientOf
) -> None:
    account_id, theirs = make_role(app, shop, Role.SELLER), client_of(shop)
    sign_in(theirs, "seller@a.example")
    assert theirs.get("/quan-tri/cua-hang").status_code == 200
    page = f"{STAFF}/{account_id}"
    assert post(owner, page, role="courier", ends_on="").status_code == 303
    assert theirs.get("/quan-tri/cua-hang").status_code == 403
    tomorrow = (local_day(now()) + timedelta(days=1)).isoformat()
    assert post(owner, page, role="agent", ends_on=tomorrow).status_code == 303
    assert role_of(app, shop, "seller@a.example") is Role.AGENT


def test_a_manager_runs_the_staff_but_never_touches_owners(
    app: Flask, shop: ShopRef, owner: ShopClient, manager: ShopClient
) -> None:
    seller = make_role(app, shop, Role.SELLER)
    assert post(manager, f"{STAFF}/{seller}", role="courier", ends_on="").status_code == 303
    assert role_of(app, shop, "seller@a.example") is Role.COURIER
    assert post(manager, f"{STAFF}/{seller}", role="owner", ends_on="").status_code == 422
    assert post(manager, NEW, **(PERSON | {"role": "owner"})).status_code == 422
    token = csrf_token(manager.get(STAFF).text or "") if "csrf_token" in manager.get(STAFF).text else ""
    for step in ("", "/khoa", "/dang-xuat", "/bo-buoc-hai", "/gui-lien-ket"):
        manager.post(f"{STAFF}/1{step}", data={"csrf_token": token, "role": "seller", "ends_on": ""})
    assert role_of(app, shop, "chu@a.example") is Role.OWNER
    assert owner.get("/quan-tri").status_code == 200
    assert manager.post(f"{STAFF}/quy-tac", data={"csrf_token": token, "bat-buoc": "1"}).status_code == 403


def test_nobody_changes_their_own_role_or_closes_their_own_account(
    app: Flask, shop: ShopRef, owner: ShopClient
) -> None:
    token = csrf_token(owner.get(STAFF).text)
    owner.post(f"{STAFF}/1", data={"csrf_token": token, "role": "seller", "ends_on": ""})
    owner.post(f"{STAFF}/1/khoa", data={"csrf_token": token})
    assert role_of(app, shop, "chu@a.example") is Role.OWNER
    assert owner.get(STAFF).status_code == 200


@pytest.mark.parametrize("step", ["close", "demote"])
def test_the_last_owner_stays(app: Flask, shop: ShopRef, step: str) -> None:
    only = make_staff(app, shop)
    # Somebody who was an owner when the page was opened.
    by = Principal(account_id=999, shop_id=shop.id, role=Role.OWNER, name="Người khác")
    with app.app_context(), acting_for(shop):
        if step == "close":
            with pytest.raises(LastOwner), transaction():
                actions.close_staff(shop, only, by=by, now=now())
        else:
            with pytest.raises(LastOwner), transaction():
                actions.change_staff(shop, only, role=Role.SELLER, ends_on=None, by=by, now=now())
        assert [row.role for row in list_staff(shop) if row.is_active] == [Role.OWNER]


def test_another_shops_staff_is_not_there(app: Flask, two_shops: tuple[ShopRef, ShopRef], owner: ShopClient) -> None:
    stranger = make_staff(app, two_shops[1], name="Phạm Người Lạ")
    token = csrf_token(owner.get(STAFF).text)
    answers = {owner.get(f"{STAFF}/{stranger}").status_code}
    answers |= {
        owner.post(f"{STAFF}/{stranger}{step}", data={"csrf_token": token, "role": "seller"}).status_code
        for step in ("", "/khoa", "/mo", "/dang-xuat", "/bo-buoc-hai", "/gui-lien-ket")
    }
    assert answers == {404}


def test_whoever_forgot_the_password_gets_a_link_and_nobody_else_learns_anything(
    app: Flask, shop: ShopRef, client: ShopClient, statements: list[str]
) -> None:
    make_staff(app, shop)
    pages, sent = [], []
    for email in ("chu@a.example", "nobody@a.example"):
        token = csrf_token(client.get("/quan-tri/quen-mat-khau").text)
        statements.clear()
        answer = client.post("/quan-tri/quen-mat-khau", data={"csrf_token": token, "email": email})
        sent.append(len(statements))
        pages.append((answer.status_code, answer.text.replace(email, "")))
    assert pages[0] == pages[1]
    assert sent[0] == sent[1]
    with app.app_context(), acting_for(shop):
        wishes = list(db.session.execute(select(ResetRequest.id).order_by(ResetRequest.id)).scalars())
        for wish in wishes:
            with transaction():
                actions.answer_reset(shop, wish, now=now())
    with app.app_context(), acting_for(shop):
        [message] = db.session.execute(select(Message).where(Message.kind == "accounts.staff_reset")).scalars()
        door, contact = message.facts["links"]["door"], message.to_contact
    assert contact == "chu@a.example"
    assert post(client, door).location == "/quan-tri/mat-khau"
    assert "Mật khẩu hiện tại" not in client.get("/quan-tri/mat-khau").text


def test_a_helper_with_a_last_day_is_listed_with_it(app: Flask, shop: ShopRef, owner: ShopClient) -> None:
    make_role(app, shop, Role.SELLER, ends_on=date(2030, 2, 15))
    assert "15/02/2030" in owner.get(STAFF).text
