"""What lists of products are sorted and sifted by, kept beside the products so that pages need not work it out."""

from collections.abc import Collection, Iterable
from dataclasses import asdict

from sqlalchemy import ColumnElement, and_, delete, func, select

from shopapp.catalog.models import Category, Listing, Product, Trait, Variant
from shopapp.catalog.rules import FEWEST_SIFTED, Counted, Sieve, TraitDraft, make_sieve, traits_of
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef

# Of a shop with thousands of facts only the most common ones are looked at.
_MOST_COUNTED = 400


def settle_figures(shop: ShopRef, product: Product, variants: Collection[Variant]) -> None:
    """Bring the lowest price and the traits of a product up to date with it and those of its variants on offer."""
    offered = [variant for variant in variants if variant.active]
    prices = [variant.price for variant in offered if variant.price is not None]
    product.price_from = min(prices) if prices and product.pricing == "fixed" else None
    choices = [(variant.values, variant.wordings or {}) for variant in offered]
    wanted = traits_of(product.facts, product.option_names, choices, product.wordings or {})
    query = select(Trait).where(Trait.shop_id == shop.id, Trait.product_id == product.id).order_by(Trait.id)
    found = db.session.execute(query.execution_options(populate_existing=True)).scalars()
    there = [TraitDraft(trait.word, trait.value, trait.shown) for trait in found]
    if there == wanted:
        return
    db.session.execute(
        delete(Trait)
        .where(Trait.shop_id == shop.id, Trait.product_id == product.id)
        .execution_options(synchronize_session="fetch")
    )
    db.session.add_all([Trait(shop_id=shop.id, product_id=product.id, **asdict(trait)) for trait in wanted])
    db.session.flush()


def renew_listings(shop: ShopRef, category_ids: Iterable[int | None]) -> None:
    """Count anew what the lists of these categories, and that of all products, can be sifted by.

    Called after the shop was touched: its row is held, so that two people who save at once count one after the other.
    """
    for category_id in sorted({c for c in category_ids if c is not None}):
        _renew(shop, category_id)
    _renew(shop, None)


def renew_all_listings(shop: ShopRef) -> None:
    """Count every list of the shop anew, for a version of the program that counts otherwise."""
    query = select(Category.id).where(Category.shop_id == shop.id)
    renew_listings(shop, db.session.execute(query).scalars().all())


def _renew(shop: ShopRef, category_id: int | None) -> None:
    sieve = _count(shop, category_id).to_json()
    query = select(Listing).where(Listing.shop_id == shop.id, Listing.category_id == category_id)
    listing = db.session.execute(query).scalar_one_or_none()
    if listing is None:
        db.session.add(Listing(shop_id=shop.id, category_id=category_id, sieve=sieve))
    elif listing.sieve != sieve:
        listing.sieve = sieve
    db.session.flush()


def _count(shop: ShopRef, category_id: int | None) -> Sieve:
    listed = [Product.shop_id == shop.id, Product.active.is_(True)]
    if category_id is not None:
        listed.append(Product.category_id == category_id)
    count = db.session.execute(select(func.count()).select_from(Product).where(*listed)).scalar_one()
    if count < FEWEST_SIFTED:
        return Sieve(count)
    prices = select(Product.price_from).where(*listed, Product.price_from.is_not(None)).order_by(Product.price_from)
    found = [price for price in db.session.execute(prices).scalars() if price is not None]
    return make_sieve(count, found, *_traits(shop, and_(*listed)))


def _traits(shop: ShopRef, listed: ColumnElement[bool]) -> tuple[dict[str, int], list[Counted]]:
    """How many of the listed products say each word at all, and each value of it."""
    of_product = and_(Trait.shop_id == Product.shop_id, Trait.product_id == Product.id)
    words = select(Trait.word, func.count(Trait.product_id.distinct())).join(Product, of_product).where(listed)
    bearers = {word: count for word, count in db.session.execute(words.group_by(Trait.word))}
    values = select(Trait.word, Trait.value, func.count().label("borne"), func.min(Trait.id).label("first"))
    values = values.join(Product, of_product).where(listed).group_by(Trait.word, Trait.value)
    # A value borne once is one among many of its kind or one of few; of those that many bear there are never many.
    rows = db.session.execute(values.order_by(func.count().desc(), func.min(Trait.id)).limit(_MOST_COUNTED)).all()
    shown = select(Trait.id, Trait.shown).where(Trait.shop_id == shop.id, Trait.id.in_([row.first for row in rows]))
    texts = {trait_id: text for trait_id, text in db.session.execute(shown)}
    return bearers, [Counted(row.word, row.value, row.borne, texts[row.first]) for row in rows]
