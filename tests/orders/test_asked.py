"""What the form asks is published once; form and policy are built from it, and the schema knows whose data it is."""

import re

import pytest
from flask import Flask

from shopapp.orders.capabilities import CAPABILITIES
from shopapp.orders.rules import AskSettings, asked_fields, code_from, new_code
from shopapp.platform.database import Base
from shopapp.platform.i18n import speaking
from shopapp.platform.personal_data import Erase, Keep, Kind, ReceiverKind, Subject, declaration_of
from shopapp.platform.tenancy.refs import KINDS
from shopapp.platform.tenancy.scope import acting_for
from tests.conftest import ShopClient
from tests.orders.builders import Stall


@pytest.mark.parametrize("kind", KINDS)
def test_every_personal_question_says_whose_answer_it_is_and_why(kind: str) -> None:
    asked = asked_fields(kind, AskSettings())
    assert len({question.name for question in asked}) == len(asked)
    for question in asked:
        assert (question.subject is None) == (question.kind is None)
        assert question.missing or not question.required
        if question.kind in (Kind.NAME, Kind.PHONE, Kind.EMAIL):
            assert question.why


def test_a_card_is_offered_always_by_florists_and_elsewhere_for_gifts() -> None:
    for kind in KINDS:
        [card] = [question for question in asked_fields(kind, AskSettings()) if question.name == "greeting"]
        assert card.only_gift == (kind != "florist")
        assert not card.required


def test_a_shop_without_slots_asks_for_none() -> None:
    assert "slot" not in {question.name for question in asked_fields("general", AskSettings(has_slots=False))}


def test_the_page_asks_exactly_what_is_published(stall: Stall, client: ShopClient) -> None:
    page = client.get("/dat-hang?sp=hoa-hong").text
    [form] = re.findall(r'<form class="form".*?</form>', page, re.DOTALL)
    shown = {name for name in re.findall(r'name="([a-z_]+)"', form)}
    published = {question.name for question in asked_fields("florist", AskSettings())}
    # The shop writes in the language of the page that was filled in; only who types for a customer is asked for one.
    assert shown == published - {"language"} | {"csrf_token", "step", "ward_find", "delivery_date_other"}
    assert "Cửa hàng gọi số này để xác nhận đơn" in page


def test_the_policy_names_what_the_form_asks(app: Flask, stall: Stall) -> None:
    with app.test_request_context("/", base_url="http://a.localhost"), acting_for(stall.shop), speaking("vi"):
        words = " ".join(p.text for c in CAPABILITIES for p in c.words(stall.shop))
    for asked in ("tên người đặt", "số điện thoại người nhận", "lời chúc trên thiệp", "24 giờ", "mã dùng một lần"):
        assert asked in words.lower()


def test_sender_and_recipient_are_declared_apart() -> None:
    columns = Base.metadata.tables["shop_order"].columns
    for name in ("recipient_name", "recipient_phone", "street", "ward_code", "province_name", "greeting"):
        found = declaration_of(columns[name])
        assert found is not None
        assert (found.subject, found.keep, found.erase) == (Subject.RECIPIENT, Keep.AFTER_DELIVERY, Erase.BLANK)
        assert found.receivers == {ReceiverKind.CARRIER}
    for name in ("sender_name", "sender_phone", "sender_email", "note", "search"):
        found = declaration_of(columns[name])
        assert found is not None
        assert found.subject is Subject.CUSTOMER
    draft = declaration_of(Base.metadata.tables["order_draft"].columns["data"])
    assert draft is not None
    assert (draft.keep, draft.erase) == (Keep.HOURS_24, Erase.DELETE_ROW)


def test_codes_can_be_read_over_the_phone() -> None:
    for _ in range(200):
        code = new_code()
        assert not set(code[2:]) & set("0O1IL5S8B2Z")
        assert code_from(f" {code[:2].lower()} {code[2:5]}-{code[5:]}") == code
    assert code_from("DH0O1IL5") == code_from("") == code_from("DH3333333") == code_from("x" * 10_000) == ""
