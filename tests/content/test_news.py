"""News of a shop: what visitors may read, in which order, from when on."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from shopapp.content.rules import BadDraft, SlugTaken, TextDraft, check_text, text_draft_from
from shopapp.platform.tenancy.refs import ShopRef
from tests.builders import NOW
from tests.content.builders import make_post

LONG_AGO = NOW - timedelta(days=400)


def test_news_are_light_and_the_same_for_everybody(
    app: Flask, shop: ShopRef, client: Any, statements: list[str]
) -> None:
    for number in range(20):
        make_post(app, shop, f"tin-{number}", published_at=LONG_AGO + timedelta(days=number))
    for path in ("/tin-tuc", "/tin-tuc/tin-3"):
        client.get(path)
        statements.clear()
        answer = client.get(path)
        assert answer.status_code == 200
        assert len(statements) <= 3, statements
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Cache-Control"] == "public, no-cache"
        assert "csrf" not in answer.text


def test_the_newest_come_first_and_the_list_goes_on(app: Flask, shop: ShopRef, client: Any) -> None:
    for number in range(14):
        make_post(app, shop, f"tin-{number}", published_at=LONG_AGO + timedelta(minutes=number // 2))
    first = client.get("/tin-tuc").text
    assert first.index("/tin-tuc/tin-13") < first.index("/tin-tuc/tin-12") < first.index("/tin-tuc/tin-11")
    assert 'href="/tin-tuc/tin-1"' not in first
    following = first.split('rel="next" href="')[1].split('"')[0]
    second = client.get(following).text
    assert 'href="/tin-tuc/tin-1"' in second
    assert 'href="/tin-tuc/tin-0"' in second
    assert 'href="/tin-tuc/tin-2"' not in second


def test_unpublished_future_and_foreign_news_do_not_exist(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], client: Any
) -> None:
    mine, other = two_shops
    make_post(app, mine, "nhap", published_at=None)
    make_post(app, mine, "tuong-lai", published_at=datetime.now(UTC) + timedelta(days=1))
    make_post(app, other, "hang-xom", published_at=LONG_AGO)
    text = client.get("/tin-tuc").text
    for slug in ("nhap", "tuong-lai", "hang-xom"):
        assert f"/tin-tuc/{slug}" not in text
        assert client.get(f"/tin-tuc/{slug}").status_code == 404


def test_addresses_of_nonsense_do_no_harm(shop: ShopRef, client: Any) -> None:
    for slug in ("khong-co", "a%00", "%F0%9F%8C%B9", "x" * 500, "A"):
        assert client.get(f"/tin-tuc/{slug}").status_code == 404
    for place in ("x", "9" * 30 + "-1", "9999999999-" + "9" * 30, "9999999999-1", "-1-1"):
        assert client.get("/tin-tuc", query_string={"sau": place}).status_code == 200


def test_a_body_is_markdown_without_raw_html(app: Flask, shop: ShopRef, client: Any) -> None:
    make_post(app, shop, "tin", published_at=LONG_AGO, title="<b>x</b>", body="**đậm** <script>alert(1)</script>")
    text = client.get("/tin-tuc/tin").text
    assert "<strong>đậm</strong>" in text
    assert "<script>alert" not in text
    assert "<b>x</b>" not in text


def test_a_slug_is_taken_once_a_shop(app: Flask, two_shops: tuple[ShopRef, ShopRef]) -> None:
    for shop in two_shops:
        make_post(app, shop)
    with pytest.raises(SlugTaken):
        make_post(app, two_shops[0])


def test_a_sample_becomes_a_draft_published_in_the_morning() -> None:
    draft = text_draft_from({"slug": "a", "title": "A", "published_on": "2026-09-14", "summary": "s", "body": "b"})
    check_text(draft)
    assert draft.published_at == datetime(2026, 9, 14, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "draft", [TextDraft("A b", "x"), TextDraft("a", " "), TextDraft("a", "x" * 161), TextDraft("a", "x", "y" * 301)]
)
def test_bad_news_are_refused(draft: TextDraft) -> None:
    with pytest.raises(BadDraft):
        check_text(draft)
