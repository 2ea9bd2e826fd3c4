"""What pages weigh over the wire. `python -m bench.storefront weight` asks the same of every shop of the demo."""

from collections.abc import Callable, Iterator

from flask import Flask

from bench.storefront.weight import MOST_IN_ALL, MOST_SCRIPT, MOST_STYLE, parts_of
from shopapp.platform.tenancy.refs import KINDS, ShopRef
from tests.builders import make_shop
from tests.conftest import ShopClient, on_one_engine
from tests.orders.builders import Stall
from tests.site.builders import fill_shop

engine = on_one_engine("sqlite")
PACKED = {"Accept-Encoding": "br"}
PAGES = (
    "/",
    "/danh-muc/danh-muc-1",
    "/san-pham/san-pham-1a",
    "/dat-hang?sp=san-pham-1a",
    "/dat-hang",
    "/lien-he",
    "/bao-gia",
    "/chinh-sach-bao-mat",
    "/giao-hang",
    "/tin-tuc/tin-1",
    "/tai-khoan/dang-ky",
)


def size(client: ShopClient, url: str) -> int:
    """Bytes of an answer's body, as packed as it is sent."""
    return len(client.get(url, headers=PACKED).data)


def theme_size(client: ShopClient) -> int:
    """Bytes of the shop's own style sheet."""
    styles, _scripts = parts_of(client.get("/").text)
    return next(size(client, url) for url in styles if url.startswith("/theme-"))


def overweight(client: ShopClient, path: str, heavier: int) -> Iterator[str]:
    """What of a page's first view is heavier than it may be, in words; `heavier`: what other looks weigh more."""
    styles, scripts = parts_of(client.get(path).text)
    page = size(client, path)
    style, script = (sum(size(client, url) for url in urls) for urls in (styles, scripts))
    style += heavier
    weights = {"style": (style, MOST_STYLE), "script": (script, MOST_SCRIPT)}
    weights["first view"] = (page + style + script, MOST_IN_ALL)
    for name, (weight, most) in weights.items():
        if weight > most:
            yield f"{name} of {path}: {weight} > {most} (page {page}, style {style}, script {script})"


def test_the_first_view_of_every_page_is_light_in_every_look(
    app: Flask, stall: Stall, client_of: Callable[[ShopRef], ShopClient]
) -> None:
    fill_shop(app, stall.shop)
    client, themes = client_of(stall.shop), {}
    for kind in KINDS:
        with app.app_context():
            shop = make_shop(kind, kind=kind)
        themes[kind] = theme_size(client_of(shop))
    heavier = max(themes.values()) - theme_size(client)
    assert [fault for path in PAGES for fault in overweight(client, path, heavier)] == []
