"""Views and visits are counted without knowing by whom, written in batches, and lost to no error."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from shopapp.content import counting
from shopapp.content.counting import write_counts
from shopapp.content.models import UsageCount
from shopapp.content.usage.models import Visit, VisitSalt
from shopapp.content.usage.queries import forget_counts, get_figures
from shopapp.content.usage.visits import forget_visits
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.builders import NOW
from tests.conftest import ShopClient
from tests.content.builders import make_post

POLICY = "/chinh-sach-bao-mat"
PHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Mobile Safari/537.36"
LAPTOP = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
ROBOT = "Mozilla/5.0 (compatible; Searchbot/2.1; +http://search.example/bot.html)"
ClientOf = Callable[[ShopRef], ShopClient]


def counts(app: Flask, shop: ShopRef, *kinds: str) -> list[tuple[str, str, int]]:
    with app.app_context(), acting_for(shop):
        rows = db.session.execute(select(UsageCount).order_by(UsageCount.day, UsageCount.kind, UsageCount.key))
        return [(row.kind, row.key, row.count) for row in rows.scalars() if not kinds or row.kind in kinds]


@pytest.fixture(autouse=True)
def nothing_counted(app: Flask) -> None:
    """The application lives for the whole run; what other tests looked at is not ours."""
    counting.init_usage(app)


def test_views_are_counted_for_their_shop_and_day_and_shown_with_the_version(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], client_of: ClientOf
) -> None:
    here, there = two_shops
    with time_machine.travel(NOW, tick=False) as clock:
        for _ in range(3):
            client_of(here).get(POLICY)
        client_of(here).head(POLICY)
        client_of(there).get(POLICY)
        assert counts(app, here) == [], "no page waits for a write"
        write_counts(app)
        client_of(here).get(POLICY)
        write_counts(app)
        clock.shift(timedelta(days=1))
        client_of(here).get(POLICY)
        write_counts(app)
    assert counts(app, here, "policy") == [("policy", "1", 4), ("policy", "1", 1)]
    assert counts(app, there, "policy") == [("policy", "1", 1)]
    assert "đã đọc 5 lần" in client_of(here).get(POLICY).text


def test_a_browser_counts_once_a_day_and_the_footer_tells_so(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], client_of: ClientOf
) -> None:
    here, there = two_shops
    with time_machine.travel(NOW, tick=False) as clock:
        for agent in (PHONE, LAPTOP, PHONE):
            client_of(here).get("/", headers={"User-Agent": agent})
        client_of(there).get("/", headers={"User-Agent": PHONE})
        write_counts(app)
        first = client_of(here).get("/tin-tuc", headers={"User-Agent": PHONE})
        assert "Đang xem: <b>2</b> · Tổng lượt truy cập: <b>2</b>" in first.text
        clock.shift(timedelta(minutes=6))
        alone = client_of(here).get("/tin-tuc", headers={"User-Agent": PHONE})
        assert "Đang xem: <b>1</b> · Tổng lượt truy cập: <b>2</b>" in alone.text, "nobody else has looked for a while"
        clock.shift(timedelta(days=1))
        client_of(here).get("/", headers={"User-Agent": PHONE})
        write_counts(app)
        client_of(here).get("/", headers={"User-Agent": PHONE})
        write_counts(app)
        assert "Tổng lượt truy cập: <b>3</b>" in client_of(here).get("/", headers={"User-Agent": PHONE}).text
    assert counts(app, here, "visit", "browser", "source") == [
        ("browser", "Chrome", 1),
        ("browser", "Firefox", 1),
        ("source", "direct", 2),
        ("visit", "", 2),
        ("browser", "Chrome", 1),
        ("source", "direct", 1),
        ("visit", "", 1),
    ]
    assert counts(app, there, "visit") == [("visit", "", 1)]


def test_nothing_of_a_visit_leads_back_and_tomorrow_it_is_gone(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], client_of: ClientOf
) -> None:
    marks: dict[ShopRef, set[str]] = {}
    with time_machine.travel(NOW, tick=False) as clock:
        for shop in two_shops:
            client_of(shop).get("/", headers={"User-Agent": PHONE})
            assert "127.0.0.1" not in repr(counting.usage(app).__dict__), "not even in memory"
        write_counts(app)
        for shop in two_shops:
            marks[shop] = set(rows(app, shop, Visit.mark))
        assert [len(found) for found in marks.values()] == [1, 1]
        assert not marks[two_shops[0]] & marks[two_shops[1]], "no shop knows a visitor of another"
        clock.shift(timedelta(days=1))
        client_of(two_shops[0]).get("/", headers={"User-Agent": PHONE})
        write_counts(app)
        assert len(rows(app, two_shops[0], Visit.mark)) == len(rows(app, two_shops[0], VisitSalt.salt)) == 1
        assert not marks[two_shops[0]] & set(rows(app, two_shops[0], Visit.mark)), "nor does another day"
        with app.app_context(), acting_for(two_shops[1]):
            forget_visits(two_shops[1], NOW + timedelta(days=1))
    assert rows(app, two_shops[1], Visit.mark) == rows(app, two_shops[1], VisitSalt.salt) == []


def rows(app: Flask, shop: ShopRef, column: object) -> list[str]:
    with app.app_context(), acting_for(shop):
        return list(db.session.execute(select(column)).scalars())  # type: ignore[call-overload]


def test_two_processes_agree(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    with time_machine.travel(NOW, tick=False):
        client.get("/", headers={"User-Agent": PHONE})
        write_counts(app)
        # Another process has its own memory and the same tables.
        counting.init_usage(app)
        assert "Đang xem" not in client.get("/", headers={"User-Agent": ROBOT}).text, "it knows no figures yet"
        client.get("/", headers={"User-Agent": PHONE})
        client.get("/", headers={"User-Agent": LAPTOP})
        write_counts(app)
        assert "Đang xem: <b>2</b> · Tổng lượt truy cập: <b>2</b>" in client.get("/").text


def test_robots_staff_and_who_asks_not_to_be_are_not_counted(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    for headers in (
        {"User-Agent": ROBOT},
        {"User-Agent": ""},
        {"User-Agent": PHONE, "DNT": "1"},
        {"User-Agent": PHONE, "Sec-GPC": "1"},
        {"User-Agent": PHONE, "Sec-Purpose": "prefetch;prerender"},
    ):
        assert client.get("/", headers=headers).status_code == 200
        assert client.post("/dem/goi", headers=headers).status_code == 204
    client.set_cookie("staff", "of somebody at work", domain="a.localhost")
    client.get("/", headers={"User-Agent": PHONE})
    client.get("/khong-co", headers={"User-Agent": PHONE})
    client.get("/quan-tri/dang-nhap", headers={"User-Agent": PHONE})
    write_counts(app)
    assert counts(app, shop) == []


def test_a_look_counts_also_where_the_page_was_unchanged_and_figures_do_not_change_it(
    app: Flask, shop: ShopRef, client: ShopClient
) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        client.get("/tin-tuc", headers={"User-Agent": PHONE})
        write_counts(app)
        tag = client.get("/tin-tuc", headers={"User-Agent": PHONE}).headers["ETag"]
        client.get("/tin-tuc", headers={"User-Agent": LAPTOP})
        write_counts(app)
        again = client.get("/tin-tuc", headers={"User-Agent": PHONE, "If-None-Match": tag})
        assert again.status_code == 304
        write_counts(app)
        clock.shift(timedelta(hours=1))
        later = client.get("/tin-tuc", headers={"User-Agent": PHONE, "If-None-Match": tag})
        assert later.status_code == 200, "yesterday's figures are not shown for ever"
    assert counts(app, shop, "news_list") == [("news_list", "", 4)]


def test_made_up_browsers_of_one_address_count_little_and_pieces_of_pages_not_at_all(
    app: Flask, shop: ShopRef, client: ShopClient
) -> None:
    for number in range(30):
        client.get("/", headers={"User-Agent": f"{PHONE} {number}"})
    client.get("/", headers={"User-Agent": PHONE, "X-Forwarded-For": "203.0.113.9"})
    client.get("/tim-kiem/goi-y?q=ho", headers={"User-Agent": PHONE})
    client.get("/dia-chi/tim?ten=tan", headers={"User-Agent": PHONE})
    write_counts(app)
    with app.app_context(), acting_for(shop):
        assert len(db.session.execute(select(Visit.id)).all()) == counting.MOST_OF_A_LINE
    assert counts(app, shop, "home") == [("home", "", 31)]
    assert counts(app, shop, "search", "other") == []


def test_taps_on_links_are_counted_by_kind(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    page = client.get("/").text
    assert 'ping="/dem/goi"' in page
    for kind in ("goi", "goi", "zalo", "thu", "ngoai"):
        assert client.post(f"/dem/{kind}", headers={"User-Agent": PHONE}).status_code == 204
    assert client.post("/dem/khac").status_code == 404
    write_counts(app)
    assert counts(app, shop, "link") == [
        ("link", "email", 1),
        ("link", "outside", 1),
        ("link", "phone", 2),
        ("link", "zalo", 1),
    ]


def test_pages_are_counted_by_their_public_names_and_nobodys_own_address_is_kept(
    app: Flask, shop: ShopRef, client: ShopClient
) -> None:
    make_post(app, shop, "tin", published_at=NOW)
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        for path in ("/tin-tuc/tin", "/tin-tuc/tin", "/tim-kiem?q=bi+mat", "/lien-he", "/"):
            assert client.get(path, headers={"User-Agent": PHONE}).status_code == 200
        write_counts(app)
        assert "2 lượt xem" in client.get("/tin-tuc/tin").text
        with app.app_context(), acting_for(shop):
            figures = get_figures(shop, days=30, now=NOW + timedelta(days=1))
    assert figures.pages == (("post", "tin", 2),)
    assert dict(figures.kinds) == {"post": 2, "search": 1, "ask": 1, "home": 1}
    assert (figures.visits, figures.views, len(figures.days)) == (1, 5, 30)
    assert "bi mat" not in repr(counts(app, shop))


def test_old_counts_go_and_whole_numbers_stay(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    make_post(app, shop, "tin", published_at=NOW)
    with time_machine.travel(NOW, tick=False):
        for path in ("/tin-tuc/tin", POLICY):
            client.get(path, headers={"User-Agent": PHONE})
        write_counts(app)
    later = NOW + timedelta(days=27 * 31)
    with app.app_context(), acting_for(shop):
        forget_counts(shop, NOW + timedelta(days=24 * 28))
    assert counts(app, shop, "post") == [("post", "tin", 1)]
    with app.app_context(), acting_for(shop):
        forget_counts(shop, later)
    assert counts(app, shop) == [("policy", "1", 1)]
    with time_machine.travel(later, tick=False):
        assert "1 lượt xem" in client.get("/tin-tuc/tin").text


def test_a_table_that_cannot_be_written_loses_nothing(
    app: Flask, shop: ShopRef, client: ShopClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get(POLICY)
    with monkeypatch.context() as patched:
        patched.setattr(counting, "add_count", _fail)
        write_counts(app)
    assert counts(app, shop) == []
    write_counts(app)
    assert counts(app, shop, "policy", "visit") == [("policy", "1", 1), ("visit", "", 1)]


def _fail(*_arguments: object, **_options: object) -> None:
    raise OSError("the disk is full")


def test_many_at_once_are_all_counted(app: Flask, shop: ShopRef) -> None:
    def look() -> None:
        with app.app_context():
            for _ in range(200):
                counting.count(shop, "post", "tin", now=NOW)

    threads = [threading.Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        write_counts(app)
        thread.join()
    write_counts(app)
    assert counts(app, shop) == [("post", "tin", 1600)]
