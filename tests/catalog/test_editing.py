"""The shop adds and changes its products: what is understood, what is told, what is kept, what visitors notice."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask

from shopapp.catalog import actions
from shopapp.catalog.rules import Option, VariantDraft
from shopapp.platform.database import transaction
from shopapp.platform.tenancy.refs import ShopRef
from tests.accounts.builders import make_staff, post, sign_in
from tests.builders import NOW
from tests.catalog.builders import make_category, make_product, picture_bytes, variants_of
from tests.catalog.desk import HOME, added, edited, fill, form_of, pictures_of, product_row, send

Inside = Callable[[ShopRef | None], AbstractContextManager[None]]
ClientOf = Callable[[ShopRef], Any]
NEW = f"{HOME}/moi"


@pytest.fixture
def owner(app: Flask, shop: ShopRef, client: Any) -> Any:
    """A browser in which the owner of the first shop is signed in."""
    make_staff(app, shop)
    assert sign_in(client, "chu@a.example").status_code == 303
    return client


def test_a_name_a_price_and_a_photograph_are_a_product_on_sale(
    app: Flask, shop: ShopRef, owner: Any, client_of: ClientOf
) -> None:
    answer = fill(
        owner, NEW, {"name": "Bó cúc họa mi", "price": "1tr5"}, uploads=[("IMG_1.jpg", picture_bytes("JPEG"))]
    )
    product = edited(app, shop, added(answer))
    assert product.only is not None
    assert (product.only.price, product.only.stock) == (1_500_000, None)
    visitor = client_of(shop)
    page = visitor.get("/san-pham/bo-cuc-hoa-mi").text
    assert "1.500.000" in page
    assert len(pictures_of(app, shop, product.id)) == 1
    assert pictures_of(app, shop, product.id)[0].view.key in page
    assert "Bó cúc họa mi" in visitor.get("/tim-kiem?q=cuc+hoa").text


def test_everything_else_can_be_said_too(app: Flask, shop: ShopRef, owner: Any, client_of: ClientOf) -> None:
    category = make_category(app, shop)
    typed = {
        "name": "Mèo Mun",
        "price": "2 triệu rưỡi",
        "category": str(category),
        "summary": "Mèo con ba tháng",
        "description": "Ngoan **lắm**.\n\n- ăn khỏe",
        "facts": "Tuổi: 3 tháng\nMàu: đen: tuyền",
        "code": "M-1",
        "is_unique": "y",
        "slug": "meo-mun",
    }
    product = edited(app, shop, added(fill(owner, NEW, typed)))
    assert (product.is_unique, product.facts) == (True, (("Tuổi", "3 tháng"), ("Màu", "đen: tuyền")))
    assert product.only is not None
    assert (product.only.price, product.only.stock, product.only.code) == (2_500_000, 1, "M-1")
    page = client_of(shop).get("/san-pham/meo-mun").text
    assert "<strong>lắm</strong>" in page
    assert "Hoa bó" in page


def test_a_picture_that_waits_can_be_left_out(app: Flask, shop: ShopRef, owner: Any) -> None:
    uploads = [("a.jpg", picture_bytes("JPEG")), ("b.png", picture_bytes("PNG"))]
    answer = fill(owner, NEW, {"name": ""}, uploads=uploads)
    first = re.findall(r'name="drop" value="(\d+)"', answer.text)[0]
    product = added(send(owner, NEW, form_of(answer.text, NEW) | {"name": "Hoa lan", "drop": first}))
    assert [p.view.format for p in pictures_of(app, shop, product)] == ["png"]


def test_a_draft_is_seen_by_the_shop_only_until_it_is_put_on_sale(
    app: Flask, shop: ShopRef, owner: Any, client_of: ClientOf
) -> None:
    product = added(fill(owner, NEW, {"name": "Hoa ban", "price": "90k"}, do="draft"))
    visitor = client_of(shop)
    assert visitor.get("/san-pham/hoa-ban").status_code == 404
    assert "Hoa ban" in owner.get(f"{HOME}/{product}/xem-truoc").text
    assert visitor.get(f"{HOME}/{product}/xem-truoc").status_code == 303
    # Its address follows its name until somebody may have been sent there.
    assert fill(owner, f"{HOME}/{product}/sua", {"name": "Hoa ban trắng"}).status_code == 303
    assert post(owner, f"{HOME}/{product}/hien", page=f"{HOME}/{product}").status_code == 303
    assert visitor.get("/san-pham/hoa-ban-trang").status_code == 200
    assert fill(owner, f"{HOME}/{product}/sua", {"name": "Hoa ban tím"}).status_code == 303
    assert "Hoa ban tím" in visitor.get("/san-pham/hoa-ban-trang").text


def test_a_preview_shows_the_page_and_saves_nothing_until_told(
    app: Flask, shop: ShopRef, owner: Any, client_of: ClientOf
) -> None:
    answer = fill(
        owner,
        NEW,
        {"name": "Hoa cẩm", "price": "70k", "description": "Viết **đậm**"},
        uploads=[("a.jpg", picture_bytes("JPEG"))],
        do="preview",
    )
    assert answer.status_code == 200
    assert "<h1>Hoa cẩm</h1>" in answer.text
    assert "<strong>đậm</strong>" in answer.text
    assert "no-store" in answer.headers["Cache-Control"]
    assert "Hoa cẩm" not in owner.get(HOME).text
    fields = form_of(answer.text, NEW)
    again = send(owner, NEW, fields, do="edit")
    assert form_of(again.text, NEW)["description"] == "Viết **đậm**"
    product = added(send(owner, NEW, fields))
    assert len(pictures_of(app, shop, product)) == 1
    path = f"{HOME}/{product}/sua"
    changed = fill(owner, path, {"name": "Hoa cẩm chướng"}, do="preview")
    assert "<h1>Hoa cẩm chướng</h1>" in changed.text
    assert "Hoa cẩm chướng" not in client_of(shop).get("/san-pham/hoa-cam").text
    assert send(owner, path, form_of(changed.text, path)).status_code == 303
    assert "Hoa cẩm chướng" in client_of(shop).get("/san-pham/hoa-cam").text


def test_of_two_who_edit_the_second_is_told_and_nothing_is_overwritten(app: Flask, shop: ShopRef, owner: Any) -> None:
    product = make_product(app, shop)
    path = f"{HOME}/{product}/sua"
    mine = form_of(owner.get(path).text, path)
    assert fill(owner, path, {"summary": "Của người khác", "price": "999.000"}).status_code == 303
    answer = send(owner, path, mine | {"name": "Tên của tôi"})
    assert answer.status_code == 409
    assert "Có người vừa lưu" in answer.text
    assert "Của người khác" in answer.text
    row = product_row(app, shop, product)
    assert (row["name"], row["summary"]) == ("Hoa hồng đỏ", "Của người khác")
    back = form_of(answer.text, path)
    assert back["name"] == "Tên của tôi"
    assert send(owner, path, back).status_code == 303
    assert product_row(app, shop, product)["name"] == "Tên của tôi"


def test_prices_changed_meanwhile_are_not_overwritten_by_the_quick_form(
    app: Flask, shop: ShopRef, owner: Any, inside: Inside
) -> None:
    product = make_product(app, shop)
    path = f"{HOME}/{product}"
    mine = form_of(owner.get(path).text, path)
    assert fill(owner, f"{path}/sua", {"price": "420k"}).status_code == 303
    answer = post(owner, path, **{k: v for k, v in (mine | {"lines-0-price": "1tr"}).items() if k != "csrf_token"})
    assert answer.status_code == 409
    assert variants_of(app, shop, product)[0].price == 420_000
    # Stock alone stands in nobody's way: orders change it all day.
    with inside(shop), transaction():
        actions.reserve(shop, variants_of(app, shop, product)[0].id, 1, now=NOW)
    before = product_row(app, shop, product)["version"]
    fields = form_of(owner.get(path).text, path) | {"lines-0-stock": "50"}
    assert post(owner, path, **{k: v for k, v in fields.items() if k != "csrf_token"}).status_code == 303
    assert product_row(app, shop, product)["version"] == before


def test_choices_become_variants_and_what_orders_name_stays(
    app: Flask, shop: ShopRef, owner: Any, client_of: ClientOf
) -> None:
    product = make_product(app, shop)
    (first,) = variants_of(app, shop, product)
    path, own = f"{HOME}/{product}/lua-chon", f"{HOME}/{product}"
    typed = {"lines-0-name": "Cỡ", "lines-0-values": "S, M", "lines-1-name": "Màu", "lines-1-values": "Đỏ; Trắng"}
    assert fill(owner, path, typed).status_code == 303
    variants = variants_of(app, shop, product)
    assert [(v.label, v.price, v.stock) for v in variants] == [
        ("S · Đỏ", 350_000, 5),
        ("S · Trắng", 350_000, 0),
        ("M · Đỏ", 350_000, 0),
        ("M · Trắng", 350_000, 0),
    ]
    assert variants[0].id == first.id
    fields = form_of(owner.get(own).text, own) | {"lines-1-price": "1tr2", "lines-1-stock": "9"}
    del fields["lines-3-active"]
    assert owner.post(own, data=fields).status_code == 303
    page = client_of(shop).get("/san-pham/hoa-hong").text
    assert "1.200.000" in page
    assert page.count('name="pb"') == 3
    assert fill(owner, path, {"lines-0-values": "Nhỏ, M", "lines-1-name": "", "lines-1-values": ""}).status_code == 303
    after = variants_of(app, shop, product)
    assert [(v.id, v.label) for v in after] == [(variants[0].id, "Nhỏ"), (variants[2].id, "M")]
    assert edited(app, shop, product).options == (Option("Cỡ", ("Nhỏ", "M")),)


def test_one_of_its_kind_has_no_choices_and_the_second_editor_is_told(app: Flask, shop: ShopRef, owner: Any) -> None:
    puppy = make_product(app, shop, "cun", is_unique=True, variants=(VariantDraft(price=1000, stock=1),))
    typed = {"lines-0-name": "Cỡ", "lines-0-values": "S, M"}
    assert fill(owner, f"{HOME}/{puppy}/lua-chon", typed).status_code == 409
    product = make_product(app, shop)
    path = f"{HOME}/{product}/lua-chon"
    mine = form_of(owner.get(path).text, path)
    assert fill(owner, f"{HOME}/{product}/sua", {"name": "Khác"}).status_code == 303
    answer = send(owner, path, mine | typed)
    assert answer.status_code == 409
    assert send(owner, path, form_of(answer.text, path)).status_code == 303
