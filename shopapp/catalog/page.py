"""What the page of one product shows, for visitors and for the shop before they do."""

import dataclasses
from collections.abc import Sequence
from typing import Any

from shopapp.catalog.forms import ProductForm
from shopapp.catalog.queries import Card, DeskCategory, PictureView, ProductSheet, VariantView
from shopapp.catalog.web import structured_data
from shopapp.catalog.words import buying, card_arguments, choice_groups, first_choice, worded_sheet, words_of
from shopapp.platform.tenancy.refs import ShopRef


def page_of(
    sheet: ProductSheet, pictures: Sequence[PictureView], related: Sequence[Card], shop: ShopRef, kind: str
) -> dict[str, Any]:
    """The context of the template `catalog/storefront/product.html`."""
    words, sheet = words_of(kind), worded_sheet(sheet)
    return {
        "product": sheet,
        "pictures": pictures,
        "related": [card_arguments(card, kind) for card in related[: words.related_shown]],
        "words": words,
        "buying": buying(sheet, kind),
        "groups": choice_groups(sheet),
        "chosen": first_choice(sheet.variants),
        "data": structured_data(sheet, pictures, shop.base_url),
    }


_BLANK = ProductSheet(
    id=0,
    slug="xem-truoc",
    name="",
    summary="",
    description="",
    facts=(),
    pricing="fixed",
    is_unique=False,
    option_names=(),
    category_id=None,
    category_slug="",
    category_name="",
    picture=None,
    variants=(),
)


def sheet_of(form: ProductForm, saved: ProductSheet | None, categories: Sequence[DeskCategory]) -> ProductSheet:
    """A product as it would be once this valid form were saved; `saved` is what it is now, None for a new one."""
    category = next((c for c in categories if str(c.id) == form.category.data and c.active), None)
    sheet = dataclasses.replace(
        saved or _BLANK,
        name=form.name.data or "",
        summary=form.summary.data or "",
        description=form.description.data or "",
        facts=form.facts.pairs,
        unit=form.unit.data or "",
        pricing="quote" if form.by_quote.data else "fixed",
        category_id=category.id if category else None,
        category_slug=category.slug if category else "",
        category_name=category.name if category else "",
    )
    if "price" not in form:
        return sheet
    variant = VariantView(0, (), "", form.code.data or "", form.price.number, form.pieces())
    return dataclasses.replace(sheet, is_unique=bool(form.is_unique.data), option_names=(), variants=(variant,))
