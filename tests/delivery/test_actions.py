"""Setting up how a shop delivers, and what the shop's neighbours see of it: nothing."""

import copy
from typing import Any

import pytest
from flask import Flask

from shopapp.delivery.actions import BadDelivery, set_up
from shopapp.delivery.queries import fee_for, get_schedule, list_areas
from shopapp.platform.database import transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.builders import NOW
from tests.orders.builders import DELIVERY, FAR, NEAR


def stand(app: Flask, shop: ShopRef, draft: dict[str, Any]) -> None:
    with app.app_context(), acting_for(shop), transaction():
        set_up(shop, draft, now=NOW)


def test_a_shop_delivers_as_it_was_set_up(app: Flask, shop: ShopRef) -> None:
    stand(app, shop, DELIVERY)
    stand(app, shop, DELIVERY)
    with app.app_context(), acting_for(shop):
        schedule = get_schedule(shop)
        assert (schedule.lead_minutes, schedule.days_ahead, len(schedule.slots)) == (240, 30, 2)
        assert [slot.span for slot in schedule.slots] == ["09:00–12:00", "13:00–17:00"]
        assert [area.name for area in list_areas(shop)] == ["Trung tâm", "Vùng ven"]
        near, far = fee_for(shop, "79", NEAR, 1_000_000), fee_for(shop, "79", FAR, 1_000_000)
        assert near is not None
        assert far is not None
        assert (near.amount, near.is_free, far.amount) == (0, True, 40_000)
        assert fee_for(shop, "01", "00070", 0) is None


def test_a_shop_that_has_set_nothing_delivers_nowhere(app: Flask, two_shops: tuple[ShopRef, ShopRef]) -> None:
    stand(app, two_shops[0], DELIVERY)
    with app.app_context(), acting_for(two_shops[1]):
        assert list_areas(two_shops[1]) == []
        assert get_schedule(two_shops[1]).slots == ()
        assert fee_for(two_shops[1], "79", NEAR, 0) is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda d: d.update(days_ahead=-1), "days_ahead"),
        (lambda d: d.update(lead_minutes=-1), "lead_minutes"),
        (lambda d: d["areas"][0].update(fee=-1), "negative"),
        (lambda d: d["areas"][0].update(provinces=["xx"]), "unknown province"),
        (lambda d: d["areas"][0].update(provinces=[]), "unknown province"),
        (lambda d: d["areas"][0].update(wards=["00070"]), "outside its provinces"),
        (lambda d: d["slots"][0].update(starts="12:00"), "before it ends"),
    ],
)
def test_what_cannot_work_is_refused(app: Flask, shop: ShopRef, change: Any, words: str) -> None:
    draft = copy.deepcopy(DELIVERY)
    change(draft)
    with pytest.raises(BadDelivery, match=words):
        stand(app, shop, draft)
