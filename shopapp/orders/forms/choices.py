"""What an order form offers to choose from, and the words beside it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from shopapp.catalog.queries import OrderableVariant
from shopapp.delivery import places
from shopapp.delivery.rules import Area, find_area
from shopapp.kernel.money import format_money
from shopapp.platform.i18n import language


def number(text: str | None) -> int:
    """The id a field holds; 0, which no row has, for anything that is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 15 else 0


def stock_words(left: int) -> str:
    """What to do about too little of something."""
    if left <= 0:
        return str(_("This item is sold out. Please remove it or choose another."))
    return str(_("Only %(left)s are left. Please order fewer.", left=left))


def payment_words(method: str) -> str:
    """A way of payment as visitors read it."""
    return str({"cod": _("Cash on delivery"), "transfer": _("Bank transfer")}[method])


def grouped(variants: Iterable[OrderableVariant]) -> dict[str, Any]:
    """Everything that can be had, by category, as choices of a list."""
    found: dict[str, list[tuple[str, str]]] = {"": [("", _("Choose an item"))]}
    for variant in variants:
        if variant.is_available and variant.price is not None:
            price = format_money(variant.price, language())
            group = found.setdefault(variant.category_name or _("Everything"), [])
            group.append((str(variant.variant_id), f"{variant.shown_name} – {price}"))
    return found


def siblings(variants: Mapping[int, OrderableVariant], chosen: str | None) -> list[tuple[str, str]]:
    """The variants of the product a line is about, so that another size or colour can be taken."""
    mine = variants.get(number(chosen))
    if mine is None:
        return [(chosen or "", _("No longer offered"))]
    return [
        (str(v.variant_id), v.shown_label or v.shown_product)
        for v in variants.values()
        if v.product_id == mine.product_id and (v.is_available or v.variant_id == mine.variant_id)
    ]


def ward_choices(areas: Sequence[Area], province_code: str) -> list[Any]:
    """The wards of a province; one the shop does not deliver to says so and cannot be chosen."""
    return [
        (code, name)
        if find_area(areas, province_code, code)
        else (code, _("%(ward)s (no delivery yet)", ward=name), {"disabled": True})
        for code, name in places.wards(province_code)
    ]


def no_ward() -> tuple[str, str]:
    """The first choice of a list of wards: none yet."""
    return "", str(_("Choose a ward or commune"))
