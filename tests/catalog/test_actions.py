"""Changing the catalogue: what is refused, what two may race for, what stays untouched."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from sqlalchemy import select

from shopapp.catalog import actions, queries
from shopapp.catalog.models import Picture
from shopapp.catalog.rules import (
    BadDraft,
    CategoryDraft,
    NoSuchProduct,
    ProductDraft,
    SlugTaken,
    SoldOut,
    StockMoved,
    VariantChange,
    VariantDraft,
)
from shopapp.platform.database import db, transaction
from shopapp.platform.dispatch import Dispatch, Done
from shopapp.platform.pictures import NotAPicture
from shopapp.platform.settings import files
from shopapp.platform.tenancy.queries import find_by_slug
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.builders import NOW
from tests.catalog.builders import make_category, make_product, make_sizes, picture_bytes, variants_of

Inside = Callable[[ShopRef | None], AbstractContextManager[None]]
Shops = tuple[ShopRef, ShopRef]


def version_of(app: Flask, shop: ShopRef) -> int:
    with app.app_context(), acting_for(None):
        found = find_by_slug(shop.slug)
        assert found is not None
        return int(found.version)


def test_a_category_enters_the_menu_of_its_shop_only(app: Flask, two_shops: Shops) -> None:
    make_category(app, two_shops[0], "tinh-yeu", name="Tình yêu")
    make_category(app, two_shops[0], "chia-buon", name="Chia buồn")
    with app.app_context(), acting_for(None):
        mine, other = find_by_slug("a"), find_by_slug("b")
    assert mine is not None
    assert mine.face is not None
    assert [(e.label, e.href) for e in mine.face.menu] == [
        ("Tình yêu", "/danh-muc/tinh-yeu"),
        ("Chia buồn", "/danh-muc/chia-buon"),
    ]
    assert other is not None
    assert other.face is not None
    assert other.face.menu == ()


def test_two_shops_may_use_the_same_slug_and_one_shop_may_not(app: Flask, two_shops: Shops) -> None:
    for shop in two_shops:
        make_category(app, shop)
        make_product(app, shop)
    with pytest.raises(SlugTaken):
        make_product(app, two_shops[0])
    with pytest.raises(SlugTaken):
        make_category(app, two_shops[0])


def test_a_product_keeps_its_variants_in_order(app: Flask, shop: ShopRef, inside: Inside) -> None:
    variants = (VariantDraft(("Lớn", "Kem"), 590_000, 3), VariantDraft(("Vừa", "Kem"), 390_000, None))
    make_product(app, shop, option_names=("Cỡ", "Giấy"), variants=variants)
    with inside(shop):
        sheet = queries.find_product_by_slug(shop, "hoa-hong")
    assert sheet is not None
    assert [(v.label, v.price, v.stock) for v in sheet.variants] == [
        ("Lớn · Kem", 590_000, 3),
        ("Vừa · Kem", 390_000, None),
    ]
    assert sheet.prices == (390_000, 590_000)


def test_a_category_of_another_shop_cannot_be_used(app: Flask, two_shops: Shops) -> None:
    foreign = make_category(app, two_shops[1])
    with pytest.raises(BadDraft):
        make_product(app, two_shops[0], category_id=foreign)


def test_nothing_of_a_refused_product_stays(app: Flask, shop: ShopRef, inside: Inside) -> None:
    from shopapp.catalog.rules import PictureDraft

    with pytest.raises(NotAPicture):
        make_product(app, shop, pictures=(PictureDraft(b"not a picture", "x"),))
    with inside(shop):
        assert queries.find_product_by_slug(shop, "hoa-hong") is None
        assert db.session.execute(select(Dispatch.id)).all() == []


def test_reserving_takes_from_the_stock_and_releasing_puts_back(app: Flask, shop: ShopRef, inside: Inside) -> None:
    product = make_product(app, shop)
    (variant,) = variants_of(app, shop, product)
    with inside(shop), transaction():
        actions.reserve(shop, variant.id, 3, now=NOW)
    assert variants_of(app, shop, product)[0].stock == 2
    with inside(shop), transaction():
        actions.release(shop, variant.id, 3, now=NOW)
    assert variants_of(app, shop, product)[0].stock == 5


def test_what_is_made_to_order_never_runs_out(app: Flask, shop: ShopRef, inside: Inside) -> None:
    product = make_product(app, shop, variants=(VariantDraft(price=1000, stock=None),))
    (variant,) = variants_of(app, shop, product)
    with inside(shop), transaction():
        actions.reserve(shop, variant.id, 500, now=NOW)
        actions.release(shop, variant.id, 500, now=NOW)
    assert variants_of(app, shop, product)[0].stock is None


def test_more_than_is_left_is_refused_and_says_how_much_is_left(app: Flask, shop: ShopRef, inside: Inside) -> None:
    product = make_product(app, shop)
    (variant,) = variants_of(app, shop, product)
    with inside(shop), pytest.raises(SoldOut) as refused, transaction():
        actions.reserve(shop, variant.id, 6, now=NOW)
    assert (refused.value.variant_id, refused.value.left) == (variant.id, 5)
    assert variants_of(app, shop, product)[0].stock == 5


def test_another_shop_cannot_reserve_or_change(app: Flask, two_shops: Shops, inside: Inside) -> None:
    mine, other = two_shops
    product = make_product(app, mine)
    (variant,) = variants_of(app, mine, product)
    with inside(other):
        with pytest.raises(SoldOut), transaction():
            actions.reserve(other, variant.id, 1, now=NOW)
        with transaction():
            actions.release(other, variant.id, 1, now=NOW)
        with pytest.raises(NoSuchProduct), transaction():
            actions.change_stock(other, variant.id, 0, now=NOW)
        with pytest.raises(NoSuchProduct), transaction():
            actions.hide_product(other, product, now=NOW)
        with pytest.raises(NoSuchProduct), transaction():
            actions.add_picture(other, product, picture_bytes(), "x", now=NOW)
    assert variants_of(app, mine, product)[0].stock == 5


def test_twenty_who_want_the_last_five_get_five(app: Flask, shop: ShopRef) -> None:
    product = make_product(app, shop)
    (variant,) = variants_of(app, shop, product)

    def try_once(_number: int) -> bool:
        with app.app_context(), acting_for(shop):
            try:
                with transaction():
                    actions.reserve(shop, variant.id, 1, now=NOW)
            except SoldOut:
                return False
            return True

    with ThreadPoolExecutor(5) as pool:
        won = sum(pool.map(try_once, range(20)))
    assert won == 5
    assert variants_of(app, shop, product)[0].stock == 0


def test_pages_are_touched_when_what_they_show_changes(app: Flask, shop: ShopRef, inside: Inside) -> None:
    product = make_product(app, shop, variants=(VariantDraft(price=1000, stock=50),))
    (variant,) = variants_of(app, shop, product)
    before = version_of(app, shop)
    with inside(shop), transaction():
        actions.reserve(shop, variant.id, 1, now=NOW)
    assert version_of(app, shop) == before
    with inside(shop), transaction():
        actions.reserve(shop, variant.id, 47, now=NOW)
    assert version_of(app, shop) == before + 1
    with inside(shop), transaction():
        actions.hide_product(shop, product, now=NOW)
    assert version_of(app, shop) == before + 2


def test_a_typed_stock_does_not_undo_an_order_placed_meanwhile(app: Flask, shop: ShopRef, inside: Inside) -> None:
    product = make_product(app, shop)
    (variant,) = variants_of(app, shop, product)
    with inside(shop), transaction():
        actions.reserve(shop, variant.id, 2, now=NOW)
    change = VariantChange(variant.id, 400_000, stock=10, seen_stock=5)
    with inside(shop), pytest.raises(StockMoved) as refused, transaction():
        actions.change_variants(shop, product, [change], now=NOW)
    assert refused.value.left == 3
    (after,) = variants_of(app, shop, product)
    assert (after.price, after.stock) == (350_000, 3)


def test_a_price_changes_alone_while_the_stock_moves(app: Flask, shop: ShopRef, inside: Inside) -> None:
    product = make_product(app, shop)
    (variant,) = variants_of(app, shop, product)
    with inside(shop), transaction():
        actions.reserve(shop, variant.id, 2, now=NOW)
    with inside(shop), transaction():
        actions.change_variants(shop, product, [VariantChange(variant.id, 400_000, 5, 5)], now=NOW)
    (after,) = variants_of(app, shop, product)
    assert (after.price, after.stock) == (400_000, 3)


def test_an_animal_counts_one_or_none(app: Flask, shop: ShopRef, inside: Inside) -> None:
    product = make_product(app, shop, is_unique=True, variants=(VariantDraft(price=1000, stock=1),))
    (variant,) = variants_of(app, shop, product)
    for wrong in (2, None):
        with inside(shop), pytest.raises(BadDraft), transaction():
            actions.change_variants(shop, product, [VariantChange(variant.id, 1000, wrong, 1)], now=NOW)
    assert variants_of(app, shop, product)[0].stock == 1


def test_a_variant_of_another_product_cannot_be_slipped_in(app: Flask, shop: ShopRef, inside: Inside) -> None:
    first, second = make_product(app, shop), make_product(app, shop, "hoa-cuc")
    (variant,) = variants_of(app, shop, second)
    with inside(shop), pytest.raises(NoSuchProduct), transaction():
        actions.change_variants(shop, first, [VariantChange(variant.id, 1, 1, 5)], now=NOW)


def test_the_worker_makes_sizes_once_and_again_the_same(app: Flask, shop: ShopRef, inside: Inside) -> None:
    product = make_product(app, shop)
    with inside(shop), transaction():
        picture = actions.add_picture(shop, product, picture_bytes("PNG", (800, 1000)), "Hoa hồng", now=NOW)
    with inside(shop):
        assert db.session.execute(select(Dispatch.kind, Dispatch.row_id)).all() == [("picture", picture)]
        before = queries.find_product_by_slug(shop, "hoa-hong")
        assert before is not None
        assert before.picture is not None
        assert before.picture.widths == ()
        assert before.picture.colour == "#faf5ef"
    for _ in range(2):
        assert make_sizes(app, shop, picture) == Done()
    with inside(shop):
        after = queries.find_product_by_slug(shop, "hoa-hong")
        assert after is not None
        assert after.picture is not None
        assert after.picture.widths == (320, 640, 800)
        for width in after.picture.widths:
            for kind in ("webp", "avif"):
                assert files().exists(actions.storage_key(shop, f"{after.picture.key}-{width}.{kind}"))


def test_the_worker_waits_for_a_file_and_then_gives_up(app: Flask, shop: ShopRef, inside: Inside) -> None:
    from shopapp.catalog.jobs import make_picture_sizes
    from shopapp.platform.dispatch import Claim, GivenUp, TryAgain

    product = make_product(app, shop)
    with inside(shop), transaction():
        picture = actions.add_picture(shop, product, picture_bytes(), "Hoa", now=NOW)
    with inside(shop):
        key, ending = db.session.execute(select(Picture.key, Picture.format)).one()
        files().delete(actions.storage_key(shop, f"{key}.{ending}"))
        outcomes = [
            make_picture_sizes(shop, picture, Claim(1, shop.id, "picture", picture, "t", attempt), NOW)
            for attempt in (1, 5)
        ]
    assert isinstance(outcomes[0], TryAgain)
    assert outcomes[1] == GivenUp()


def test_bad_categories_are_refused(app: Flask, shop: ShopRef, inside: Inside) -> None:
    for draft in (CategoryDraft("Hoa", "Hoa"), CategoryDraft("hoa", " "), CategoryDraft("hoa", "x" * 121)):
        with inside(shop), pytest.raises(BadDraft), transaction():
            actions.add_category(shop, draft, now=NOW)


def test_bad_products_are_refused_before_anything_is_written(app: Flask, shop: ShopRef, inside: Inside) -> None:
    with inside(shop), pytest.raises(BadDraft), transaction():
        actions.add_product(shop, ProductDraft("hoa", "Hoa", variants=()), now=NOW)
