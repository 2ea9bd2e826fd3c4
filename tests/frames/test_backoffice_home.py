"""The back office's home, the shop's place, and what its frame shows."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

import pytest
from flask import Flask
from markupsafe import Markup

from shopapp.frames.rules import Urgency, WorkItem, count_by_place, in_order, place_of
from shopapp.frames.work import work_source
from shopapp.platform.access import ROLE_MATRIX, Permission, Principal, Role
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.web.panels import Panel
from tests.accounts.builders import make_seller, make_staff, sign_in
from tests.conftest import ShopClient, on_one_engine

engine = on_one_engine("sqlite")

Inside = Callable[[ShopRef | None], AbstractContextManager[None]]
ClientOf = Callable[[ShopRef], ShopClient]

CALLS = WorkItem("3 đơn chờ gọi xác nhận", "/quan-tri/don-hang?xem=cho-goi", 3, Urgency.TODAY, "orders")
LATE = WorkItem("1 đơn quá giờ giao", "/quan-tri/don-hang?xem=tre", 1, Urgency.LATE, "orders")
ASKED = WorkItem("2 câu hỏi <mới>", "/quan-tri/hoi-dap", 2, Urgency.WAITING, "inquiries")
NONE = WorkItem("0 khiếu nại", "/quan-tri/hoi-dap?loai=khieu-nai", 0, Urgency.LATE, "inquiries")


@pytest.fixture
def work(app: Flask) -> Iterator[Callable[..., None]]:
    """Let the home ask only these panels, for one test."""
    panels: dict[str, list[Panel]] = app.extensions["shopapp_panels"]
    before = panels.get("backoffice.home", [])

    def put(*sources: Panel) -> None:
        panels["backoffice.home"] = list(sources)

    put()
    yield put
    panels["backoffice.home"] = before


@pytest.fixture
def owner(app: Flask, shop: ShopRef, client: ShopClient) -> ShopClient:
    """A browser the shop's owner is signed in with."""
    make_staff(app, shop)
    sign_in(client, "chu@a.example")
    return client


def test_the_home_lists_what_waits_the_most_urgent_first(work: Callable[..., None], owner: ShopClient) -> None:
    @work_source
    def orders(shop: ShopRef, principal: Principal, now: datetime) -> Sequence[WorkItem]:
        assert (shop.slug, principal.role) == ("a", Role.OWNER)
        return [CALLS, LATE]

    @work_source
    def inquiries(_shop: ShopRef, _principal: Principal, _now: datetime) -> Sequence[WorkItem]:
        return [ASKED, NONE]

    work(inquiries, orders)
    page = owner.get("/quan-tri").text
    places = [page.index(str(Markup.escape(item.text))) for item in (LATE, CALLS, ASKED)]
    assert places == sorted(places)
    assert f'href="{CALLS.href}"' in page
    assert NONE.text not in page


def test_counts_stand_beside_the_places_on_every_page(work: Callable[..., None], owner: ShopClient) -> None:
    work(work_source(lambda *_: [CALLS, LATE, ASKED, NONE]))
    for path in ("/quan-tri", "/quan-tri/cua-hang", "/quan-tri/mat-khau"):
        page = owner.get(path).text
        assert page.count('<b class="count">') == 2
        assert '<b class="count">4</b>' in page


def test_a_panel_may_show_markup_of_its_own(work: Callable[..., None], owner: ShopClient) -> None:
    work(lambda _shop, _subject: Markup("<p>Khác</p>"))
    assert "<p>Khác</p>" in owner.get("/quan-tri").text


def test_when_nothing_waits_the_home_says_so(work: Callable[..., None], owner: ShopClient) -> None:
    assert "Nothing is waiting" in owner.get("/quan-tri?lang=en").text


def test_the_shops_place_shows_the_shop_its_staff_and_what_roles_may_do(
    app: Flask, shop: ShopRef, owner: ShopClient
) -> None:
    make_seller(app, shop)
    page = owner.get("/quan-tri/cua-hang?lang=en").text
    for shown in (
        "Tiệm A",
        "0900 000 101",
        "Hộ kinh doanh Mẫu",
        "02/01/2024",
        "07:00–20:00",
        "Bán hàng",
        "Trần Thị Chủ",
        "Lê Văn Bán",
        "Vietcombank",
        "Nhà cung cấp Mẫu",
        'href="/chinh-sach-bao-mat"',
        'href="/quan-tri/mat-khau"',
    ):
        assert shown in page
    assert page.count("<td data-word=") >= len(Role) * len(Permission)
    refused = sum(len(frozenset(Permission) - allowed) for allowed in ROLE_MATRIX.values())
    assert page.count(">no</td>") == refused


def test_another_shops_staff_and_details_are_not_shown(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], owner: ShopClient
) -> None:
    make_staff(app, two_shops[1], name="Phạm Người Lạ")
    page = owner.get("/quan-tri/cua-hang").text
    assert "Phạm Người Lạ" not in page
    assert "Tiệm B" not in page


def test_the_place_one_is_in_is_marked(owner: ShopClient) -> None:
    assert '<a class="home" href="/quan-tri" aria-current="page"' in owner.get("/quan-tri").text
    assert '<a href="/quan-tri/cua-hang" aria-current="page"' in owner.get("/quan-tri/cua-hang").text


def test_a_page_a_role_may_not_see_is_refused_in_words(
    app: Flask, shop: ShopRef, client: ShopClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_seller(app, shop)
    sign_in(client, "ban@a.example")
    monkeypatch.setitem(ROLE_MATRIX, Role.SELLER, frozenset({Permission.BACK_OFFICE}))
    assert client.get("/quan-tri").status_code == 200
    answer = client.get("/quan-tri/cua-hang?lang=en")
    assert answer.status_code == 403
    assert "Your role does not include this" in answer.text


def test_visitors_pages_ask_neither_who_is_signed_in_nor_what_waits(
    work: Callable[..., None], owner: ShopClient, statements: list[str]
) -> None:
    def never(_shop: ShopRef, _subject: object) -> Markup:
        raise AssertionError("a visitor's page asked for the shop's work")

    work(never)
    statements.clear()
    owner.get("/chinh-sach-bao-mat")
    assert not [s for s in statements if "account" in s]


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/quan-tri", "home"),
        ("/quan-tri/", "home"),
        ("/quan-tri/don-hang", "orders"),
        ("/quan-tri/don-hang/17/in", "orders"),
        ("/quan-tri/hoi-dap", "inquiries"),
        ("/quan-tri/san-pham/moi", "products"),
        ("/quan-tri/cua-hang", "shop"),
        ("/quan-tri/don-hang-khac", ""),
        ("/quan-tri/mat-khau", ""),
    ],
)
def test_a_path_belongs_to_a_place(path: str, place: str) -> None:
    assert place_of(path) == place


def test_items_are_sorted_by_urgency_and_counted_by_place() -> None:
    assert in_order([ASKED, CALLS, NONE, LATE]) == [LATE, CALLS, ASKED]
    assert count_by_place([ASKED, CALLS, NONE, LATE]) == {"inquiries": 2, "orders": 4}
