"""The shop's settings: tried, saved, taken back, and safe from two people at once."""

import html
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from shopapp.operations.worker import drain
from shopapp.platform.database import db, transaction
from shopapp.platform.dispatch import Dispatch
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.privacy.queries import list_versions
from shopapp.shops.actions import save_section
from shopapp.shops.queries import get_profile
from shopapp.shops.rules import Profile, SectionMoved, with_presets
from shopapp.shops.words import SECTIONS
from tests.accounts.builders import make_seller, make_staff, sign_in
from tests.builders import NOW, csrf_token, make_profile
from tests.conftest import ShopClient
from tests.orders.builders import errors_of
from tests.support.forms import filled

FOLDER = "/quan-tri/cua-hang"
ClientOf = Callable[[ShopRef], ShopClient]
BACKWARDS = {"lines-0-name": "Lễ", "lines-0-first": "2027-02-10", "lines-0-last": "2027-02-04"}


@pytest.fixture
def owner(app: Flask, shop: ShopRef, client: ShopClient) -> ShopClient:
    """The browser of the owner."""
    make_staff(app, shop)
    sign_in(client, "chu@a.example")
    return client


def profile_of(app: Flask, shop: ShopRef) -> Profile:
    with app.app_context(), acting_for(shop):
        return get_profile(shop)


def send(client: ShopClient, section: str, button: str = "save", **changes: str) -> Any:
    """Open a section, change some fields, press a button."""
    page = client.get(f"{FOLDER}/{section}").text
    return client.post(f"{FOLDER}/{section}", data=filled(page, f"{FOLDER}/{section}") | changes | {"do": button})


def test_a_section_saved_as_it_stands_changes_nothing(app: Flask, shop: ShopRef, owner: ShopClient) -> None:
    # Terms that were never set are offered as they are usual for the kind; saving them is what makes them the shop's.
    before = with_presets(profile_of(app, shop), shop.kind)
    for words in SECTIONS:
        answer = send(owner, words.slug)
        assert answer.status_code == 303, (words.slug, errors_of(answer.text))
        assert send(owner, words.slug, "preview").status_code == 200, words.slug
    assert profile_of(app, shop) == before


def test_a_saved_name_shows_on_every_page_and_one_press_takes_it_back(
    app: Flask, shop: ShopRef, owner: ShopClient, client_of: ClientOf
) -> None:
    visitor = client_of(shop)
    etag = visitor.get("/").headers["ETag"]
    assert send(owner, "thong-tin", name="Hoa Mới", colour="#1F3FAE").status_code == 303
    home = visitor.get("/", headers={"If-None-Match": etag})
    assert home.status_code == 200
    assert "Hoa Mới" in home.text
    with app.app_context(), acting_for(None):
        kinds = list(db.session.execute(select(Dispatch.kind).where(Dispatch.shop_id == shop.id)).scalars())
    assert "policy" in kinds
    page = owner.get(f"{FOLDER}/thong-tin").text
    undo = filled(page, f"{FOLDER}/thong-tin/hoan-tac")
    assert owner.post(f"{FOLDER}/thong-tin/hoan-tac", data=undo).status_code == 303
    assert "Hoa Mới" not in visitor.get("/").text
    assert profile_of(app, shop).colour == "#b5586b"
    # The same press again is too late: what it would bring back is not what its page showed.
    owner.post(f"{FOLDER}/thong-tin/hoan-tac", data=undo)
    assert profile_of(app, shop).name == "Tiệm A"


def test_a_preview_shows_the_visitors_page_and_saves_nothing(
    app: Flask, shop: ShopRef, owner: ShopClient, client_of: ClientOf
) -> None:
    page = send(owner, "thong-tin", "preview", name="Hoa <b>Thử</b>", colour="#1f3fae")
    assert page.status_code == 200
    assert "Hoa &lt;b&gt;Thử&lt;/b&gt;" in page.text
    assert f"{FOLDER}/giao-dien.css?mau=1f3fae" in page.text
    assert "--brand:#1f3fae" in owner.get(f"{FOLDER}/giao-dien.css?mau=1f3fae").text
    assert page.headers["Cache-Control"] == "private, no-store"
    assert profile_of(app, shop).name == "Tiệm A"
    assert "Thử" not in client_of(shop).get("/").text
    # Its two buttons carry everything on: back to the form, or into the database.
    carried = filled(page.text, f"{FOLDER}/thong-tin")
    again = owner.post(f"{FOLDER}/thong-tin", data=carried | {"do": "edit"})
    assert "Hoa &lt;b&gt;Thử" in again.text
    assert owner.post(f"{FOLDER}/thong-tin", data=carried | {"do": "save"}).status_code == 303
    assert profile_of(app, shop).name == "Hoa <b>Thử</b>"


def test_whoever_saves_second_is_told_and_overwrites_nothing(
    app: Flask, shop: ShopRef, owner: ShopClient, client_of: ClientOf
) -> None:
    make_staff(app, shop, email="hai@a.example")
    other = client_of(shop)
    sign_in(other, "hai@a.example")
    mine = filled(owner.get(f"{FOLDER}/thong-tin").text, f"{FOLDER}/thong-tin")
    send(other, "thong-tin", tagline="Của người kia")
    answer = owner.post(f"{FOLDER}/thong-tin", data=mine | {"address": "2 Phố Mới", "do": "save"})
    assert answer.status_code == 409
    assert "Của người kia" in answer.text
    assert "2 Phố Mới" in answer.text
    assert profile_of(app, shop).tagline == "Của người kia"
    assert profile_of(app, shop).address == "1 Phố Mẫu, Hà Nội"
    # Having read that, the same form may be sent again, and is taken.
    again = filled(answer.text, f"{FOLDER}/thong-tin")
    assert owner.post(f"{FOLDER}/thong-tin", data=again | {"do": "save"}).status_code == 303
    assert profile_of(app, shop).address == "2 Phố Mới"


WRONG: list[tuple[str, dict[str, str], str]] = [
    ("thong-tin", {"name": " "}, "name"),
    ("thong-tin", {"colour": "red"}, "colour"),
    ("thong-tin", {"hotline": "12"}, "hotline"),
    ("thong-tin", {"email": "cửa hàng"}, "email"),
    ("gio-mo-cua", {"lines-0-opens": "20:00", "lines-0-closes": "07:00"}, "lines-0-closes"),
    ("gio-mo-cua", {"lines-0-closes": ""}, "lines-0-closes"),
    (
        "ngay-nghi",
        {"lines-0-name": "Tết", "lines-0-first": "2027-02-10", "lines-0-last": "2027-02-04"},
        "lines-0-last",
    ),
    ("ngay-nghi", {"lines-0-first": "31/02/2027"}, "lines-0-first"),
    ("ngay-nghi", {"lines-0-name": "Lễ", "lines-0-first": "31/12/9999"}, "lines-0-first"),
    ("thanh-toan", {"number": "0"}, "number"),
    ("thanh-toan", {"bank": ""}, "bank"),
    ("thanh-toan", {"bank": "other", "other_name": "Ngân hàng Mẫu", "other_bin": "12"}, "other_bin"),
    ("bo-phan", {"lines-0-phone": "", "lines-0-email": ""}, "lines-0-phone"),
]


def test_what_cannot_be_is_told_at_its_field_and_kept(app: Flask, shop: ShopRef, owner: ShopClient) -> None:
    before = profile_of(app, shop)
    for section, changes, field in WRONG:
        answer = send(owner, section, **changes)
        assert answer.status_code == 422, changes
        assert field in errors_of(answer.text), changes
        kept = filled(answer.text, f"{FOLDER}/{section}")
        assert {name: kept[name] for name in changes} == {name: value.strip() for name, value in changes.items()}
    assert profile_of(app, shop) == before


def test_hours_are_grouped_by_days_and_copied_to_all(app: Flask, shop: ShopRef, owner: ShopClient) -> None:
    monday = {"opens": "7h30", "closes": "11:30", "reopens": "13:00", "ends": "17h"}
    page = send(owner, "gio-mo-cua", "copy-0", **{f"lines-0-{name}": typed for name, typed in monday.items()})
    assert page.status_code == 200
    data = filled(page.text, f"{FOLDER}/gio-mo-cua")
    sunday = {f"lines-6-{name}": "" for name in ("opens", "closes", "reopens", "ends")}
    assert owner.post(f"{FOLDER}/gio-mo-cua", data=data | sunday | {"do": "save"}).status_code == 303
    spans = [(h.days, h.opens, h.closes) for h in profile_of(app, shop).hours]
    week = (0, 1, 2, 3, 4, 5)
    assert spans == [(week, "07:30", "11:30"), (week, "13:00", "17:00")]


def test_rows_come_and_go_without_a_script(app: Flask, shop: ShopRef, owner: ShopClient) -> None:
    page = send(owner, "bo-phan", "more", **{"lines-1-name": "Giao hàng", "lines-1-email": "giao@a.example"}).text
    assert "lines-2-name" in page
    data = filled(page, f"{FOLDER}/bo-phan")
    page = owner.post(f"{FOLDER}/bo-phan", data=data | {"do": "drop-0"}).text
    data = filled(page, f"{FOLDER}/bo-phan")
    owner.post(f"{FOLDER}/bo-phan", data=data | {"do": "save"})
    assert [d.name for d in profile_of(app, shop).departments] == ["Giao hàng"]


def test_an_account_is_kept_as_banks_write_it_and_its_code_is_shown(
    app: Flask, shop: ShopRef, owner: ShopClient
) -> None:
    typed = {"bank": "970418", "number": "00 0000-0009", "holder": "Nguyễn Thị Đẹp"}
    page = send(owner, "thanh-toan", "preview", **typed)
    assert "<svg" in page.text
    assert "NGUYEN THI DEP" in page.text
    assert send(owner, "thanh-toan", **typed).status_code == 303
    bank = profile_of(app, shop).bank
    assert bank is not None
    assert (bank.bin, bank.bank, bank.number, bank.name) == ("970418", "BIDV", "0000000009", "NGUYEN THI DEP")


def test_the_worker_writes_the_policy_anew_after_a_save(
    app: Flask, shop: ShopRef, owner: ShopClient, client_of: ClientOf
) -> None:
    send(owner, "thong-tin", email="moi@a.example")
    assert policy_numbers(app, shop) == [1]
    drain(app)
    assert policy_numbers(app, shop) == [2, 1]
    assert "moi@a.example" in client_of(shop).get("/chinh-sach-bao-mat/2").text


def test_sections_saved_at_once_all_show_and_one_section_is_saved_once(
    app: Flask, shop: ShopRef, client_of: ClientOf
) -> None:
    values = {
        "profile": {"tagline": "Câu mới"},
        "hours": {"hours": [{"days": [0], "opens": "08:00", "closes": "09:00"}]},
        "legal": {"legal": vars(make_profile().legal) | {"name": "Tên mới"}},
    }
    wanted = [(name, values[name]) for name in values] + [("profile", {"tagline": f"Câu {n}"}) for n in range(5)]
    with ThreadPoolExecutor(len(wanted)) as pool:
        done = list(pool.map(lambda pair: try_to_save(app, shop, *pair), wanted))
    # One of the six who saved the same section came first; the others were told, and nobody else was disturbed.
    assert (done.count("saved"), done.count("moved")) == (3, 5)
    profile = profile_of(app, shop)
    home = client_of(shop).get("/").text
    assert profile.tagline in home
    assert "08:00–09:00" in home
    assert "Tên mới" in home


def try_to_save(app: Flask, shop: ShopRef, name: str, values: dict[str, Any]) -> str:
    """One member of staff among several; what came of it."""
    with app.app_context(), acting_for(shop):
        try:
            with transaction():
                save_section(shop, name, values, seen=0, account_id=1, now=NOW)
        except SectionMoved:
            return "moved"
        return "saved"


def policy_numbers(app: Flask, shop: ShopRef) -> list[int]:
    with app.app_context(), acting_for(shop):
        return [version.number for version in list_versions(shop)]


def test_only_who_may_change_the_shop_finds_the_forms(
    app: Flask, shop: ShopRef, client: ShopClient, client_of: ClientOf
) -> None:
    make_seller(app, shop)
    sign_in(client, "ban@a.example")
    seen = client.get(FOLDER)
    assert seen.status_code == 200
    assert f"{FOLDER}/thong-tin" not in seen.text
    token = csrf_token(seen.text)
    for words in SECTIONS:
        path = f"{FOLDER}/{words.slug}"
        assert client.get(path).status_code == 403
        assert client.post(path, data={"csrf_token": token}).status_code == 403
        assert client.post(f"{path}/hoan-tac", data={"csrf_token": token, "seen": "1"}).status_code == 403
    assert client_of(shop).get(f"{FOLDER}/thong-tin").status_code == 303


def test_the_colour_is_shown_while_it_is_chosen(owner: ShopClient) -> None:
    sample = owner.get(f"{FOLDER}/mau.svg?mau=ffee00")
    assert sample.mimetype == "image/svg+xml"
    assert "#ffee00" in html.unescape(sample.text)
    for wrong in ("mau.svg", "mau.svg?mau=red", "giao-dien.css?mau=12345", "mau.svg?mau=%22onload"):
        assert owner.get(f"{FOLDER}/{wrong}").status_code == 404
