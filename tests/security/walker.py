"""A visitor who tries everything: every route, with another shop's ids, tokens, slugs and codes wherever they fit."""

import html
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote

from flask import Flask
from werkzeug.routing import BuildError, Rule

from shopapp.platform.access import access_rule_of
from shopapp.platform.database import Base, db
from tests.conftest import ShopClient
from tests.security.world import World, every_text
from tests.support.rows import snapshot

Fields = list[tuple[str, str]]
# What a form never asks for and a view must never take from one.
PLANTED = ("id", "shop_id", "price", "role", "status", "state", "account_id", "customer_id", "total", "is_active")


@dataclass(frozen=True)
class Form:
    """A form of a page: where it goes, how, and what it would send untouched."""

    method: str
    action: str
    fields: tuple[tuple[str, str], ...]


class FormReader(HTMLParser):
    """Collects the forms of a page as a browser would send them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._open: tuple[str, str] | None = None
        self._fields: Fields = []
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "form":
            self._open, self._fields = (given.get("method", "get").upper(), given.get("action", "")), []
        elif tag == "select":
            self._select = name
            self._fields.append((name, ""))
        elif tag == "option" and self._select and ("selected" in given or not dict(self._fields)[self._select]):
            self._fields = [(n, value if n == self._select else v) for n, v in self._fields]
        elif tag in ("input", "textarea", "button") and name:
            self._fields.append((name, value))

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "form" and self._open:
            self.forms.append(Form(self._open[0], self._open[1].partition("#")[0], tuple(self._fields)))
            self._open = None


@dataclass
class Walker:
    """One persona on one shop's host, before another shop. `faults` holds whatever went wrong."""

    app: Flask
    own: World
    other: World
    client: ShopClient
    canaries: frozenset[str]
    cookies: Mapping[str, str]
    typed: set[str]
    faults: list[str] = field(default_factory=list)
    asked: int = 0
    token: str = ""
    answers: Counter[int] = field(default_factory=Counter)
    forms: set[Form] = field(default_factory=set)

    def send(self, method: str, path: str, *, query: Fields | None = None, data: Fields | None = None) -> Any:
        """One request with this persona's cookies, and a look at what came back."""
        domain = self.client.base_url.removeprefix("http://")
        for name, value in self.cookies.items():
            self.client.set_cookie(name, value, domain=domain)
        # Another address each time: this is about walls, and the limits would soon answer in their place.
        number = self.asked = self.asked + 1
        address = {"REMOTE_ADDR": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"}
        answer = self.client.open(
            path, method=method, query_string=query or None, data=multi(data), environ_overrides=address
        )
        self._look(
            f"{method} {path} {query or ''} {data or ''}", answer, [v for _, v in [*(query or ()), *(data or ())]]
        )
        return answer

    def _look(self, what: str, answer: Any, sent: Iterable[str]) -> None:
        self.answers[answer.status_code] += 1
        if answer.status_code >= 500:
            self.faults.append(f"{answer.status_code}: {what}")
        said = {html.unescape(part) for part in (*sent, unquote(what))}
        shown = html.unescape(answer.get_data().decode(errors="replace")) + str(answer.headers)
        # What was sent may come back, at once in a field that keeps what was typed or later as an own row; that tells
        # nothing new. Only single words are ever sent, so every text of several words stays a proof.
        self.typed |= said
        for canary in self.canaries:
            if canary in shown and not any(canary in part for part in self.typed):
                self.faults.append(f"shows {canary!r}: {what}")

    def read_forms(self, answer: Any) -> None:
        """Remember the forms of an own page."""
        if answer.mimetype == "text/html":
            self.forms |= set(FormReader(answer.text).forms)


def multi(data: Fields | None) -> dict[str, list[str]] | None:
    """Pairs as the test client wants them, several values of a name kept."""
    if data is None:
        return None
    gathered: dict[str, list[str]] = {}
    for name, value in data:
        gathered.setdefault(name, []).append(value)
    return gathered


def routes(app: Flask) -> list[Rule]:
    """Every route that belongs to a shop."""
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint))
    found = []
    for rule in rules:
        access = access_rule_of(app.view_functions[rule.endpoint])
        if access is None or not access.shopless:
            found.append(rule)
    return found


def unmapped(app: Flask, world: World) -> set[str]:
    """Names in routes for which nobody has said what leads to something of a shop."""
    return {name for rule in routes(app) for name in rule.arguments if not world.params.get(name)}


def own_paths(rule: Rule, own: World) -> Iterator[str]:
    """The route's addresses within the own shop."""
    yield from built(rule, [own.params[name] for name in sorted(rule.arguments)])


def foreign_paths(rule: Rule, own: World, other: World) -> Iterator[str]:
    """Addresses with at least one value of the other shop: all of them, or mixed with own ones."""
    names = sorted(rule.arguments)
    for chosen in itertools.product((own, other), repeat=len(names)):
        if other in chosen:
            yield from built(rule, [values(world, own, other, name) for world, name in zip(chosen, names, strict=True)])


def values(world: World, own: World, other: World, name: str) -> list[Any]:
    """Values of one world; those of the other that the own shop has as well (policy 1) are not foreign."""
    return own.params[name] if world is own else [v for v in other.params[name] if v not in own.params[name]]


def built(rule: Rule, choices: list[list[Any]]) -> Iterator[str]:
    names = sorted(rule.arguments)
    for combination in itertools.product(*choices):
        try:
            parts = rule.build(dict(zip(names, combination, strict=True)), append_unknown=False)
        except BuildError:
            continue
        if parts:
            yield parts[1]


def rows_of(app: Flask, world: World) -> dict[str, list[tuple[Any, ...]]]:
    """Everything the shop has in the database."""
    with app.app_context(), db.engine.connect() as connection:
        return snapshot(connection, Base.metadata.sorted_tables, world.shop.id)


def canaries(app: Flask, own: World, other: World) -> frozenset[str]:
    """Texts that only the other shop has."""
    own_texts = every_text(app, own.shop)
    everything = " ".join(own_texts)
    return frozenset(text for text in every_text(app, other.shop) if text not in own_texts and text not in everything)
