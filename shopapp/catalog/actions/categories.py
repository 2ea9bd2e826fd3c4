"""Categories, and the storefront's menu made of them."""

import dataclasses
from datetime import datetime

from sqlalchemy import func, select

from shopapp.catalog.actions import addresses, order
from shopapp.catalog.models import Category
from shopapp.catalog.rules import (
    CategoryDraft,
    ChangedMeanwhile,
    NoSuchProduct,
    category_search_text,
    check_category,
    names_of,
    stored,
)
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import MenuEntry, ShopRef
from shopapp.shops.actions import set_menu, touch


def add_category(shop: ShopRef, draft: CategoryDraft, *, now: datetime) -> int:
    """Add a category at the end and renew the menu; returns its id. Raises SlugTaken, BadDraft."""
    touch(shop)
    check_category(draft)
    addresses.take(shop, Category, draft.slug)
    last = select(func.coalesce(func.max(Category.position), 0)).where(Category.shop_id == shop.id)
    category = Category(
        shop_id=shop.id,
        slug=draft.slug,
        name=draft.name,
        folded=category_search_text(draft),
        intro=draft.intro,
        wordings=stored(draft.wordings),
        position=db.session.execute(last).scalar_one() + 1,
    )
    db.session.add(category)
    db.session.flush()
    publish_menu(shop)
    return category.id


def name_category(shop: ShopRef, draft: CategoryDraft, *, now: datetime) -> int:
    """Add a category whose address is made of its name; returns its id. Raises BadDraft."""
    touch(shop)
    slug = addresses.find_free(shop, Category, draft.name)
    return add_category(shop, dataclasses.replace(draft, slug=slug), now=now)


def change_category(shop: ShopRef, category_id: int, draft: CategoryDraft, *, seen_version: int, now: datetime) -> None:
    """Rename a category; from an old address visitors are sent on. An empty slug keeps the address.

    Raises NoSuchProduct, SlugTaken, BadDraft, ChangedMeanwhile.
    """
    category = _lock(shop, category_id)
    if category.version != seen_version:
        raise ChangedMeanwhile
    draft = dataclasses.replace(draft, slug=draft.slug or category.slug)
    check_category(draft)
    category.name, category.folded, category.intro = draft.name, category_search_text(draft), draft.intro
    category.wordings = stored(draft.wordings)
    category.version += 1
    touch(shop)
    addresses.move(shop, category, draft.slug, leads_on=True)
    db.session.flush()
    publish_menu(shop)


def show_category(shop: ShopRef, category_id: int, *, is_shown: bool, now: datetime) -> None:
    """Take a category out of the menu or put it back; its products stay on sale. Raises NoSuchProduct."""
    _lock(shop, category_id).active = is_shown
    db.session.flush()
    publish_menu(shop)


def move_category(shop: ShopRef, category_id: int, step: order.Step, *, now: datetime) -> None:
    """Change a category's place in the menu. Raises NoSuchProduct."""
    order.move_category(shop, category_id, step)
    publish_menu(shop)


def publish_menu(shop: ShopRef) -> None:
    """Show the categories in the storefront's menu, in their order."""
    query = select(Category.name, Category.slug, Category.wordings).where(
        Category.shop_id == shop.id, Category.active.is_(True)
    )
    rows = db.session.execute(query.order_by(Category.position, Category.id))
    set_menu(shop, [MenuEntry(row.name, f"/danh-muc/{row.slug}", names_of(row.wordings)) for row in rows])


def _lock(shop: ShopRef, category_id: int) -> Category:
    query = select(Category).where(Category.shop_id == shop.id, Category.id == category_id).with_for_update()
    found = db.session.execute(query.execution_options(populate_existing=True)).scalar_one_or_none()
    if found is None:
        raise NoSuchProduct(category_id)
    return found
