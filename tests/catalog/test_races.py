"""Editing goes on while orders are placed: nobody waits for ever, and neither undoes the other."""

import threading
from collections.abc import Callable

from flask import Flask

from shopapp.catalog import actions
from shopapp.catalog.rules import LOW, ProductChange, VariantChange, VariantDraft
from shopapp.kernel.refusal import Refusal
from shopapp.orders.models import Order
from shopapp.platform.database import transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.builders import NOW
from tests.catalog.builders import make_product, variants_of
from tests.catalog.desk import edited
from tests.orders.builders import Stall, place, rows_of

ROUNDS = 6


def edit(app: Flask, shop: ShopRef, product_id: int, turn: int) -> None:
    """Rename a product and give it another address, as its form would."""
    product = edited(app, shop, product_id)
    assert product.only is not None
    only = product.only
    offer = VariantChange(only.id, only.price, only.stock, only.stock)
    change = ProductChange(name=f"Tên {turn}", slug=f"dia-chi-{turn}", offer=offer)
    with app.app_context(), acting_for(shop), transaction():
        actions.change_product(shop, product_id, change, seen_version=product.version, now=NOW)


def test_orders_edits_and_sorting_pass_each_other(app: Flask, shop: ShopRef, stall: Stall) -> None:
    # Stock is low all the time, so each order touches the shop as well.
    variants = (VariantDraft(price=100_000, stock=LOW + ROUNDS),)
    product_id = make_product(app, shop, "mai", name="Hoa mai", variants=variants)
    (variant,) = variants_of(app, shop, product_id)
    faults: list[Exception] = []

    def repeat(work: Callable[[int], object]) -> None:
        for turn in range(ROUNDS):
            try:
                work(turn)
            except Refusal:
                continue
            except Exception as error:  # A deadlock, above all.
                faults.append(error)

    def sort(turn: int) -> None:
        with app.app_context(), acting_for(shop), transaction():
            actions.move_product(shop, product_id, "down" if turn % 2 else "up")

    works = [
        lambda _turn: place(app, stall, (variant.id, 1)),
        lambda turn: edit(app, shop, product_id, turn),
        lambda turn: edit(app, shop, product_id, 100 + turn),
        sort,
    ]
    threads = [threading.Thread(target=repeat, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert faults == []
    assert len(rows_of(app, shop, Order)) == ROUNDS
    assert edited(app, shop, product_id).variants[0].stock == LOW
