"""Which pages may be found by searching, under which words and addresses."""

import html
import re
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.web.sharing import LONGEST_DESCRIPTION, LONGEST_TITLE, cut, titled, told
from tests.catalog.builders import make_category, make_product
from tests.conftest import on_one_engine

engine = on_one_engine("sqlite")

HOSTILE = '"></title><script>alert(1)</script>&amp; ' + "Hoa " * 40


@given(st.text(max_size=300), st.text(max_size=300))
def test_titles_and_descriptions_stay_short_and_harmless(own: str, name: str) -> None:
    for shown, longest in ((titled(own, name), LONGEST_TITLE), (told(own), LONGEST_DESCRIPTION)):
        assert len(shown.unescape()) <= longest
        assert not set(shown) & set("<>\"'\n")


@pytest.mark.parametrize(
    ("own", "name", "expected"),
    [
        ("Hoa hồng", "Tiệm Hoa Mai", "Hoa hồng – Tiệm Hoa Mai"),
        ("", "Tiệm Hoa Mai", "Tiệm Hoa Mai"),
        ("Tiệm Hoa Mai", "Tiệm Hoa Mai", "Tiệm Hoa Mai"),
        (Markup("Hoa &amp; lá"), "A & B", "Hoa & lá – A & B"),
        ("một hai ba bốn năm sáu " * 5, "Tiệm", "một hai ba bốn năm sáu một hai ba bốn năm sáu một… – Tiệm"),
        ("Hoa", "Cửa hàng " * 20, "Hoa – Cửa hàng Cửa hàng Cửa hàng Cửa hàng Cửa hàng Cửa hàng…"),
    ],
)
def test_a_title_ends_with_the_shops_name(own: str, name: str, expected: str) -> None:
    assert titled(own, name).unescape() == expected


def test_a_text_is_cut_at_a_word() -> None:
    assert cut("một hai ba", 10) == "một hai ba"
    assert cut("một hai ba", 9) == "một hai…"
    assert cut("một hai, ba", 9) == "một hai…"
    assert cut("X" * 50, 10) == "X" * 9 + "…"


def test_a_page_says_where_it_stands_in_each_language(app: Flask, shop: ShopRef, client: Any) -> None:
    make_product(app, shop)
    base = "http://a.localhost/san-pham/hoa-hong"
    # The last has no language in its address: whoever has chosen one goes on in it.
    for query, code in (("", "vi"), ("?lang=en", "en"), ("?x=1", "en")):
        answer = client.get("/san-pham/hoa-hong" + query)
        text, canonical = answer.text, base + ("?lang=en" if code == "en" else "")
        assert f'<link rel="canonical" href="{canonical}">' in text
        assert f'<meta property="og:url" content="{canonical}">' in text
        assert f'<meta property="og:locale" content="{"en_US" if code == "en" else "vi_VN"}">' in text
        assert dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', text)) == {
            "vi": base,
            "en": base + "?lang=en",
            "x-default": base,
        }
        assert answer.headers["Content-Language"] == code
        assert f'<html lang="{code}"' in text
        assert "Cookie" in answer.headers["Vary"]


def test_hostile_names_stay_words(app: Flask, shop: ShopRef, client: Any) -> None:
    make_product(
        app, shop, name=HOSTILE[:160], summary=HOSTILE[:200], category_id=make_category(app, shop, name=HOSTILE[:120])
    )
    for path in ("/san-pham/hoa-hong", "/danh-muc/hoa-bo"):
        text = client.get(path).text
        assert "<script>alert" not in text
        title = re.search(r"<title>(.*?)</title>", text)
        assert title
        assert html.unescape(title[1]).startswith('"></title><script>')
        shown = re.findall(r'<meta (?:name|property)="(?:og:)?description" content="([^"]*)">', text)
        assert len(shown) == 2
        assert all(len(html.unescape(words)) <= LONGEST_DESCRIPTION for words in shown)


def test_only_pages_that_say_so_may_be_found(app: Flask, shop: ShopRef, client: Any) -> None:
    make_product(app, shop, category_id=make_category(app, shop))
    hidden = (
        "/tim-kiem?q=hoa",
        "/tra-cuu",
        "/tai-khoan/dang-nhap",
        "/du-lieu-cua-toi",
        "/quan-tri/dang-nhap",
        "/khong",
    )
    for path in hidden:
        answer = client.get(path)
        assert "noindex" in answer.headers.get("X-Robots-Tag", ""), path
    assert "noindex" in client.get("/danh-muc/hoa-bo?con=1").headers["X-Robots-Tag"]
    for path in ("/", "/san-pham/hoa-hong", "/danh-muc/hoa-bo", "/dat-hang", "/dat-hang?sp=hoa-hong", "/lien-he"):
        answer = client.get(path)
        assert "X-Robots-Tag" not in answer.headers, path
        assert "noindex" not in answer.text, path
    refused = client.post("/dat-hang", data={})
    assert refused.status_code >= 400
    assert "noindex" in refused.headers["X-Robots-Tag"]


def test_files_are_no_pages_and_keep_no_choice_of_language(shop: ShopRef, client: Any) -> None:
    for path in ("/robots.txt", "/sitemap.xml", "/icon-192.png", "/manifest.webmanifest"):
        answer = client.get(f"{path}?lang=en")
        assert answer.status_code == 200
        assert "X-Robots-Tag" not in answer.headers
        assert "Set-Cookie" not in answer.headers, path
    assert "language=en" in client.get("/?lang=en").headers["Set-Cookie"]
