"""What the shop sees of its messages and may do with them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from shopapp.notifications import words
from shopapp.notifications.actions import cancel_message, send_again
from shopapp.notifications.models import Message
from shopapp.notifications.queries import list_messages
from shopapp.notifications.rules import CAPS, NoSuchMessage, NothingToSend, NotWaiting, State, StillTooMany
from shopapp.platform.database import db, transaction
from shopapp.platform.i18n import speaking
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.records.rules import Reference
from tests.accounts.builders import make_staff, post, sign_in
from tests.notifications.builders import make_draft, make_sms, queue, work_off
from tests.support.mailsink import Fault, MailSink

pytestmark = pytest.mark.usefixtures("templates")

Outbox = Callable[[], Sequence[Message]]
ClientOf = Callable[[ShopRef], Any]
PAGE = "/quan-tri/cua-hang/tin-nhan"


@pytest.fixture
def owner(app: Flask, shop: ShopRef, client: Any) -> Any:
    """A browser in which the owner of the first shop is signed in."""
    make_staff(app, shop)
    assert sign_in(client, "chu@a.example").status_code == 303
    return client


def again(app: Flask, shop: ShopRef, message_id: int, now: datetime) -> int:
    with app.app_context(), acting_for(shop), transaction():
        return send_again(shop, message_id, now=now)


def cancel(app: Flask, shop: ShopRef, message_id: int) -> None:
    with app.app_context(), acting_for(shop), transaction():
        cancel_message(shop, message_id)


def set_state(app: Flask, shop: ShopRef, state: State, error: str = "") -> None:
    with app.app_context(), acting_for(shop), transaction():
        query = update(Message).where(Message.shop_id == shop.id).values(state=state.value, error=error)
        db.session.execute(query.execution_options(synchronize_session=False))


def test_what_failed_goes_again_by_the_name_it_has(
    app: Flask, shop: ShopRef, mails: MailSink, outbox: Outbox, real_now: datetime
) -> None:
    mails.fail(Fault.UNKNOWN_550)
    (message_id,) = queue(app, shop, make_draft(), now=real_now)
    work_off(app)
    mails.work()
    assert again(app, shop, message_id, real_now) == message_id
    work_off(app)
    assert [message.state for message in outbox()] == ["sent"]
    assert mails.messages[0]["Message-ID"] == f"<{outbox()[0].reference}@mail.example>"


def test_what_was_sent_goes_again_as_a_new_message(
    app: Flask, shop: ShopRef, mails: MailSink, outbox: Outbox, real_now: datetime
) -> None:
    (message_id,) = queue(app, shop, make_draft(), now=real_now)
    work_off(app)
    assert again(app, shop, message_id, real_now) != message_id
    work_off(app)
    assert len({mail["Message-ID"] for mail in mails.messages}) == 2


def test_what_waits_goes_at_once_and_only_once(
    app: Flask, shop: ShopRef, mails: MailSink, outbox: Outbox, real_now: datetime
) -> None:
    mails.fail(Fault.GREYLISTED_450)
    (message_id,) = queue(app, shop, make_draft(), now=real_now)
    work_off(app)
    mails.work()
    again(app, shop, message_id, real_now)
    again(app, shop, message_id, real_now)
    work_off(app)
    assert len(mails.messages) == 1


def test_a_sent_code_cannot_be_sent_again(app: Flask, shop: ShopRef, mails: MailSink, real_now: datetime) -> None:
    (message_id,) = queue(app, shop, make_draft(sensitive=True), now=real_now)
    work_off(app)
    with pytest.raises(NothingToSend):
        again(app, shop, message_id, real_now)


def test_the_limit_holds_for_sending_again_too(app: Flask, shop: ShopRef, outbox: Outbox, now: datetime) -> None:
    ids = queue(app, shop, *[make_sms() for _ in range(CAPS[("sms", "customer")][0].limit + 1)], now=now)
    with pytest.raises(StillTooMany):
        again(app, shop, ids[-1], now)
    assert outbox()[-1].state == "withheld"


def test_what_waits_can_be_stopped_and_what_is_gone_cannot(
    app: Flask, shop: ShopRef, mails: MailSink, outbox: Outbox, real_now: datetime
) -> None:
    (message_id,) = queue(app, shop, make_draft(), now=real_now)
    cancel(app, shop, message_id)
    assert work_off(app) == 0
    assert outbox()[0].state == "cancelled"
    (gone,) = queue(app, shop, make_draft(), now=real_now)
    work_off(app)
    with pytest.raises(NotWaiting):
        cancel(app, shop, gone)


def test_what_did_not_go_is_work_to_do_until_it_is_put_aside(
    app: Flask, shop: ShopRef, owner: Any, outbox: Outbox, now: datetime
) -> None:
    (message_id,) = queue(app, shop, make_draft(), now=now)
    assert "could not be sent" not in owner.get("/quan-tri?lang=en").text
    set_state(app, shop, State.FAILED, "recipient_5xx")
    page = owner.get("/quan-tri").text
    assert "1 message could not be sent" in page
    assert f"{PAGE}?xem=can-xem" in page
    assert post(owner, f"{PAGE}/{message_id}/dung", page=PAGE).status_code == 303
    assert outbox()[0].state == "cancelled"
    assert "could not be sent" not in owner.get("/quan-tri").text


def test_each_message_leads_to_what_it_is_about(app: Flask, shop: ShopRef, owner: Any, now: datetime) -> None:
    about = (Reference("inquiry", 7), Reference("account", 3))
    inquiry, account = queue(app, shop, *[make_draft(about=row) for row in about], now=now)
    assert f'href="{PAGE}/{inquiry}"' in owner.get(PAGE).text
    assert 'href="/quan-tri/hoi-dap/7"' in owner.get(f"{PAGE}/{inquiry}").text
    assert "/account" not in owner.get(f"{PAGE}/{account}").text


def test_another_shops_message_is_out_of_reach(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], outbox: Outbox, now: datetime
) -> None:
    a, b = two_shops
    (message_id,) = queue(app, a, make_draft(), now=now)
    with pytest.raises(NoSuchMessage):
        again(app, b, message_id, now)
    with pytest.raises(NoSuchMessage):
        cancel(app, b, message_id)
    assert outbox()[0].state == "queued"


def test_messages_about_a_row_are_listed_in_order(app: Flask, shop: ShopRef, now: datetime) -> None:
    ids = queue(app, shop, make_draft(), make_sms(), make_draft(about=Reference("order", 2)), now=now)
    with app.app_context(), acting_for(shop):
        rows = list_messages(shop, Reference("order", 1))
    assert [row.id for row in rows] == ids[:2]
    assert [(row.channel, row.can_be_sent) for row in rows] == [("email", True), ("sms", True)]


def test_strangers_are_sent_to_the_sign_in(shop: ShopRef, client: Any) -> None:
    assert client.get(PAGE).status_code == 303
    assert client.post(f"{PAGE}/1/gui-lai").status_code in (400, 403)


def test_the_list_says_what_is_wrong_and_masks_contacts(app: Flask, shop: ShopRef, owner: Any, now: datetime) -> None:
    queue(app, shop, make_draft(), make_sms(), now=now)
    set_state(app, shop, State.FAILED, "recipient_5xx")
    page = owner.get(f"{PAGE}?lang=en")
    assert page.status_code == 200
    assert "The mailbox does not exist" in page.text
    assert "k•••h@thu.example" in page.text
    assert "0900 ••• 101" in page.text
    assert "khach@thu.example" not in page.text


def test_tabs_show_one_kind_of_state(app: Flask, shop: ShopRef, owner: Any, now: datetime) -> None:
    queue(app, shop, make_draft(), now=now)
    assert f"{PAGE}/1/gui-lai" not in owner.get(f"{PAGE}?xem=can-xem").text
    assert "/gui-lai" in owner.get(f"{PAGE}?xem=dang-cho").text
    assert owner.get(f"{PAGE}?xem=gibt-es-nicht").status_code == 200
    assert owner.get(f"{PAGE}?truoc=abc").status_code == 200


def test_buttons_send_again_and_stop(app: Flask, shop: ShopRef, owner: Any, outbox: Outbox, now: datetime) -> None:
    (message_id,) = queue(app, shop, make_draft(), now=now)
    stopped = post(owner, f"{PAGE}/{message_id}/dung", page=PAGE, xem="dang-cho")
    assert (stopped.status_code, stopped.location) == (303, f"{PAGE}?xem=dang-cho")
    assert outbox()[0].state == "cancelled"
    again_answer = post(owner, f"{PAGE}/{message_id}/gui-lai", page=PAGE, tiep="/quan-tri/don-hang/1")
    assert (again_answer.status_code, again_answer.location) == (303, "/quan-tri/don-hang/1")
    assert outbox()[0].state == "queued"


@pytest.mark.parametrize(
    "place", ["//evil.example", "https://evil.example", "/quan-tri/\\evil", "/dat-hang", "/quan-tri//x"]
)
def test_the_way_back_stays_in_the_back_office(
    app: Flask, shop: ShopRef, owner: Any, now: datetime, place: str
) -> None:
    (message_id,) = queue(app, shop, make_draft(), now=now)
    answer = post(owner, f"{PAGE}/{message_id}/dung", page=PAGE, tiep=place)
    assert answer.location == PAGE


def test_a_foreign_message_is_404(app: Flask, two_shops: tuple[ShopRef, ShopRef], owner: Any, now: datetime) -> None:
    (mine,) = queue(app, two_shops[0], make_draft(), now=now)
    (foreign,) = queue(app, two_shops[1], make_draft(), now=now)
    assert post(owner, f"{PAGE}/{foreign}/gui-lai", page=PAGE).status_code == 404
    assert post(owner, f"{PAGE}/{foreign}/dung", page=PAGE).status_code == 404
    assert post(owner, f"{PAGE}/{mine}/dung", page=PAGE).status_code == 303


def test_every_reason_a_delivery_can_have_is_worded(app: Flask) -> None:
    from shopapp.notifications.channels import mail

    codes = {cap.name for caps in CAPS.values() for cap in caps} | set(words.REASON_WORDS)
    with app.app_context(), speaking("en"):
        unworded = words.reason_words("of a channel that was added")
        assert all(words.reason_words(code) not in ("", unworded) for code in codes)
        assert words.reason_words("") == ""
    assert mail.WHOLE_TALK_SECONDS < 60
