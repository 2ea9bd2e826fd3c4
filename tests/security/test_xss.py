"""Texts with marks in them, stored or sent, stay texts: on every page of the shop and in each of its mails."""

import json
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Column, String, UniqueConstraint, select, update

from shopapp.kernel.clock import now
from shopapp.notifications.models import Message
from shopapp.notifications.wording import CannotBeWorded, Worded, copy_of, word
from shopapp.platform.database import Base, db
from shopapp.platform.personal_data import declaration_of
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.builders import csrf_token
from tests.conftest import ShopClient, on_one_engine
from tests.security.walker import FormReader, own_paths, routes
from tests.security.world import World, make_world

engine = on_one_engine("postgresql")

HOSTILE = "\"'><x-y onload=alert(1)><img src=x onerror=alert(1)></textarea></title></script>"
# Texts a shop writes about itself and its goods.
SHOWN = {"name", "title", "summary", "description", "intro", "label", "alt", "body", "text"}
# Texts by which the program finds its way: other rows, states, places, hashes.
KEPT = ("_kind", "_hash", "_digest", "_code", "_key", "kind", "state", "token", "key", "host", "role", "password")
QUERIES = ("q", "sp", "pb", "sl", "tiep", "loai", "xem", "muc", "so", "ngay", "sau", "lang", "tinh")


class Reader(HTMLParser):
    """Collects what a page must not hold."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "x-y" or given.get("src") == "x" or any(name.startswith("on") for name in given):
            self.faults.append(f"<{tag} {given}>")
        if any(given.get(name, "").strip().lower().startswith("javascript:") for name in ("href", "src", "action")):
            self.faults.append(f"<{tag} {given}>")


def faults_in(page: str) -> list[str]:
    return Reader(page).faults


@pytest.fixture
def world(app: Flask, two_shops: tuple[ShopRef, ShopRef]) -> World:
    """A shop filled with harmless texts."""
    return make_world(app, two_shops[0], "anemone", now=now(), policies=1)


@pytest.fixture
def owner(world: World, client_of: Callable[[ShopRef], ShopClient]) -> ShopClient:
    """A browser with the owner's session, the draft and the proof of the shop."""
    client = client_of(world.shop)
    for name, value in world.cookies.items():
        client.set_cookie(name, value, domain=world.shop.base_url.removeprefix("http://"))
    return client


def hostile_columns() -> Iterator[Column[Any]]:
    """Every column that holds what somebody has typed."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            is_typed = declaration_of(column) is not None or column.name in SHOWN
            if is_typed and isinstance(column.type, String) and not column.name.endswith(KEPT):
                yield column


def make_hostile(app: Flask, shop: ShopRef) -> int:
    """Turn every typed text of the shop hostile, past all forms; how many columns there were."""
    columns = [column for column in hostile_columns() if "shop_id" in column.table.c]
    with app.app_context(), db.engine.begin() as connection:
        for column in columns:
            # Unique columns need different texts; all tables have an id.
            value = HOSTILE + db.cast(column.table.c.id, String)
            longest = column.type.length  # type: ignore[attr-defined]  # Only strings come here.
            shown = value if longest is None or longest > len(HOSTILE) + 9 else HOSTILE[:longest]
            if is_unique(column) and longest and longest <= len(HOSTILE) + 9:
                continue
            own = column.table.c.shop_id == shop.id
            connection.execute(update(column.table).where(own, column != "").values({column.name: shown}))
    return len(columns)


def is_unique(column: Column[Any]) -> bool:
    """Whether two rows may not hold the same, be it in a shop or under a row they belong to."""
    sets = (constraint for constraint in column.table.constraints if isinstance(constraint, UniqueConstraint))
    return bool(column.unique) or any(column.name in unique.columns for unique in sets)


def test_no_stored_text_becomes_a_part_of_a_page(app: Flask, world: World, owner: ShopClient) -> None:
    paths = [path for rule in routes(app) if "GET" in (rule.methods or ()) for path in own_paths(rule, world)]
    assert make_hostile(app, world.shop) > 30
    held = 0
    for path in paths:
        answer = owner.get(path)
        assert answer.status_code < 500, path
        if answer.mimetype == "text/html":
            assert faults_in(answer.text) == [], path
            held += "x-y onload" in answer.text
    # Shown, escaped, in product, news, order, thread, back office and lists.
    assert held > 12


def test_nothing_sent_comes_back_as_a_part_of_a_page(app: Flask, world: World, owner: ShopClient) -> None:
    token, forms = csrf_token(owner.get("/tra-cuu").text), set()
    for rule in routes(app):
        if "GET" not in (rule.methods or ()):
            continue
        path = next(own_paths(rule, world))
        answer = owner.get(path, query_string=dict.fromkeys(QUERIES, HOSTILE))
        if answer.mimetype == "text/html":
            assert faults_in(answer.text) == [], path
            forms |= {form for form in FormReader(owner.get(path).text).forms if form.method == "POST"}
    came_back = 0
    for form in forms:
        if form.action.endswith("dang-xuat"):
            continue
        data = {name: HOSTILE for name, _ in form.fields} | {"csrf_token": token}
        answer = owner.post(form.action or "/dat-hang", data=data)
        assert faults_in(answer.text) == [], form.action
        came_back += "x-y onload" in answer.text
    assert came_back > 4


def with_one_hostile_text(facts: Any) -> Iterator[Any]:
    """The facts of a message with one of their texts replaced, for each of them; addresses stay."""
    flat = json.dumps(facts)
    for text in sorted({text for text in texts_of(facts) if text}):
        yield json.loads(flat.replace(json.dumps(text), json.dumps(HOSTILE)))


def texts_of(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, part in value.items():
            if name != "links":
                yield from texts_of(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts_of(part)


def test_no_text_becomes_a_part_of_a_mail(app: Flask, world: World) -> None:
    with app.app_context(), acting_for(world.shop):
        messages = [copy_of(row) for row in db.session.execute(select(Message)).scalars()]
    tried = 0
    for message in messages:
        for facts in with_one_hostile_text(message.facts):
            changed = Worded(message.kind, message.channel, message.to, message.language, message.reference, facts)
            with app.app_context(), acting_for(None):
                try:
                    letter = word(world.shop, changed)
                except CannotBeWorded:
                    # The text was one the program decides by; nobody types those.
                    continue
            tried += 1
            assert faults_in(letter.html) == [], message.kind
            assert "\n" not in letter.subject
    assert tried > 20
