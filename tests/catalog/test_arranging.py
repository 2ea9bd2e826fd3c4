"""The shop puts its products in order, away and back, under other addresses, into categories."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from shopapp.catalog import actions, queries
from shopapp.catalog.rules import NoSuchProduct
from shopapp.platform.database import transaction
from shopapp.platform.tenancy.refs import ShopRef
from tests.accounts.builders import make_staff, post, sign_in
from tests.builders import NOW
from tests.catalog.builders import make_category, make_product, picture_bytes, variants_of
from tests.catalog.desk import HOME, added, edited, fill, form_of, pictures_of, send

Inside = Callable[[ShopRef | None], AbstractContextManager[None]]
ClientOf = Callable[[ShopRef], Any]
NEW = f"{HOME}/moi"


@pytest.fixture
def owner(app: Flask, shop: ShopRef, client: Any) -> Any:
    """A browser in which the owner of the first shop is signed in."""
    make_staff(app, shop)
    assert sign_in(client, "chu@a.example").status_code == 303
    return client


def test_an_address_that_changes_leads_on(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], owner: Any, client_of: ClientOf
) -> None:
    mine, other = two_shops
    product = make_product(app, mine)
    make_product(app, other, "hoa-hong-moi")
    path, visitor = f"{HOME}/{product}/sua", client_of(mine)
    assert fill(owner, path, {"slug": "hoa-hong-moi"}).status_code == 303
    answer = visitor.get("/san-pham/hoa-hong")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/san-pham/hoa-hong-moi")
    assert client_of(other).get("/san-pham/hoa-hong").status_code == 404
    # Back to the first, the second leads on; nothing goes round in circles.
    assert fill(owner, path, {"slug": "hoa-hong"}).status_code == 303
    assert visitor.get("/san-pham/hoa-hong").status_code == 200
    assert visitor.get("/san-pham/hoa-hong-moi").status_code == 301
    # A taken address is told, a new product of an old name gets another one.
    second = make_product(app, mine, "khac", name="Khác")
    taken = fill(owner, f"{HOME}/{second}/sua", {"slug": "hoa-hong"})
    assert taken.status_code == 409
    assert "địa chỉ này" in taken.text
    third = edited(app, mine, added(fill(owner, NEW, {"name": "Hoa hồng mới"})))
    assert third.slug == "hoa-hong-moi-2"


def test_a_copy_is_a_draft_with_pictures_of_its_own(app: Flask, shop: ShopRef, owner: Any, client_of: ClientOf) -> None:
    first = added(
        fill(
            owner,
            NEW,
            {"name": "Hoa đào", "price": "150k", "stock": "4", "code": "D1"},
            uploads=[("a.jpg", picture_bytes("JPEG"))],
        )
    )
    copy = added(post(owner, f"{HOME}/{first}/nhan-ban", page=f"{HOME}/{first}"))
    product = edited(app, shop, copy)
    assert (product.name, product.is_draft, product.active) == ("Hoa đào (bản sao)", True, False)
    assert product.only is not None
    assert (product.only.price, product.only.stock, product.only.code) == (150_000, 0, "")
    (old,), (new,) = pictures_of(app, shop, first), pictures_of(app, shop, copy)
    assert old.view.key != new.view.key
    visitor = client_of(shop)
    original = visitor.get(f"/anh/{old.view.key}.jpg").data
    assert visitor.get(f"/anh/{new.view.key}.jpg").data == original


def test_the_archive_takes_a_product_away_and_undo_brings_it_back(
    app: Flask, shop: ShopRef, owner: Any, client_of: ClientOf, inside: Inside
) -> None:
    product, visitor = make_product(app, shop), client_of(shop)
    answer = post(owner, f"{HOME}/{product}/luu-tru", page=f"{HOME}/{product}")
    assert answer.headers["Location"] == HOME
    page = owner.get(HOME).text
    assert "Hoa hồng đỏ</span>" not in page
    assert visitor.get("/san-pham/hoa-hong").status_code == 404
    with inside(shop):
        assert queries.orderable_variants(shop) == []
    assert owner.get(f"{HOME}/{product}").status_code == 200
    assert post(owner, f"{HOME}/{product}/hien", page=NEW).status_code == 404
    undo = form_of(page, f"{HOME}/{product}/khoi-phuc")
    assert owner.post(f"{HOME}/{product}/khoi-phuc", data=undo).status_code == 303
    assert visitor.get("/san-pham/hoa-hong").status_code == 200
    # Fetched back later, from its page, it waits until somebody has looked at it.
    post(owner, f"{HOME}/{product}/luu-tru", page=f"{HOME}/{product}")
    assert post(owner, f"{HOME}/{product}/khoi-phuc", page=f"{HOME}/{product}").status_code == 303
    assert visitor.get("/san-pham/hoa-hong").status_code == 404


def test_products_move_among_all_and_within_their_category(
    app: Flask, shop: ShopRef, owner: Any, client_of: ClientOf
) -> None:
    category = make_category(app, shop)
    ids = {
        name: make_product(app, shop, name, name=f"Hoa {name}.", category_id=category if name in "ac" else None)
        for name in "abcd"
    }

    def seen(path: str = "/tim-kiem?q=hoa") -> str:
        return "".join(re.findall(r'href="/san-pham/([a-d])"', client_of(shop).get(path).text))

    def press(button: str, **fields: str) -> None:
        page = f"{HOME}/sap-xep"
        assert post(owner, page, do=button, **fields).status_code == 303

    assert seen() == "abcd"
    press(f"top-{ids['d']}")
    press(f"down-{ids['a']}")
    assert seen() == "dbac"
    press(f"up-{ids['c']}", dm=str(category))
    assert (seen(), seen("/danh-muc/hoa-bo")) == ("dbca", "ca")
    press(f"up-{ids['d']}")
    assert seen() == "dbca"
    assert post(owner, f"{HOME}/sap-xep", do="up-999999").status_code == 404
    assert post(owner, f"{HOME}/sap-xep", do="sideways-1").status_code == 404


def test_categories_are_named_moved_hidden_and_found_under_old_addresses(
    app: Flask, shop: ShopRef, owner: Any, client_of: ClientOf
) -> None:
    page, visitor = f"{HOME}/danh-muc", client_of(shop)
    for name in ("Sinh nhật", "Khai trương", "Sinh Nhật"):
        assert fill(owner, page, {"name": name}).status_code == 303
    assert fill(owner, page, {"name": " "}).status_code == 422

    def menu() -> list[str]:
        found = re.findall(r'href="/danh-muc/([a-z0-9-]+)"', visitor.get("/").text)
        return list(dict.fromkeys(found))

    assert menu() == ["sinh-nhat", "khai-truong", "sinh-nhat-2"]
    ids = re.findall(r'id="muc-(\d+)"', owner.get(page).text)
    assert post(owner, f"{page}/sap-xep", page=page, do=f"up-{ids[1]}").status_code == 303
    assert menu() == ["khai-truong", "sinh-nhat", "sinh-nhat-2"]
    one = f"{page}/{ids[0]}"
    mine = form_of(owner.get(one).text, one)
    assert fill(owner, one, {"name": "Mừng tuổi", "slug": "mung-tuoi"}).status_code == 303
    assert visitor.get("/danh-muc/sinh-nhat").headers["Location"] == "/danh-muc/mung-tuoi"
    stale = send(owner, one, mine | {"name": "Sinh"})
    assert stale.status_code == 409
    assert "Mừng tuổi" in stale.text
    assert fill(owner, one, {"slug": "khai-truong"}).status_code == 409
    assert post(owner, f"{one}/an", page=one).status_code == 303
    assert menu() == ["khai-truong", "sinh-nhat-2"]
    assert visitor.get("/danh-muc/mung-tuoi").status_code == 404
    undo = form_of(owner.get(page).text, f"{one}/hien")
    assert owner.post(f"{one}/hien", data=undo).status_code == 303
    assert "mung-tuoi" in menu()


def test_a_draft_of_an_order_outlives_a_product_in_the_archive(app: Flask, shop: ShopRef, inside: Inside) -> None:
    product = make_product(app, shop)
    (variant,) = variants_of(app, shop, product)
    with inside(shop), transaction():
        actions.archive_product(shop, product, now=NOW + timedelta(hours=1))
    with inside(shop):
        assert queries.get_variants(shop, [variant.id]) == {}
    with inside(shop), pytest.raises(NoSuchProduct), transaction():
        actions.hide_product(shop, product, now=NOW)
