"""Plain builders of what most tests need. Rooms keep theirs in tests/<room>/builders.py."""

import dataclasses
import re
from datetime import UTC, datetime
from typing import Any

from shopapp.platform.database import transaction
from shopapp.platform.tenancy.refs import Department, LegalIdentity, OpeningHours, ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.privacy.actions import publish
from shopapp.shops.actions import create_shop
from shopapp.shops.rules import BankAccount, Hero, Hosting, Profile, Reason

# A Sunday at ten in the morning in Vietnam.
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def make_profile(name: str = "Tiệm A", **differences: Any) -> Profile:
    """A complete profile of an invented shop."""
    profile = Profile(
        name=name,
        tagline="Hoa tươi mỗi ngày",
        colour="#b5586b",
        hotline="+84900000101",
        email="shop@a.example",
        zalo="+84900000101",
        address="1 Phố Mẫu, Hà Nội",
        legal=LegalIdentity("Hộ kinh doanh Mẫu", "0000000001", "2024-01-02", "UBND Mẫu", "Nguyễn Mẫu", "1 Phố Mẫu"),
        hours=(OpeningHours((0, 1, 2, 3, 4, 5, 6), "07:00", "20:00"),),
        departments=(Department("Bán hàng", "+84900000102", "ban@a.example"),),
        hosting=Hosting("Nhà cung cấp Mẫu", "Việt Nam", "Hà Nội"),
        hero=Hero("Hoa cho ngày vui", "Giao trong ngày"),
        reasons=(Reason("Tươi", "Nhập mỗi sáng"),),
        payment_methods=("cod", "transfer"),
        bank=BankAccount("970436", "Vietcombank", "0000000001", "NGUYEN MAU"),
        texts={},
        inquiry_required=("name", "phone"),
    )
    return dataclasses.replace(profile, **differences)


def make_shop(slug: str, *, kind: str = "florist", now: datetime = NOW, **differences: Any) -> ShopRef:
    """A shop on http://<slug>.localhost with a policy. In an application context, outside any shop's scope."""
    with acting_for(None), transaction():
        host = f"{slug}.localhost"
        profile = make_profile(**({"name": f"Tiệm {slug.upper()}"} | differences))
        shop = create_shop(slug=slug, kind=kind, base_url=f"http://{host}", hosts=[host], profile=profile, now=now)
        publish(shop, now=now)
        return shop


def csrf_token(page: str) -> str:
    """The CSRF token of the first form on a page."""
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page) or re.search(
        r'value="([^"]+)"[^>]*name="csrf_token"', page
    )
    assert found, "the page has no form with a CSRF token"
    return found.group(1)
