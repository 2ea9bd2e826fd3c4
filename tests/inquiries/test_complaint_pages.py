"""What people see of a complaint's times: before sending, after it, in the mail, in the policy, in the back office."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from shopapp.inquiries.jobs import remind_of_complaints
from shopapp.inquiries.models import Inquiry, InquiryNote
from shopapp.kernel import clock
from shopapp.notifications.models import Message
from shopapp.notifications.wording import copy_of, word
from shopapp.operations.worker import drain
from shopapp.platform.database import db
from shopapp.platform.i18n import show_moment, speaking
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.shops.complaint_times import Topic
from tests.accounts.builders import make_seller, make_staff, sign_in
from tests.conftest import ShopClient, on_one_engine
from tests.inquiries.builders import EMAIL, NAME, PHONE, ask, fields_of, make_inquiry, rows_of, send
from tests.support.forms import filled

engine = on_one_engine("sqlite")

DESK = "/quan-tri/hoi-dap"
FORM = "/lien-he?loai=khieu-nai&lang=en"


@pytest.fixture
def desk(app: Flask, shop: ShopRef, client_of: Any) -> ShopClient:
    """The owner's browser, signed in and reading English."""
    make_staff(app, shop)
    client: ShopClient = client_of(shop)
    sign_in(client, "chu@a.example")
    client.get("/quan-tri?lang=en")
    return client


def post(desk: ShopClient, path: str, page: str, **fields: str) -> Any:
    return send(desk, path, fields_of(desk.get(page).text) | fields)


def text_of(app: Flask, shop: ShopRef, to: str) -> str:
    """The newest message to a contact, as text, with its subject."""
    with app.app_context(), acting_for(shop):
        message = [m for m in db.session.execute(select(Message).order_by(Message.id)).scalars() if m.to_contact == to]
        envelope = word(shop, copy_of(message[-1]))
        return f"{envelope.subject}\n{envelope.text}"


def test_times_stand_at_each_topic_before_anything_is_sent(client: ShopClient) -> None:
    page = client.get(FORM).text
    assert page.count('name="topic"') == len(Topic)
    assert "First answer within 8 hours, settled within 3 working days" in page
    assert 'href="/du-lieu-cua-toi"' in page
    assert 'name="topic"' not in client.get("/lien-he").text


@pytest.mark.parametrize("topic", ["", "x", "goods\x00"])
def test_a_complaint_about_nothing_known_is_not_taken(
    app: Flask, shop: ShopRef, client: ShopClient, topic: str
) -> None:
    answer = ask(client, FORM, topic=topic, body="Hoa héo khi nhận.")
    assert answer.status_code == 422
    assert 'id="topic-error"' in answer.text
    assert "Hoa héo khi nhận." in answer.text
    assert rows_of(app, shop, Inquiry) == []


def test_whoever_complains_reads_number_and_times_on_the_page_and_in_the_mail(
    app: Flask, shop: ShopRef, client: ShopClient
) -> None:
    answer = ask(client, FORM, topic="data", body="Số của tôi bị lộ.")
    page = client.get(answer.location).text
    [complaint] = rows_of(app, shop, Inquiry)
    assert complaint.answer_due_at is not None
    with app.app_context(), speaking("en"):
        due = show_moment(complaint.answer_due_at)
    assert complaint.code in page[page.index('id="times"') :]
    assert f"by {due}" in page
    assert 'href="/du-lieu-cua-toi"' in page[page.index('id="times"') : page.index("</section>", page.index('id="t'))]
    mail = text_of(app, shop, EMAIL)
    for words in (f"Case number: {complaint.code}", "About: Personal data", f"First answer by: {due}", "at the latest"):
        assert words in mail
    assert f"{shop.base_url}/du-lieu-cua-toi" in mail


def test_a_reminder_says_what_is_overdue_and_names_nobody(app: Flask, shop: ShopRef, desk: ShopClient) -> None:
    late = make_inquiry(app, shop, kind="complaint", topic="goods", now=clock.now() - timedelta(hours=25))
    with app.app_context(), acting_for(shop):
        remind_of_complaints(shop, clock.now())
    mail = text_of(app, shop, "chu@a.example")
    assert "Quá hạn" in mail or "Overdue" in mail
    assert f"{DESK}/{late.id}" in mail
    assert not any(known in mail for known in (NAME, EMAIL, "0900 000 105"))


def test_the_policy_names_the_times_of_every_topic_and_follows_the_setting(
    app: Flask, shop: ShopRef, client_of: Any, desk: ShopClient
) -> None:
    settings = "/quan-tri/cua-hang/khieu-nai"

    def save(**changes: str) -> Any:
        data = filled(desk.get(settings).text, settings) | changes | {"do": "save"}
        return desk.post(settings, data=data)

    too_long = save(**{"lines-4-days": "30"})
    assert too_long.status_code == 422
    assert 'id="lines-4-days-error"' in too_long.text
    assert save(**{"lines-1-hours": "73"}).status_code == 422
    assert save(**{"lines-1-hours": ""}).status_code == 422
    assert save(**{"lines-1-hours": "5"}).status_code == 303
    drain(app)
    policy = client_of(shop).get("/chinh-sach-bao-mat?lang=en").text
    complaints = policy[policy.index('id="complaints"') : policy.index('id="breach"')]
    assert "First answer within 5 hours, settled within 3 working days: late or failed delivery." in complaints
    assert "within 24 hours, settled within 7 working days: payment or refund; service or conduct; something" in (
        complaints
    )
    assert 'href="/du-lieu-cua-toi"' in complaints


def test_a_complaint_typed_in_needs_a_topic_and_is_measured_like_any_other(
    app: Flask, shop: ShopRef, desk: ShopClient
) -> None:
    typed = {"source": "phone", "kind": "complaint", "name": NAME, "phone": "0900 000 105", "body": "Hoa héo."}
    refused = post(desk, f"{DESK}/moi", f"{DESK}/moi", **typed)
    assert refused.status_code == 422
    assert 'id="topic-error"' in refused.text
    assert post(desk, f"{DESK}/moi", f"{DESK}/moi", **typed, topic="payment").status_code == 303
    [complaint] = rows_of(app, shop, Inquiry)
    assert (complaint.topic, complaint.alarm_at is not None) == ("payment", True)
    # A question whose topic was touched by mistake is no complaint.
    question = typed | {"kind": "question", "topic": "payment"}
    assert post(desk, f"{DESK}/moi", f"{DESK}/moi", **question).status_code == 303
    assert rows_of(app, shop, Inquiry)[-1].topic == ""


def test_what_was_said_on_the_telephone_counts_as_the_answer(app: Flask, shop: ShopRef, desk: ShopClient) -> None:
    complaint = make_inquiry(app, shop, kind="complaint", topic="conduct", now=clock.now())
    page, path = f"{DESK}/{complaint.id}", f"{DESK}/{complaint.id}/da-noi"
    assert "Nobody has answered this complaint yet" in desk.get(post(desk, f"{page}/dong", page).location).text
    for fields in ({"said": " "}, {"said": "Đã gọi", "csrf_token": "outdated"}):
        refused = post(desk, path, page, **fields)
        assert refused.status_code == 422
        assert fields["said"].strip() in refused.text
        assert '<details class="fold" open>' in refused.text, "what is wrong is not folded away"
    assert (rows_of(app, shop, InquiryNote), rows_of(app, shop, Inquiry)[0].answered_at) == ([], None)
    sent = len(rows_of(app, shop, Message))
    assert post(desk, path, page, said="Đã gọi và xin lỗi.").status_code == 303
    assert ", in time" in desk.get(page).text
    assert [note.body for note in rows_of(app, shop, InquiryNote)] == ["Đã gọi và xin lỗi."]
    assert len(rows_of(app, shop, Message)) == sent
    assert post(desk, f"{page}/chu-de", page, topic="other").status_code == 303
    post(desk, f"{page}/chu-de", page, topic="nothing")
    post(desk, f"{page}/dong", page)
    assert (rows_of(app, shop, Inquiry)[0].topic, rows_of(app, shop, Inquiry)[0].state) == ("other", "closed")
    question = make_inquiry(app, shop)
    assert post(desk, f"{DESK}/{question.id}/da-noi", page, said="x").status_code == 404


def test_what_is_overdue_stands_at_the_home_in_the_list_and_in_figures_without_names(
    app: Flask, shop: ShopRef, desk: ShopClient, client_of: Any
) -> None:
    assert "muc=late" not in desk.get("/quan-tri").text
    assert "No complaint in this time" in desk.get(f"{DESK}/khieu-nai").text
    assert "No complaint is overdue" in desk.get(f"{DESK}?muc=late").text
    make_inquiry(app, shop, kind="complaint", topic="delivery", now=clock.now() - timedelta(hours=9))
    late = make_inquiry(app, shop, kind="complaint", topic="goods", now=clock.now() - timedelta(days=20))
    make_inquiry(app, shop, kind="complaint", topic="goods", now=clock.now())
    assert "2 complaints are overdue" in desk.get("/quan-tri").text
    listed = desk.get(f"{DESK}?muc=late").text
    assert listed.count("Answer overdue") == 2
    assert "Overdue complaints" in desk.get(DESK).text
    assert "overdue since" in desk.get(f"{DESK}/{late.id}").text
    figures = desk.get(f"{DESK}/khieu-nai?ngay=365").text
    assert "0 of 1" in figures
    assert "1 still runs" in figures
    assert not any(known in figures for known in (NAME, PHONE, EMAIL, PHONE[3:], "H-"))
    assert desk.get(f"{DESK}/khieu-nai?ngay=-1").status_code == 200
    seller = client_of(shop)
    make_seller(app, shop)
    sign_in(seller, "ban@a.example")
    assert seller.get(f"{DESK}/khieu-nai").status_code == 403
