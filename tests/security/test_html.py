"""Every page is what a strict reader of HTML takes for one, refers to nothing that is not there, and stays at home."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
import pytest
from flask import Flask

from shopapp.kernel.clock import now
from shopapp.platform.tenancy.refs import ShopRef
from tests.builders import csrf_token
from tests.conftest import ShopClient, on_one_engine
from tests.security.pages import Found, pages_of
from tests.security.world import make_world

engine = on_one_engine("sqlite")

# Attributes that name ids of the same page, one or several.
REFERRING = ("for", "form", "list", "headers", "popovertarget", "commandfor", "itemref")
ARIA = ("labelledby", "describedby", "controls", "owns", "details", "errormessage", "activedescendant", "flowto")
LABELABLE = {"button", "input", "meter", "output", "progress", "select", "textarea"}
# What a browser fetches, sends to or opens by itself; a link one may tap is none of these.
FETCHED = {
    "src": None,
    "srcset": None,
    "poster": None,
    "data": {"object"},
    "action": {"form"},
    "formaction": None,
    "ping": None,
    "manifest": None,
    "background": None,
    "href": {"link", "use", "image", "base"},
}
# Of what <link> names, these are addresses to know and none to fetch.
TOLD = {"canonical", "alternate", "prev", "next", "license", "help", "me"}

# A mail as its reader gets it, shown in a frame of its own, follows the rules of mails.
LETTER = re.compile(r"/quan-tri/cua-hang/tin-nhan/.+/thu")


def parsed(text: str) -> tuple[list[Element], list[str]]:
    """(the elements of a page in order, what the strict reader has against it)."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    root = parser.parse(text)
    lines = ["", *text.split("\n"), ""]
    faults = [f"{code} at {lines[line].strip()[:120]!r}" for (line, _), code, _ in parser.errors]
    return [element for element in root.iter() if isinstance(element.tag, str)], faults


def faults_of(text: str, host: str) -> list[str]:
    """Everything that is wrong with a page's markup, one line each."""
    elements, found = parsed(text)
    return found + list(loose_ends(elements)) + list(shape(elements)) + list(strangers(elements, host))


def loose_ends(elements: list[Element]) -> Iterator[str]:
    """Ids that stand twice, references to none, labels of what takes no label."""
    ids = Counter(given for e in elements if (given := e.get("id")) is not None)
    tags = {e.get("id"): e.tag for e in elements}
    for given, count in ids.items():
        if count > 1 or not given or re.search(r"\s", given):
            yield f"id {given!r} stands {count} times"
    for e in elements:
        for name in (*REFERRING, *(f"aria-{word}" for word in ARIA)):
            for target in (e.get(name) or "").split():
                if target not in ids:
                    yield f"<{e.tag} {name}={target!r}> leads to no element"
        if e.tag == "label" and e.get("for") in ids and tags[e.get("for")] not in LABELABLE:
            yield f"a label for <{tags[e.get('for')]}>"
        if e.tag == "a" and (where := e.get("href") or "").startswith("#") and where[1:] not in {*ids, "", "top"}:
            yield f"a link to {where!r} leads nowhere"


def shape(elements: list[Element]) -> Iterator[str]:
    """What every page has, and what the policy on content forbids."""
    count = Counter(str(e.tag) for e in elements)
    for tag in ("title", "main", "h1"):
        if count[tag] != 1:
            yield f"{count[tag]} × <{tag}>"
    if not elements[0].get("lang"):
        yield "no language"
    # A box of a fixed ratio holds these; others must tell their size, or the page jumps when they arrive.
    boxed = {id(img) for e in elements if "pic" in e.get("class", "").split() for img in e.iter("img")}
    for e in elements:
        if forbidden := [name for name in e.attrib if name == "style" or name.startswith("on")]:
            yield f"<{e.tag}> carries {forbidden}"
        if e.tag == "style" or (e.tag == "script" and e.get("src") is None and "json" not in e.get("type", "")):
            yield f"<{e.tag}> inline"
        if e.tag == "img" and (e.get("alt") is None or not (id(e) in boxed or (e.get("width") and e.get("height")))):
            yield f"a picture without words or size: {e.attrib}"
        if e.tag == "form" and e.get("method", "get").lower() == "post" and not has_token(e):
            yield f"a form without a token: {e.get('action')}"
        if e.tag == "a" and e.get("target") == "_blank" and "noopener" not in e.get("rel", ""):
            yield f"a window that knows its opener: {e.get('href')}"


def has_token(form: Element) -> bool:
    """Whether the form carries the token that proves where it came from."""
    return any(field.get("name") == "csrf_token" for field in form.iter("input"))


def strangers(elements: list[Element], host: str) -> Iterator[str]:
    """Addresses of other hosts that a browser would ask without having been told to."""
    for e in elements:
        for name, tags in FETCHED.items():
            if (value := e.get(name)) is None or (tags is not None and e.tag not in tags):
                continue
            if e.tag == "link" and set(e.get("rel", "").split()) <= TOLD:
                continue
            for part in value.split(",") if name == "srcset" else [value]:
                asked = urlsplit(part.strip().split(" ")[0])
                if (asked.scheme or asked.netloc) and asked.hostname != host:
                    yield f"<{e.tag} {name}={value!r}> asks another host"


@pytest.fixture
def found(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], client_of: Callable[[ShopRef], ShopClient]
) -> Iterator[Found]:
    """Every page of a shop with something of everything."""
    world = make_world(app, two_shops[0], "anemone", now=now(), policies=2)
    return pages_of(app, world, client_of)


def test_every_page_is_strict_html_and_refers_to_what_is_there(found: Iterator[Found], shop: ShopRef) -> None:
    host = shop.base_url.removeprefix("http://")
    seen, faults = 0, {}
    for page in found:
        seen += 1
        if LETTER.fullmatch(page.path):
            continue
        if wrong := faults_of(page.text, host):
            faults[page.path] = wrong
    assert seen > 100
    assert faults == {}


@pytest.mark.parametrize("path", ["/dat-hang", "/lien-he", "/bao-gia", "/tra-cuu", "/tai-khoan/dang-ky"])
def test_a_form_that_comes_back_with_errors_is_strict_html_too(client: ShopClient, shop: ShopRef, path: str) -> None:
    typed = {"csrf_token": csrf_token(client.get(path).text), "step": "review"}
    answer = client.post(path, data=typed)
    assert answer.status_code == 422
    assert faults_of(answer.text, shop.slug + ".localhost") == []


def test_pages_of_errors_are_strict_html_too(client: ShopClient, shop: ShopRef) -> None:
    answers = (client.get("/khong-co"), client.post("/dat-hang"), client.open("/", method="PUT"))
    for answer in answers:
        assert answer.status_code >= 400
        assert faults_of(answer.text, shop.slug + ".localhost") == [], answer.status


def test_the_reader_sees_what_is_wrong() -> None:
    page = """<!doctype html><html lang="vi"><head><title>x</title><link rel="stylesheet" href="//cdn.example/a.css">
    </head><body><main><h1>x</b></h1><p id="a" id="b"><label for="none">x</label><img src="a.png"><div id="a" style="">
    <a href="#none">x</a><form method="post"></form><input aria-describedby="none"></main></body></html>"""
    said = " ".join(faults_of(page, "a.localhost"))
    for word in ("duplicate-attribute", "unexpected-end-tag", "cdn.example", "style", "picture", "token", "'#none'"):
        assert word in said, word
    assert said.count("leads to no element") == 2
