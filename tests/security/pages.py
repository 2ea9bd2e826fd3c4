"""Every page of a shop that answers, found from the program's own routes: whoever adds a route adds a page here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flask import Flask

from shopapp.platform.tenancy.refs import ShopRef
from tests.conftest import ShopClient
from tests.security.walker import own_paths, routes, unmapped
from tests.security.world import World

# Of a route's many addresses (one for each link, message or picture) so many are tried until one shows a page.
MOST_TRIES = 12


@dataclass(frozen=True)
class Found:
    """A page that answers 200, whom it was shown to, and what it said."""

    path: str
    persona: str
    text: str
    is_for_staff: bool


def personas(world: World, client_of: Callable[[ShopRef], ShopClient]) -> dict[str, ShopClient]:
    """A browser that knows nothing, and one with every cookie of the shop."""
    found = {"stranger": client_of(world.shop), "known": client_of(world.shop)}
    for name, value in world.cookies.items():
        found["known"].set_cookie(name, value, domain=world.shop.base_url.removeprefix("http://"))
    return found


def pages_of(app: Flask, world: World, client_of: Callable[[ShopRef], ShopClient]) -> Iterator[Found]:
    """One page of each route that shows one, to a stranger where a stranger may see it.

    Routes with a name of which the world knows no value are left out; `test_walls` fails for them.
    """
    browsers, strange = personas(world, client_of), unmapped(app, world)
    for rule in routes(app):
        if "GET" not in (rule.methods or ()) or rule.arguments & strange:
            continue
        paths = list(own_paths(rule, world))[:MOST_TRIES]
        tries = ((path, who) for who in browsers for path in paths)
        for path, who in tries:
            answer = browsers[who].get(path)
            # What a script fetches to put into a page is no page.
            if answer.status_code == 200 and answer.data.startswith(b"<!doctype html>"):
                yield Found(path, who, answer.text, rule.rule.startswith("/quan-tri"))
                break
