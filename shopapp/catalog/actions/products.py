"""Products: added, changed, shown, put away and duplicated. What public pages show is touched, so that caches know."""

import dataclasses
from datetime import datetime

from sqlalchemy import func, select

from shopapp.catalog.actions import addresses
from shopapp.catalog.actions.listings import renew_listings, settle_figures
from shopapp.catalog.actions.pictures import add_picture, attach_loose
from shopapp.catalog.actions.variants import apply_changes, rebuild
from shopapp.catalog.actions.versions import lock_product, raise_version
from shopapp.catalog.models import Category, Product, Variant
from shopapp.catalog.rules import (
    BadDraft,
    ChangedMeanwhile,
    HasOptions,
    NoSuchProduct,
    ProductChange,
    ProductDraft,
    VariantDraft,
    check_product,
    check_texts,
    label_of,
    searchable,
    stored,
    without_name,
)
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.shops.actions import touch


def add_product(shop: ShopRef, draft: ProductDraft, *, now: datetime, form_key: str = "") -> int:
    """Add a product with its variants and pictures at the end of the shop's; returns its id.

    An empty slug is made of the name; uploads kept for `form_key` become its pictures. Not active: a draft.
    Raises SlugTaken, BadDraft, NotAPicture, TooManyPictures.
    """
    _check_category(shop, draft.category_id)
    touch(shop)
    if not draft.slug:
        draft = dataclasses.replace(draft, slug=addresses.find_free(shop, Product, draft.name))
    check_product(draft)
    addresses.take(shop, Product, draft.slug)
    last = select(func.coalesce(func.max(Product.position), 0)).where(Product.shop_id == shop.id)
    product = Product(
        shop_id=shop.id,
        category_id=draft.category_id,
        slug=draft.slug,
        name=draft.name,
        folded=searchable(draft),
        summary=draft.summary,
        description=draft.description,
        facts=[list(pair) for pair in draft.facts],
        pricing=draft.pricing,
        unit=draft.unit,
        wordings=stored(draft.wordings),
        is_unique=draft.is_unique,
        option_names=list(draft.option_names),
        position=db.session.execute(last).scalar_one() + 1,
        active=draft.active,
        featured=draft.featured,
        created_at=now,
        published_at=now if draft.active else None,
    )
    db.session.add(product)
    db.session.flush()
    settle_figures(shop, product, _add_variants(shop, product.id, draft))
    if draft.active:
        renew_listings(shop, [draft.category_id])
    for picture in draft.pictures:
        add_picture(shop, product.id, picture.content, picture.alt, now=now)
    attach_loose(shop, product.id, form_key, name=draft.name, now=now)
    return product.id


def _check_category(shop: ShopRef, category_id: int | None) -> None:
    """Raise BadDraft for a category the shop has not; hold it, before the shop's own row, as renaming one does."""
    query = select(Category.id).where(Category.shop_id == shop.id, Category.id == category_id)
    query = query.with_for_update(read=True, key_share=True)
    if category_id is not None and db.session.execute(query).one_or_none() is None:
        raise BadDraft("no such category")


def _add_variants(shop: ShopRef, product_id: int, draft: ProductDraft) -> list[Variant]:
    rows = [
        Variant(
            shop_id=shop.id,
            product_id=product_id,
            values=list(variant.values),
            label=label_of(variant.values),
            wordings=stored(variant.wordings),
            code=variant.code,
            price=variant.price,
            stock=variant.stock,
            position=position,
            active=variant.active,
        )
        for position, variant in enumerate(draft.variants, start=1)
    ]
    db.session.add_all(rows)
    db.session.flush()
    return rows


def change_product(
    shop: ShopRef, product_id: int, change: ProductChange, *, seen_version: int, now: datetime, form_key: str = ""
) -> None:
    """Let a product say something else of itself, unless somebody has saved it since `seen_version`.

    Without a slug the address stays as it is; that of a product never shown follows its name. Where a shown address
    changes, visitors are sent on from the old one. Orders keep what they were placed with.
    Raises NoSuchProduct, ChangedMeanwhile, SlugTaken, StockMoved, HasOptions, TooManyPictures, BadDraft.
    """
    check_texts(change)
    _check_category(shop, change.category_id)
    product = lock_product(shop, product_id)
    if product.version != seen_version:
        raise ChangedMeanwhile
    if change.is_unique and product.option_names:
        raise HasOptions
    product.name, product.summary, product.description = change.name, change.summary, change.description
    product.facts = [list(pair) for pair in change.facts]
    if change.wordings is not None:
        product.wordings = stored(change.wordings)
    was_in = product.category_id
    product.category_id, product.pricing, product.unit = change.category_id, change.pricing, change.unit
    product.is_unique, product.featured = change.is_unique, change.featured
    if change.offer is not None:
        apply_changes(shop, product, [change.offer])
    raise_version(product)
    rebuild(shop, product)
    touch(shop)
    renew_listings(shop, [was_in, change.category_id])
    _settle_address(shop, product, change)
    attach_loose(shop, product_id, form_key, name=change.name, now=now)


def _settle_address(shop: ShopRef, product: Product, change: ProductChange) -> None:
    was_shown = product.published_at is not None
    slug = change.slug or product.slug
    if not change.slug and not was_shown:
        slug = addresses.find_free(shop, Product, change.name, but=product.id)
    addresses.move(shop, product, slug, leads_on=was_shown)


def duplicate_product(shop: ShopRef, product_id: int, name: str, *, form_key: str, now: datetime) -> int:
    """Add a draft like a product under another name; returns its id. Uploads kept for `form_key` are its pictures.

    Choices, prices and texts are taken over; what was counted in stock begins at none. Raises NoSuchProduct, BadDraft.
    """
    product = lock_product(shop, product_id)
    query = select(Variant).where(
        Variant.shop_id == shop.id, Variant.product_id == product_id, Variant.retired_at.is_(None)
    )
    variants = db.session.execute(query.order_by(Variant.position, Variant.id)).scalars()
    draft = ProductDraft(
        slug="",
        name=name[:160],
        category_id=product.category_id,
        summary=product.summary,
        description=product.description,
        facts=tuple((label, value) for label, value in product.facts),
        pricing=product.pricing,
        unit=product.unit,
        wordings=without_name(product.wordings),
        is_unique=product.is_unique,
        option_names=tuple(product.option_names),
        variants=tuple(_like(variant) for variant in variants),
        active=False,
    )
    return add_product(shop, draft, now=now, form_key=form_key)


def _like(variant: Variant) -> VariantDraft:
    """Codes stay behind: each names one thing on the shelf."""
    return VariantDraft(
        tuple(variant.values),
        variant.price,
        None if variant.stock is None else 0,
        active=variant.active,
        wordings=variant.wordings,
    )


def hide_product(shop: ShopRef, product_id: int, *, now: datetime) -> None:
    """Take a product out of the shop window; orders that name it keep it. Raises NoSuchProduct."""
    product = _present(shop, product_id)
    product.active = False
    _show_change(shop, product)


def show_product(shop: ShopRef, product_id: int, *, now: datetime) -> None:
    """Put a draft or a hidden product into the shop window. Raises NoSuchProduct, also for one put away."""
    product = _present(shop, product_id)
    product.active, product.published_at = True, product.published_at or now
    _show_change(shop, product)


def _show_change(shop: ShopRef, product: Product) -> None:
    db.session.flush()
    touch(shop)
    renew_listings(shop, [product.category_id])


def _present(shop: ShopRef, product_id: int) -> Product:
    product = lock_product(shop, product_id)
    if product.archived_at is not None:
        raise NoSuchProduct(product_id)
    return product


def archive_product(shop: ShopRef, product_id: int, *, now: datetime) -> bool:
    """Put a product away, out of lists and the shop window; returns whether it was shown. Raises NoSuchProduct."""
    product = _present(shop, product_id)
    was_shown = product.active
    product.active, product.archived_at = False, now
    _show_change(shop, product)
    return was_shown


def restore_product(shop: ShopRef, product_id: int, *, is_shown: bool, now: datetime) -> None:
    """Fetch a product back from the archive, hidden unless `is_shown`. Raises NoSuchProduct."""
    product = lock_product(shop, product_id)
    product.archived_at = None
    product.active = is_shown and product.published_at is not None
    _show_change(shop, product)
