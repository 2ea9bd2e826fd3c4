"""Safety cases: reported by anybody, seen by few, ended with a note; and the signal by which other rooms report."""

import re
from typing import Any

import pytest
from flask import Flask

from shopapp.accounts.signals import MisuseKind, MisuseReport, misuse_reported
from shopapp.customers.models import Customer
from shopapp.inquiries.cases.forms import ReportForm
from shopapp.inquiries.models import Attachment, Inquiry, InquiryMessage, InquiryNote, SafetyCase
from shopapp.inquiries.rules import Kind, asked_fields
from shopapp.notifications.models import Message
from shopapp.notifications.wording import copy_of, word
from shopapp.platform.access import Role
from shopapp.platform.database import transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.shops.queries import get_profile
from tests.accounts.builders import make_staff, sign_in
from tests.builders import NOW, csrf_token
from tests.conftest import ShopClient
from tests.inquiries.builders import (
    EMAIL,
    NAME,
    PDF,
    PHONE,
    fields_of,
    make_inquiry,
    make_product,
    messages_of,
    rows_of,
    send,
    upload,
)

FORM, LIST, DESK = "/bao-cao-an-ninh", "/quan-tri/hoi-dap/an-ninh", "/quan-tri/hoi-dap"
TEXT = "Ai đó dùng số của tôi để đặt hàng từ hôm qua."
EVERYTHING = {
    "misuse": "credentials",
    "body": TEXT,
    "order_code": "DH7K4XQ9",
    "name": NAME,
    "phone": "0900 000 105",
    "email": EMAIL,
}


def report(client: ShopClient, **typed: Any) -> Any:
    """Open the form, fill in what is given, send it."""
    return send(client, FORM, fields_of(client.get(FORM).text) | {"misuse": "abuse", "body": TEXT} | typed)


def desk_of(app: Flask, shop: ShopRef, client_of: Any, role: Role = Role.OWNER) -> ShopClient:
    """The browser of a member of staff of that role."""
    differences: dict[str, Any] = {"email": f"{role}@a.example", "role": role}
    make_staff(app, shop, **differences)
    client = client_of(shop)
    assert sign_in(client, f"{role}@a.example").status_code == 303
    assert isinstance(client, ShopClient)
    return client


def close(desk: ShopClient, inquiry_id: int, note: str) -> Any:
    token = csrf_token(desk.get(f"{DESK}/{inquiry_id}").text)
    return desk.post(f"{LIST}/{inquiry_id}/dong", data={"csrf_token": token, "note": note})


def test_a_report_without_a_contact_has_a_receipt_and_makes_nobody_a_customer(
    app: Flask, shop: ShopRef, client: ShopClient
) -> None:
    answer = report(client)
    assert answer.status_code == 303
    [inquiry] = rows_of(app, shop, Inquiry)
    page = client.get(answer.location)
    assert inquiry.code in page.text
    assert "xin giữ địa chỉ trang này" in page.text
    assert page.headers["Cache-Control"] == "private, no-store"
    assert rows_of(app, shop, Customer) == []
    assert messages_of(app, shop) == [("inquiries.case_for_shop", "email", "shop@a.example")]


def test_who_leaves_a_contact_gets_the_receipt_and_the_shop_sees_no_contact_by_mail(
    app: Flask, shop: ShopRef, client: ShopClient
) -> None:
    make_staff(app, shop)
    assert report(client, **EVERYTHING, files=upload(PDF, "bằng chứng.pdf")).status_code == 303
    [case] = rows_of(app, shop, SafetyCase)
    [inquiry] = rows_of(app, shop, Inquiry)
    assert (case.kind, inquiry.kind, inquiry.order_code) == ("credentials", "security", "DH7K4XQ9")
    assert [file.name for file in rows_of(app, shop, Attachment)] == ["bằng chứng.pdf"]
    assert messages_of(app, shop) == [
        ("inquiries.case_opened", "email", EMAIL),
        ("inquiries.case_opened", "sms", PHONE),
        ("inquiries.case_for_shop", "email", "chu@a.example"),
    ]
    for message in rows_of(app, shop, Message):
        with app.app_context(), acting_for(None):
            letter = word(shop, copy_of(message))
        assert inquiry.code in letter.subject + letter.text
        if message.audience == "staff":
            assert TEXT in letter.text
            assert not [part for part in (NAME, PHONE, "0900 000 105", EMAIL) if part in letter.text + letter.html]


def test_the_form_asks_what_the_rules_say(app: Flask, shop: ShopRef) -> None:
    with app.test_request_context(base_url=shop.base_url), acting_for(shop):
        asked = asked_fields(Kind.SECURITY, get_profile(shop), shop.kind)
        form = ReportForm()
        assert {f.name for f in form} - {"csrf_token", "form_key", "policy", "misuse"} == {one.name for one in asked}
        assert {f.name for f in form if f.flags.required} == {"misuse", *(a.name for a in asked if a.is_required)}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"misuse": ""}, "misuse"),
        ({"misuse": "not_me"}, "misuse"),
        ({"body": "  "}, "body"),
        ({"body": "a" * 4001}, "body"),
        ({"phone": "0900 1"}, "phone"),
        ({"email": "hỏi@khach.example"}, "email"),
        ({"csrf_token": "old"}, ""),
    ],
)
def test_bad_input_is_told_and_nothing_typed_is_lost(
    app: Flask, shop: ShopRef, client: ShopClient, wrong: dict[str, str], field: str
) -> None:
    answer = report(client, **(EVERYTHING | wrong))
    assert answer.status_code == 422
    assert 'id="error-summary"' in answer.text
    assert f'href="#{field}"' in answer.text or not field
    for typed in (EVERYTHING | wrong).values():
        assert typed in ("", "  ", "old", "not_me") or typed in answer.text
    assert rows_of(app, shop, Inquiry) == []


def test_the_same_form_sent_twice_is_one_case(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    data = fields_of(client.get(FORM).text) | EVERYTHING
    first, second = send(client, FORM, dict(data)), send(client, FORM, dict(data))
    assert first.location == second.location
    other = send(client, FORM, data | {"body": "Khác hẳn."})
    assert other.status_code == 409
    assert "Khác hẳn." in other.text
    assert len(rows_of(app, shop, SafetyCase)) == 1


def test_cases_have_a_list_of_their_own(app: Flask, shop: ShopRef, client: ShopClient, client_of: Any) -> None:
    report(client, misuse="breach")
    report(client, misuse="abuse")
    make_inquiry(app, shop)
    desk = desk_of(app, shop, client_of)
    codes = {
        c.kind: i.code
        for i in rows_of(app, shop, Inquiry)
        for c in rows_of(app, shop, SafetyCase)
        if c.inquiry_id == i.id
    }
    found = desk.get(LIST).text
    assert all(code in found for code in codes.values())
    narrowed = desk.get(f"{LIST}?loai=breach").text
    assert codes["breach"] in narrowed
    assert codes["abuse"] not in narrowed
    assert not [
        code for code in codes.values() if code in desk.get(DESK).text or code in desk.get(f"{LIST}?muc=xong").text
    ]
    home = desk.get("/quan-tri").text
    assert "2 vụ việc an ninh đang mở" in home
    assert "1 câu hỏi mới" in home


def test_who_may_not_see_cases_does_not_and_who_may_only_see_does_no_more(
    app: Flask, shop: ShopRef, client: ShopClient, client_of: Any
) -> None:
    report(client, files=upload(PDF, "a.pdf"))
    [inquiry] = rows_of(app, shop, Inquiry)
    [file] = rows_of(app, shop, Attachment)
    one = f"{DESK}/{inquiry.id}"
    for role in (Role.COURIER, Role.AGENT):
        blind = desk_of(app, shop, client_of, role)
        assert {blind.get(path).status_code for path in (LIST, one, f"{one}/tep/{file.id}")} <= {403, 404}
    seller = desk_of(app, shop, client_of, Role.SELLER)
    page = seller.get(one)
    assert page.status_code == 200
    assert TEXT in page.text
    token = csrf_token(page.text)
    for path in (f"{LIST}/{inquiry.id}/dong", f"{one}/tra-loi", f"{one}/ghi-chu", f"{one}/giao", f"{one}/dong"):
        assert f'action="{path}' not in page.text
        answer = seller.post(path, data={"csrf_token": token, "note": "x", "body": "x", "form_key": "k" * 32})
        assert answer.status_code == 403, path
    assert rows_of(app, shop, InquiryNote) == []
    assert len(rows_of(app, shop, InquiryMessage)) == 1


def test_a_case_ends_with_a_note_and_the_reporter_is_told(
    app: Flask, shop: ShopRef, client: ShopClient, client_of: Any
) -> None:
    thread = report(client, **EVERYTHING).location
    [inquiry] = rows_of(app, shop, Inquiry)
    desk = desk_of(app, shop, client_of)
    empty, long = close(desk, inquiry.id, " "), close(desk, inquiry.id, "Đã xem. " * 600)
    assert empty.status_code == long.status_code == 422
    assert "Đã xem. Đã xem." in long.text
    token = csrf_token(desk.get(f"{DESK}/{inquiry.id}").text)
    desk.post(f"{DESK}/{inquiry.id}/dong", data={"csrf_token": token})
    assert rows_of(app, shop, Inquiry)[0].state == "new"
    assert close(desk, inquiry.id, "Đã đổi mật khẩu cho khách.").status_code == 303
    [case] = rows_of(app, shop, SafetyCase)
    assert case.outcome == "settled"
    assert [note.body for note in rows_of(app, shop, InquiryNote)] == ["Đã đổi mật khẩu cho khách."]
    assert [kind for kind, *_ in messages_of(app, shop)][-2:] == ["inquiries.case_closed"] * 2
    page = client.get(thread).text
    assert "Cửa hàng đã xem xét báo cáo này" in page
    assert "đổi mật khẩu cho khách" not in page
    assert inquiry.code in desk.get(f"{LIST}?muc=xong").text
    # Whoever is not content writes on, and the case is open again.
    send(client, thread, fields_of(page) | {"body": "Vẫn chưa xong."})
    assert inquiry.code in desk.get(LIST).text
    assert close(desk, inquiry.id, "Xong hẳn.").status_code == 303


def make_report(**differences: Any) -> MisuseReport:
    values: dict[str, Any] = {
        "kind": MisuseKind.ACCOUNT_SECURED,
        "account_id": None,
        "subject": None,
        "name": NAME,
        "contact": EMAIL,
        "text": "",
        "language": "en",
        "now": NOW,
    }
    return MisuseReport(**(values | differences))


def test_the_signal_opens_a_case_in_the_senders_transaction(
    app: Flask, shop: ShopRef, client: ShopClient, client_of: Any
) -> None:
    def report_and(change: Any) -> None:
        with app.app_context(), acting_for(shop), transaction():
            misuse_reported.send(shop, report=make_report())
            change()

    with pytest.raises(ZeroDivisionError):
        report_and(lambda: 1 // 0)
    report_and(lambda: None)
    [case] = rows_of(app, shop, SafetyCase)
    assert (case.kind, case.is_holding) == ("account_secured", False)
    [mail, *_] = rows_of(app, shop, Message)
    with app.app_context(), acting_for(None):
        letter = word(shop, copy_of(mail))
    assert (mail.to_contact, mail.purpose) == (EMAIL, "security")
    assert "You have secured your account." in letter.text
    desk = desk_of(app, shop, client_of)
    assert "Tôi đã bảo vệ tài khoản" in desk.get(f"{DESK}/{case.inquiry_id}").text


def test_visitors_read_no_words_of_the_shops_work_list(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    page = client.get(f"/yeu-cau/{make_inquiry(app, shop).token}").text
    assert "Cửa hàng đã nhận" in page
    assert not re.search(r'class="badge[^>]*>(Mới|Khách chờ trả lời)<', page)


def test_products_for_an_answer_are_searched_for(app: Flask, shop: ShopRef, client_of: Any) -> None:
    ids = [make_product(app, shop, f"Bó hồng {number:02}") for number in range(12)]
    lily = make_product(app, shop, "Chậu lan")
    sent = make_inquiry(app, shop)
    desk = desk_of(app, shop, client_of)
    one = f"{DESK}/{sent.id}"
    page = desk.get(one).text
    assert "Bó hồng" not in page
    typed = fields_of(page) | {"body": "Dạ, cửa hàng có:", "tim": "1"}
    found = send(desk, f"{one}/tra-loi", typed | {"find": "HONG", "products": str(lily)})
    assert found.status_code == 200
    assert 'id="error-summary"' not in found.text
    assert "Dạ, cửa hàng có:" in found.text
    boxes = re.findall(r'<input[^>]*name="products"[^>]*>', found.text)
    assert len(boxes) == 9
    assert [box for box in boxes if "checked" in box and f'value="{lily}"' in box]
    assert "Gõ thêm một từ" in found.text
    assert "Không có sản phẩm" in send(desk, f"{one}/tra-loi", typed | {"find": "zzz"}).text
    typed.pop("tim")
    answer = send(desk, f"{one}/tra-loi", typed | {"find": "", "products": [str(lily), str(ids[3])]})
    assert answer.status_code == 303
    assert rows_of(app, shop, InquiryMessage)[-1].product_ids == [lily, ids[3]]
    gone = send(desk, f"{one}/tra-loi", fields_of(desk.get(one).text) | {"body": "x", "products": ["999999", "x"]})
    assert gone.status_code == 422


def test_the_outbox_tells_a_complaint_from_a_question(app: Flask, shop: ShopRef, client_of: Any) -> None:
    make_inquiry(app, shop)
    make_inquiry(app, shop, kind="complaint", email="khac@khach.example")
    page = desk_of(app, shop, client_of).get("/quan-tri/cua-hang/tin-nhan").text
    for words in ("Đã nhận câu hỏi", "Đã nhận khiếu nại", "Câu hỏi mới, gửi cửa hàng", "Khiếu nại mới, gửi cửa hàng"):
        assert words in page
