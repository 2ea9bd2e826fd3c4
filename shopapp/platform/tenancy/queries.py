"""Reads of the global shop and domain tables; called in the scope of no shop."""

from collections.abc import Sequence

from sqlalchemy import Row, select

from shopapp.platform.database import db
from shopapp.platform.tenancy.models import Domain, Shop
from shopapp.platform.tenancy.refs import ShopFace, ShopRef, face_from_json

_COLUMNS = (Shop.id, Shop.slug, Shop.base_url, Shop.language, Shop.kind, Shop.status, Shop.face, Shop.version)


class FoundShop:
    """A shop as the Host gate finds it: reference, face, status and version in one query."""

    def __init__(self, row: Row[tuple[int, str, str, str, str, str, dict[str, object], int]]) -> None:
        self.ref = ShopRef(row.id, row.slug, row.base_url, row.language, row.kind)
        self.face: ShopFace | None = face_from_json(row.face) if row.face else None
        self.is_open = row.status == "open"
        self.version = row.version


def find_by_host(host: str) -> FoundShop | None:
    """The shop a host name (lower case, no port) leads to."""
    row = db.session.execute(select(*_COLUMNS).join(Domain, Domain.shop_id == Shop.id).where(Domain.host == host))
    found = row.one_or_none()
    return FoundShop(found) if found else None


def find_by_slug(slug: str) -> FoundShop | None:
    """The shop of that slug."""
    found = db.session.execute(select(*_COLUMNS).where(Shop.slug == slug)).one_or_none()
    return FoundShop(found) if found else None


def get_shop(shop_id: int) -> ShopRef:
    """The reference of a shop that must exist."""
    return FoundShop(db.session.execute(select(*_COLUMNS).where(Shop.id == shop_id)).one()).ref


def list_shops() -> Sequence[FoundShop]:
    """Every shop of the instance, by slug."""
    return [FoundShop(row) for row in db.session.execute(select(*_COLUMNS).order_by(Shop.slug))]
