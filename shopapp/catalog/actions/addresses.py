"""Names in addresses: found when nobody chose one, and led on from when changed.

Called after the shop was touched: its row is held from then on, so that two people cannot take one name at once.
"""

from sqlalchemy import delete, select
from sqlalchemy.orm import InstrumentedAttribute

from shopapp.catalog.models import Category, OldAddress, Product
from shopapp.catalog.rules import SlugTaken, check_slug
from shopapp.kernel.folding import slug as slug_of
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef

Kind = type[Product] | type[Category]
_FALLBACKS = {Product: "san-pham", Category: "danh-muc"}


def find_free(shop: ShopRef, kind: Kind, name: str, *, but: int | None = None) -> str:
    """A slug made of a name that no other product (or category) has or had. `but`: whose own one counts as free."""
    base = slug_of(name, longest=70) or _FALLBACKS[kind]
    now = select(kind.slug).where(kind.shop_id == shop.id, kind.slug.startswith(base, autoescape=True))
    past = select(OldAddress.slug).where(
        OldAddress.shop_id == shop.id,
        OldAddress.kind == kind.__tablename__,
        OldAddress.slug.startswith(base, autoescape=True),
    )
    if but is not None:
        now = now.where(kind.id != but)
        past = past.where(_target(kind) != but)
    taken = set(db.session.execute(now).scalars()) | set(db.session.execute(past).scalars())
    number, found = 1, base
    while found in taken:
        number += 1
        found = f"{base}-{number}"
    return found


def take(shop: ShopRef, kind: Kind, slug: str, *, but: int | None = None) -> None:
    """Make sure that no other bears the slug; visitors no longer are sent on from it. Raises SlugTaken, BadDraft."""
    check_slug(slug)
    query = select(kind.id).where(kind.shop_id == shop.id, kind.slug == slug)
    other = db.session.execute(query).scalar_one_or_none()
    if other is not None and other != but:
        raise SlugTaken(slug)
    gone = delete(OldAddress).where(
        OldAddress.shop_id == shop.id, OldAddress.kind == kind.__tablename__, OldAddress.slug == slug
    )
    db.session.execute(gone.execution_options(synchronize_session=False))


def move(shop: ShopRef, row: Product | Category, slug: str, *, leads_on: bool) -> None:
    """Give the row another slug; from the old one visitors are sent on. Raises SlugTaken, BadDraft."""
    if slug == row.slug:
        return
    kind = type(row)
    take(shop, kind, slug, but=row.id)
    if leads_on:
        where = {"product_id": row.id} if kind is Product else {"category_id": row.id}
        db.session.add(OldAddress(shop_id=shop.id, kind=kind.__tablename__, slug=row.slug, **where))
    row.slug = slug
    db.session.flush()


def _target(kind: Kind) -> InstrumentedAttribute[int | None]:
    return OldAddress.product_id if kind is Product else OldAddress.category_id
