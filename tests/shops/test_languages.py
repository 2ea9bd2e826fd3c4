"""What a shop says in a further language: beside its own words, shown to its readers, never in place of the shop's."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from shopapp.operations.demo.shops import SLUGS, in_english, sample
from shopapp.operations.demo.shops import profile_from as sample_profile
from shopapp.operations.worker import drain
from shopapp.platform.i18n import speaking
from shopapp.platform.tenancy.queries import find_by_slug
from shopapp.platform.tenancy.refs import MenuEntry, ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.shops.queries import get_profile
from shopapp.shops.rules import Profile, profile_from, section_of, stored, with_section
from shopapp.shops.said import pruned, unsaid
from shopapp.shops.words import SECTIONS
from tests.accounts.builders import make_staff, sign_in
from tests.builders import make_profile
from tests.conftest import ShopClient, on_one_engine
from tests.support.forms import filled

FOLDER = "/quan-tri/cua-hang"
ClientOf = Callable[[ShopRef], ShopClient]
engine = on_one_engine("sqlite")
SAID = {
    "tagline": "Fresh every day",
    "hero": {"title": "Flowers for good days"},
    "reasons": [{"title": "Fresh", "text": "Bought each morning"}],
    "departments": [{"name": "Sales"}],
}


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
    page = client.get(f"{FOLDER}/{section}").text
    return client.post(f"{FOLDER}/{section}", data=filled(page, f"{FOLDER}/{section}") | changes | {"do": button})


def word_everything(owner: ShopClient) -> None:
    """What SAID holds, typed in by the owner."""
    hero = {"title_said": "Flowers for good days"}
    reason = {"lines-0-title_said": "Fresh", "lines-0-text_said": "Bought each morning"}
    for section, typed in (
        ("thong-tin", {"tagline_said": "Fresh every day"}),
        ("trang-chu", hero | reason),
        ("bo-phan", {"lines-0-name_said": "Sales"}),
    ):
        assert send(owner, section, **typed).status_code == 303


def test_readers_get_their_language_and_staff_the_shops_own(
    app: Flask, shop: ShopRef, owner: ShopClient, client_of: ClientOf
) -> None:
    word_everything(owner)
    assert profile_of(app, shop).wordings == {"en": SAID}
    english, own = client_of(shop).get("/?lang=en").text, client_of(shop).get("/?lang=vi").text
    for said, mine in (
        ("Fresh every day", "Hoa tươi mỗi ngày"),
        ("Flowers for good days", "Hoa cho ngày vui"),
        ("Bought each morning", "Nhập mỗi sáng"),
        ("Sales", "Bán hàng"),
    ):
        assert (said in english, mine in english) == (True, False), said
        assert (said in own, mine in own) == (False, True), said
    # What is not worded is read as the shop wrote it.
    assert "Giao trong ngày" in english
    # Staff who read the back office in English still edit the shop's own words, and a save changes nothing of them.
    owner.set_cookie("language", "en", domain="a.localhost")
    for section in ("thong-tin", "trang-chu", "bo-phan"):
        page = owner.get(f"{FOLDER}/{section}").text
        assert "Save without a preview" in page
        assert send(owner, section).status_code == 303
    assert profile_of(app, shop).wordings == {"en": SAID}
    assert profile_of(app, shop).tagline == "Hoa tươi mỗi ngày"


def test_policy_and_messages_use_the_words_of_their_readers(
    app: Flask, shop: ShopRef, owner: ShopClient, client_of: ClientOf
) -> None:
    word_everything(owner)
    drain(app)
    visitor = client_of(shop)
    assert "Sales: " in visitor.get("/chinh-sach-bao-mat?lang=en").text
    assert "Bán hàng: " in client_of(shop).get("/chinh-sach-bao-mat?lang=vi").text
    with app.app_context(), acting_for(shop):
        for code, tagline in (("en", "Fresh every day"), ("vi", "Hoa tươi mỗi ngày")):
            with speaking(code):
                assert get_profile(shop).tagline == tagline
        assert get_profile(shop).tagline == "Hoa tươi mỗi ngày"


def test_a_preview_can_be_read_in_english_and_saves_nothing(app: Flask, shop: ShopRef, owner: ShopClient) -> None:
    page = send(owner, "trang-chu", "preview-said", title_said="A fine day").text
    assert '<html lang="en"' in page
    assert "A fine day" in page
    assert "Hoa cho ngày vui" not in page.split("<main")[1]
    assert '<html lang="vi"' in send(owner, "trang-chu", "preview", title_said="A fine day").text
    assert profile_of(app, shop).wordings == {}


def test_words_stay_with_their_row_and_come_back_with_it(app: Flask, shop: ShopRef, owner: ShopClient) -> None:
    late = {"lines-0-name": "Lễ", "lines-0-first": "2027-04-30", "lines-0-name_said": "Holiday"}
    page = send(owner, "ngay-nghi", "more", **late).text
    early = {"lines-1-name": "Tết", "lines-1-first": "2027-02-05", "lines-1-name_said": "New Year"}
    form = filled(page, f"{FOLDER}/ngay-nghi") | early
    assert owner.post(f"{FOLDER}/ngay-nghi", data=form | {"do": "save"}).status_code == 303
    profile = profile_of(app, shop)
    assert [closure.name for closure in profile.in_language("en").closures] == ["New Year", "Holiday"]
    form = filled(owner.get(f"{FOLDER}/ngay-nghi").text, f"{FOLDER}/ngay-nghi")
    page = owner.post(f"{FOLDER}/ngay-nghi", data=form | {"do": "drop-0"}).text
    owner.post(f"{FOLDER}/ngay-nghi", data=filled(page, f"{FOLDER}/ngay-nghi") | {"do": "save"})
    assert [closure.name for closure in profile_of(app, shop).in_language("en").closures] == ["Holiday"]
    undo = filled(owner.get(f"{FOLDER}/ngay-nghi").text, f"{FOLDER}/ngay-nghi/hoan-tac")
    owner.post(f"{FOLDER}/ngay-nghi/hoan-tac", data=undo)
    assert profile_of(app, shop) == profile


def test_a_language_that_is_not_offered_cannot_be_read_and_its_words_wait(
    app: Flask, shop: ShopRef, owner: ShopClient, client_of: ClientOf
) -> None:
    word_everything(owner)
    page = owner.get(f"{FOLDER}/ngon-ngu").text
    assert "/quan-tri/cua-hang/trang-chu" in page.split("<main")[1]
    form = {name: value for name, value in filled(page, f"{FOLDER}/ngon-ngu").items() if name != "offered"}
    assert owner.post(f"{FOLDER}/ngon-ngu", data=form | {"do": "save"}).status_code == 303
    answer = client_of(shop).get("/?lang=en")
    assert '<html lang="vi"' in answer.text
    assert "Hoa cho ngày vui" in answer.text
    assert not answer.headers.getlist("Set-Cookie")
    assert send(owner, "thong-tin", tagline="Câu khác").status_code == 303
    assert profile_of(app, shop).wordings == {"en": SAID}
    assert owner.get(f"{FOLDER}/thong-tin").status_code == 200


def test_every_sample_shop_says_all_its_words_in_english_too() -> None:
    for slug in SLUGS:
        profile = sample_profile(sample(slug))
        assert unsaid(profile, "en") == {}, slug
        english = profile.in_language("en")
        assert english.legal.name == profile.legal.name
        assert [d.phone for d in english.departments] == [d.phone for d in profile.departments]
        said = in_english(slug)["said"]
        assert pruned(said) == said
        assert set(said) <= set(stored(profile))


def test_the_menu_and_the_name_of_a_face_are_read_in_its_languages_alone(app: Flask, shop: ShopRef) -> None:
    with app.app_context(), acting_for(None):
        found = find_by_slug(shop.slug)
    assert found is not None
    assert found.face is not None
    entry = MenuEntry("Hoa bó", "/danh-muc/hoa-bo", {"en": "Bouquets"})
    face = replace(
        found.face, menu=(entry,), wordings={"en": {"name": "Shop A", "departments": [{"name": "Sales"}, {}]}}
    )
    english = face.in_language("en")
    assert (english.name, english.menu[0].label) == ("Shop A", "Bouquets")
    # A list that has grown or shrunk since is not mixed with words of an earlier one.
    assert english.departments == face.departments
    assert face.in_language("vi") is face
    assert replace(face, languages=("vi",)).in_language("en").name == face.name


texts = st.text(max_size=9)
pieces = texts | st.lists(texts, max_size=2) | st.dictionaries(st.sampled_from(("title", "name")), texts, max_size=2)


@settings(max_examples=40)
@given(st.dictionaries(st.sampled_from(("tagline", "hero", "reasons", "departments", "legal")), pieces, max_size=3))
def test_whatever_was_said_a_profile_keeps_its_shape(said: dict[str, Any]) -> None:
    profile = make_profile()
    spoken = replace(profile, wordings={"en": said}).in_language("en")
    assert profile_from(stored(spoken)) == spoken
    assert spoken.hours[0].days == profile.hours[0].days
    assert len(spoken.reasons) == len(profile.reasons)
    assert all(department.phone for department in spoken.departments)
    for words in SECTIONS:
        kept = with_section(profile, section_of(profile, words.name))
        assert kept == profile
