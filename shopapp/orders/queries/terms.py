"""On which terms a shop takes an order at this moment: what it offers, where and when it delivers, how one pays."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from shopapp.catalog.queries import OrderableVariant, get_variants, orderable_of_products, orderable_variants
from shopapp.delivery.queries import get_schedule, list_areas
from shopapp.delivery.rules import Area, Schedule, fee_in, find_area
from shopapp.orders.rules import AskedField, AskSettings, DraftLine, NoLongerOffered, PricedLine, Quote, asked_fields
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.shops.queries import get_profile
from shopapp.shops.rules import BankAccount


@dataclass(frozen=True)
class Terms:
    """Everything an order is checked and priced against. `variants` holds those asked for, or all there are."""

    asked: tuple[AskedField, ...]
    payment_methods: tuple[str, ...]
    bank: BankAccount | None
    intro: str
    schedule: Schedule
    areas: tuple[Area, ...]
    variants: Mapping[int, OrderableVariant]
    now: datetime

    def quote(self, lines: Collection[DraftLine], province_code: str, ward_code: str) -> Quote:
        """What the lines cost delivered there. Raises NoLongerOffered."""
        priced = tuple(self._priced(line) for line in lines)
        area = find_area(self.areas, province_code, ward_code) if ward_code else self._only_area(province_code)
        return Quote(priced, fee_in(area, sum(line.amount for line in priced)) if area else None)

    def _only_area(self, province_code: str) -> Area | None:
        """The one area in which every ward of the province lies; while it may be another, no fee is told."""
        found = [area for area in self.areas if province_code in area.provinces]
        return found[0] if len(found) == 1 else None

    def _priced(self, line: DraftLine) -> PricedLine:
        found = self.variants.get(line.variant_id)
        if found is None or found.price is None:
            raise NoLongerOffered(line.variant_id)
        return PricedLine(
            found.variant_id,
            found.product_id,
            found.product_name,
            found.variant_label,
            found.price,
            line.quantity,
        )


def get_terms(shop: ShopRef, variant_ids: Collection[int] | None, *, now: datetime) -> Terms:
    """The shop's terms, in four statements. `variant_ids` None: with everything the shop offers for ordering."""
    if variant_ids is None:
        return _terms(shop, {v.variant_id: v for v in orderable_variants(shop)}, now)
    return _terms(shop, get_variants(shop, variant_ids), now)


def get_form_terms(shop: ShopRef, chosen: Collection[int], slug: str = "", *, now: datetime) -> Terms:
    """The shop's terms for a form: with every variant of the products that are chosen, and of product `slug`."""
    return _terms(shop, {v.variant_id: v for v in orderable_of_products(shop, chosen, slug)}, now)


def _terms(shop: ShopRef, variants: Mapping[int, OrderableVariant], now: datetime) -> Terms:
    profile = get_profile(shop)
    schedule = get_schedule(shop)
    methods = tuple(m for m in profile.payment_methods if m != "transfer" or profile.bank is not None)
    settings = AskSettings(frozenset(profile.inquiry_required), bool(schedule.slots), methods)
    return Terms(
        asked=asked_fields(shop.kind, settings),
        payment_methods=methods,
        bank=profile.bank,
        intro=profile.texts.get("order_intro", ""),
        schedule=schedule,
        areas=tuple(list_areas(shop)),
        variants=variants,
        now=now,
    )
