"""Prices, stocks and choices of a product's variants."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update

from shopapp.catalog.actions.listings import renew_listings, settle_figures
from shopapp.catalog.actions.versions import lock_product, raise_version
from shopapp.catalog.models import Product, Variant
from shopapp.catalog.rules import (
    ChangedMeanwhile,
    HasOptions,
    NoSuchProduct,
    Option,
    Planned,
    StockMoved,
    VariantChange,
    check_offer,
    check_options,
    label_of,
    options_of,
    plan_variants,
    search_text,
    with_option_names,
    worded_values,
)
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.shops.actions import touch


def change_variants(
    shop: ShopRef,
    product_id: int,
    changes: Sequence[VariantChange],
    *,
    now: datetime,
    seen_version: int | None = None,
) -> None:
    """Set prices, and stocks that still are what the shopkeeper saw; all or none.

    A stock that was not changed on the form is left alone, so that an order placed meanwhile is not undone by it.
    `seen_version`: what the page showed; the version rises when anything but stock changes.
    Raises NoSuchProduct, BadDraft, StockMoved, ChangedMeanwhile.
    """
    product = lock_product(shop, product_id)
    before = _offers(shop, product_id)
    apply_changes(shop, product, changes)
    db.session.flush()
    if _offers(shop, product_id) != before:
        if seen_version is not None and product.version != seen_version:
            raise ChangedMeanwhile
        raise_version(product)
        rebuild(shop, product)
        touch(shop)
        renew_listings(shop, [product.category_id])
        return
    touch(shop)


def apply_changes(shop: ShopRef, product: Product, changes: Sequence[VariantChange]) -> None:
    """The variants of a locked product as typed, in the order of their ids. Raises as `change_variants`."""
    for change in sorted(changes, key=lambda c: c.variant_id):
        check_offer(change.price, change.stock, is_unique=product.is_unique)
        mine = (Variant.shop_id == shop.id, Variant.product_id == product.id, Variant.id == change.variant_id)
        query = select(Variant).where(*mine, Variant.retired_at.is_(None)).with_for_update(key_share=True)
        variant = db.session.execute(query.execution_options(populate_existing=True)).scalar_one_or_none()
        if variant is None:
            raise NoSuchProduct(change.variant_id)
        variant.price = change.price
        variant.code = variant.code if change.code is None else change.code
        variant.active = variant.active if change.active is None else change.active
        if change.stock != change.seen_stock:
            if variant.stock != change.seen_stock:
                raise StockMoved(variant.id, variant.stock)
            variant.stock = change.stock


def _offers(shop: ShopRef, product_id: int) -> list[tuple[object, ...]]:
    query = select(Variant.id, Variant.price, Variant.code, Variant.active).where(
        Variant.shop_id == shop.id, Variant.product_id == product_id
    )
    return [tuple(row) for row in db.session.execute(query.order_by(Variant.id))]


def rebuild(shop: ShopRef, product: Product) -> None:
    """Bring what searches, lists and filters look at up to date with the product and its variants."""
    query = select(Variant).where(
        Variant.shop_id == shop.id, Variant.product_id == product.id, Variant.retired_at.is_(None)
    )
    variants = db.session.execute(query.order_by(Variant.position, Variant.id)).scalars().all()
    product.folded = search_text(
        product.name,
        product.summary,
        product.facts,
        [variant.code for variant in variants],
        [variant.values for variant in variants],
        [product.wordings, *(variant.wordings for variant in variants)],
    )
    settle_figures(shop, product, variants)
    db.session.flush()


def change_stock(shop: ShopRef, variant_id: int, stock: int | None, *, now: datetime) -> None:
    """Set a variant's stock outright, None: made to order. Raises NoSuchProduct, BadDraft."""
    check_offer(None, stock)
    change = update(Variant).where(Variant.shop_id == shop.id, Variant.id == variant_id).values(stock=stock)
    change = change.returning(Variant.id).execution_options(synchronize_session=False)
    if db.session.execute(change).one_or_none() is None:
        raise NoSuchProduct(variant_id)
    touch(shop)


def change_options(
    shop: ShopRef, product_id: int, options: Sequence[Option], *, seen_version: int, now: datetime
) -> None:
    """Let a product be chosen by these options; every combination becomes a variant.

    Variants that go on keep price, stock and code; new ones start at the price of the nearest one and with none in
    stock. What is no longer a choice is retired, never deleted: orders name it.
    Raises NoSuchProduct, BadDraft, HasOptions, ChangedMeanwhile.
    """
    check_options(options)
    product = lock_product(shop, product_id)
    if product.version != seen_version:
        raise ChangedMeanwhile
    if product.is_unique and options:
        raise HasOptions
    query = select(Variant).where(
        Variant.shop_id == shop.id, Variant.product_id == product_id, Variant.retired_at.is_(None)
    )
    found = db.session.execute(query.order_by(Variant.id).with_for_update(key_share=True)).scalars()
    known = {variant.id: variant for variant in sorted(found, key=lambda v: (v.position, v.id))}
    old = options_of(product.option_names, [variant.values for variant in known.values()])
    plan = plan_variants(old, [(variant.id, variant.values) for variant in known.values()], options)
    for position, planned in enumerate(plan, start=1):
        variant = _settle(shop, product_id, known, planned, position)
        variant.wordings = worded_values(options, planned.values)
    for variant_id in known.keys() - {planned.id for planned in plan}:
        known[variant_id].active, known[variant_id].retired_at = False, now
    product.option_names = [option.name for option in options]
    product.wordings = with_option_names(product.wordings, options)
    raise_version(product)
    db.session.flush()
    rebuild(shop, product)
    touch(shop)
    renew_listings(shop, [product.category_id])


def _settle(shop: ShopRef, product_id: int, known: dict[int, Variant], planned: Planned, position: int) -> Variant:
    """One variant of a plan: the existing one under its new values, or a new one like its nearest."""
    variant = known.get(planned.id) if planned.id is not None else None
    if variant is None:
        like = known.get(planned.like) if planned.like is not None else None
        variant = Variant(shop_id=shop.id, product_id=product_id)
        variant.price = like.price if like else None
        variant.stock = 0 if like and like.stock is not None else None
        db.session.add(variant)
    variant.values, variant.label, variant.position = list(planned.values), label_of(planned.values), position
    return variant
