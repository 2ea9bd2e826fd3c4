"""Lists of products as visitors sift and sort them, on both databases."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from shopapp.catalog import actions
from shopapp.catalog.queries import list_cards
from shopapp.catalog.rules import ProductChange, VariantDraft
from shopapp.platform.database import transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.builders import NOW
from tests.catalog.builders import make_category, make_product
from tests.conftest import run_on

LIST = "/danh-muc/hoa-bo"
SEX = {"en": {"name": "Puppy", "facts": [["Sex", "Female"]]}}


def names(page: str) -> list[str]:
    """The products of a page, in its order."""
    return re.findall(r'href="/san-pham/([^"?]+)"', page)


def following(page: str) -> str:
    """The address of the next page, "" on the last."""
    found = re.search(r'rel="next" href="([^"]+)"', page)
    return found[1].replace("&amp;", "&") if found else ""


def all_pages(client: Any, path: str) -> list[str]:
    found: list[str] = []
    while path:
        page = client.get(path).text
        found += names(page)
        path = following(page)
    return found


@pytest.fixture
def litter(app: Flask, shop: ShopRef) -> ShopRef:
    """Thirty puppies: p-0 … p-29, every third a female; p-7 on request, p-8 sold, two of one price."""
    category = make_category(app, shop)
    for number in range(30):
        price = None if number == 7 else (30 - number // 2) * 100_000
        make_product(
            app,
            shop,
            f"p-{number}",
            name=f"Cún {number}",
            now=NOW + timedelta(minutes=(number * 7) % 30),
            category_id=category,
            facts=(("Giới tính", "Đực" if number % 3 else "Cái"),),
            wordings={} if number % 3 else SEX,
            variants=(VariantDraft(price=price, stock=0 if number == 8 else 5),),
        )
    return shop


def test_each_sort_goes_over_pages_without_losing_or_repeating_any(litter: ShopRef, client: Any) -> None:
    numbers = list(range(30))
    priced = [n for n in numbers if n != 7]
    wanted = {
        "": numbers,
        "gia-tang": [*sorted(priced, key=lambda n: (30 - n // 2, n)), 7],
        "gia-giam": [*sorted(priced, key=lambda n: (n // 2 - 30, n)), 7],
        "moi": sorted(numbers, key=lambda n: (-((n * 7) % 30), -n)),
    }
    for path in (LIST, "/san-pham"):
        for sort, order in wanted.items():
            assert all_pages(client, f"{path}?xep={sort}") == [f"p-{n}" for n in order], (path, sort)


def test_filters_are_and_between_words_or_within_one_and_stay_over_pages(litter: ShopRef, client: Any) -> None:
    female = [f"p-{n}" for n in range(0, 30, 3)]
    assert all_pages(client, f"{LIST}?loc=gioi-tinh.cai") == female
    assert len(all_pages(client, f"{LIST}?loc=gioi-tinh.cai&loc=gioi-tinh.duc")) == 30
    assert all_pages(client, f"{LIST}?loc=gioi-tinh.cai&gia=2500000-2800000") == ["p-6", "p-9"]
    assert "p-8" not in all_pages(client, f"{LIST}?con=1")
    page = client.get(f"{LIST}?loc=gioi-tinh.duc&con=1&xep=gia-tang").text
    assert "(2)" in page
    assert following(page) == "" or "loc=gioi-tinh.duc" in following(page)
    assert f'href="{LIST}?loc=gioi-tinh.duc&amp;xep=gia-tang"' in page
    assert f'<link rel="canonical" href="{litter.base_url}{LIST}">' in page
    assert "noindex" in page
    nothing = client.get(f"{LIST}?loc=gioi-tinh.cai&gia=1-2").text
    assert names(nothing) == []
    assert f'class="button" href="{LIST}"' in nothing


def test_nonsense_in_the_address_is_passed_over(litter: ShopRef, client: Any) -> None:
    plain = names(client.get(LIST).text)
    for query in (
        {"loc": ["x.y", "gioi-tinh", ".", "gioi-tinh.' OR 1=1 --", "🌹" * 900]},
        {"gia": "9-1"},
        {"xep": "id; DROP TABLE product", "sau": "99999999999999999_1"},
        {"xep": "moi", "sau": "99999999999999999_99999999999999999"},
        {"con": "2", "sau": "n1_1_1_1"},
    ):
        answer = client.get(LIST, query_string=query)
        assert answer.status_code == 200, query
        if "sau" not in query:
            assert names(answer.text) == plain, query


@run_on("sqlite")
def test_a_sifted_page_reads_no_more_than_a_plain_one(litter: ShopRef, client: Any, statements: list[str]) -> None:
    for path in (f"{LIST}?loc=gioi-tinh.cai&con=1&xep=gia-giam", "/san-pham?xep=moi", "/danh-muc"):
        statements.clear()
        assert client.get(path).status_code == 200
        assert len(statements) <= 3, statements


def test_a_list_follows_what_the_shop_changes(app: Flask, litter: ShopRef, client: Any) -> None:
    assert "gioi-tinh.cai" in client.get(LIST).text
    with app.app_context(), acting_for(litter):
        page = list_cards(litter)
        ids = {card.slug: card.id for card in [*page.cards, *list_cards(litter, after=page.next_place).cards]}
        for number in range(0, 27, 3):
            with transaction():
                actions.hide_product(litter, ids[f"p-{number}"], now=NOW)
        with transaction():
            change = ProductChange("Cún 27", facts=(("Giới tính", "Đực"),), category_id=None)
            actions.change_product(litter, ids["p-27"], change, seen_version=1, now=NOW)
    # No female is left in the list, so there is nothing to choose from.
    assert "gioi-tinh.cai" not in client.get(LIST).text
    assert "p-27" not in all_pages(client, LIST)
    assert "p-27" in all_pages(client, "/san-pham")


@run_on("sqlite")
def test_visitors_read_their_language_and_search_in_both(app: Flask, litter: ShopRef, client: Any) -> None:
    english = client.get(f"{LIST}?lang=en").text
    assert ">Puppy</a>" in english
    assert "Female" in english
    assert "Cún 1<" in english
    own = client.get(f"{LIST}?lang=vi").text
    assert "Puppy" not in own
    assert "p-0" in names(client.get("/tim-kiem?q=puppy&lang=vi").text)
    assert "p-0" in names(client.get("/tim-kiem?q=cun+0&lang=en").text)


@run_on("sqlite")
def test_suggestions_are_a_few_options_that_nobody_keeps(litter: ShopRef, client: Any) -> None:
    answer = client.get("/tim-kiem/goi-y?q=cun")
    assert answer.text.count('role="option"') == 6
    assert 'data-href="/san-pham/p-0"' in answer.text
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Set-Cookie" not in answer.headers
    for typed in ("", "c", "%%", "' OR 1=1 --", "🌹" * 5000):
        assert client.get("/tim-kiem/goi-y", query_string={"q": typed}).text.strip() == "", typed


@run_on("sqlite")
def test_many_categories_stand_under_their_letters(app: Flask, shop: ShopRef, client: Any) -> None:
    assert "letters" not in client.get("/danh-muc").text
    for number in range(41):
        make_category(app, shop, f"muc-{number}", name=("Đồ dùng" if number % 2 else "7 ngày") + f" {number}")
    text = client.get("/danh-muc").text
    assert 'id="chu-d"' in text
    assert 'id="chu-0"' in text
    assert text.count("/danh-muc/muc-") >= 41


@run_on("sqlite")
def test_another_shops_goods_are_in_no_list(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], client_of: Callable[[ShopRef], Any]
) -> None:
    mine, other = two_shops
    for number in range(4):
        make_product(app, other, f"la-{number}", facts=(("Màu", "Tím"),))
        make_product(app, mine, f"minh-{number}", facts=(("Màu", "Đỏ" if number % 2 else "Vàng"),))
    text = client_of(mine).get("/san-pham?loc=mau.tim").text
    assert sorted(set(names(text))) == [f"minh-{number}" for number in range(4)]
    assert 'value="mau.tim"' not in text
