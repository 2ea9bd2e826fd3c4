"""What a page says to search engines and chat programs: whether it may be found, under which address, in which words.

A page may be found when it says where it stands: `share` in templates/macros/head.html writes the canonical address
and so declares it. Every other page is kept out of search engines, without anybody having to think of it.
"""

from dataclasses import dataclass

from flask import Flask, Response, current_app, g, request
from markupsafe import Markup, escape

from shopapp.platform.access import access_rule_of
from shopapp.platform.i18n import LANGUAGES, language
from shopapp.platform.tenancy.refs import ShopFace, ShopRef
from shopapp.platform.web.schema import article_data, data_block, shop_data, trail_data

# What search engines show of a title and of a description before they cut it themselves.
LONGEST_TITLE = 60
LONGEST_DESCRIPTION = 155
# A page's own words come first; the shop's name gives way where both don't fit, but not to less than this.
_LEAST_NAME = 16
LOCALES = {"vi": "vi_VN", "en": "en_US"}


@dataclass(frozen=True)
class Alternate:
    """The same page in one language, or for whoever reads none of them ("x-default")."""

    hreflang: str
    href: str


def init_sharing(app: Flask) -> None:
    """Give templates the words of their heads and keep undeclared pages out of search engines."""
    app.jinja_env.filters.update(titled=titled, told=told)
    app.jinja_env.globals.update(declare_address=declare_address, alternates=alternates, locale_name=locale_name)
    app.jinja_env.globals.update(shop_data=shop_data, trail_data=trail_data, article_data=article_data)
    app.jinja_env.filters.update(data_block=data_block)
    app.after_request(_say_robots)


def declare_address(shop: ShopRef, path: str) -> str:
    """The one address of this page in this language; whoever asks for it lets search engines keep the page."""
    g.is_findable = True
    return address_in(shop, path, language())


def address_in(shop: ShopRef, path: str, code: str) -> str:
    """A page of the shop in a language; the shop's own language needs no mark."""
    return f"{shop.base_url}{path}{'' if code == shop.language else f'?lang={code}'}"


def languages_of(shop: ShopRef, face: ShopFace) -> tuple[str, ...]:
    """The languages a shop is shown in, its own first."""
    return tuple(dict.fromkeys((shop.language, *(code for code in face.languages if code in LANGUAGES))))


def alternates(shop: ShopRef, face: ShopFace, path: str) -> list[Alternate]:
    """A page in each language of the shop; nothing where there is only one."""
    codes = languages_of(shop, face)
    if len(codes) < 2:
        return []
    each = [Alternate(code, address_in(shop, path, code)) for code in codes]
    return [*each, Alternate("x-default", address_in(shop, path, shop.language))]


def locale_name() -> str:
    """The language of this page as Open Graph writes it."""
    return LOCALES[language()]


def titled(own: str, name: str) -> Markup:
    """The title of a page: its own words, then the shop's name; at most LONGEST_TITLE where a cut can achieve that."""
    words, shop = _plain(own), _plain(name)
    if not words or words == shop:
        return escape(cut(shop, LONGEST_TITLE))
    shown = cut(shop, max(_LEAST_NAME, LONGEST_TITLE - len(words) - 3))
    # What a filter block gives out is not escaped by Jinja any more.
    return escape(f"{cut(words, LONGEST_TITLE - len(shown) - 3)} – {shown}")


def told(text: str) -> Markup:
    """A description: one line of at most LONGEST_DESCRIPTION characters."""
    return escape(cut(_plain(text), LONGEST_DESCRIPTION))


def cut(text: str, longest: int) -> str:
    """At most `longest` characters, ended at a word with "…" where something is left out."""
    if len(text) <= longest:
        return text
    room = text[: longest - 1]
    whole = room.rpartition(" ")[0] if text[longest - 1] != " " else room
    # One word as long as the line is cut in its middle.
    kept = whole if len(whole) > longest // 2 else room
    return kept.rstrip(" ,;:–-.") + "…"


def _plain(text: str) -> str:
    """What a template has written, without its escapes, in one line; it is escaped again where it is shown."""
    words = text.unescape() if isinstance(text, Markup) else text
    return " ".join(words.split())


def _say_robots(response: Response) -> Response:
    if response.mimetype == "text/html" and not _is_findable(response):
        response.headers.setdefault("X-Robots-Tag", "noindex")
    return response


def _is_findable(response: Response) -> bool:
    """Pages of staff and behind links never are, even where they show what a visitor's page would say of itself."""
    if response.status_code not in (200, 304) or not request.endpoint or not g.get("is_findable"):
        return False
    rule = access_rule_of(current_app.view_functions[request.endpoint])
    return rule is not None and rule.kind == "open"
