"""What is needed to change the catalogue: everything of one product, its pictures, categories, places in the order."""

from dataclasses import dataclass, field

from sqlalchemy import and_, func, select

from shopapp.catalog.models import Category, OldAddress, Picture, Product, Variant
from shopapp.catalog.queries.cards import GONE, Card, PictureView, first_picture, picture_columns, picture_from
from shopapp.catalog.queries.desk import DeskVariant
from shopapp.catalog.queries.products import ProductSheet, find_gallery
from shopapp.catalog.rules import Option, is_slug, options_of, with_words
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.wordings import Wordings


@dataclass(frozen=True)
class EditProduct:
    """A product as its form begins. `variants` without those whose choice no longer exists."""

    id: int
    slug: str
    name: str
    category_id: int | None
    summary: str
    description: str
    facts: tuple[tuple[str, str], ...]
    pricing: str
    is_unique: bool
    featured: bool
    active: bool
    is_draft: bool
    version: int
    options: tuple[Option, ...]
    variants: tuple[DeskVariant, ...]
    unit: str = ""
    wordings: Wordings = field(default_factory=dict)

    @property
    def only(self) -> DeskVariant | None:
        """The variant of a product without options, None where there is something to choose."""
        return self.variants[0] if not self.options and len(self.variants) == 1 else None


@dataclass(frozen=True)
class DeskPicture:
    """A picture with its id."""

    id: int
    view: PictureView


@dataclass(frozen=True)
class DeskCategory:
    """A category as the shopkeeper sees it; `count` products are in it, the archive aside."""

    id: int
    slug: str
    name: str
    intro: str
    active: bool
    version: int
    wordings: Wordings
    count: int


@dataclass(frozen=True)
class Place:
    """A product where it stands in the shop's order."""

    id: int
    name: str
    active: bool
    picture: PictureView | None


def find_for_edit(shop: ShopRef, product_id: int) -> EditProduct | None:
    """Everything of a product that can be changed. Two statements."""
    query = select(Product).where(Product.shop_id == shop.id, Product.id == product_id)
    row = db.session.execute(query.execution_options(populate_existing=True)).scalar_one_or_none()
    if row is None:
        return None
    variants = select(Variant).where(
        Variant.shop_id == shop.id, Variant.product_id == product_id, Variant.retired_at.is_(None)
    )
    variants = variants.order_by(Variant.position, Variant.id).execution_options(populate_existing=True)
    found = db.session.execute(variants).scalars().all()
    return EditProduct(
        id=row.id,
        slug=row.slug,
        name=row.name,
        category_id=row.category_id,
        summary=row.summary,
        description=row.description,
        facts=tuple((label, value) for label, value in row.facts),
        pricing=row.pricing,
        is_unique=row.is_unique,
        featured=row.featured,
        active=row.active,
        is_draft=row.published_at is None,
        version=row.version,
        options=with_words(
            options_of(row.option_names, [variant.values for variant in found]),
            row.wordings,
            [(variant.values, variant.wordings) for variant in found],
        ),
        unit=row.unit,
        wordings=row.wordings,
        variants=tuple(DeskVariant(v.id, v.label, v.code, v.price, v.stock, v.active) for v in found),
    )


def list_pictures(shop: ShopRef, product_id: int) -> list[DeskPicture]:
    """The pictures of a product in their order."""
    query = select(Picture.id, *picture_columns()).where(Picture.shop_id == shop.id, Picture.product_id == product_id)
    return _pictures(query.where(Picture.state.not_in(GONE)).order_by(Picture.position, Picture.id))


def list_loose(shop: ShopRef, form_key: str) -> list[DeskPicture]:
    """The uploads of a form that is not saved yet."""
    query = select(Picture.id, *picture_columns()).where(Picture.shop_id == shop.id, Picture.form_key == form_key)
    return _pictures(query.where(Picture.state == "loose").order_by(Picture.id)) if form_key else []


def _pictures(query: object) -> list[DeskPicture]:
    rows = db.session.execute(query)  # type: ignore[call-overload]
    return [DeskPicture(row.id, view) for row in rows if (view := picture_from(row)) is not None]


def list_categories(shop: ShopRef) -> list[DeskCategory]:
    """Every category, hidden ones too, in the order of the menu."""
    count = select(func.count()).where(
        Product.shop_id == Category.shop_id, Product.category_id == Category.id, Product.archived_at.is_(None)
    )
    columns = (
        Category.id,
        Category.slug,
        Category.name,
        Category.intro,
        Category.active,
        Category.version,
        Category.wordings,
    )
    query = select(*columns, count.correlate(Category).scalar_subquery()).where(Category.shop_id == shop.id)
    rows = db.session.execute(query.order_by(Category.position, Category.id))
    return [DeskCategory(*row) for row in rows]


def list_places(shop: ShopRef, category_id: int | None = None) -> list[Place]:
    """The products in the shop's order, of one category or of all; the archive aside."""
    query = select(Product.id, Product.name, Product.active, *picture_columns()).select_from(Product)
    query = query.outerjoin(Picture, first_picture())
    query = query.where(and_(Product.shop_id == shop.id, Product.archived_at.is_(None)))
    if category_id is not None:
        query = query.where(Product.category_id == category_id)
    rows = db.session.execute(query.order_by(Product.position, Product.id))
    return [Place(row.id, row.name, row.active, picture_from(row)) for row in rows]


def find_new_address(shop: ShopRef, kind: str, slug: str) -> str | None:
    """The slug that a shown product (or category) bears now which once had this one."""
    if not is_slug(slug):
        return None
    wanted = (OldAddress.shop_id == shop.id, OldAddress.kind == kind, OldAddress.slug == slug)
    if kind == "product":
        query = select(Product.slug).join(
            OldAddress, and_(OldAddress.shop_id == Product.shop_id, OldAddress.product_id == Product.id)
        )
        query = query.where(*wanted, Product.active.is_(True))
    else:
        query = select(Category.slug).join(
            OldAddress, and_(OldAddress.shop_id == Category.shop_id, OldAddress.category_id == Category.id)
        )
        query = query.where(*wanted, Category.active.is_(True))
    return db.session.execute(query).scalar_one_or_none()


def find_any_gallery(shop: ShopRef, sheet: ProductSheet) -> tuple[list[PictureView], list[Card]]:
    """As `find_gallery`, for a product that visitors do not see (yet); its id 0: one that is not saved."""
    own = [picture.view for picture in list_pictures(shop, sheet.id)]
    return own, find_gallery(shop, sheet)[1]
