"""What pages tell search engines in the words of schema.org, read with a small checker of its own."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask

from shopapp.catalog.rules import PictureDraft, VariantDraft
from shopapp.platform.tenancy.refs import (
    KINDS,
    Closure,
    Department,
    LegalIdentity,
    OpeningHours,
    ShopFace,
    ShopRef,
)
from shopapp.platform.web.schema import article_data, shop_data
from tests.builders import NOW
from tests.catalog.builders import make_category, make_product, picture_bytes
from tests.conftest import on_one_engine
from tests.content.builders import make_post
from tests.site.builders import LONG_AGO

engine = on_one_engine("sqlite")

STORES = ("Store", "Florist", "PetStore", "ClothingStore")
_STORE = {"@type", "@id", "name", "description", "url", "image", "logo", "telephone", "email", "legalName", "taxID"}
_STORE |= {"currenciesAccepted", "openingHoursSpecification", "specialOpeningHoursSpecification", "contactPoint"}
_STORE |= {"sameAs", "address"}
# Of each type: what must be there, and everything that may.
SHAPES: dict[str, tuple[set[str], set[str]]] = {
    **{kind: ({"@id", "name", "url", "image", "telephone", "address"}, _STORE) for kind in STORES},
    "WebSite": ({"name", "url", "potentialAction"}, {"inLanguage", "publisher"}),
    "SearchAction": ({"target", "query-input"}, set()),
    "EntryPoint": ({"urlTemplate"}, set()),
    "OpeningHoursSpecification": ({"opens", "closes"}, {"dayOfWeek", "validFrom", "validThrough"}),
    "ContactPoint": ({"contactType"}, {"telephone", "email"}),
    "PostalAddress": ({"streetAddress", "addressCountry"}, set()),
    "BreadcrumbList": ({"itemListElement"}, set()),
    "ListItem": ({"position", "name", "item"}, set()),
    "Product": ({"name", "url"}, {"description", "image", "offers", "category"}),
    "Offer": ({"price", "priceCurrency", "availability"}, {"url"}),
    "AggregateOffer": ({"lowPrice", "highPrice", "priceCurrency", "offerCount", "availability"}, {"url"}),
    "Article": ({"headline", "datePublished", "author"}, {"description", "mainEntityOfPage", "image", "dateModified"}),
    "Organization": ({"name"}, {"url"}),
}
SHAPES["Article"][1].update({"inLanguage", "publisher", "url"})
ADDRESSES = ("url", "item", "image", "logo", "sameAs", "mainEntityOfPage", "urlTemplate")


def blocks(text: str) -> list[Any]:
    """Every block of data in a page."""
    return [
        json.loads(found) for found in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)
    ]


def things(data: Any) -> Iterator[dict[str, Any]]:
    """Everything in it that has a type, or should."""
    if isinstance(data, list):
        for part in data:
            yield from things(part)
    elif isinstance(data, dict):
        if "@graph" not in data and set(data) != {"@id"}:
            yield data
        for part in data.values():
            yield from things(part)


def faults(data: Any) -> list[str]:
    """What is wrong with a block of data."""
    found = [] if data.get("@context") == "https://schema.org" else ["no context"]
    for thing in things(data):
        kind = thing.get("@type")
        if kind not in SHAPES:
            found.append(f"unknown type {kind}")
            continue
        needed, allowed = SHAPES[kind]
        given = set(thing) - {"@type", "@context"}
        found += [f"{kind} lacks {name}" for name in needed - given]
        found += [f"{kind} has an unknown {name}" for name in given - needed - allowed - {"@id"}]
        for name, value in thing.items():
            found += _faults_of(kind, name, value)
    return found


def _faults_of(kind: str, name: str, value: Any) -> list[str]:
    if value in ("", None, [], {}):
        return [f"{kind}.{name} is empty"]
    found = []
    values = value if isinstance(value, list) else [value]
    if name in ADDRESSES and kind != "Article":
        found += [f"{kind}.{name}: {v}" for v in values if isinstance(v, str) and not urlsplit(v).netloc]
    if name.startswith("date"):
        datetime.fromisoformat(value)
    if name in ("price", "lowPrice", "highPrice") and not (isinstance(value, int) and value >= 0):
        found.append(f"{kind}.{name}: {value}")
    return found


def test_a_planted_fault_is_found() -> None:
    good = {"@context": "https://schema.org", "@type": "Organization", "name": "A"}
    assert faults(good) == []
    assert faults(good | {"name": ""}) == ["Organization.name is empty"]
    assert faults(good | {"colour": "red"}) == ["Organization has an unknown colour"]
    assert faults({"@context": "https://schema.org", "@type": "Offer", "price": "12"})
    assert faults({"@type": "Shop"}) == ["no context", "unknown type Shop"]


def test_pages_tell_what_they_are_about(app: Flask, shop: ShopRef, client: Any) -> None:
    category = make_category(app, shop, name="Hoa </script><b>bó")
    pictures = (PictureDraft(picture_bytes(), "Bó hồng"),)
    make_product(app, shop, category_id=category, pictures=pictures, variants=(VariantDraft(price=90_000, stock=3),))
    several = (VariantDraft(price=90_000, stock=0), VariantDraft(price=120_000, stock=0, values=("L",)))
    make_product(app, shop, "hai-co", option_names=("Cỡ",), variants=(_valued(several[0], "S"), several[1]))
    make_post(app, shop, "tin", published_at=LONG_AGO)
    types = {}
    for path in ("/", "/lien-he", "/danh-muc/hoa-bo", "/san-pham/hoa-hong", "/san-pham/hai-co", "/tin-tuc/tin"):
        found = blocks(client.get(path).text)
        assert [fault for data in found for fault in faults(data)] == [], path
        types[path] = [thing["@type"] for data in found for thing in things(data)]
    assert {"Florist", "WebSite", "SearchAction"} <= set(types["/"])
    assert "Florist" in types["/lien-he"]
    assert types["/danh-muc/hoa-bo"].count("ListItem") == 3
    assert types["/san-pham/hoa-hong"].count("ListItem") == 3
    assert "Offer" in types["/san-pham/hoa-hong"]
    assert "AggregateOffer" in types["/san-pham/hai-co"]
    assert "Article" in types["/tin-tuc/tin"]
    sold = next(data for data in blocks(client.get("/san-pham/hai-co").text) if data["@type"] == "Product")
    assert sold["offers"]["availability"] == "https://schema.org/SoldOut"
    search = blocks(client.get("/").text)[0]["@graph"][1]["potentialAction"]["target"]["urlTemplate"]
    assert client.get(search.replace("http://a.localhost", "").replace("{words}", "hoa")).status_code == 200


def _valued(draft: VariantDraft, value: str) -> VariantDraft:
    return VariantDraft(price=draft.price, stock=draft.stock, values=(value,))


@pytest.mark.parametrize("kind", KINDS)
def test_a_shop_is_told_with_all_or_with_nothing(kind: str) -> None:
    shop = ShopRef(1, "a", "http://a.example", "vi", kind)
    bare = ShopFace(
        "A", "", kind, "#c0392b", "+84900000101", "", "", "Đâu đó", (), (), LegalIdentity(*[""] * 6), (), "x"
    )
    full = ShopFace(
        "A",
        "Lời",
        kind,
        "#c0392b",
        "+84900000101",
        "a@a.example",
        "+84900000102",
        "Số 1",
        (OpeningHours((0, 6), "07:00", "20:00"),),
        (Department("Hỗ trợ", "", "b@a.example"),),
        LegalIdentity("Hộ kinh doanh A", "01", "2020-01-01", "X", "Y", "Z"),
        (),
        "x",
        (Closure("Tết", "2027-02-05", "2027-02-09"),),
    )
    for face in (bare, full):
        data = shop_data(shop, face, "/the-1.jpg")
        assert faults(data) == []
        assert data["@graph"][0]["@type"] in STORES
    store = shop_data(shop, full, "/the-1.jpg")["@graph"][0]
    assert store["openingHoursSpecification"][0]["dayOfWeek"] == ["Monday", "Sunday"]
    assert store["sameAs"] == ["https://zalo.me/0900000102"]


def test_an_article_tells_when_it_was_written(app: Flask) -> None:
    shop = ShopRef(1, "a", "http://a.example", "vi", "general")
    face = ShopFace("A", "", "general", "#c0392b", "", "", "", "", (), (), LegalIdentity(*[""] * 6), (), "x")
    with app.test_request_context():
        data = article_data(shop, face, "/tin-tuc/x", "T" * 200, "", NOW.replace(microsecond=5), image="/the-1.jpg")
    assert faults(data) == []
    assert data["datePublished"] == data["dateModified"] == NOW.replace(microsecond=0).isoformat()
    assert len(data["headline"]) == 110
