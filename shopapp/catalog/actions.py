"""Every change of the catalogue. What public pages show is touched, so that caches know."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, or_, select, update

from shopapp.catalog.models import Category, Picture, Product, Variant
from shopapp.catalog.pictures import read_original
from shopapp.catalog.rules import (
    LOW,
    BadDraft,
    CategoryDraft,
    NoSuchProduct,
    ProductDraft,
    SlugTaken,
    SoldOut,
    StockMoved,
    VariantChange,
    check_offer,
    check_product,
    check_slug,
    label_of,
    searchable,
)
from shopapp.kernel.folding import fold
from shopapp.platform.database import db
from shopapp.platform.dispatch import enqueue
from shopapp.platform.settings import files
from shopapp.platform.tenancy.refs import MenuEntry, ShopRef
from shopapp.shops.actions import set_menu, touch


def storage_key(shop: ShopRef, name: str) -> str:
    """Where a picture file of the shop is kept; the shop's id in front keeps shops apart on the disk as well."""
    return f"{shop.id}/pictures/{name}"


def add_category(shop: ShopRef, draft: CategoryDraft, *, now: datetime) -> int:
    """Add a category at the end and renew the menu; returns its id. Raises SlugTaken, BadDraft."""
    check_slug(draft.slug)
    if not draft.name.strip() or len(draft.name) > 120 or len(draft.intro) > 300:
        raise BadDraft("a category needs a name of at most 120 characters and an intro of at most 300")
    taken = select(Category.id).where(Category.shop_id == shop.id, Category.slug == draft.slug)
    if db.session.execute(taken).one_or_none():
        raise SlugTaken(draft.slug)
    last = select(func.coalesce(func.max(Category.position), 0)).where(Category.shop_id == shop.id)
    category = Category(
        shop_id=shop.id,
        slug=draft.slug,
        name=draft.name,
        folded=fold(draft.name),
        intro=draft.intro,
        position=db.session.execute(last).scalar_one() + 1,
    )
    db.session.add(category)
    db.session.flush()
    publish_menu(shop)
    return category.id


def publish_menu(shop: ShopRef) -> None:
    """Show the categories in the storefront's menu, in their order."""
    query = select(Category.name, Category.slug).where(Category.shop_id == shop.id, Category.active.is_(True))
    rows = db.session.execute(query.order_by(Category.position, Category.id))
    set_menu(shop, [MenuEntry(row.name, f"/danh-muc/{row.slug}") for row in rows])


def add_product(shop: ShopRef, draft: ProductDraft, *, now: datetime) -> int:
    """Add a product with its variants and pictures at the end of the shop's; returns its id.

    Raises SlugTaken, BadDraft, NotAPicture. An unknown category fails on its key.
    """
    check_product(draft)
    taken = select(Product.id).where(Product.shop_id == shop.id, Product.slug == draft.slug)
    if db.session.execute(taken).one_or_none():
        raise SlugTaken(draft.slug)
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
        is_unique=draft.is_unique,
        option_names=list(draft.option_names),
        position=db.session.execute(last).scalar_one() + 1,
        active=draft.active,
        featured=draft.featured,
        created_at=now,
    )
    db.session.add(product)
    db.session.flush()
    _add_variants(shop, product.id, draft)
    for picture in draft.pictures:
        add_picture(shop, product.id, picture.content, picture.alt, now=now)
    touch(shop)
    return product.id


def _add_variants(shop: ShopRef, product_id: int, draft: ProductDraft) -> None:
    for position, variant in enumerate(draft.variants, start=1):
        db.session.add(
            Variant(
                shop_id=shop.id,
                product_id=product_id,
                values=list(variant.values),
                label=label_of(variant.values),
                code=variant.code,
                price=variant.price,
                stock=variant.stock,
                position=position,
            )
        )
    db.session.flush()


def add_picture(shop: ShopRef, product_id: int, content: bytes, alt: str, *, now: datetime) -> int:
    """Keep a picture at the end of a product's and ask the worker for its sizes; returns its id.

    The file is written before the row commits: a file nobody points at is harmless, a row without a file is not.
    Raises NotAPicture, NoSuchProduct.
    """
    query = select(Product.id).where(Product.shop_id == shop.id, Product.id == product_id)
    if db.session.execute(query).one_or_none() is None:
        raise NoSuchProduct(product_id)
    original = read_original(content)
    key = secrets.token_hex(6)
    files().put(storage_key(shop, f"{key}.{original.format}"), original.content)
    last = select(func.coalesce(func.max(Picture.position), 0)).where(
        Picture.shop_id == shop.id, Picture.product_id == product_id
    )
    picture = Picture(
        shop_id=shop.id,
        product_id=product_id,
        key=key,
        format=original.format,
        alt=alt[:200],
        width=original.width,
        height=original.height,
        colour=original.colour,
        position=db.session.execute(last).scalar_one() + 1,
    )
    db.session.add(picture)
    db.session.flush()
    enqueue(shop, "picture", picture.id, due_at=now, now=now)
    return picture.id


def record_sizes(shop: ShopRef, picture_id: int, widths: Sequence[int]) -> None:
    """The worker has made these sizes; none: the original cannot be shrunk and is shown as it is."""
    change = update(Picture).where(Picture.shop_id == shop.id, Picture.id == picture_id)
    change = change.values(widths=list(widths), state="ready" if widths else "failed")
    db.session.execute(change.execution_options(synchronize_session=False))
    touch(shop)


def reserve(shop: ShopRef, variant_id: int, quantity: int, *, now: datetime) -> None:
    """Take pieces of one variant off the stock. Raises SoldOut. See `reserve_all`."""
    reserve_all(shop, {variant_id: quantity}, now=now)


def reserve_all(shop: ShopRef, wanted: Mapping[int, int], *, now: datetime) -> None:
    """Take pieces (variant id → quantity) off the stock, each in one statement that two orders cannot both win.

    Variants are taken in the order of their ids and the shop is touched after the last, so that two orders never wait
    for each other. Raises SoldOut; the caller rolls back what was taken before.
    """
    left = [_take(shop, variant_id, wanted[variant_id]) for variant_id in sorted(wanted)]
    # Pages tell a stock only when it is low, so only then has something they show changed.
    if any(stock is not None and stock <= LOW for stock in left):
        touch(shop)


def _take(shop: ShopRef, variant_id: int, quantity: int) -> int | None:
    if quantity < 1:
        raise ValueError("a quantity is at least 1")
    change = (
        update(Variant)
        .where(
            Variant.shop_id == shop.id,
            Variant.id == variant_id,
            Variant.active.is_(True),
            or_(Variant.stock.is_(None), Variant.stock >= quantity),
        )
        .values(stock=Variant.stock - quantity)
        .returning(Variant.id, Variant.stock)
        .execution_options(synchronize_session=False)
    )
    row = db.session.execute(change).one_or_none()
    if row is None:
        raise SoldOut(variant_id, _left(shop, variant_id))
    return int(row.stock) if row.stock is not None else None


def release(shop: ShopRef, variant_id: int, quantity: int, *, now: datetime) -> None:
    """Put pieces of one variant back that an order had taken. See `release_all`."""
    release_all(shop, {variant_id: quantity}, now=now)


def release_all(shop: ShopRef, given: Mapping[int, int], *, now: datetime) -> None:
    """Put pieces (variant id → quantity) back that an order had taken, in the order of ids as `reserve_all` does.

    A variant made to order stays as it is.
    """
    before = [_put_back(shop, variant_id, given[variant_id]) for variant_id in sorted(given)]
    if any(stock is not None and stock <= LOW for stock in before):
        touch(shop)


def _put_back(shop: ShopRef, variant_id: int, quantity: int) -> int | None:
    if quantity < 1:
        raise ValueError("a quantity is at least 1")
    change = (
        update(Variant)
        .where(Variant.shop_id == shop.id, Variant.id == variant_id, Variant.stock.is_not(None))
        .values(stock=Variant.stock + quantity)
        .returning(Variant.stock)
        .execution_options(synchronize_session=False)
    )
    row = db.session.execute(change).one_or_none()
    return int(row.stock) - quantity if row is not None else None


def _left(shop: ShopRef, variant_id: int) -> int:
    query = select(Variant.stock).where(Variant.shop_id == shop.id, Variant.id == variant_id, Variant.active.is_(True))
    return db.session.execute(query).scalar_one_or_none() or 0


def change_variants(shop: ShopRef, product_id: int, changes: Sequence[VariantChange], *, now: datetime) -> None:
    """Set prices, and stocks that still are what the shopkeeper saw; all or none.

    A stock that was not changed on the form is left alone, so that an order placed meanwhile is not undone by it.
    Raises NoSuchProduct, BadDraft, StockMoved.
    """
    query = select(Product.is_unique).where(Product.shop_id == shop.id, Product.id == product_id)
    is_unique = db.session.execute(query).scalar_one_or_none()
    for change in sorted(changes, key=lambda c: c.variant_id):
        check_offer(change.price, change.stock)
        if is_unique and change.stock not in (0, 1):
            raise BadDraft("one of a kind has a stock of 0 or 1")
        mine = (Variant.shop_id == shop.id, Variant.product_id == product_id, Variant.id == change.variant_id)
        variant = db.session.execute(select(Variant).where(*mine).with_for_update()).scalar_one_or_none()
        if variant is None:
            raise NoSuchProduct(change.variant_id)
        variant.price = change.price
        if change.stock != change.seen_stock:
            if variant.stock != change.seen_stock:
                raise StockMoved(variant.id, variant.stock)
            variant.stock = change.stock
    db.session.flush()
    touch(shop)


def change_stock(shop: ShopRef, variant_id: int, stock: int | None, *, now: datetime) -> None:
    """Set a variant's stock outright, None: made to order. Raises NoSuchProduct, BadDraft."""
    check_offer(None, stock)
    change = update(Variant).where(Variant.shop_id == shop.id, Variant.id == variant_id).values(stock=stock)
    change = change.returning(Variant.id).execution_options(synchronize_session=False)
    if db.session.execute(change).one_or_none() is None:
        raise NoSuchProduct(variant_id)
    touch(shop)


def hide_product(shop: ShopRef, product_id: int, *, now: datetime) -> None:
    """Take a product out of the shop window; orders that name it keep it. Raises NoSuchProduct."""
    _set_shown(shop, product_id, False)


def show_product(shop: ShopRef, product_id: int, *, now: datetime) -> None:
    """Put a hidden product back into the shop window. Raises NoSuchProduct."""
    _set_shown(shop, product_id, True)


def _set_shown(shop: ShopRef, product_id: int, shown: bool) -> None:
    change = update(Product).where(Product.shop_id == shop.id, Product.id == product_id).values(active=shown)
    change = change.returning(Product.id).execution_options(synchronize_session=False)
    if db.session.execute(change).one_or_none() is None:
        raise NoSuchProduct(product_id)
    touch(shop)
