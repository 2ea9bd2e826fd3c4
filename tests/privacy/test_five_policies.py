"""The policies of five unlike shops: each says what that shop does, and none what another does or nobody does yet."""

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

import pytest
from flask import Flask

from shopapp.features import ROOMS
from shopapp.kernel import clock
from shopapp.operations.demo import shops as samples
from shopapp.platform.capabilities import Capability, Heading, Paragraph
from shopapp.platform.database import transaction
from shopapp.platform.personal_data import Purpose, ReceiverKind
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.privacy.actions import allow_receiver, end_receiver, publish
from shopapp.records.queries import list_receivers
from tests.conftest import ShopClient, on_one_engine
from tests.privacy.test_promises import ROWS

engine = on_one_engine("sqlite")

# Where the policies must differ because the shops do: what only these of them say.
UNTIL_ASKED = "được giữ cho đến khi"
ONLY: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        # The keeping rule: until asked, or until there has been no purpose for so long.
        UNTIL_ASKED: frozenset({"hoa", "bien"}),
        "36 tháng kể từ khi đơn hàng kết thúc": frozenset({"nha"}),
        "24 tháng kể từ khi đơn hàng kết thúc": frozenset({"mac"}),
        "60 tháng kể từ khi đơn hàng kết thúc": frozenset({"cun"}),
        "180 ngày kể từ khi đơn hàng kết thúc": frozenset({"bien"}),
        # The fields its forms ask.
        "số điện thoại, e-mail, địa chỉ, nội dung yêu cầu": frozenset({"cun"}),
        # Who outside receives data.
        "Vườn hoa Đồi Mây": frozenset({"hoa"}),
        "Xưởng in Ví Dụ": frozenset({"bien"}),
        "Giao hàng Ví Dụ": frozenset({"mac"}),
        "Nhóm nghiên cứu Ví Dụ": frozenset({"mac"}),
        "Chuyển phát Mẫu": frozenset({"nha"}),
        # What a purpose is pursued for at all.
        "Nghiên cứu số liệu dưới bí danh": frozenset({"mac"}),
    }
)


@pytest.fixture
def five(app: Flask, monkeypatch: pytest.MonkeyPatch) -> dict[str, ShopRef]:
    """The sample shops with their settings and without their pictures, which no policy reads."""
    monkeypatch.setattr(samples, "_pictures", lambda _slug, _product: [])
    with app.app_context():
        return {shop.slug: shop for shop in samples.furnish_missing(port=80, now=clock.now())}


def client_of(app: Flask, shop: ShopRef) -> ShopClient:
    """A browser at a shop's host."""
    client = app.test_client()
    assert isinstance(client, ShopClient)
    client.base_url = f"http://{shop.slug}.localhost"
    return client


def policy_of(app: Flask, shop: ShopRef, language: str = "vi") -> str:
    """The words of a policy page."""
    page = client_of(app, shop).get(f"/chinh-sach-bao-mat?lang={language}").text
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page[page.index("<main") : page.index("<footer")]))


def test_five_policies_differ_where_the_shops_do(app: Flask, five: dict[str, ShopRef]) -> None:
    texts = {slug: policy_of(app, shop) for slug, shop in five.items()}
    for words, saying in ONLY.items():
        assert {slug for slug, text in texts.items() if words in text} == saying, words
    assert len(set(texts.values())) == 5


@pytest.mark.parametrize("question", ["Loại biển", "Đường dẫn sản phẩm", "Số lượng"])
def test_each_names_the_questions_its_own_form_asks(app: Flask, five: dict[str, ShopRef], question: str) -> None:
    for slug, shop in five.items():
        form = client_of(app, shop).get("/bao-gia").text
        assert (question in form) == (question.lower() in policy_of(app, shop)), slug


def test_each_names_its_own_hours_departments_and_hosting(app: Flask, five: dict[str, ShopRef]) -> None:
    for slug, shop in five.items():
        text, told = policy_of(app, shop), samples.sample(slug)["profile"]
        for period in told["hours"]:
            assert f"{period['opens']}–{period['closes']}" in text.replace("-", "–").replace(" – ", "–"), slug
        assert told["hosting"]["host"] in text, slug
        for department in told["departments"]:
            assert department["name"] in text, slug


def test_no_policy_states_what_is_only_planned() -> None:
    stated = {capability.name for room in ROOMS for capability in room.capabilities}
    planned = [row for row in ROWS.values() if row.state == "planned"]
    assert stated
    for row in planned:
        assert not set(row.stated_by) & stated, row.clause


def test_a_receiver_appears_in_and_vanishes_from_that_shops_policy_alone(app: Flask, five: dict[str, ShopRef]) -> None:
    shop, name, now = five["cun"], "Giao hàng Thử Nghiệm", clock.now()
    with app.app_context(), acting_for(shop), transaction():
        allow_receiver(
            shop,
            kind=ReceiverKind.CARRIER,
            name=name,
            fields=("recipient_name",),
            agreed_on=date(2026, 11, 1),
            ends_on=None,
            now=now,
        )
        publish(shop, now=now)
    assert {slug for slug, one in five.items() if name in policy_of(app, one)} == {"cun"}
    with app.app_context(), acting_for(shop), transaction():
        [planted] = [receiver for receiver in list_receivers(shop) if receiver.name == name]
        end_receiver(shop, planted.id, now=now.replace(year=now.year - 1))
        publish(shop, now=now)
    assert {slug for slug, one in five.items() if name in policy_of(app, one)} == set()


def test_a_purpose_appears_in_that_shops_policy_alone(
    app: Flask, five: dict[str, ShopRef], monkeypatch: pytest.MonkeyPatch
) -> None:
    planted = Capability(
        "consent.news",
        Heading.SCOPE,
        lambda shop: [Paragraph("Bản tin thử nghiệm")] if shop.slug == "bien" else [],
        Purpose.NEWS,
    )
    monkeypatch.setitem(app.extensions, "shopapp_capabilities", (*app.extensions["shopapp_capabilities"], planted))
    for shop in five.values():
        with app.app_context(), acting_for(shop), transaction():
            publish(shop, now=clock.now())
    for words in ("Bản tin thử nghiệm", "Gửi tin"):
        assert {slug for slug, shop in five.items() if words in policy_of(app, shop)} == {"bien"}, words
