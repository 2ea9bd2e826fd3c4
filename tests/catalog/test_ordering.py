"""What orders and inquiries ask of the catalogue."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from flask import Flask

from shopapp.catalog import actions, queries
from shopapp.catalog.rules import VariantDraft
from shopapp.platform.database import transaction
from shopapp.platform.tenancy.refs import ShopRef
from tests.builders import NOW
from tests.catalog.builders import make_category, make_product, variants_of

Inside = Callable[[ShopRef | None], AbstractContextManager[None]]


def test_orderable_is_what_is_shown_and_has_a_price(app: Flask, shop: ShopRef, inside: Inside) -> None:
    category = make_category(app, shop)
    make_product(app, shop, category_id=category)
    make_product(app, shop, "bao-gia", pricing="quote", variants=(VariantDraft(price=None, stock=None),))
    make_product(app, shop, "an-di", active=False)
    options = (VariantDraft(("S",), 1000, 0), VariantDraft(("M",), None, 3))
    make_product(app, shop, "ao", name="Áo", option_names=("Cỡ",), variants=options)
    with inside(shop):
        found = queries.orderable_variants(shop)
        assert [(v.name, v.price, v.is_available) for v in found] == [
            ("Hoa hồng đỏ", 350_000, True),
            ("Áo (S)", 1000, False),
        ]
        assert found[0].category_name == "Hoa bó"
        assert [v.variant_id for v in queries.find_orderable(shop, "hoa-hong")] == [found[0].variant_id]
        assert queries.find_orderable(shop, "bao-gia") == []
        assert queries.find_orderable(shop, "\x00") == []
        assert [name for _, name in queries.list_product_choices(shop)] == ["Hoa hồng đỏ", "Hoa hồng đỏ", "Áo"]


def test_variants_are_got_in_one_statement_without_hidden_and_foreign_ones(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], inside: Inside, statements: list[str]
) -> None:
    mine, other = two_shops
    first, second = make_product(app, mine), make_product(app, mine, "hoa-cuc")
    foreign = make_product(app, other)
    ids = [variants_of(app, s, p)[0].id for s, p in ((mine, first), (mine, second), (other, foreign))]
    with inside(mine), transaction():
        actions.hide_product(mine, second, now=NOW)
    with inside(mine):
        statements.clear()
        found = queries.get_variants(mine, [*ids, 10**12])
        assert len(statements) == 1
        assert queries.get_variants(mine, []) == {}
    assert list(found) == [ids[0]]
    assert found[ids[0]].product_slug == "hoa-hong"


def test_sheets_of_several_products_come_in_one_statement(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], inside: Inside, statements: list[str]
) -> None:
    mine, other = two_shops
    options = (VariantDraft(("S",), 1000, 2), VariantDraft(("M",), 2000, 2))
    first = make_product(app, mine, option_names=("Cỡ",), variants=options)
    second, foreign = make_product(app, mine, "hoa-cuc"), make_product(app, other)
    with inside(mine):
        statements.clear()
        found = queries.get_sheets(mine, [first, second, foreign])
        assert len(statements) == 1
    assert sorted(found) == sorted({first, second})
    assert found[first].prices == (1000, 2000)


def test_a_price_on_request_is_no_price(app: Flask, shop: ShopRef, inside: Inside) -> None:
    product = make_product(app, shop, pricing="quote", variants=(VariantDraft(price=9, stock=1),))
    (variant,) = variants_of(app, shop, product)
    with inside(shop):
        assert queries.get_variants(shop, [variant.id])[variant.id].price is None
