"""What is given on demand: written down first, with its reason and its paper, and by whom."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from shopapp.orders.models import Order
from shopapp.platform.database import db
from shopapp.platform.settings import current_settings
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.privacy.actions import publish
from shopapp.records.models import Disclosure
from shopapp.records.queries import current_policy
from tests.accounts.builders import make_seller, make_staff, sign_in
from tests.builders import NOW, csrf_token
from tests.conftest import ShopClient
from tests.orders.builders import Stall, place

FORM, REGISTER = "/quan-tri/cua-hang/chuyen-giao/moi", "/quan-tri/cua-hang/chuyen-giao"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
ClientOf = Callable[[ShopRef], ShopClient]


@pytest.fixture
def order_code(app: Flask, shop: ShopRef, stall: Stall) -> str:
    place(app, stall)
    with app.app_context(), acting_for(shop):
        return db.session.execute(select(Order.code)).scalar_one()


@pytest.fixture
def owner(app: Flask, shop: ShopRef, client_of: ClientOf) -> ShopClient:
    # Furnishing a shop makes an owner of its own, who has no password.
    make_staff(app, shop, email=f"chinh@{shop.slug}.example")
    client = client_of(shop)
    sign_in(client, f"chinh@{shop.slug}.example")
    return client


def demand(client: ShopClient, code: str, *, paper: bytes | None = PDF, **differences: Any) -> Any:
    data: dict[str, Any] = {
        "csrf_token": csrf_token(client.get(FORM).text),
        "ground": "legal_demand",
        "receiver": "Cơ quan điều tra mẫu",
        "about": code,
        "fields": ["name", "phone"],
        "reason": "Công văn số 12/CV ngày 20/11/2026",
    } | differences
    if paper is not None:
        data["paper"] = (io.BytesIO(paper), "cong-van.pdf")
    return client.post(FORM, data=data)


def kept(app: Flask, shop: ShopRef) -> list[Disclosure]:
    with app.app_context(), acting_for(shop):
        return list(db.session.execute(select(Disclosure).where(Disclosure.reason != "")).scalars())


def papers(app: Flask) -> int:
    with app.app_context():
        return sum(1 for path in current_settings().files.rglob("papers/*") if path.is_file())


def test_a_demand_is_written_down_with_reason_paper_and_name(
    app: Flask, shop: ShopRef, owner: ShopClient, order_code: str
) -> None:
    assert demand(owner, order_code.lower()).status_code == 303
    (row,) = kept(app, shop)
    assert (row.ground, row.purpose, row.fields) == ("legal_demand", "legal", ["name", "phone"])
    page = owner.get(REGISTER).text
    for words in ("Cơ quan điều tra mẫu", "Công văn số 12/CV", "Trần Thị Chủ", f"/chuyen-giao/{row.id}/giay-to"):
        assert words in page
    answer = owner.get(f"{REGISTER}/{row.id}/giay-to")
    assert answer.data == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment")
    with app.app_context(), acting_for(shop):
        publish(shop, now=NOW)
        policy = current_policy(shop)
        assert policy is not None
        assert "Cơ quan điều tra mẫu" not in str(policy.text), "who asks once is no partner"


def test_a_demand_of_the_law_needs_its_paper_and_an_emergency_does_not(
    app: Flask, shop: ShopRef, owner: ShopClient, order_code: str
) -> None:
    answer = demand(owner, order_code, paper=None)
    assert answer.status_code == 422
    assert 'id="paper-error"' in answer.text
    assert "Công văn số 12/CV" in answer.text
    assert demand(owner, order_code, paper=None, ground="emergency", reason="Người nhận ngất xỉu").status_code == 303
    assert [row.ground for row in kept(app, shop)] == ["emergency"]


@pytest.mark.parametrize(
    ("difference", "field"),
    [
        ({"reason": "  "}, "reason"),
        ({"receiver": ""}, "receiver"),
        ({"fields": []}, "fields"),
        ({"fields": ["password_hash"]}, "fields"),
        ({"ground": "contract"}, "ground"),
        ({"about": "DH000000"}, "about"),
        ({"paper": b"MZ\x90"}, "paper"),
    ],
)
def test_what_is_missing_is_said_and_leaves_nothing_behind(
    app: Flask, shop: ShopRef, owner: ShopClient, order_code: str, difference: dict[str, Any], field: str
) -> None:
    answer = demand(owner, order_code, **difference)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert kept(app, shop) == []
    assert papers(app) == 0


def test_only_who_may_change_the_shop_notes_demands_and_opens_papers(
    app: Flask, shop: ShopRef, owner: ShopClient, order_code: str, client_of: ClientOf
) -> None:
    demand(owner, order_code)
    (row,) = kept(app, shop)
    make_seller(app, shop)
    seller = client_of(shop)
    sign_in(seller, f"ban@{shop.slug}.example")
    assert seller.get(f"{REGISTER}/{row.id}/giay-to").status_code == 403
    assert seller.get(FORM).status_code == 403


def test_another_shop_sees_neither_line_nor_paper(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], owner: ShopClient, order_code: str, client_of: ClientOf
) -> None:
    here, there = two_shops
    demand(owner, order_code)
    (row,) = kept(app, here)
    make_staff(app, there)
    stranger = client_of(there)
    sign_in(stranger, f"chu@{there.slug}.example")
    assert "Cơ quan điều tra mẫu" not in stranger.get(REGISTER).text
    assert stranger.get(f"{REGISTER}/{row.id}/giay-to").status_code == 404
    assert demand(stranger, order_code).status_code == 422
