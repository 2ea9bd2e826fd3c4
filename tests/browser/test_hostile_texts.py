"""What strangers type runs nothing in the browser of whoever works in the shop."""

from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Dialog, Page

from shopapp.kernel.clock import now
from shopapp.platform.tenancy.refs import ShopRef
from tests.browser.conftest import Served
from tests.security.test_xss import make_hostile
from tests.security.world import make_world


def test_nothing_typed_by_strangers_runs_in_the_back_office(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], served: Served, open_page: Callable[..., Page]
) -> None:
    shop = two_shops[0]
    world = make_world(app, shop, "anemone", now=now(), policies=1)
    make_hostile(app, shop)
    page = open_page("desk")
    dialogs: list[str] = []

    def note(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    host = served.url(shop)
    page.context.add_cookies([{"name": name, "value": value, "url": host} for name, value in world.cookies.items()])
    order, inquiry = world.params["order_id"][0], world.params["inquiry_id"][0]
    links = world.params["token"]
    for path in (
        "/quan-tri",
        "/quan-tri/don-hang?xem=tat-ca",
        f"/quan-tri/don-hang/{order}",
        "/quan-tri/hoi-dap",
        f"/quan-tri/hoi-dap/{inquiry}",
        "/quan-tri/cua-hang",
        "/quan-tri/cua-hang/tin-nhan",
        f"/don-hang/{links[0]}",
        f"/yeu-cau/{links[1]}",
    ):
        answer = page.goto(served.url(shop, path))
        assert answer is not None
        assert answer.status == 200, path
        assert page.locator("x-y, img[src='x'], [onerror], [onload]").count() == 0, path
    assert dialogs == []
