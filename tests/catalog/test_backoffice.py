"""The catalogue as the shop works on it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask

from shopapp.catalog import actions
from shopapp.catalog.rules import VariantDraft
from shopapp.platform.database import transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.accounts.builders import make_seller, make_staff, post, sign_in
from tests.builders import NOW
from tests.catalog.builders import make_category, make_product, variants_of

Inside = Callable[[ShopRef | None], AbstractContextManager[None]]
ClientOf = Callable[[ShopRef], Any]


@pytest.fixture
def owner(app: Flask, shop: ShopRef, client: Any) -> Any:
    """A browser in which the owner of the first shop is signed in."""
    make_staff(app, shop)
    assert sign_in(client, "chu@a.example").status_code == 303
    return client


def line(variant_id: int, price: str, stock: str, seen: str, number: int = 0) -> dict[str, str]:
    start = f"lines-{number}-"
    fields = {"variant_id": str(variant_id), "price": price, "stock": stock, "seen": seen, "active": "y"}
    return {start + name: value for name, value in fields.items()}


def test_strangers_are_sent_to_the_sign_in(shop: ShopRef, client: Any) -> None:
    assert client.get("/quan-tri/san-pham").status_code == 303
    assert client.post("/quan-tri/san-pham/1/an").status_code in (400, 403)


def test_the_list_is_searched_and_filtered(app: Flask, shop: ShopRef, owner: Any) -> None:
    make_product(app, shop, category_id=make_category(app, shop))
    make_product(app, shop, "het", name="Hoa hết", variants=(VariantDraft(price=1000, stock=0, code="X-9"),))
    hidden = make_product(app, shop, "an-di", name="Hoa ẩn")
    make_product(app, shop, "nhap", name="Hoa nháp", active=False)
    stored = make_product(app, shop, "cat", name="Hoa cất")
    with app.app_context(), acting_for(shop), transaction():
        actions.hide_product(shop, hidden, now=NOW)
        actions.archive_product(shop, stored, now=NOW)
    seen = {
        "": {"Hoa hồng đỏ", "Hoa hết", "Hoa ẩn", "Hoa nháp"},
        "?xem=dang-ban": {"Hoa hồng đỏ"},
        "?xem=het-hang": {"Hoa hết"},
        "?xem=dang-an": {"Hoa ẩn"},
        "?xem=ban-nhap": {"Hoa nháp"},
        "?xem=luu-tru": {"Hoa cất"},
        "?q=hong+do": {"Hoa hồng đỏ"},
        "?q=x-9": {"Hoa hết"},
        "?q=%25": set(),
        "?xem=khong-co": {"Hoa hồng đỏ", "Hoa hết", "Hoa ẩn", "Hoa nháp"},
    }
    for query, names in seen.items():
        text = owner.get(f"/quan-tri/san-pham{query}").text
        found = {
            name
            for name in ("Hoa hồng đỏ", "Hoa hết", "Hoa ẩn", "Hoa nháp", "Hoa cất")
            if f"<span>{name}</span>" in text
        }
        assert found == names, query


def test_a_long_list_goes_on(app: Flask, shop: ShopRef, owner: Any) -> None:
    for number in range(32):
        make_product(app, shop, f"hoa-{number}", name=f"Hoa số {number}.")
    first = owner.get("/quan-tri/san-pham?q=hoa").text
    following = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = owner.get(following).text
    assert "Hoa số 29." in first
    assert "Hoa số 30." not in first
    assert "Hoa số 31." in second


def test_price_and_stock_are_changed_as_people_write_them(app: Flask, shop: ShopRef, owner: Any) -> None:
    product = make_product(app, shop)
    (variant,) = variants_of(app, shop, product)
    for price, stock, result in (
        ("400.000 ₫", "12", (400_000, 12)),
        ("1,250,000đ", " 7 ", (1_250_000, 7)),
        ("1tr5", "1.000", (1_500_000, 1_000)),
        ("", "", (None, None)),
    ):
        seen = variants_of(app, shop, product)[0].stock
        fields = line(variant.id, price, stock, "" if seen is None else str(seen))
        answer = post(owner, f"/quan-tri/san-pham/{product}", **fields)
        assert answer.status_code == 303
        (after,) = variants_of(app, shop, product)
        assert (after.price, after.stock) == result


def test_wrong_figures_are_explained_and_kept(app: Flask, shop: ShopRef, owner: Any) -> None:
    product = make_product(app, shop)
    (variant,) = variants_of(app, shop, product)
    wrong = (
        ("ba trăm", "5"),
        ("abc", "5"),
        ("350", "5"),
        ("-5", "5"),
        ("9" * 13, "5"),
        ("1000", "nhiều"),
        ("1000", "1e9"),
        ("🌹" * 300, "5"),
        ("1000", "٥"),
    )
    for price, stock in wrong:
        answer = post(owner, f"/quan-tri/san-pham/{product}", **line(variant.id, price, stock, "5"))
        assert answer.status_code == 422, (price, stock)
        assert 'id="error-summary"' in answer.text
        assert f'value="{price[:200]}"' in answer.text
        assert f'value="{stock}"' in answer.text
    (after,) = variants_of(app, shop, product)
    assert (after.price, after.stock) == (350_000, 5)


def test_a_stock_that_moved_is_shown_and_a_second_save_counts(
    app: Flask, shop: ShopRef, owner: Any, inside: Inside
) -> None:
    product = make_product(app, shop)
    (variant,) = variants_of(app, shop, product)
    with inside(shop), transaction():
        actions.reserve(shop, variant.id, 2, now=NOW)
    path = f"/quan-tri/san-pham/{product}"
    answer = post(owner, path, **line(variant.id, "350000", "10", "5"))
    assert answer.status_code == 409
    assert 'value="10"' in answer.text
    assert 'name="lines-0-seen" type="hidden" value="3"' in answer.text
    assert variants_of(app, shop, product)[0].stock == 3
    assert post(owner, path, **line(variant.id, "350000", "10", "3")).status_code == 303
    assert variants_of(app, shop, product)[0].stock == 10


def test_an_animal_takes_only_one_or_none(app: Flask, shop: ShopRef, owner: Any) -> None:
    product = make_product(app, shop, is_unique=True, variants=(VariantDraft(price=1000, stock=1),))
    (variant,) = variants_of(app, shop, product)
    for stock in ("2", ""):
        answer = post(owner, f"/quan-tri/san-pham/{product}", **line(variant.id, "1000", stock, "1"))
        assert answer.status_code == 422
        assert 'href="#lines-0-stock"' in answer.text
    assert post(owner, f"/quan-tri/san-pham/{product}", **line(variant.id, "1000", "0", "1")).status_code == 303
    assert variants_of(app, shop, product)[0].stock == 0


def test_hiding_takes_a_product_off_the_shop_and_showing_brings_it_back(
    app: Flask, shop: ShopRef, owner: Any, client_of: ClientOf
) -> None:
    product = make_product(app, shop)
    visitor, page = client_of(shop), f"/quan-tri/san-pham/{product}"
    assert post(owner, f"{page}/an", page=page).status_code == 303
    assert visitor.get("/san-pham/hoa-hong").status_code == 404
    assert post(owner, f"{page}/hien", page=page).status_code == 303
    assert visitor.get("/san-pham/hoa-hong").status_code == 200


def test_a_seller_sees_but_does_not_change(app: Flask, shop: ShopRef, client: Any) -> None:
    product = make_product(app, shop)
    (variant,) = variants_of(app, shop, product)
    make_seller(app, shop)
    sign_in(client, "ban@a.example")
    text = client.get(f"/quan-tri/san-pham/{product}").text
    assert "350.000" in text
    assert "lines-0-price" not in text
    for path in ("", "/an", "/hien"):
        fields = line(variant.id, "1000", "1", "5")
        answer = post(client, f"/quan-tri/san-pham/{product}{path}", page="/quan-tri/san-pham", **fields)
        assert answer.status_code == 403
    assert variants_of(app, shop, product)[0].price == 350_000


def test_another_shops_product_and_variants_are_404(app: Flask, two_shops: tuple[ShopRef, ShopRef], owner: Any) -> None:
    mine, other = two_shops
    own, foreign = make_product(app, mine), make_product(app, other, name="Hàng xóm")
    (variant,) = variants_of(app, other, foreign)
    page = f"/quan-tri/san-pham/{own}"
    assert owner.get(f"/quan-tri/san-pham/{foreign}").status_code == 404
    assert owner.get("/quan-tri/san-pham/" + "9" * 30).status_code == 404
    for path in ("", "/an", "/hien"):
        answer = post(owner, f"/quan-tri/san-pham/{foreign}{path}", page=page, **line(variant.id, "1000", "1", "5"))
        assert answer.status_code == 404
    for fields in (line(variant.id, "1000", "1", "5"), line(0, "1000", "1", "5"), {"lines-0-variant_id": "x' OR 1=1"}):
        assert post(owner, page, **fields).status_code == 404
    (after,) = variants_of(app, other, foreign)
    assert (after.price, after.stock) == (350_000, 5)
