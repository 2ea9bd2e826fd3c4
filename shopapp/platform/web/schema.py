"""A shop and its pages in the words of schema.org, for search engines. Plain JSON values; addresses are absolute."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from markupsafe import Markup

from shopapp.platform.i18n import language
from shopapp.platform.tenancy.refs import Closure, Department, OpeningHours, ShopFace, ShopRef

Data = dict[str, Any]
_CONTEXT = "https://schema.org"
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# The nearest of schema.org's kinds of shop; what it has no word for is a store.
_TYPES = {"florist": "Florist", "puppies": "PetStore", "clothes": "ClothingStore"}
_HEADLINE = 110


def shop_data(shop: ShopRef, face: ShopFace, image: str) -> Data:
    """The shop with its hours, place and contacts, and its site with the search. `image` is a path."""
    return {"@context": _CONTEXT, "@graph": [_store(shop, face, image), _site(shop, face)]}


def _store(shop: ShopRef, face: ShopFace, image: str) -> Data:
    law = face.legal
    data: Data = {
        "@type": _TYPES.get(face.kind, "Store"),
        "@id": f"{shop.base_url}/#shop",
        "name": face.name,
        "description": face.tagline,
        "url": f"{shop.base_url}/",
        "image": shop.base_url + image,
        "telephone": face.hotline,
        "email": face.email,
        "legalName": law.name,
        "taxID": law.code,
        "currenciesAccepted": "VND",
        "openingHoursSpecification": [_opens(span) for span in face.hours],
        "specialOpeningHoursSpecification": [_closed(closure) for closure in face.closures],
        "contactPoint": [_contact(one) for one in face.departments],
        "sameAs": [f"https://zalo.me/{face.zalo.replace('+84', '0')}"] if face.zalo else [],
    }
    place = face.address or law.address
    if place:
        data["address"] = {"@type": "PostalAddress", "streetAddress": place, "addressCountry": "VN"}
    if face.logo is not None:
        data["logo"] = shop.base_url + face.logo.src
    return filled(data)


def _site(shop: ShopRef, face: ShopFace) -> Data:
    target = {"@type": "EntryPoint", "urlTemplate": f"{shop.base_url}/tim-kiem?q={{words}}"}
    return {
        "@type": "WebSite",
        "name": face.name,
        "url": f"{shop.base_url}/",
        "inLanguage": language(),
        "publisher": {"@id": f"{shop.base_url}/#shop"},
        "potentialAction": {"@type": "SearchAction", "target": target, "query-input": "required name=words"},
    }


def _opens(span: OpeningHours) -> Data:
    days = [_DAYS[day] for day in span.days]
    return {"@type": "OpeningHoursSpecification", "dayOfWeek": days, "opens": span.opens, "closes": span.closes}


def _closed(closure: Closure) -> Data:
    """Hours that begin and end at midnight are schema.org's way to say closed."""
    days = {"validFrom": closure.first, "validThrough": closure.last}
    return {"@type": "OpeningHoursSpecification", "opens": "00:00", "closes": "00:00", **days}


def _contact(one: Department) -> Data:
    return filled({"@type": "ContactPoint", "contactType": one.name, "telephone": one.phone, "email": one.email})


def trail_data(shop: ShopRef, trail: Sequence[tuple[str, str]]) -> Data:
    """The way to a page from the home page: (words, path) of each step, the page itself last."""
    steps = [
        {"@type": "ListItem", "position": number, "name": str(words), "item": shop.base_url + path}
        for number, (words, path) in enumerate(trail, start=1)
    ]
    return {"@context": _CONTEXT, "@type": "BreadcrumbList", "itemListElement": steps}


def article_data(
    shop: ShopRef,
    face: ShopFace,
    path: str,
    title: str,
    text: str,
    published_at: datetime | None,
    changed_at: datetime | None = None,
    image: str = "",
) -> Data:
    """Something the shop has written. `image` is the path of its picture or preview card."""
    data = {
        "@context": _CONTEXT,
        "@type": "Article",
        "headline": title[:_HEADLINE],
        "description": text,
        "mainEntityOfPage": shop.base_url + path,
        "image": [shop.base_url + image] if image else [],
        "datePublished": _moment(published_at),
        "dateModified": _moment(changed_at or published_at),
        "inLanguage": language(),
        "author": {"@type": "Organization", "name": face.name, "url": f"{shop.base_url}/"},
        "publisher": {"@type": "Organization", "name": face.name, "url": f"{shop.base_url}/"},
    }
    return filled(data)


def _moment(at: datetime | None) -> str:
    # Some databases give fractions of a second, which tell nobody anything.
    return (at - timedelta(microseconds=at.microsecond)).isoformat() if at else ""


def filled(data: Data) -> Data:
    """Without properties that say nothing: an empty text or list is a fault to those who read it."""
    return {name: value for name, value in data.items() if value not in ("", None, [], {})}


def data_block(data: Mapping[str, Any]) -> Markup:
    """The data as the content of a script element: nothing in it can end that element, and letters stay letters."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return Markup(text)  # noqa: S704 - made harmless here.
