"""Nobody reaches from one shop into another: every route, every foreign value, in path, query, form and cookie."""

import dataclasses
import random
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import delete

from shopapp.kernel.clock import now
from shopapp.platform.access import access_rule_of, open_to_all
from shopapp.platform.database import db, transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.platform.web.limits import RateCount
from tests.builders import csrf_token
from tests.conftest import ShopClient, run_on
from tests.security.walker import (
    PLANTED,
    Fields,
    Form,
    Walker,
    canaries,
    foreign_paths,
    own_paths,
    routes,
    rows_of,
    unmapped,
)
from tests.security.world import World, every_id, make_world, sign_in
from tests.support.fixtures import Proof

ClientOf = Callable[[ShopRef], ShopClient]
Worlds = tuple[World, World]
# Own objects are opened, foreign ones are not there; or one has to sign in first, which says nothing of either.
NOT_THERE = {404, 403, 303}
STRANGER = "bearer of the other shop's cookies"
# These answer with something of the own shop whatever the address says.
ALWAYS_OWN = {
    "site_storefront.theme",
    "site_storefront.sitemap_part",
    *(f"site_shared.{kind}_card" for kind in ("shop", "category", "product", "post", "page")),
}
# After how many forms the other shop's rows are looked at; a fault names them all.
FORMS_AT_ONCE = 10
# Pages that show nothing without a question.
NEEDED = {"/dia-chi/phuong-xa": [("tinh", "79")]}


@pytest.fixture
def worlds(app: Flask, two_shops: tuple[ShopRef, ShopRef]) -> Worlds:
    """Both shops, filled."""
    a, b = two_shops
    return make_world(app, a, "anemone", now=now(), policies=1), make_world(app, b, "bergamot", now=now(), policies=3)


@pytest.fixture
def personas(app: Flask, worlds: Worlds, client_of: ClientOf, engine: str, proof: Proof) -> dict[str, Walker]:
    """Who walks on one shop's host before the other: on the first's and, at full size, on the second's too."""
    found: dict[str, Walker] = {}
    for own, other in (worlds, worlds[::-1])[: 2 if proof.is_full else 1]:
        known, typed = canaries(app, own, other), set[str]()
        assert sum(" " in canary for canary in known) > 30
        visitor = {name: value for name, value in own.cookies.items() if name != "staff"}
        cookies = {"visitor": visitor, "owner": dict(own.cookies)}
        if proof.is_full or engine == "sqlite":
            # Whom a cookie belongs to is not the engine's business; once is enough.
            cookies[STRANGER] = dict(other.cookies)
        for name, held in cookies.items():
            key = name if own is worlds[0] else f"{name}, the other way"
            found[key] = Walker(app, own, other, client_of(own.shop), known, held, typed)
    return found


def forget_limits(app: Flask) -> None:
    """This is about walls; without this the limits would answer in their place."""
    with app.app_context(), acting_for(None), transaction():
        db.session.execute(delete(RateCount).execution_options(synchronize_session=False))


def test_every_name_in_a_route_is_known_to_the_walker(app: Flask, worlds: Worlds) -> None:
    assert unmapped(app, worlds[0]) == set(), "say in tests/security/world.py what leads to something of a shop"
    assert unmapped(app, worlds[1]) == set()


@run_on("sqlite")
def test_the_walker_opens_what_is_its_own(app: Flask, personas: dict[str, Walker]) -> None:
    opened: dict[str, set[int]] = {}
    for name in ("visitor", "owner"):
        for rule in routes(app):
            for path in own_paths(rule, personas[name].own):
                if "GET" in (rule.methods or set()):
                    answer = personas[name].send("GET", path, query=NEEDED.get(rule.rule))
                    opened.setdefault(rule.rule, set()).add(answer.status_code)
    closed = {rule: codes for rule, codes in opened.items() if not codes & {200, 302, 303}}
    assert closed == {}, "own pages that do not open prove nothing about foreign ones"


def test_no_path_leads_into_another_shop(app: Flask, personas: dict[str, Walker], proof: Proof) -> None:
    asked = 0
    for name, walk in personas.items():
        before, token = rows_of(app, walk.other), form_token(walk)
        for rule in routes(app):
            for path in foreign_paths(rule, walk.own, walk.other):
                for method in sorted((rule.methods or set()) - {"OPTIONS"}):
                    data: Fields | None = [("csrf_token", token)] if method == "POST" else None
                    status = walk.send(method, path, data=data).status_code
                    if not (status in NOT_THERE or is_refused_unread(method, status) or rule.endpoint in ALWAYS_OWN):
                        walk.faults.append(f"{name} gets {status}: {method} {path}")
            forget_limits(app)
        if rows_of(app, walk.other) != before:
            walk.faults.append(f"{name} changed the other shop by path")
        asked += walk.asked
        assert walk.faults == []
    proof.note("requests with foreign paths", asked)


def batched(forms: Sequence[Form], size: int) -> Iterator[Sequence[Form]]:
    """The forms, some at a time."""
    for start in range(0, len(forms), size):
        yield forms[start : start + size]


def is_refused_unread(method: str, status: int) -> bool:
    """A form whose token or fields were refused before anything was looked up."""
    return method == "POST" and status in (400, 422)


@run_on("sqlite")
def test_no_query_reaches_into_another_shop(app: Flask, personas: dict[str, Walker], proof: Proof) -> None:
    chance, rounds, asked = random.Random(7), proof.size(1, 20), 0
    for name, walk in personas.items():
        before, foreign = rows_of(app, walk.other), foreign_values(app, walk)
        known = parameter_names(app, walk)
        for rule in routes(app):
            if "GET" not in (rule.methods or set()):
                continue
            for path in list(own_paths(rule, walk.own))[:3]:
                for _ in range(rounds):
                    walk.send("GET", path, query=[(key, chance.choice(foreign)) for key in known])
            forget_limits(app)
        if rows_of(app, walk.other) != before:
            walk.faults.append(f"{name} changed the other shop by query")
        asked += walk.asked
        assert walk.faults == []
    proof.note("requests with foreign queries", asked)


@run_on("sqlite")
def test_no_form_reaches_into_another_shop(app: Flask, personas: dict[str, Walker], proof: Proof) -> None:
    chance, asked, sent_forms = random.Random(11), 0, set()
    for name, walk in personas.items():
        foreign, before = foreign_values(app, walk), rows_of(app, walk.other)
        for forms in batched(collect_forms(app, walk), FORMS_AT_ONCE):
            for form in forms:
                for data in foreign_fillings(form, foreign, chance, proof.size(1, 10)):
                    answer = walk.send("POST", form.action, data=[*data, ("csrf_token", form_token(walk))])
                    stay_signed_in(app, walk, answer)
                forget_limits(app)
            actions = {form.action for form in forms}
            sent_forms |= actions
            if rows_of(app, walk.other) != before:
                walk.faults.append(f"{name} changed the other shop by one of {actions}")
        asked += walk.asked
        assert walk.faults == []
        refused_unread = walk.answers[400] / walk.answers.total()
        assert refused_unread < 0.25, "forms that are refused for their token prove nothing"
    proof.note("requests with foreign forms", asked)
    proof.note("forms walked", len(sent_forms))
    assert len(sent_forms) > 15


@run_on("sqlite")
def test_no_form_without_its_token_changes_anything(app: Flask, personas: dict[str, Walker]) -> None:
    walk = personas["owner"]
    forms = collect_forms(app, walk)
    before = rows_of(app, walk.own)
    for form in forms:
        fields = [(name, value) for name, value in form.fields if name != "csrf_token"]
        for token in ([], [("csrf_token", "forged")]):
            status = walk.send("POST", form.action, data=[*fields, *token]).status_code
            assert status >= 400 or status == 303, form
        forget_limits(app)
    assert rows_of(app, walk.own) == before


@run_on("postgresql")
def test_looking_changes_nothing(app: Flask, personas: dict[str, Walker], statements: list[str]) -> None:
    seen: set[str] = set()
    with time_machine.travel(now(), tick=False):
        for name in ("visitor", "owner"):
            walk = personas[name]
            for rule in routes(app):
                if "GET" not in (rule.methods or set()):
                    continue
                statements.clear()
                for path in own_paths(rule, walk.own):
                    walk.send("GET", path)
                    walk.send("HEAD", path)
                # Who looked at whose data is evidence, as is who fetched their copy, and the one thing that looking
                # may write; and how often somebody looks is counted.
                assert written(statements) <= {"staff_read", "data_export", "rate_count"}, f"GET {rule.rule}"
                seen |= written(statements)
                forget_limits(app)
    assert "staff_read" in seen, "a look that sees no writing proves nothing"


def written(statements: list[str]) -> set[str]:
    """The tables that statements write to; whatever is no plain question counts as its whole self."""
    found = set()
    for statement in statements:
        if not re.match(r"\s*SELECT\b(?!.*\bFOR UPDATE\b)", statement, re.IGNORECASE | re.DOTALL):
            target = re.match(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+(\w+)", statement, re.IGNORECASE)
            found.add(target.group(1) if target else statement)
    return found


@run_on("postgresql")
def test_a_planted_hole_is_found(app: Flask, personas: dict[str, Walker], monkeypatch: pytest.MonkeyPatch) -> None:
    walk = personas["visitor"]
    secret = max(walk.canaries, key=len)

    @open_to_all
    def leaking(**_: object) -> str:
        return f"<p>{secret}</p>"

    monkeypatch.setitem(app.view_functions, "orders_storefront.show", leaking)
    token = walk.other.params["token"][0]
    assert walk.send("GET", f"/don-hang/{token}").status_code == 200
    assert [fault for fault in walk.faults if secret in fault]


def form_token(walk: Walker) -> str:
    """A form token of this browser; a new one where signing in or out has ended the one before."""
    held = walk.client.get_cookie("form", domain=walk.client.base_url.removeprefix("http://"))
    if held is None or not walk.token:
        walk.token = csrf_token(walk.client.get("/tra-cuu").text)
    return walk.token


def stay_signed_in(app: Flask, walk: Walker, answer: Any) -> None:
    """Walking over "sign out" ends the session; the walk goes on with a new one."""
    for name, account in (("staff", walk.own.owner), ("customer", walk.own.customer)):
        ended = any(cookie.startswith(f"{name}=") for cookie in answer.headers.getlist("Set-Cookie"))
        if not ended or walk.cookies.get(name) != walk.own.cookies[name]:
            continue
        with app.app_context(), acting_for(walk.own.shop), transaction():
            token = sign_in(walk.own, account, now())
        walk.own.cookies[name] = token
        walk.cookies = {**walk.cookies, name: token}


def collect_forms(app: Flask, walk: Walker) -> list[Form]:
    """Every form on the own shop's pages that changes something."""
    for rule in routes(app):
        if "GET" in (rule.methods or set()):
            for path in own_paths(rule, walk.own):
                walk.read_forms(walk.send("GET", path))
    forget_limits(app)
    found = {(f.action.partition("?")[0], tuple(n for n, _ in f.fields)): f for f in walk.forms if f.method == "POST"}
    return [dataclasses.replace(f, action=f.action or "/") for _, f in sorted(found.items())]


def foreign_values(app: Flask, walk: Walker) -> list[str]:
    """Ids, tokens, slugs, codes, keys and addresses of the other shop."""
    texts = {text for text in walk.canaries if " " not in text and len(text) <= 64}
    ids = {str(found) for found in every_id(app, walk.other.shop) - every_id(app, walk.own.shop)}
    return sorted(walk.other.values() | ids | texts)


def parameter_names(app: Flask, walk: Walker) -> list[str]:
    """Every name any route or form of the program uses, and some that none should."""
    for rule in routes(app):
        if "GET" in (rule.methods or set()):
            for path in list(own_paths(rule, walk.own))[:1]:
                walk.read_forms(walk.send("GET", path))
    names = {name for form in walk.forms for name, _ in form.fields} | {n for r in routes(app) for n in r.arguments}
    return sorted(names | set(PLANTED) | {"sp", "tiep", "q", "trang", "loai"})


def foreign_fillings(form: Form, foreign: list[str], chance: random.Random, rounds: int) -> list[Fields]:
    """The form with one field at a time turned foreign, with all of them, and with fields it never had."""
    fields = [(name, value) for name, value in form.fields if name != "csrf_token"]
    # Hundreds of boxes of one name are one field to whoever reads them.
    first_of = {name: index for index, (name, _value) in reversed(list(enumerate(fields)))}
    fillings: list[Fields] = []
    for _ in range(rounds):
        for name, index in first_of.items():
            fillings.append([*fields[:index], (name, chance.choice(foreign)), *fields[index + 1 :]])
        fillings.append([(name, chance.choice(foreign)) for name, _ in fields])
        fillings.append([*fields, *((name, chance.choice(foreign)) for name in PLANTED)])
    return fillings


def test_staff_routes_are_closed_to_visitors_whatever_they_send(app: Flask, personas: dict[str, Walker]) -> None:
    for name in [name for name in ("visitor", STRANGER) if name in personas]:
        walk = personas[name]
        token = form_token(walk)
        for rule in routes(app):
            access = access_rule_of(app.view_functions[rule.endpoint])
            if access is None or access.kind != "staff":
                continue
            for path in own_paths(rule, walk.own):
                for method in sorted((rule.methods or set()) - {"OPTIONS", "HEAD"}):
                    data: Fields | None = [("csrf_token", token)] if method == "POST" else None
                    answer = walk.send(method, path, data=data)
                    if method == "GET":
                        assert answer.location.startswith("/quan-tri/dang-nhap?tiep="), path
                    else:
                        assert answer.status_code == 403, path
