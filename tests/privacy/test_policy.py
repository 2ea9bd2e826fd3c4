"""The policy page: eleven headings, versions, and nothing but what capabilities state."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from shopapp.operations.policies import renew_policies
from shopapp.platform.capabilities import Heading
from shopapp.platform.database import db, transaction
from shopapp.platform.tenancy.models import Shop
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.privacy.actions import publish
from shopapp.privacy.queries import list_versions
from shopapp.records.queries import current_policy
from shopapp.shops.actions import change_profile
from tests.builders import NOW, make_profile
from tests.conftest import ShopClient

Inside = Callable[[ShopRef | None], AbstractContextManager[None]]


def test_the_policy_has_its_eleven_headings_in_both_languages(client: ShopClient) -> None:
    for language in ("vi", "en"):
        page = client.get(f"/chinh-sach-bao-mat?lang={language}").get_data(as_text=True)
        assert page.count("<h2>") >= len(Heading)
        assert all(f'id="{heading.value}"' in page for heading in Heading)


def test_the_policy_page_costs_three_queries_and_sets_no_cookie(client: ShopClient, statements: list[str]) -> None:
    answer = client.get("/chinh-sach-bao-mat")
    assert answer.status_code == 200
    assert len(statements) <= 3
    assert "Set-Cookie" not in answer.headers
    assert "csrf" not in answer.get_data(as_text=True)


def test_publishing_the_same_text_again_makes_no_new_version(shop: ShopRef, inside: Inside) -> None:
    with inside(shop):
        with transaction():
            publish(shop, now=NOW + timedelta(days=1))
        assert [version.number for version in list_versions(shop)] == [1]


def test_a_changed_setting_makes_a_new_version_and_keeps_the_old(
    shop: ShopRef, inside: Inside, client: ShopClient
) -> None:
    with inside(shop):
        with transaction():
            change_profile(shop, make_profile("Tiệm A", email="moi@a.example"), now=NOW)
            publish(shop, now=NOW + timedelta(days=1))
        newest = current_policy(shop)
        assert newest is not None
        assert newest.number == 2
    assert "moi@a.example" in client.get("/chinh-sach-bao-mat").get_data(as_text=True)
    old = client.get("/chinh-sach-bao-mat/1").get_data(as_text=True)
    assert "Đây là phiên bản cũ" in old or "This is an earlier version" in old


def test_a_version_that_never_was_is_not_found(client: ShopClient) -> None:
    assert client.get("/chinh-sach-bao-mat/99").status_code == 404
    assert client.get("/chinh-sach-bao-mat/99999999999999999999").status_code == 404


def test_another_shops_settings_do_not_show(two_shops: tuple[ShopRef, ShopRef], client: ShopClient) -> None:
    assert "Tiệm B" not in client.get("/chinh-sach-bao-mat").get_data(as_text=True)


def test_a_new_version_of_the_looks_reaches_every_shop(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    with app.app_context(), acting_for(None), transaction():
        row = db.session.execute(select(Shop).where(Shop.id == shop.id)).scalar_one()
        row.face = {**row.face, "theme_hash": "outdated"}
    renew_policies(app, now=NOW)
    assert "/theme-outdated.css" not in client.get("/chinh-sach-bao-mat").get_data(as_text=True)
