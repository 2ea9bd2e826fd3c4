"""News and pages of the sample shops, in both languages, with their pictures."""

import json
import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files as package_files
from typing import Any

from shopapp.content.actions import add_text, keep_picture, storage_key
from shopapp.content.rules import Sort, TextDraft, text_draft_from
from shopapp.content.usage.queries import add_count
from shopapp.content.usage.visits import add_to_total
from shopapp.kernel.clock import local_day
from shopapp.platform.pictures import read_original
from shopapp.platform.settings import files
from shopapp.platform.tenancy.refs import ShopRef

DAYS = 29
_NOW_AND_THEN = {
    ("browser", "Chrome"): (80, 140),
    ("browser", "Safari"): (40, 90),
    ("browser", "Zalo"): (20, 60),
    ("browser", "Cốc Cốc"): (5, 20),
    ("source", "direct"): (60, 120),
    ("source", "search:google"): (40, 90),
    ("source", "social:facebook"): (20, 70),
    ("source", "social:zalo"): (10, 40),
    ("link", "phone"): (8, 30),
    ("link", "zalo"): (10, 40),
    ("news_list", ""): (10, 30),
    ("order_form", ""): (10, 40),
    ("search", ""): (12, 50),
}


@cache
def told(slug: str) -> Mapping[str, Any]:
    """What `en/<slug>.content.json` says: `news` adds to the news of the shop's own file, `pages` are whole."""
    path = package_files("shopapp.operations") / "sample" / "en" / f"{slug}.content.json"
    data: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


def tell(shop: ShopRef, slug: str, news: list[Mapping[str, Any]], *, now: datetime) -> None:
    """Put news and pages into a sample shop. Inside the transaction that makes the shop."""
    more = told(slug)
    for entry in news:
        add_text(shop, Sort.NEWS, _draft(shop, slug, {**entry, **more["news"].get(entry["slug"], {})}, now), now=now)
    for entry in more["pages"]:
        add_text(shop, Sort.PAGE, _draft(shop, slug, entry, now), now=now)


def look_back(shop: ShopRef, slug: str, data: Mapping[str, Any], *, now: datetime) -> None:
    """A month of visits, the same at every filling, so that footer and figures show what they are for."""
    chance = random.Random(slug)  # noqa: S311 - sample figures, no secret.
    total, today = chance.randint(4_000, 19_000), local_day(now)
    for ago in range(DAYS, 0, -1):
        day = today - timedelta(days=ago)
        visits = chance.randint(24, 60) + (18 if day.weekday() >= 5 else 0)
        goods = [chance.choice(data["products"])["slug"], chance.choice(data["categories"])["slug"]]
        counts = {("visit", ""): visits, ("home", ""): visits + chance.randint(2, 20)}
        counts |= {("product", goods[0]): chance.randint(8, 40), ("category", goods[1]): chance.randint(6, 30)}
        if ago % 6 == 0:
            counts |= {key: chance.randint(*between) for key, between in _NOW_AND_THEN.items()}
        for (kind, key), count in sorted(counts.items()):
            add_count(shop, kind, key, day, count)
        total += visits
    add_to_total(shop, total)


def _draft(shop: ShopRef, slug: str, entry: Mapping[str, Any], now: datetime) -> TextDraft:
    picture_id = _picture(shop, slug, entry["picture"], now) if entry.get("picture") else None
    return text_draft_from({**entry, "picture_id": picture_id})


def _picture(shop: ShopRef, slug: str, name: str, now: datetime) -> int:
    path = package_files("shopapp.operations") / "sample" / "pictures" / slug / name
    original = read_original(path.read_bytes())
    picture_id, file = keep_picture(shop, original, now=now)
    files().put(storage_key(shop, file), original.content)
    return picture_id
