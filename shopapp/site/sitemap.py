"""What search engines read to find every page: which pages there are, and how a map of them is written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, cast, func, literal, null, select, union_all

from shopapp.catalog.models import Category, Product
from shopapp.content.models import Page, Post
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopFace, ShopRef
from shopapp.platform.web.sharing import address_in, languages_of

# Addresses in one file, a page counting once for each language: some 10 MB at most, a fifth of what is allowed.
MOST = 20_000
# Pages that every shop has.
FIXED = (
    "/",
    "/san-pham",
    "/danh-muc",
    "/dat-hang",
    "/bao-gia",
    "/lien-he",
    "/tin-tuc",
    "/giao-hang",
    "/doi-tra",
    "/thanh-toan",
    "/khieu-nai",
    "/gia-ca",
    "/chinh-sach-bao-mat",
    "/minh-bach",
    "/bao-cao-an-ninh",
)
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_SPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'


@dataclass(frozen=True)
class Place:
    """A page's path, and when it was changed last, where that is known."""

    path: str
    changed_at: datetime | None = None


def pages_a_file(shop: ShopRef, face: ShopFace) -> int:
    """How many pages one file holds."""
    return MOST // len(languages_of(shop, face))


def list_places(shop: ShopRef, *, most: int, now: datetime) -> list[Place]:
    """The first `most` of all pages: fixed ones, categories, news, own pages, products. One statement."""
    return _fixed_and(union_all(*_told(shop, now), _goods(shop)), most)


def list_other_places(shop: ShopRef, *, most: int, now: datetime) -> list[Place]:
    """The same without products."""
    return _fixed_and(union_all(*_told(shop, now)), most)


def list_goods(shop: ShopRef, *, first: int, most: int) -> list[Place]:
    """`most` products from an id on, in the order of their ids."""
    query = select(Product.slug).where(Product.shop_id == shop.id, Product.active.is_(True), Product.id >= first)
    slugs = db.session.execute(query.order_by(Product.id).limit(most)).scalars()
    return [Place(f"/san-pham/{slug}") for slug in slugs]


def list_starts(shop: ShopRef, *, most: int) -> list[int]:
    """The ids at which files of `most` products each begin. One statement, which reads an index once."""
    number = func.row_number().over(order_by=Product.id).label("number")
    numbered = select(Product.id, number).where(Product.shop_id == shop.id, Product.active.is_(True)).subquery()
    query = select(numbered.c.id).where((numbered.c.number - 1) % most == 0).order_by(numbered.c.id)
    return list(db.session.execute(query).scalars())


def _fixed_and(query: Any, most: int) -> list[Place]:
    rows = db.session.execute(query.order_by("folder", "slug").limit(max(0, most - len(FIXED))))
    found = [Place(row.folder + row.slug, row.changed_at) for row in rows]
    return [*(Place(path) for path in FIXED), *found]


def _goods(shop: ShopRef) -> Select[Any]:
    never = cast(null(), Post.published_at.type).label("changed_at")
    query = select(literal("/san-pham/").label("folder"), Product.slug, never)
    return query.where(Product.shop_id == shop.id, Product.active.is_(True))


def _told(shop: ShopRef, now: datetime) -> list[Select[Any]]:
    never = cast(null(), Post.published_at.type).label("changed_at")
    shelves = select(literal("/danh-muc/").label("folder"), Category.slug, never)
    parts = [shelves.where(Category.shop_id == shop.id, Category.active.is_(True))]
    for folder, table in (("/tin-tuc/", Post), ("/trang/", Page)):
        changed = func.coalesce(table.changed_at, table.published_at).label("changed_at")
        texts = select(literal(folder).label("folder"), table.slug, changed).where(table.shop_id == shop.id)
        parts.append(texts.where(table.published_at <= now, table.removed_at.is_(None)))
    return parts


def map_of(shop: ShopRef, face: ShopFace, places: Iterable[Place]) -> str:
    """A map that names each page in each language of the shop, and beside each its other languages."""
    codes = languages_of(shop, face)
    lines = [f"{_HEAD}<urlset {_SPACES}>"]
    for place in places:
        # Paths are made of slugs, and base addresses of host names: nothing in them needs an escape.
        addresses = [(code, address_in(shop, place.path, code)) for code in codes]
        others = "" if len(codes) < 2 else "".join(_other(code, address) for code, address in addresses)
        changed = f"<lastmod>{place.changed_at:%Y-%m-%d}</lastmod>" if place.changed_at else ""
        lines += [f"<url><loc>{address}</loc>{changed}{others}</url>" for _code, address in addresses]
    return "\n".join([*lines, "</urlset>\n"])


def _other(code: str, address: str) -> str:
    return f'<xhtml:link rel="alternate" hreflang="{code}" href="{address}"/>'


def index_of(shop: ShopRef, starts: Sequence[int]) -> str:
    """The list of a large shop's maps: everything but products, then products from each start on."""
    names = [f"{shop.base_url}/sitemap-{start}.xml" for start in (0, *starts)]
    parts = [f"<sitemap><loc>{name}</loc></sitemap>" for name in names]
    head = f'{_HEAD}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return "\n".join([head, *parts, "</sitemapindex>\n"])
