"""News and pages of the sample shops, in both languages, with their pictures."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files as package_files
from typing import Any

from shopapp.content.actions import add_text, keep_picture, storage_key
from shopapp.content.rules import Sort, TextDraft, text_draft_from
from shopapp.platform.pictures import read_original
from shopapp.platform.settings import files
from shopapp.platform.tenancy.refs import ShopRef


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


def _draft(shop: ShopRef, slug: str, entry: Mapping[str, Any], now: datetime) -> TextDraft:
    picture_id = _picture(shop, slug, entry["picture"], now) if entry.get("picture") else None
    return text_draft_from({**entry, "picture_id": picture_id})


def _picture(shop: ShopRef, slug: str, name: str, now: datetime) -> int:
    path = package_files("shopapp.operations") / "sample" / "pictures" / slug / name
    original = read_original(path.read_bytes())
    picture_id, file = keep_picture(shop, original, now=now)
    files().put(storage_key(shop, file), original.content)
    return picture_id
