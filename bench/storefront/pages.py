"""The pages that are measured, the same kinds in each sample shop, found by following the shop's own links."""

import http.client
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bench.storefront.demo import Demo

SHOPS = ("hoa", "cun", "bien", "mac", "nha")


@dataclass(frozen=True)
class Target:
    """One page of one shop."""

    shop: str
    kind: str
    path: str

    @property
    def name(self) -> str:
        """How tables call it."""
        return f"{self.shop} {self.kind}"


@dataclass(frozen=True)
class Answer:
    """What came over the wire: still compressed, and the encoding it is in."""

    status: int
    kind: str
    encoding: str
    body: bytes


def fetch(demo: Demo, shop: str, path: str) -> Answer:
    """One request as a browser without a cache sends it."""
    connection = http.client.HTTPConnection("127.0.0.1", demo.port, timeout=30)
    try:
        headers = {
            "Host": f"{shop}.localhost:{demo.port}",
            "Accept-Encoding": "gzip, br",
            "Accept-Language": "vi",
            "Accept": "text/html,*/*",
        }
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        kind = answer.headers.get_content_type()
        return Answer(answer.status, kind, answer.headers.get("Content-Encoding", ""), answer.read())
    finally:
        connection.close()


def read(demo: Demo, shop: str, path: str) -> str:
    """The text of a page. Raises LookupError when there is none."""
    import brotli

    answer = fetch(demo, shop, path)
    if answer.status != 200:
        raise LookupError(f"{path} of {shop} answers {answer.status}")
    return (brotli.decompress(answer.body) if answer.encoding == "br" else answer.body).decode()


def links(page: str, start: str) -> list[str]:
    """The addresses on a page that begin so, in its order, each once."""
    return list(dict.fromkeys(re.findall(rf'href="({re.escape(start)}[^"?#]+)', page)))


def order_form(demo: Demo, shop: str, products: list[str]) -> str:
    """The order form with the first of these products that has a price and can be had."""
    for product in products:
        path = "/dat-hang?sp=" + product.removeprefix("/san-pham/")
        if 'name="sender_phone"' in read(demo, shop, path):
            return path
    raise LookupError(f"{shop} has no product that can be ordered")


def targets(demo: Demo, shops: tuple[str, ...] = SHOPS) -> Iterator[Target]:
    """Home, a category, a product, the order form with a product in it, and the policy of each shop."""
    for shop in shops:
        home = read(demo, shop, "/")
        category = links(home, "/danh-muc/")[0]
        products = links(read(demo, shop, category), "/san-pham/")
        yield Target(shop, "home", "/")
        yield Target(shop, "category", category)
        yield Target(shop, "product", products[0])
        yield Target(shop, "order form", order_form(demo, shop, [*products, *links(home, "/san-pham/")]))
        yield Target(shop, "policy", "/chinh-sach-bao-mat")
