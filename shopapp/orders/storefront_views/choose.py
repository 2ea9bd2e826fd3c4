"""Choosing what to order: pages of what the shop sells, a search in it, and one tap that puts something in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from shopapp.catalog.queries import Card, OrderableVariant, get_variants, list_orderable_cards, orderable_of_products
from shopapp.kernel import clock
from shopapp.kernel.codes import new_token
from shopapp.orders.actions import save_draft
from shopapp.orders.rules.drafts import MOST_LINES
from shopapp.orders.rules.typed import chosen_ids, lines_of, with_line
from shopapp.orders.storefront_views.base import (
    LIMIT_WINDOW,
    STEPS_LIMIT,
    blueprint,
    read_draft_key,
    set_draft_key,
    typed_so_far,
)
from shopapp.platform.access import open_to_all
from shopapp.platform.database import transaction
from shopapp.platform.web.forms import ShopForm
from shopapp.platform.web.gate import current_shop
from shopapp.platform.web.limits import limit_or_429

Page = tuple[str, int]
# Who shops for a week puts in one thing after the other; elsewhere one thing is ordered, and its choices come next.
BASKET_KINDS = frozenset({"general"})
LONGEST_SEARCH = 100


@dataclass(frozen=True)
class InOrder:
    """What is in the order so far: the products, how many lines, and what they cost in đồng without delivery."""

    product_ids: frozenset[int]
    lines: int
    total: int


@blueprint.post("/dat-hang/chon")
@open_to_all
def take() -> Response | Page:
    """Put the product of the button into the order; what else was typed before stays."""
    shop, now, slug = current_shop(), clock.now(), request.form.get("sp", "")
    limit_or_429(shop, "orders.step", limit=STEPS_LIMIT, window=LIMIT_WINDOW)
    typed = typed_so_far(now)
    offered = orderable_of_products(shop, (), slug)
    wanted = pick(offered, "") if offered else None
    problem = _hindrance(wanted, typed)
    if wanted is None or problem:
        return choose_page(typed, problem, 409)
    key = read_draft_key() or new_token()
    with transaction():
        save_draft(shop, key, with_line(typed, str(wanted.variant_id), "1"), now=now)
    if shop.kind in BASKET_KINDS:
        back = url_for("orders_storefront.new", them=1, **_place(), _anchor=f"sp-{wanted.product_id}")
    else:
        back = url_for("orders_storefront.new", _anchor="lines")
    return set_draft_key(redirect(back, 303), key)


def choose_page(typed: Mapping[str, str], notice: str = "", status: int = 200) -> Page:
    """What can be ordered: everything in the shop's order, or what holds the words of `?tim=`."""
    words = request.args.get("tim", "")[:LONGEST_SEARCH].strip()
    cards, has_more = list_orderable_cards(current_shop(), words, after=_after())
    page = render_template(
        "orders/storefront/choose.html",
        form=ShopForm(formdata=None),
        words=words,
        cards=cards,
        so_far=_in_order(typed),
        next_href=_next_href(cards[-1], words) if has_more else "",
        notice_text=notice,
        back=_place(),
    )
    return page, status


def pick(offered: list[OrderableVariant], chosen: str) -> OrderableVariant:
    """The variant asked for, else the first that can be had, else the first."""
    named = next((v for v in offered if str(v.variant_id) == chosen), None)
    return named or next((v for v in offered if v.is_available), offered[0])


def _hindrance(wanted: OrderableVariant | None, typed: Mapping[str, str]) -> str:
    """Why nothing can be put in, "" when it can."""
    if wanted is None:
        return str(_("This item cannot be ordered here."))
    if not wanted.is_available:
        return str(_("“%(name)s” is sold out.", name=wanted.shown_name))
    if len(lines_of(typed)) >= MOST_LINES:
        words = _("An order holds at most %(most)s different items. Please order these first.", most=MOST_LINES)
        return str(words)
    return ""


def _in_order(typed: Mapping[str, str]) -> InOrder:
    variants = get_variants(current_shop(), chosen_ids(typed))
    total = 0
    for variant, quantity in lines_of(typed):
        found = variants.get(int(variant)) if re.fullmatch(r"[0-9]{1,15}", variant, re.ASCII) else None
        if found is not None and found.price is not None and re.fullmatch(r"[0-9]{1,3}", quantity, re.ASCII):
            total += found.price * int(quantity)
    return InOrder(frozenset(v.product_id for v in variants.values()), len(lines_of(typed)), total)


def _after() -> tuple[int, int] | None:
    """(position, id) of `?sau=` after which the page goes on."""
    found = re.fullmatch(r"(-?[0-9]{1,9})_([0-9]{1,12})", request.args.get("sau", ""), re.ASCII)
    return (int(found[1]), int(found[2])) if found else None


def _place() -> dict[str, Any]:
    """Where in the list the visitor is, to come back to."""
    return {name: request.args[name][:LONGEST_SEARCH] for name in ("tim", "sau") if request.args.get(name)}


def _next_href(last: Card, words: str) -> str:
    return url_for("orders_storefront.new", them=1, tim=words or None, sau=f"{last.position}_{last.id}")
