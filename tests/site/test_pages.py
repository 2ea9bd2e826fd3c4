"""The pages made from a shop's settings: each setting shows, nothing else is said, one save changes them at once."""

import dataclasses
import html
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from shopapp.delivery.actions import set_up
from shopapp.platform.database import transaction
from shopapp.platform.i18n import speaking
from shopapp.platform.tenancy.refs import KINDS, ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.records.law import the_law
from shopapp.shops import terms_words as words
from shopapp.shops.actions import change_profile
from shopapp.shops.queries import get_profile
from shopapp.shops.rules import BadProfile
from shopapp.shops.terms import Guarantee, Pricing, Receiving, Returns, presets
from shopapp.site.pages.storefront_views import PAGES
from tests.accounts.builders import make_staff, sign_in
from tests.builders import NOW, make_profile, make_shop
from tests.conftest import ShopClient, on_one_engine
from tests.orders.builders import errors_of
from tests.support.forms import filled

engine = on_one_engine("sqlite")

FOLDER = "/quan-tri/cua-hang"
PATHS = tuple(kind.path for kind in PAGES)
VOCABULARIES: Mapping[str, Mapping[str, Any]] = {
    "faults": words.FAULT_WORDS,
    "proofs": words.PROOF_WORDS,
    "remedies": words.REMEDY_WORDS,
    "back": words.BACK_WORDS,
    "refund_ways": words.REFUND_WORDS,
    "conditions": words.CONDITION_WORDS,
    "excluded": words.EXCLUDED_WORDS,
    "tax": words.TAX_WORDS,
    "extras": words.EXTRA_WORDS,
    "deposit_back": words.DEPOSIT_WORDS,
    "limits": words.LIMIT_WORDS,
    "carried_by": words.CARRIER_WORDS,
    "check": words.CHECK_WORDS,
}
WHERE = {"returns": "/doi-tra", "pricing": "/gia-ca", "receiving": "/giao-hang"}
ELSEWHERE = {"deposit_back": "/thanh-toan"}
# Every figure differs from every other, so that a page that mixes two up is found out.
FULL: Mapping[str, Any] = {
    "returns": Returns(
        within=53,
        back_days=11,
        exchange_days=13,
        refund_days=17,
        mind_days=19,
        faults=("damaged",),
        remedies=("exchange", "refund"),
        refund_ways=("same",),
        guarantees=(Guarantee("Đèn <b>thử</b>", 23),),
        department="+84900000102",
        note="Lời dặn về đổi trả & bảo hành",
    ),
    "pricing": Pricing(announced_days=29, quote_days=31, deposit=37, note="Lời dặn về giá"),
    "receiving": Receiving(wait_minutes=41, tries=3, may_leave=True, pickup=True, note="Lời dặn khi nhận"),
}


# What the shop of the tests has typed itself stays Vietnamese wherever it stands.
OWN_WORDS = ("Tiệm A", "Bán hàng", "Đèn <b>thử</b>", "1 Phố Mẫu, Hà Nội", *(terms.note for terms in FULL.values()))


def promise(app: Flask, shop: ShopRef, **changes: Any) -> None:
    """Let the shop's profile hold these values."""
    with app.app_context(), acting_for(shop), transaction():
        change_profile(shop, dataclasses.replace(get_profile(shop), **changes), now=NOW)


def told(client: ShopClient, path: str) -> str:
    """The words of a page between its frame's."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    inside = answer.text.split("<article")[1].split("</article>")[0].partition(">")[2]
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", inside)))


def test_a_shop_that_has_set_nothing_promises_nothing_of_its_own(shop: ShopRef, client: ShopClient) -> None:
    pages = {path: told(client, path) for path in PATHS}
    assert "chưa công bố điều kiện đổi trả riêng" in pages["/doi-tra"]
    assert "chưa nhận giao hàng" in pages["/giao-hang"]
    distance = the_law().distance
    assert f"{distance.end_days} ngày" in pages["/doi-tra"]
    assert the_law().pages["returns"][0].name("vi") in pages["/doi-tra"]
    everything = " ".join(pages.values())
    for vocabulary in VOCABULARIES.values():
        with_own_page = (text for text in map(str, vocabulary.values()) if text in everything)
        assert not list(with_own_page)
    assert "đặt cọc" not in everything


def expected(app: Flask, kind: str) -> Iterator[tuple[str, str, str]]:
    """(page, setting, words) of everything that the usual terms of a kind choose out of a vocabulary."""
    usual = presets(kind)
    with app.test_request_context(), speaking("vi"):
        for part, path in WHERE.items():
            for name, value in vars(getattr(usual, part)).items():
                if name not in VOCABULARIES or (name == "deposit_back" and not usual.pricing.deposit):
                    continue
                chosen = value if isinstance(value, tuple) else (value,)
                # A form gives them back in this order; in another, saving a form untouched would be a change.
                assert chosen == tuple(code for code in VOCABULARIES[name] if code in chosen), (kind, name)
                for text in words.words_for(VOCABULARIES[name], chosen):
                    yield ELSEWHERE.get(name, path), name, text


def test_the_usual_terms_of_each_kind_show_word_for_word(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    for kind in KINDS:
        usual = presets(kind)
        promise(app, shop, returns=usual.returns, pricing=usual.pricing, receiving=usual.receiving)
        pages = {path: told(client, path) for path in PATHS}
        for path, name, text in list(expected(app, kind)):
            assert text in pages[path] or name == "conditions", (kind, name, text)
        nowhere = set(words.EXCLUDED_WORDS) - set(usual.returns.excluded)
        with app.test_request_context(), speaking("vi"):
            left_out = words.words_for(words.EXCLUDED_WORDS, nowhere)
        assert not [text for text in left_out if text in pages["/doi-tra"]]


def figures() -> Iterator[tuple[str, str, int]]:
    """(part, setting, value) of every number of the terms."""
    for part, terms in FULL.items():
        yield from ((part, name, value) for name, value in vars(terms).items() if type(value) is int)


def test_each_figure_shows_and_a_change_shows_at_once(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    promise(app, shop, **FULL)
    before = {path: client.get(path) for path in WHERE.values()}
    pages = {path: told(client, path) for path in WHERE.values()}
    changed: dict[str, Any] = dict(FULL)
    for part, name, value in figures():
        assert re.search(rf"\b{value}\b", pages[WHERE[part]]), name
        changed[part] = dataclasses.replace(changed[part], **{name: value + 1})
    promise(app, shop, **changed)
    for part, name, value in figures():
        page = client.get(WHERE[part], headers={"If-None-Match": before[WHERE[part]].headers["ETag"]})
        assert page.status_code == 200
        assert re.search(rf"\b{value + 1}\b", told(client, WHERE[part])), name


def test_the_shops_own_words_and_people_stand_there_as_it_wrote_them(
    app: Flask, shop: ShopRef, client: ShopClient
) -> None:
    promise(app, shop, **FULL)
    for part, path in WHERE.items():
        assert FULL[part].note in told(client, path)
    page = client.get("/doi-tra").text
    assert "Đèn &lt;b&gt;thử&lt;/b&gt;" in page
    assert "Bán hàng" in page.split("<article")[1].split("</article>")[0]
    collected = told(client, "/giao-hang")
    assert "Đến lấy tại cửa hàng" in collected
    assert "hàng xóm" in collected
    promise(app, shop, receiving=dataclasses.replace(FULL["receiving"], pickup=False, may_leave=False))
    assert "hàng xóm" not in told(client, "/giao-hang")
    assert "Đến lấy" not in told(client, "/giao-hang")


def test_nobody_speaks_of_an_animal_as_goods(app: Flask, client_of: Callable[[ShopRef], ShopClient]) -> None:
    with app.app_context():
        shop = make_shop("cun", kind="puppies", returns=presets("puppies").returns)
    page = told(client_of(shop), "/doi-tra")
    assert "Khi bé có vấn đề" in page
    assert "Quý khách đón bé khác" in page
    assert "hàng có lỗi" not in page.lower()
    assert "hàng được gửi lại" not in page.lower()


def test_a_shop_without_transfers_does_not_speak_of_them(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    promise(app, shop, **FULL)
    assert "0000000001" in told(client, "/thanh-toan")
    promise(app, shop, payment_methods=("cod",), bank=None)
    cash = told(client, "/thanh-toan")
    assert "chuyển khoản" not in cash.lower()
    assert "khi hàng đến" in cash
    promise(app, shop, payment_methods=("transfer",), bank=make_profile().bank)
    assert "cho người giao" not in told(client, "/thanh-toan")


def test_areas_slots_and_limits_of_delivery_are_told(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    area = {"name": "Trung tâm", "fee": 25_000, "free_from": 400_000, "provinces": ["79"], "wards": ["26737"]}
    draft = {
        "lead_minutes": 240,
        "cut_off": "17:00",
        "days_ahead": 21,
        "closed_weekdays": [6],
        "areas": [area | {"note": "Trong 2 giờ"}, area | {"name": "Xa", "fee": 0, "free_from": None, "wards": []}],
        "slots": [{"label": "Buổi sáng", "starts": "08:00", "ends": "11:00"}],
    }
    with app.app_context(), acting_for(shop), transaction():
        set_up(shop, draft, now=NOW)
    page = told(client, "/giao-hang")
    for part in (
        "Trung tâm Trong 2 giờ",
        "25.000",
        "400.000",
        "miễn phí",
        "17:00",
        "4 giờ",
        "21 ngày",
        "Buổi sáng",
        "08:00–11:00",
    ):
        assert part in page, part
    assert "Phường Tân Định" in page
    assert "Chủ Nhật" in page
    assert "khắp Hồ Chí Minh" in page
    assert "miễn phí" not in told(client, "/giao-hang?lang=en")


def test_complaints_name_their_times_first_cases_and_other_places(
    app: Flask, shop: ShopRef, client: ShopClient
) -> None:
    page = told(client, "/khieu-nai")
    for part in (
        "8 giờ",
        "3 ngày làm việc",
        "0900 000 101",
        "ban@a.example",
        *(a.name("vi") for a in the_law().authorities),
    ):
        assert part in page, part
    assert "an toàn" not in page.split("Trường hợp ưu tiên")[2]
    promise(app, shop, complaint_first=("health",))
    assert "sức khỏe, an toàn" in told(client, "/khieu-nai")


def test_the_pages_are_the_same_for_everybody_findable_and_in_both_languages(
    app: Flask, shop: ShopRef, client: ShopClient, statements: list[str]
) -> None:
    promise(app, shop, **FULL)
    home = client.get("/").text
    for path in PATHS:
        client.get(path)
        statements.clear()
        answer = client.get(path)
        assert len(statements) <= 5, statements
        assert answer.headers["Cache-Control"] == "public, no-cache"
        assert f'<link rel="canonical" href="http://a.localhost{path}">' in answer.text
        assert "noindex" not in answer.text
        assert f'href="{path}"' in home.split('class="foot"')[1], path
        english = told(client, f"{path}?lang=en")
        for own in OWN_WORDS:
            english = english.replace(own, "")
        assert not re.findall(r"\w*[ăđơưạ-ỹ]\w*", english.replace("đồng", "").replace("NĐ-CP", "")), path
        client.get("/?lang=vi")


def test_every_page_says_how_to_reach_the_shop_and_whether_it_is_open(shop: ShopRef, client: ShopClient) -> None:
    evening = NOW + timedelta(hours=11)
    for moment, state in ((NOW, "Đang mở cửa đến 20:00"), (evening, "Mở cửa lúc 07:00 ngày mai")):
        with time_machine.travel(moment, tick=False):
            for path in (
                "/",
                "/lien-he",
                "/bao-gia",
                "/dat-hang",
                "/tra-cuu",
                "/tin-tuc",
                "/khong-co-trang-nay",
                *PATHS,
            ):
                page = client.get(path).text
                head, foot = page.split("<main")[0], page.split('class="foot"')[1]
                assert state in html.unescape(head), path
                assert 'href="tel:+84900000101"' in head, path
                assert 'href="mailto:shop@a.example"' in foot, path
                assert "07:00–20:00" in foot, path
    assert 'href="tel:+84900000102"' in client.get("/lien-he").text.split("<main")[1].split("</main>")[0]


# -- The settings ------------------------------------------------------------------------------------------------


@pytest.fixture
def owner(app: Flask, shop: ShopRef, client_of: Callable[[ShopRef], ShopClient]) -> ShopClient:
    make_staff(app, shop)
    browser = client_of(shop)
    sign_in(browser, "chu@a.example")
    return browser


def send(owner: ShopClient, section: str, button: str, **changes: Any) -> Any:
    page = owner.get(f"{FOLDER}/{section}").text
    return owner.post(f"{FOLDER}/{section}", data=filled(page, f"{FOLDER}/{section}") | changes | {"do": button})


def test_the_owner_is_offered_the_usual_terms_and_visitors_see_what_was_saved(
    app: Flask, shop: ShopRef, client: ShopClient, owner: ShopClient
) -> None:
    assert "Chỉ là gợi ý" in owner.get(f"{FOLDER}/doi-tra").text
    tried = send(owner, "doi-tra", "preview", within="36")
    assert tried.status_code == 200, errors_of(tried.text)
    assert "36 giờ" in tried.text
    assert "chưa công bố" in told(client, "/doi-tra")
    for section in ("doi-tra", "gia-va-dieu-kien", "nhan-hang"):
        answer = send(owner, section, "save")
        assert answer.status_code == 303, (section, errors_of(answer.text))
        assert "Chỉ là gợi ý" not in owner.get(f"{FOLDER}/{section}").text
    assert "24 giờ" in told(client, "/doi-tra")
    assert send(owner, "khieu-nai", "save", first=["health", "data"]).status_code == 303
    assert "sức khỏe, an toàn" in told(client, "/khieu-nai")
    for section in ("nhan-hang", "gia-va-dieu-kien", "khieu-nai"):
        assert send(owner, section, "preview").status_code == 200, section


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("doi-tra", {"within": ""}, "within"),
    ("doi-tra", {"within": "0"}, "within"),
    ("doi-tra", {"refund_days": "31"}, "refund_days"),
    ("doi-tra", {"lines-0-what": "Đèn"}, "lines-0-length"),
    ("doi-tra", {"faults": []}, "faults"),
    ("nhan-hang", {"tries": ""}, "tries"),
    ("gia-va-dieu-kien", {"deposit": "120"}, "deposit"),
    ("phap-ly", {"notice": "0123"}, "notice_link"),
    ("phap-ly", {"notice": "0123", "notice_link": "https://online.gov.vn.example/1"}, "notice_link"),
]


def test_what_cannot_be_promised_is_told_at_its_field(owner: ShopClient) -> None:
    for section, changes, field in WRONG:
        answer = send(owner, section, "save", **changes)
        assert answer.status_code == 422, changes
        assert field in errors_of(answer.text), changes
        kept = filled(answer.text, f"{FOLDER}/{section}")
        assert all(kept.get(name, []) == value for name, value in changes.items()), changes


def test_no_code_saves_what_no_page_could_word(app: Flask, shop: ShopRef) -> None:
    for wrong in (
        {"returns": dataclasses.replace(FULL["returns"], faults=("whim",))},
        {"returns": dataclasses.replace(FULL["returns"], refund_days=31)},
        {"pricing": dataclasses.replace(FULL["pricing"], deposit=101)},
        {"receiving": dataclasses.replace(FULL["receiving"], wait_minutes=-1)},
    ):
        with pytest.raises(BadProfile):
            promise(app, shop, **wrong)


def test_the_notification_stands_at_the_foot_only_with_number_and_page(owner: ShopClient, client: ShopClient) -> None:
    assert "Bộ Công Thương" not in client.get("/").text
    link = "https://online.gov.vn/Home/WebDetails/1"
    assert send(owner, "phap-ly", "save", notice="0123", notice_link=link).status_code == 303
    foot = client.get("/").text.split('class="foot"')[1]
    assert f'href="{link}"' in foot
    assert "số 0123" in foot
