"""The sample shops' stories hang together with the sample shops' goods."""

import json
from pathlib import Path

import pytest

import shopapp.operations
from shopapp.operations.demo.stories import INQUIRIES, ORDERS

SAMPLE = Path(shopapp.operations.__file__).parent / "sample"


@pytest.mark.parametrize("slug", sorted(ORDERS))
def test_sample_orders_take_what_can_be_ordered_and_is_there(slug: str) -> None:
    goods = {p["slug"]: p for p in json.loads((SAMPLE / f"{slug}.json").read_text(encoding="utf-8"))["products"]}
    for story in ORDERS[slug]:
        for name, quantity in story.products.items():
            first = goods[name]["variants"][0]
            assert goods[name]["pricing"] == "fixed", name
            assert first["stock"] is None or first["stock"] >= quantity, name
    assert all(not story.product or story.product in goods for story in INQUIRIES[slug])
