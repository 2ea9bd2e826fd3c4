"""What visitors meet when a page, a shop or the database is not there: a way on, and whom to call."""

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from shopapp.platform.database import db, transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.shops.actions import set_status
from tests.conftest import ShopClient, on_one_engine

engine = on_one_engine("sqlite")


def suspend(app: Flask, shop: ShopRef) -> None:
    with app.app_context(), acting_for(None), transaction():
        set_status(shop.slug, "suspended")


def test_a_lost_visitor_finds_search_contact_and_their_order(client: ShopClient) -> None:
    answer = client.get("/khong-co-trang-nay")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 404
    for way in ('action="/tim-kiem"', 'href="/tra-cuu"', 'href="/lien-he"', 'href="tel:', 'href="/"'):
        assert way in page
    assert 'content="noindex"' in page


def test_a_mistyped_address_costs_one_query(client: ShopClient, app: Flask) -> None:
    client.get("/khong-co-trang-nay")
    seen: list[str] = []
    with app.app_context():
        bound = db.engine
    event.listen(bound, "before_cursor_execute", lambda *a: seen.append(a[2]))
    client.get("/khong-co-trang-nay")
    assert len([statement for statement in seen if statement.startswith("SELECT")]) == 1


def test_a_suspended_shop_says_whom_to_call_and_takes_no_order(client: ShopClient, app: Flask, shop: ShopRef) -> None:
    suspend(app, shop)
    for path in ("/", "/dat-hang", "/quan-tri/dang-nhap"):
        answer = client.get(path)
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0
        assert 'href="tel:' in answer.get_data(as_text=True)
        assert 'href="/tra-cuu"' in answer.get_data(as_text=True)


@pytest.mark.parametrize("path", ["/tra-cuu", "/chinh-sach-bao-mat", "/du-lieu-cua-toi"])
def test_a_suspended_shop_still_answers_for_what_was_ordered(
    client: ShopClient, app: Flask, shop: ShopRef, path: str
) -> None:
    suspend(app, shop)
    answer = client.get(path)
    assert answer.status_code == 200
    assert "tạm ngừng nhận đơn" in answer.get_data(as_text=True)


def test_while_the_database_is_away_a_visitor_reads_whom_to_call(
    client: ShopClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.get("/lien-he").status_code == 200

    def away(*_args: object) -> None:
        raise OperationalError("SELECT 1", {}, Exception("away"))

    monkeypatch.setattr("shopapp.platform.tenancy.queries.find_by_host", away)
    answer = client.get("/")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "60"
    assert 'href="tel:' in answer.get_data(as_text=True)
