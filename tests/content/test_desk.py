"""News and pages at the shop's desk: written, looked at, planned, hidden, taken back, with nothing typed lost."""

import io
import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from shopapp.content.jobs import FORGET_AFTER, forget_texts, make_picture_sizes, tell_page
from shopapp.content.models import Page, Post, ToldPicture
from shopapp.kernel.clock import now
from shopapp.platform.access import Role
from shopapp.platform.database import db
from shopapp.platform.dispatch import Claim, Done
from shopapp.platform.settings import files
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.accounts.builders import make_staff, sign_in
from tests.builders import NOW
from tests.catalog.builders import picture_bytes
from tests.conftest import ShopClient
from tests.content.builders import make_post

NEWS, PAGES = "/quan-tri/cua-hang/tin-tuc", "/quan-tri/cua-hang/trang"
CLAIM = Claim(1, 1, "", 1, "", 1)


@pytest.fixture
def owner(app: Flask, shop: ShopRef, client: ShopClient) -> ShopClient:
    make_staff(app, shop)
    assert sign_in(client, "chu@a.example").status_code == 303
    return client


def token(page: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found
    return found[1]


def send(client: ShopClient, path: str, **fields: Any) -> Any:
    """The form of a page with some fields filled in, sent with the button `do`."""
    page = client.get(path).text
    hidden = {name: value for name, value in re.findall(r'name="(version|picture_id)"[^>]*value="([^"]*)"', page)}
    return client.post(path, data={"csrf_token": token(page), **hidden, **fields}, content_type="multipart/form-data")


def press(client: ShopClient, path: str, word: str, **fields: Any) -> Any:
    return client.post(f"{path}/{word}", data={"csrf_token": token(client.get(path).text), **fields})


def test_news_are_written_previewed_published_hidden_and_brought_back(owner: ShopClient, shop: ShopRef) -> None:
    typed = {"title": "Nghỉ Tết", "body": "Cửa hàng **nghỉ**.", "summary": "Lịch nghỉ"}
    preview = send(owner, f"{NEWS}/moi", **typed, do="preview")
    assert "<strong>nghỉ</strong>" in preview.text
    assert 'name="body" value="Cửa hàng **nghỉ**."' in preview.text, "the bar carries everything on"
    draft = send(owner, f"{NEWS}/moi", **typed, do="draft")
    here = draft.location
    assert owner.get("/tin-tuc/nghi-tet").status_code == 404
    assert send(owner, here, **typed, do="publish").status_code == 303
    assert "<strong>nghỉ</strong>" in owner.get("/tin-tuc/nghi-tet").text
    assert send(owner, here, **typed | {"title": "Nghỉ lễ"}, do="save").status_code == 303
    assert "Nghỉ lễ" in owner.get("/tin-tuc/nghi-tet").text, "links that were sent keep working"
    seen = re.search(r'name="seen" value="(\d+)"', owner.get(here).text)
    assert seen
    press(owner, here, "hoan-tac", seen=seen[1])
    assert "Nghỉ Tết" in owner.get("/tin-tuc/nghi-tet").text
    assert press(owner, here, "an").status_code == 303
    assert owner.get("/tin-tuc/nghi-tet").status_code == 404
    press(owner, here, "hien")
    press(owner, here, "xoa")
    assert owner.get("/tin-tuc/nghi-tet").status_code == owner.get(here).status_code == 404
    again = owner.post(f"{here}/khoi-phuc", data={"csrf_token": token(owner.get(NEWS).text)})
    assert again.status_code == 303
    assert owner.get("/tin-tuc/nghi-tet").status_code == 200


def test_a_mistake_keeps_everything_typed_and_the_picture(app: Flask, owner: ShopClient, shop: ShopRef) -> None:
    upload = {"picture": (io.BytesIO(picture_bytes(size=(900, 600))), "anh.png")}
    answer = send(owner, f"{NEWS}/moi", title="", body="Chữ đã gõ", day="32/13/2026", do="publish", **upload)
    assert answer.status_code == 422
    assert "Chữ đã gõ" in answer.text
    assert "32/13/2026" in answer.text
    waiting = re.search(r'name="picture_id"[^>]*value="(\d+)"', answer.text)
    assert waiting
    done = owner.post(
        f"{NEWS}/moi",
        data={
            "csrf_token": token(answer.text),
            "picture_id": waiting[1],
            "title": "Có ảnh",
            "picture_alt": "Hoa",
            "do": "publish",
        },
    )
    assert done.status_code == 303
    with app.app_context(), acting_for(shop):
        row = db.session.execute(select(ToldPicture)).scalars().one()
        key, make_id = row.key, row.id
        assert make_picture_sizes(shop, make_id, CLAIM, NOW) == Done()
    page = owner.get("/tin-tuc/co-anh").text
    assert f"/anh/{key}-640.avif 640w" in page
    assert owner.get(f"/anh/{key}-640.avif").status_code == 200
    bad = send(owner, done.location, title="Có ảnh", do="save", picture=(io.BytesIO(b"GIF89a nothing"), "x.gif"))
    assert bad.status_code == 422
    assert "x.gif" in bad.text


def test_pages_stand_where_the_shop_wants_them_in_the_readers_language(owner: ShopClient, shop: ShopRef) -> None:
    typed = {"title": "Giới thiệu", "title_en": "About us", "body": "Chào.", "body_en": "Hello.", "place": "menu"}
    here = send(owner, f"{PAGES}/moi", **typed, do="publish").location
    link = '<a href="/trang/gioi-thieu">Giới thiệu</a>'
    assert link in owner.get("/").text.split("<main")[0]
    english = owner.get("/?lang=en").text
    assert '<a href="/trang/gioi-thieu">About us</a>' in english
    page = owner.get("/trang/gioi-thieu?lang=en").text
    assert "<p>Hello.</p>" in page
    assert "<h1>About us</h1>" in page
    owner.get("/?lang=vi")
    send(owner, here, **typed | {"place": "footer"}, do="save")
    home = owner.get("/").text
    assert link not in home.split("<main")[0]
    assert link in home.split("<footer")[1]
    press(owner, here, "an")
    assert "/trang/gioi-thieu" not in owner.get("/").text
    assert "<h1>Giới thiệu</h1>" not in owner.get("/trang/gioi-thieu").text


def test_what_is_planned_is_seen_from_its_moment_on(app: Flask, owner: ShopClient, shop: ShopRef) -> None:
    then = now() + timedelta(days=3)
    day = (then - timedelta(days=1)).date()
    typed = {"title": "Sắp tới", "place": "footer", "day": day.isoformat(), "clock": "9h"}
    assert send(owner, f"{PAGES}/moi", **typed, do="publish").status_code == 303
    assert owner.get("/trang/sap-toi").status_code == 404
    with time_machine.travel(then, tick=False):
        assert owner.get("/trang/sap-toi").status_code == 200
        assert "/trang/sap-toi" not in owner.get("/").text
        with app.app_context(), acting_for(shop):
            tell_page(shop, 1, CLAIM, then)
        assert "/trang/sap-toi" in owner.get("/").text


def test_two_who_save_at_once_lose_nothing(app: Flask, owner: ShopClient, shop: ShopRef) -> None:
    here = f"{NEWS}/{make_post(app, shop)}"
    opened = owner.get(here).text
    send(owner, here, title="Của người khác", body="x", do="save")
    data = {"csrf_token": token(opened), "version": "1", "title": "Của tôi", "body": "y", "do": "save"}
    answer = owner.post(here, data=data)
    assert answer.status_code == 409
    assert "Của người khác" in answer.text
    assert "Của tôi" in answer.text


def test_another_shops_texts_and_pictures_are_out_of_reach(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], owner: ShopClient
) -> None:
    foreign = make_post(app, two_shops[1])
    for path in (f"{NEWS}/{foreign}", f"{PAGES}/{foreign}"):
        assert owner.get(path).status_code == 404
    with app.app_context(), acting_for(two_shops[1]):
        row = db.session.execute(select(Post.id)).scalar_one()
    answer = send(owner, f"{NEWS}/moi", title="Thử", picture_id=str(row + 10_000), do="publish")
    assert answer.status_code == 303, "a picture that is not there is left out"


def test_who_only_sees_the_shop_changes_nothing(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    make_staff(app, shop, email="ban@a.example", role=Role.SELLER)
    sign_in(client, "ban@a.example")
    post = make_post(app, shop)
    assert client.get(NEWS).status_code == 200
    assert f"{NEWS}/{post}" not in client.get(NEWS).text
    assert client.get(f"{NEWS}/{post}").status_code == 403
    assert client.get("/quan-tri/cua-hang/luot-xem").status_code == 200


def test_what_was_thrown_away_goes_with_its_picture(app: Flask, owner: ShopClient, shop: ShopRef) -> None:
    upload = {"picture": (io.BytesIO(picture_bytes(size=(40, 30))), "anh.png")}
    here = send(owner, f"{PAGES}/moi", title="Tạm", do="publish", **upload).location
    press(owner, here, "xoa")
    with app.app_context(), acting_for(shop):
        key = db.session.execute(select(ToldPicture.key)).scalar_one()
        assert files().exists(f"{shop.id}/pictures/{key}.png")
        soon = db.session.execute(select(ToldPicture.kept_at)).scalar_one()
        forget_texts(shop, soon + FORGET_AFTER / 2)
        assert db.session.execute(select(Page.id)).scalars().all()
        forget_texts(shop, soon + FORGET_AFTER + timedelta(minutes=1))
        assert db.session.execute(select(Page.id)).scalars().all() == []
        assert db.session.execute(select(ToldPicture.id)).scalars().all() == []


def test_the_figures_page_shows_what_was_counted_and_hides_the_footer_on_wish(
    app: Flask, owner: ShopClient, shop: ShopRef, client_of: Any
) -> None:
    from shopapp.content.counting import init_usage, write_counts

    init_usage(app)
    page = "/quan-tri/cua-hang/luot-xem"
    assert "Chưa ghi nhận lượt nào" in owner.get(page).text
    visitor = client_of(shop)
    for path in ("/", "/tin-tuc"):
        visitor.get(path, headers={"User-Agent": "Mozilla/5.0 Firefox/140.0", "Referer": "https://www.google.com/"})
    visitor.post("/dem/goi", headers={"User-Agent": "Mozilla/5.0 Firefox/140.0"})
    write_counts(app)
    text = owner.get(page).text
    for words in ("Firefox", "Google", "Số điện thoại", "Trang chủ", "<svg"):
        assert words in text
    assert "Đang xem" in visitor.get("/").text
    answer = owner.post(page, data={"csrf_token": token(text), "do": "hide"})
    assert answer.status_code == 303
    visitor.get("/")
    write_counts(app)
    assert "Đang xem" not in visitor.get("/").text
