"""Headers, language, errors, logs, limits."""

import json
import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from flask import Flask

from shopapp.platform.logs import blot, init_logs
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.web.limits import is_within
from shopapp.platform.web.richtext import mark_outside, render_markdown
from tests.builders import NOW
from tests.conftest import ShopClient, on_one_engine

engine = on_one_engine("sqlite")

Inside = Callable[[ShopRef | None], AbstractContextManager[None]]


def test_every_answer_carries_the_security_headers(client: ShopClient) -> None:
    for path in ("/chinh-sach-bao-mat", "/nowhere"):
        headers = client.get(path).headers
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; ")
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"


def test_a_public_page_answers_304_to_who_has_it(client: ShopClient) -> None:
    first = client.get("/chinh-sach-bao-mat", headers={"Accept-Encoding": "br"})
    assert first.headers["Cache-Control"] == "public, no-cache"
    headers = {"Accept-Encoding": "br", "If-None-Match": first.headers["ETag"]}
    assert client.get("/chinh-sach-bao-mat", headers=headers).status_code == 304


def test_the_chosen_language_stays(client: ShopClient) -> None:
    assert "Privacy policy" in client.get("/chinh-sach-bao-mat?lang=en").get_data(as_text=True)
    assert "Privacy policy" in client.get("/chinh-sach-bao-mat").get_data(as_text=True)
    assert 'lang="vi"' in client.get("/chinh-sach-bao-mat?lang=vi").get_data(as_text=True)


def test_an_error_page_tells_nothing_of_the_program(client: ShopClient) -> None:
    answer = client.get("/khong-co-trang-nay")
    assert answer.status_code == 404
    page = answer.get_data(as_text=True)
    assert "Traceback" not in page
    assert "shopapp/" not in page


@pytest.mark.parametrize("text", ["lan@hoa.example", "gọi 0912 345 678", "+84912345678", "a" * 48])
def test_logs_blot_out_what_could_be_personal(text: str) -> None:
    assert text not in blot(f"x {text} y")


def test_an_exception_is_logged_without_its_text(capsys: pytest.CaptureFixture[str]) -> None:
    init_logs("info")
    try:
        raise ValueError("Nguyễn Thị Lan, 0912345678")
    except ValueError:
        logging.getLogger("somewhere").exception("failed")
    line = json.loads(capsys.readouterr().err.strip().splitlines()[-1])
    assert line["error"] == "ValueError"
    assert "Nguyễn" not in json.dumps(line, ensure_ascii=False)


def test_a_limit_counts_for_each_shop_apart(two_shops: tuple[ShopRef, ShopRef], inside: Inside) -> None:
    a, b = two_shops
    with inside(a):
        allowed = [is_within(a, "try", "me", limit=2, window=timedelta(hours=1), now=NOW) for _ in range(3)]
    with inside(b):
        assert is_within(b, "try", "me", limit=2, window=timedelta(hours=1), now=NOW)
    assert allowed == [True, True, False]


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "<img src=x onerror=alert(1)>",
        "![x](https://evil.example/p.png)",
    ],
)
def test_rich_text_carries_no_script(app: Flask, hostile: str) -> None:
    html = str(render_markdown(hostile))
    assert "<script" not in html
    assert "<img" not in html
    assert "javascript:" not in html or "href" not in html


def test_a_link_that_leads_outside_says_so(app: Flask) -> None:
    outside, own = render_markdown("[báo](https://bao.example/tin)"), render_markdown("[đặt hàng](/dat-hang)")
    marked = str(mark_outside(outside, "<ra ngoài>"))
    assert 'rel="noopener nofollow external"' in marked
    assert '<span class="sr"> (&lt;ra ngoài&gt;)</span></a>' in marked
    assert mark_outside(own, "ra ngoài") == own


def test_a_slash_at_the_end_of_an_address_does_no_harm(client: ShopClient) -> None:
    assert client.get("/chinh-sach-bao-mat/").status_code == 200
