"""The shop's side: find, read, answer, note, assign, close; contact data behind a recorded step; no foreign row."""

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from shopapp.inquiries import actions
from shopapp.inquiries.models import Attachment, Inquiry, InquiryMessage, InquiryNote
from shopapp.inquiries.rules import PAGE
from shopapp.notifications.models import Message
from shopapp.platform.database import transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.records.models import StaffRead
from tests.accounts.builders import make_seller, make_staff, sign_in
from tests.builders import NOW
from tests.conftest import ShopClient
from tests.inquiries.builders import (
    EMAIL,
    NAME,
    PDF,
    PHONE,
    ask,
    fields_of,
    make_inquiry,
    make_product,
    messages_of,
    rows_of,
    send,
    upload,
)

LIST = "/quan-tri/hoi-dap"


@pytest.fixture
def desk(app: Flask, shop: ShopRef, client_of: Any) -> ShopClient:
    """The owner's browser, signed in."""
    make_staff(app, shop)
    client = client_of(shop)
    sign_in(client, "chu@a.example")
    assert isinstance(client, ShopClient)
    return client


def post(desk: ShopClient, path: str, *, page: str = "", **fields: Any) -> Any:
    """Send a form of the page of one inquiry, or of `page`."""
    found = desk.get(page or "/".join(path.split("/")[:4])).text
    return send(desk, path, fields_of(found) | fields)


def codes_on(page: str) -> list[str]:
    return re.findall(r"H-[34679ACDEFGHJKMNPQRTUVWXY]{6}(?=</a>)", page)


def test_the_list_shows_who_asks_in_part(app: Flask, shop: ShopRef, desk: ShopClient) -> None:
    make_inquiry(app, shop)
    page = desk.get(LIST).text
    [inquiry] = rows_of(app, shop, Inquiry)
    assert codes_on(page) == [inquiry.code]
    assert NAME not in page
    assert PHONE not in page


def test_search_by_name_and_number(app: Flask, shop: ShopRef, desk: ShopClient) -> None:
    make_inquiry(app, shop)
    for typed in ("hoi mau", "HỎI", "0900 000 105", "+84900000105", "000105"):
        assert codes_on(desk.get(LIST, query_string={"q": typed}).text), typed
    for typed in ("0900000999", "không ai", "%", "_", "' OR 1=1 --"):
        assert not codes_on(desk.get(LIST, query_string={"q": typed}).text), typed


def test_search_by_code_in_any_case(app: Flask, shop: ShopRef, desk: ShopClient) -> None:
    make_inquiry(app, shop)
    [inquiry] = rows_of(app, shop, Inquiry)
    for typed in (inquiry.code, inquiry.code.lower(), inquiry.code[2:]):
        assert codes_on(desk.get(LIST, query_string={"q": typed}).text) == [inquiry.code]


def test_tabs_and_kinds_filter_and_unknown_words_show_everything(app: Flask, shop: ShopRef, desk: ShopClient) -> None:
    make_inquiry(app, shop)
    make_inquiry(app, shop, kind="complaint")
    assert len(codes_on(desk.get(f"{LIST}?muc=new").text)) == 2
    assert codes_on(desk.get(f"{LIST}?muc=closed").text) == []
    assert len(codes_on(desk.get(f"{LIST}?loai=complaint").text)) == 1
    assert codes_on(desk.get(f"{LIST}?muc=new&loai=quote").text) == []
    assert len(codes_on(desk.get(f"{LIST}?muc=x&loai=y&sau=z").text)) == 2


def test_pages_follow_one_another_without_a_gap(app: Flask, shop: ShopRef, desk: ShopClient) -> None:
    for n in range(PAGE + 5):
        # Several were touched at the same moment: the row's number decides then.
        make_inquiry(app, shop, now=NOW + timedelta(seconds=n // 3))
    first = desk.get(f"{LIST}?muc=new").text
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following
    second = desk.get(following.group(1).replace("&amp;", "&")).text
    assert (len(codes_on(first)), len(codes_on(second))) == (PAGE, 5)
    assert set(codes_on(first)).isdisjoint(codes_on(second))
    assert 'rel="next"' not in second


def test_counts_stop_at_ninety_nine(app: Flask, shop: ShopRef, desk: ShopClient) -> None:
    with app.app_context(), acting_for(shop), transaction():
        from shopapp.inquiries.rules import Sending
        from tests.inquiries.builders import make_draft

        for n in range(100):
            actions.send_inquiry(shop, make_draft(), Sending(f"key-{n:028}", "f"), now=NOW)
    assert ">99+<" in desk.get(LIST).text


def test_contact_is_shown_in_part_until_somebody_asks_and_that_is_recorded(
    app: Flask, shop: ShopRef, desk: ShopClient
) -> None:
    sent = make_inquiry(app, shop, address="12 ngõ Mẫu")
    page = desk.get(f"{LIST}/{sent.id}").text
    for whole in (PHONE, "0900 000 105", EMAIL, "12 ngõ Mẫu"):
        assert whole not in page
    assert [read.what for read in rows_of(app, shop, StaffRead)] == ["detail"]
    assert PHONE not in post(desk, f"{LIST}/{sent.id}/hien", page=f"{LIST}/{sent.id}").text, "no reason, no contact"
    shown = post(desk, f"{LIST}/{sent.id}/hien", page=f"{LIST}/{sent.id}", **{"ly-do": "answer"}).text
    assert f'href="tel:{PHONE}"' in shown
    assert f'href="mailto:{EMAIL}"' in shown
    assert "12 ngõ Mẫu" in shown
    [_detail, read] = rows_of(app, shop, StaffRead)
    assert (read.subject_kind, read.subject_id, read.what, read.reason) == ("inquiry", sent.id, "contact", "answer")


def test_an_answer_reaches_the_customer_with_its_products(app: Flask, shop: ShopRef, desk: ShopClient) -> None:
    product_id = make_product(app, shop)
    sent = make_inquiry(app, shop)
    path = f"{LIST}/{sent.id}/tra-loi"
    answer = post(desk, path, body="Dạ, còn ạ.", products=str(product_id), files=[upload(PDF, "báo giá.pdf")])
    assert answer.location == f"{LIST}/{sent.id}#last"
    [inquiry] = rows_of(app, shop, Inquiry)
    assert inquiry.state == "answered"
    assert inquiry.answered_at is not None
    assert inquiry.assigned_account_id is not None, "who answers takes care"
    assert rows_of(app, shop, Attachment)[0].name == "báo giá.pdf"
    assert messages_of(app, shop)[3:] == [("inquiries.answered", "email", EMAIL), ("inquiries.answered", "sms", PHONE)]
    by_mail, by_sms = rows_of(app, shop, Message)[3:]
    assert by_mail.facts["body"] == "Dạ, còn ạ."
    assert by_mail.facts["products"] == [{"name": "Bé Mochi", "price": 5_000_000, "path": "/san-pham/be-mochi"}]
    assert "body" not in by_sms.facts, "a text message carries the link alone"


def test_an_answer_sent_twice_goes_out_once(app: Flask, shop: ShopRef, desk: ShopClient) -> None:
    sent = make_inquiry(app, shop)
    data = fields_of(desk.get(f"{LIST}/{sent.id}").text) | {"body": "Dạ, còn ạ."}
    for _ in range(2):
        assert send(desk, f"{LIST}/{sent.id}/tra-loi", data).status_code == 303
    assert len(rows_of(app, shop, InquiryMessage)) == 2
    assert len(messages_of(app, shop)) == 5


def test_an_answer_with_a_mistake_comes_back_whole(app: Flask, shop: ShopRef, desk: ShopClient) -> None:
    sent = make_inquiry(app, shop)
    path = f"{LIST}/{sent.id}/tra-loi"
    stale = post(desk, path, csrf_token="outdated", body="Dạ, còn ạ.")
    assert stale.status_code == 422
    assert "Dạ, còn ạ." in stale.text
    assert post(desk, path, body="").status_code == 422
    assert post(desk, path, body="Dạ", files=[upload(b"<html>", "x.png")]).status_code == 422
    assert len(rows_of(app, shop, InquiryMessage)) == 1


def test_products_of_another_shop_are_not_shown_in_an_answer(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], desk: ShopClient
) -> None:
    theirs = make_product(app, two_shops[1])
    sent = make_inquiry(app, two_shops[0])
    answer = post(desk, f"{LIST}/{sent.id}/tra-loi", body="Dạ", products=str(theirs))
    assert answer.status_code == 422
    assert len(rows_of(app, two_shops[0], InquiryMessage)) == 1


def test_notes_are_for_colleagues_alone(app: Flask, shop: ShopRef, desk: ShopClient, client: ShopClient) -> None:
    sent = make_inquiry(app, shop)
    assert post(desk, f"{LIST}/{sent.id}/ghi-chu", note="Khách quen, giảm giá.").status_code == 303
    assert "Khách quen" in desk.get(f"{LIST}/{sent.id}").text
    assert "Khách quen" not in client.get(f"/yeu-cau/{sent.token}").text
    assert post(desk, f"{LIST}/{sent.id}/ghi-chu", note=" ").status_code == 422
    kept = post(desk, f"{LIST}/{sent.id}/ghi-chu", note="Đừng mất", csrf_token="outdated")
    assert (kept.status_code, "Đừng mất" in kept.text) == (422, True)
    assert len(rows_of(app, shop, InquiryNote)) == 1


def test_an_inquiry_is_given_to_a_colleague_and_to_nobody_else(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], desk: ShopClient
) -> None:
    seller, stranger = make_seller(app, two_shops[0]), make_staff(app, two_shops[1])
    sent = make_inquiry(app, two_shops[0])
    path = f"{LIST}/{sent.id}/giao"
    for chosen, expected in (
        (str(seller), seller),
        (str(stranger), seller),
        ("x", seller),
        ("9" * 40, seller),
        ("", None),
    ):
        assert post(desk, path, account=chosen).status_code == 303
        [inquiry] = rows_of(app, two_shops[0], Inquiry)
        assert inquiry.assigned_account_id == expected


def test_an_inquiry_is_closed_and_opened_again(app: Flask, shop: ShopRef, desk: ShopClient) -> None:
    sent = make_inquiry(app, shop)
    states = []
    for step in ("dong", "dong", "mo-lai", "mo-lai"):
        assert post(desk, f"{LIST}/{sent.id}/{step}").status_code == 303
        states.append(rows_of(app, shop, Inquiry)[0].state)
    assert states == ["closed", "closed", "new", "new"]


def test_an_inquiry_by_phone_is_typed_in(app: Flask, shop: ShopRef, desk: ShopClient) -> None:
    data = {"source": "phone", "kind": "complaint", "name": NAME, "phone": "0900 000 105", "body": "Hoa héo."}
    data["topic"] = "goods"
    answer = post(desk, f"{LIST}/moi", page=f"{LIST}/moi", **data)
    assert answer.status_code == 303
    [inquiry] = rows_of(app, shop, Inquiry)
    assert (inquiry.source, inquiry.kind, inquiry.state) == ("phone", "complaint", "new")
    assert inquiry.assigned_account_id is not None
    assert messages_of(app, shop) == [], "whoever is on the phone needs no mail about it"
    for mistake in ({"source": "web"}, {"kind": "x"}, {"phone": "", "email": ""}, {"body": ""}, {"product": "99"}):
        assert post(desk, f"{LIST}/moi", page=f"{LIST}/moi", **(data | mistake)).status_code == 422
    assert len(rows_of(app, shop, Inquiry)) == 1


def test_messages_about_an_inquiry_can_be_sent_again(app: Flask, shop: ShopRef, desk: ShopClient) -> None:
    sent = make_inquiry(app, shop)
    with app.app_context(), acting_for(shop), transaction():
        from sqlalchemy import update

        from shopapp.platform.database import db

        query = update(Message).where(Message.shop_id == shop.id).values(state="failed", error="unreachable")
        db.session.execute(query)
    page = desk.get(f"{LIST}/{sent.id}").text
    [first, *_rest] = rows_of(app, shop, Message)
    again = f"/quan-tri/cua-hang/tin-nhan/{first.id}/gui-lai"
    assert f'action="{again}"' in page
    answer = desk.post(again, data=fields_of(page) | {"tiep": f"{LIST}/{sent.id}"})
    assert answer.location == f"{LIST}/{sent.id}"
    assert rows_of(app, shop, Message)[0].state == "queued"


def test_the_home_says_what_waits(app: Flask, shop: ShopRef, desk: ShopClient) -> None:
    assert f"{LIST}?muc=new" not in desk.get("/quan-tri").text
    make_inquiry(app, shop)
    assert f"{LIST}?muc=new" in desk.get("/quan-tri").text


def test_nobody_gets_in_without_signing_in(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    sent = make_inquiry(app, shop)
    for path in (LIST, f"{LIST}/moi", f"{LIST}/{sent.id}", f"{LIST}/{sent.id}/tep/1"):
        assert client.get(path).status_code == 303
    for step in ("hien", "tra-loi", "ghi-chu", "giao", "dong", "mo-lai"):
        answer = send(client, f"{LIST}/{sent.id}/{step}", fields_of(client.get("/lien-he").text))
        assert answer.status_code == 403
    assert rows_of(app, shop, Inquiry)[0].state == "new"


def test_no_route_opens_another_shops_inquiry(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], desk: ShopClient, client_of: Any
) -> None:
    place = ask(client_of(two_shops[1]), files=[upload(PDF, "x.pdf")]).location
    assert place
    [theirs], [file] = rows_of(app, two_shops[1], Inquiry), rows_of(app, two_shops[1], Attachment)
    mine = make_inquiry(app, two_shops[0])
    page = f"{LIST}/{mine.id}"
    theirs_id = theirs.id
    assert theirs_id != mine.id, "rows are numbered for all shops together, or this test would be blind"
    assert desk.get(f"{LIST}/{theirs_id}").status_code == 404
    assert desk.get(f"{LIST}/{theirs_id}/tep/{file.id}").status_code == 404
    assert desk.get(f"{LIST}/{mine.id}/tep/{file.id}").status_code == 404
    fields = {"body": "x", "note": "x", "account": ""}
    for step in ("hien", "tra-loi", "ghi-chu", "giao", "dong", "mo-lai"):
        assert post(desk, f"{LIST}/{theirs_id}/{step}", page=page, **fields).status_code == 404
    [after] = rows_of(app, two_shops[1], Inquiry)
    assert (after.state, after.touched_at) == (theirs.state, theirs.touched_at)
    assert len(rows_of(app, two_shops[1], InquiryMessage)) == 1
    assert rows_of(app, two_shops[1], InquiryNote) == []
    assert codes_on(desk.get(LIST, query_string={"q": theirs.code}).text) == []


def test_numbers_that_are_no_inquiry_are_not_found(desk: ShopClient) -> None:
    for number in ("0", "999999999999", "1" * 13, "-1", "1e3", "%00"):
        assert desk.get(f"{LIST}/{number}").status_code == 404, number
