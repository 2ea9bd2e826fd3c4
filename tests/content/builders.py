"""News for tests."""

from datetime import datetime
from typing import Any

from flask import Flask

from shopapp.content import actions
from shopapp.content.rules import TextDraft
from shopapp.platform.database import transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.builders import NOW


def make_post(
    app: Flask, shop: ShopRef, slug: str = "tin", *, published_at: datetime | None = NOW, **differences: Any
) -> int:
    """A piece of news; returns its id. Called outside any context."""
    words: dict[str, Any] = {
        "title": "Tin của cửa hàng",
        "summary": "Tóm tắt",
        "body": "Nội dung **đậm**.",
    } | differences
    draft = TextDraft(slug, published_at=published_at, **words)
    with app.app_context(), acting_for(shop), transaction():
        return actions.add_post(shop, draft, now=NOW)
