"""Goods for tests, and picture files made on the spot."""

import io
from datetime import datetime
from typing import Any

from flask import Flask
from PIL import Image, ImageDraw

from shopapp.catalog import actions, queries
from shopapp.catalog.jobs import make_picture_sizes
from shopapp.catalog.rules import CategoryDraft, ProductDraft, VariantDraft
from shopapp.platform.database import transaction
from shopapp.platform.dispatch import Claim, Outcome
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.builders import NOW


def picture_bytes(image_format: str = "PNG", size: tuple[int, int] = (640, 800), **save: Any) -> bytes:
    """A picture with a red disc on cream."""
    image = Image.new("RGB", size, "#faf5ef")
    edge = min(size)
    ImageDraw.Draw(image).ellipse((edge // 4, edge // 4, edge // 2, edge // 2), fill="#c0392b")
    target = io.BytesIO()
    image.save(target, image_format, **save)
    return target.getvalue()


def make_category(app: Flask, shop: ShopRef, slug: str = "hoa-bo", **differences: Any) -> int:
    """A category; returns its id. Called outside any context."""
    draft = CategoryDraft(**({"slug": slug, "name": "Hoa bó", "intro": "Bó hoa mỗi ngày"} | differences))
    with app.app_context(), acting_for(shop), transaction():
        return actions.add_category(shop, draft, now=NOW)


def make_product(app: Flask, shop: ShopRef, slug: str = "hoa-hong", now: datetime = NOW, **differences: Any) -> int:
    """A product with one variant at 350.000 and five pieces; returns its id. Called outside any context."""
    draft: dict[str, Any] = {
        "slug": slug,
        "name": "Hoa hồng đỏ",
        "summary": "Mười bông hồng Đà Lạt",
        "description": "Cắm trong **ngày**.",
        "facts": (("Số bông", "10"),),
        "variants": (VariantDraft(price=350_000, stock=5, code="HOA-1"),),
    }
    with app.app_context(), acting_for(shop), transaction():
        return actions.add_product(shop, ProductDraft(**(draft | differences)), now=now)


def variants_of(app: Flask, shop: ShopRef, product_id: int) -> tuple[queries.DeskVariant, ...]:
    """The variants of a product as they are now. Called outside any context."""
    with app.app_context(), acting_for(shop):
        found = queries.find_desk_product(shop, product_id)
        assert found is not None
        return found.variants


def make_sizes(app: Flask, shop: ShopRef, picture_id: int) -> Outcome:
    """Do the worker's job for one picture. Called outside any context."""
    claim = Claim(id=1, shop_id=shop.id, kind="picture", row_id=picture_id, token="t", attempt=1)
    with app.app_context(), acting_for(shop):
        return make_picture_sizes(shop, picture_id, claim, NOW)
