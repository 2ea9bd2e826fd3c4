"""Nothing English stands on a Vietnamese page and no Vietnamese chrome on an English one.

What a shop or its visitors wrote may stand anywhere: it is known by its rows and left out before a page is judged.
"""

import html
import os
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from flask import Flask

from shopapp.delivery.places import provinces, wards
from shopapp.kernel.clock import now
from shopapp.notifications.samples import message_kinds
from shopapp.notifications.wording import word_sample
from shopapp.platform.database import transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.privacy.actions import publish
from tests.builders import csrf_token
from tests.conftest import ShopClient, on_one_engine
from tests.security.walker import own_paths, routes, unmapped
from tests.security.world import PROVINCE, World, every_text, make_world

engine = on_one_engine("sqlite")

CATALOGUE = Path(__file__).parents[2] / "translations" / "vi" / "LC_MESSAGES" / "messages.po"
SAID: tuple[str, ...] = (
    "alt",
    "title",
    "placeholder",
    "aria-label",
    "aria-description",
    "label",
    "data-busy",
    "data-done",
    "data-copied",
)
SAID += ("data-words", "data-wait", "data-failed")
METAS = ("description", "og:description", "og:title")
MARKED = re.compile(r"[^\W\d_]*[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]\w*", re.IGNORECASE)
# No English sentence does without one or two of these, and no Vietnamese one holds any. Text messages, which have no
# marks, may hold "co the".
COMMON = re.compile(
    r"\b((?<!co )the|and|your|you|with|from|this|that|are|is|of|for|please|have|has|was|will|by|or|not|shop|order)\b",
    re.IGNORECASE,
)
# Names stand in every language: of languages, places, laws, money, programs; and what the sample shop says in a word.
NAMES: tuple[str, ...] = (
    "Tiếng Việt",
    "English",
    "Do Not Track",
    "Global Privacy Control",
    "Việt Nam",
    "Hồ Chí Minh",
    "Hà Nội",
)
NAMES += (
    "NĐ-CP",
    "đồng",
    "Ví Dụ",
    "Firefox on Linux",
    "by VPBank",
    "Tết",
    "Tươi",
    "Công an phường …, ông Nguyễn Văn A",
)
WORD = "anemone"
QUOTED = re.compile(r"“[^”]*”")
MOST_TRIES = 12


class Reader(HTMLParser):
    """Collects what a person reads or hears of a page, in the language of the page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        # What names another language of its own, such as the switch of languages, is right in that one.
        is_other = any(other for _tag, other in self._open) or (tag != "html" and "lang" in given)
        is_silent = is_other or tag in ("script", "style", "textarea", "svg")
        if not is_silent:
            self.said += [given[name] for name in SAID if given.get(name)]
            if tag == "meta" and (given.get("name") or given.get("property")) in METAS:
                self.said.append(given.get("content", ""))
            if tag == "input" and given.get("type") in ("submit", "button"):
                self.said.append(given.get("value", ""))
        if tag not in ("meta", "link", "input", "br", "img", "hr", "source", "base", "wbr", "col"):
            self._open.append((tag, is_silent))

    def handle_endtag(self, tag: str) -> None:
        while self._open and any(open_tag == tag for open_tag, _ in self._open):
            if self._open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        if data.strip() and not any(silent for _tag, silent in self._open):
            self.said.append(data)


def said_on(page: str) -> list[str]:
    """Every text of a page, in one line each."""
    return [" ".join(html.unescape(text).split()) for text in Reader(page).said]


@lru_cache(maxsize=1)
def english() -> tuple[frozenset[str], re.Pattern[str]]:
    """(every English word of the program that is another in Vietnamese, a pattern of those with gaps)."""
    with CATALOGUE.open("rb") as file:
        messages = [message for message in read_po(file, locale="vi") if message.id]
    whole, gapped = set(), []
    for message in messages:
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        texts = [message.string] if isinstance(message.string, str) else list(message.string or ())
        for source in ids:
            if source in texts or not re.search(r"[A-Za-z]{2}", source):
                continue
            if "%(" in source:
                parts = re.split(r"%\(\w+\)s", source.replace("%%", "%"))
                # What is little more than its gaps would match anything.
                if any(len(part.strip(" .:,–·")) >= 6 for part in parts):
                    gapped.append(".+?".join(re.escape(part) for part in parts))
            else:
                whole.add(" ".join(source.split()))
    return frozenset(whole), re.compile("|".join(f"(?:{part})" for part in gapped))


def left_over(text: str, known: Iterable[str]) -> str:
    """A text without the words of shop and visitors."""
    for own in known:
        if own in text:
            text = text.replace(own, " … ")
    return text


def english_in(said: Iterable[str], known: list[str]) -> Iterator[str]:
    """What stands in English on a page that is Vietnamese."""
    whole, gapped = english()
    for text in said:
        rest = left_over(text, known).strip(" …")
        if rest and (rest in whole or gapped.fullmatch(rest) or COMMON.search(rest)):
            yield text


def vietnamese_in(said: Iterable[str], known: list[str]) -> Iterator[str]:
    """What stands in Vietnamese on a page that is English."""
    for text in said:
        # What is quoted is an example of what one might type; masked or shortened, a shop's texts keep their word.
        rest = QUOTED.sub("", left_over(text, known))
        if MARKED.search(rest) and WORD not in rest:
            yield text


FOREIGN = {"vi": english_in, "en": vietnamese_in}


def test_planted_words_are_found() -> None:
    page = """<html lang="vi"><title>Giỏ</title><p>Look up an order</p><img alt="Hoa"><a lang="en">English</a>
    <button aria-label="Close">x</button><p>2 products of the shop</p><p>Hoa hồng the best</p></html>"""
    found = list(english_in(said_on(page), ["the best"]))
    assert found[0] == "Look up an order"
    assert "2 products of the shop" in found
    assert "Hoa hồng the best" not in found
    page = '<html lang="en"><p>Order</p><p>Đặt hàng</p><p>Hoa hồng 5</p><p lang="vi">Tiếng Việt</p></html>'
    assert list(vietnamese_in(said_on(page), ["Hoa hồng"])) == ["Đặt hàng"]


@pytest.fixture
def world(app: Flask, two_shops: tuple[ShopRef, ShopRef]) -> World:
    """A shop with something of everything, and the policy that its settings make."""
    world = make_world(app, two_shops[0], WORD, now=now(), policies=2)
    with app.app_context(), acting_for(world.shop), transaction():
        publish(world.shop, now=now())
    return world


def known_texts(app: Flask, world: World) -> list[str]:
    """Everything that shop, visitors and the country named, the longest first."""
    places = [name for _code, name in (*provinces(), *wards(PROVINCE))]
    rows = {text for text in every_text(app, world.shop) if not is_policy(text)}
    words = {" ".join(text.split()) for text in (*rows, *NAMES, *places)}
    return sorted((word for word in words if len(word) > 1 and word != WORD), key=len, reverse=True)


def is_policy(text: str) -> bool:
    """Policies are kept as rows and yet are the program's own words."""
    return len(text) > 30 and WORD not in text


def pages_of(
    app: Flask, world: World, client_of: Callable[[ShopRef], ShopClient], code: str
) -> Iterator[tuple[str, str]]:
    """(path, text) of a page of each route of visitors; of staff too in `make proof`."""
    host = world.shop.base_url.removeprefix("http://")
    stranger, known = client_of(world.shop), client_of(world.shop)
    for name, value in world.cookies.items():
        known.set_cookie(name, value, domain=host)
    for client in (stranger, known):
        client.set_cookie("language", code, domain=host)
    strange = unmapped(app, world)
    for rule in routes(app):
        is_staffs = rule.rule.startswith("/quan-tri")
        if (
            "GET" not in (rule.methods or ())
            or rule.arguments & strange
            or (is_staffs and os.environ.get("SHOPAPP_PROOF") != "full")
        ):
            continue
        if is_staffs and (rule.rule.endswith("/thu") or "paper" in rule.arguments):
            continue  # A message as its reader got it; a paper for an authority.
        for path in list(own_paths(rule, world))[:MOST_TRIES]:
            # A page may look different to somebody who is known here.
            answers = [client.get(path) for client in (stranger, known)]
            shown = [
                answer
                for answer in answers
                if answer.data.startswith(b"<!doctype html>") and "Location" not in answer.headers
            ]
            yield from ((path, answer.text) for answer in shown)
            if any(answer.status_code == 200 for answer in shown):
                break
    yield from refused(stranger)


def refused(client: Any) -> Iterator[tuple[str, str]]:
    """Pages of errors, and forms that come back."""
    yield "404", client.get("/khong-co-trang-nay").text
    for path in ("/dat-hang", "/lien-he", "/bao-gia", "/tra-cuu", "/tai-khoan/dang-ky", "/bao-cao-an-ninh"):
        page = client.get(path).text
        answer = client.post(path, data={"csrf_token": csrf_token(page), "step": "review"})
        assert answer.status_code in (400, 409, 422), path
        yield f"POST {path}", answer.text
    yield "POST without token", client.post("/tra-cuu").text


@pytest.mark.parametrize("code", FOREIGN)
def test_pages_speak_one_language(
    app: Flask, world: World, client_of: Callable[[ShopRef], ShopClient], code: str
) -> None:
    known = known_texts(app, world)
    faults: dict[str, list[str]] = {}
    count = 0
    for path, text in pages_of(app, world, client_of, code):
        count += 1
        assert f'<html lang="{code}"' in text, path
        for wrong in FOREIGN[code](said_on(text), known):
            faults.setdefault(wrong, []).append(path)
    assert count > 60
    assert {wrong: paths[:3] for wrong, paths in faults.items()} == {}


@pytest.mark.parametrize("code", FOREIGN)
def test_messages_speak_one_language(app: Flask, world: World, code: str) -> None:
    known = known_texts(app, world)
    faults = {}
    with app.app_context(), acting_for(world.shop):
        for kind in message_kinds():
            for channel in kind.channels:
                envelope = word_sample(world.shop, kind.name, channel, code)
                texts = [envelope.subject or "", *(envelope.text or "").split("\n")]
                if found := list(FOREIGN[code](texts, known)):
                    faults[f"{kind.name} {channel}"] = found
    assert faults == {}
