"""What a gateway reports later: proven, taken once, in any order, and only by the gateway."""

import itertools
import json
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

import pytest
from flask import Flask

from shopapp.notifications.actions import send_again
from shopapp.notifications.models import Message
from shopapp.platform.database import transaction
from shopapp.platform.dispatch import is_anything_due
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.notifications.builders import make_draft, make_sms, queue, settings_changed, work_off
from tests.support.mailsink import MailSink
from tests.support.smsgateway import SECRET, SmsGateway, Trouble, report, signature

pytestmark = pytest.mark.usefixtures("templates")

Outbox = Callable[[], Sequence[Message]]
PATH = "/tin-nhan/bao-phat"
URL = "http://a.localhost" + PATH


@pytest.fixture
def gateway(app: Flask) -> Iterator[SmsGateway]:
    """A gateway that the application uses."""
    with SmsGateway() as gateway, settings_changed(app, **gateway.settings()):
        yield gateway


@pytest.fixture
def sent(app: Flask, shop: ShopRef, gateway: SmsGateway, outbox: Outbox, real_now: datetime) -> Message:
    """A text message the gateway has taken."""
    queue(app, shop, make_sms(), now=real_now)
    work_off(app)
    return outbox()[0]


def tell(client: Any, url: str = URL, **said: Any) -> int:
    """Report as the gateway does; the status of the answer."""
    body, headers = report(url, **said)
    return int(client.post(PATH, data=body, headers=headers, content_type="application/json").status_code)


def test_the_address_in_the_request_is_where_reports_are_taken(
    client: Any, gateway: SmsGateway, sent: Message, outbox: Outbox
) -> None:
    assert gateway.requests[0].body["report_to"] == URL
    assert tell(client, reference=sent.reference, status="queued") == 204
    assert (outbox()[0].state, outbox()[0].report) == ("sent", "")
    assert tell(client, reference=sent.reference, status="delivered") == 204
    assert (outbox()[0].state, outbox()[0].report) == ("sent", "delivered")


@pytest.mark.parametrize("order", sorted(set(itertools.permutations(["delivered", "undelivered", "undelivered"]))))
def test_the_order_of_reports_does_not_matter(client: Any, sent: Message, outbox: Outbox, order: Sequence[str]) -> None:
    for status in order:
        assert tell(client, reference=sent.reference, status=status) == 204
    assert (outbox()[0].state, outbox()[0].error, outbox()[0].report) == ("sent", "", "delivered")


def test_what_did_not_reach_its_phone_is_to_be_looked_at_and_goes_again_by_a_new_name(
    app: Flask, shop: ShopRef, client: Any, gateway: SmsGateway, sent: Message, outbox: Outbox, real_now: datetime
) -> None:
    tell(client, reference=sent.reference, status="undelivered", reason="switched_off")
    assert (outbox()[0].state, outbox()[0].error) == ("failed", "not_delivered")
    with app.app_context(), acting_for(shop), transaction():
        send_again(shop, sent.id, now=real_now)
    tell(client, reference=sent.reference, status="undelivered")
    work_off(app)
    assert [(row.state, row.error) for row in outbox()] == [("cancelled", "sent_anew"), ("sent", "")]
    assert len(gateway.delivered) == 2


def test_a_report_about_a_message_of_unknown_fate_spares_the_second_try(
    app: Flask, shop: ShopRef, client: Any, gateway: SmsGateway, outbox: Outbox, real_now: datetime
) -> None:
    gateway.trouble = Trouble.CUT_AFTER_TAKING
    queue(app, shop, make_sms(sensitive=True), now=real_now)
    work_off(app)
    assert outbox()[0].state == "retrying"
    assert tell(client, reference=outbox()[0].reference, status="delivered") == 204
    assert (outbox()[0].state, outbox()[0].facts, outbox()[0].next_try_at) == ("sent", {}, None)
    gateway.trouble = None
    with app.app_context(), acting_for(None):
        assert not is_anything_due(now=real_now.replace(year=real_now.year + 1))


def test_a_report_while_the_gateway_still_talks_is_not_written_over(
    app: Flask, shop: ShopRef, client: Any, gateway: SmsGateway, outbox: Outbox, real_now: datetime
) -> None:
    answered = gateway.answer

    def report_first(talk: Any) -> None:
        reference = talk.headers["Idempotency-Key"]
        assert tell(client, reference=reference, status="undelivered", reason="bad_number") == 204
        answered(talk)

    gateway.answer = report_first  # type: ignore[method-assign]  # The gateway is quicker than its own answer.
    queue(app, shop, make_sms(), now=real_now)
    work_off(app)
    assert (outbox()[0].state, outbox()[0].error) == ("failed", "number_refused")


@pytest.mark.parametrize(
    ("difference", "status"),
    [
        ({"secret": "another-secret-of-somebody-else-here"}, 403),
        ({"key_id": "other-key"}, 403),
        ({"at": int(time.time()) - 3600}, 403),
        ({"at": int(time.time()) + 3600}, 403),
        ({"at": "never"}, 403),
        ({"url": "http://b.localhost" + PATH}, 403),
        ({"reference": "0" * 32}, 404),
        ({"reference": 7}, 422),
        ({"reference": ""}, 422),
        ({"status": None}, 422),
    ],
)
def test_what_is_not_the_gateways_word_changes_nothing(
    client: Any, sent: Message, outbox: Outbox, difference: dict[str, Any], status: int
) -> None:
    said = {"reference": sent.reference, "status": "undelivered"} | difference
    assert tell(client, **said) == status
    assert (outbox()[0].state, outbox()[0].report) == ("sent", "")


def test_junk_and_too_much_are_refused_before_they_are_read(client: Any, sent: Message) -> None:
    assert client.post(PATH, data=b"x" * 9000).status_code == 413
    assert client.post(PATH, data=b"\xff" * 10, headers={"Shopapp-Timestamp": "１２"}).status_code == 403
    for body in (b"[]", b"{", b"[" * 4000, b'"x"'):
        _, headers = report(URL)
        headers["Shopapp-Signature"] = signature(SECRET, URL, headers["Shopapp-Timestamp"], body)
        assert client.post(PATH, data=body, headers=headers).status_code == 422


def test_another_shop_and_another_medium_are_out_of_reach(
    app: Flask,
    two_shops: tuple[ShopRef, ShopRef],
    mails: MailSink,
    client_of: Callable[[ShopRef], Any],
    outbox: Outbox,
    real_now: datetime,
) -> None:
    a, b = two_shops
    queue(app, a, make_draft(), make_sms(), now=real_now)
    with SmsGateway() as gateway, settings_changed(app, **gateway.settings()):
        work_off(app)
        mail, text = outbox()
        assert tell(client_of(b), b.base_url + PATH, reference=text.reference, status="undelivered") == 404
        assert tell(client_of(a), reference=mail.reference, status="undelivered") == 404
        assert [json.dumps(row.report) for row in outbox()] == ['""', '""']


def test_without_a_gateway_nobody_reports(client: Any) -> None:
    assert tell(client, reference="0" * 32, status="delivered") == 404
