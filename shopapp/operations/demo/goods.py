"""The goods of the sample shops, with their English words from `sample/en/<shop>.catalog.json`."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from shopapp.catalog.actions import add_category, add_product
from shopapp.catalog.rules import CategoryDraft, PictureDraft, product_draft_from
from shopapp.platform.tenancy.refs import ShopRef


@cache
def _english(slug: str) -> Mapping[str, Any]:
    """Names and texts by slug, single words of facts and choices by themselves, and units ([own, English])."""
    folder = files("shopapp.operations") / "sample" / "en"
    found: Mapping[str, Any] = json.loads((folder / f"{slug}.catalog.json").read_text(encoding="utf-8"))
    return found


def stock_shelves(
    shop: ShopRef, data: Mapping[str, Any], pictures: Mapping[str, Sequence[PictureDraft]], *, now: datetime
) -> None:
    """Add the categories and products of a sample file. `pictures`: slug of the product → its pictures."""
    told = _english(shop.slug)
    categories = {}
    for entry in data["categories"]:
        wordings = {"en": told["categories"][entry["slug"]]}
        draft = CategoryDraft(entry["slug"], entry["name"], entry.get("intro", ""), wordings)
        categories[entry["slug"]] = add_category(shop, draft, now=now)
    for entry in data["products"]:
        draft_of = product_draft_from(_worded(entry, told), categories, pictures[entry["slug"]])
        add_product(shop, draft_of, now=now)


def _worded(entry: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
    """A product of a sample file with its English words in the shape the catalogue keeps them."""
    words = told["words"]
    unit, unit_said = told.get("units", {}).get(entry["slug"], ("", ""))
    said = {
        **told["products"][entry["slug"]],
        "facts": [[words[label], words[value]] for label, value in entry.get("facts", ())],
        "option_names": [words[name] for name in entry.get("options", ())],
        "unit": unit_said,
    }
    variants = [
        {**variant, "wordings": {"en": {"values": [words[value] for value in variant["values"]]}}}
        for variant in entry["variants"]
    ]
    return {**entry, "unit": unit, "wordings": {"en": said}, "variants": variants}
