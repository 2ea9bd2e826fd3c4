"""Every message of an order, worded in both languages, says what is needed and nothing of the recipient."""

import json

import pytest
from flask import Flask

from shopapp.notifications.models import Message
from shopapp.notifications.rules import sms_segments
from shopapp.notifications.wording import copy_of, word
from shopapp.orders import actions, messages, queries
from shopapp.orders.rules import State
from shopapp.platform.database import transaction
from shopapp.platform.tenancy.scope import acting_for
from tests.builders import NOW
from tests.orders.builders import Stall, place, rows_of

HIDDEN = ("Trần Văn", "0900 000 124", "+84900000124", "12 đường Ví Dụ", "sinh nhật", "Đừng bấm")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_all_messages_can_be_worded(app: Flask, stall: Stall, language: str) -> None:
    token = _whole_life(app, stall, language)
    kinds = set()
    for message in rows_of(app, stall.shop, Message):
        with app.app_context(), acting_for(None):
            envelope = word(stall.shop, copy_of(message))
        kinds.add(message.kind)
        whole = " ".join((envelope.subject, envelope.text, envelope.html))
        assert not [text for text in HIDDEN if text in whole or text in json.dumps(message.facts, ensure_ascii=False)]
        if message.audience == "customer":
            assert f"http://a.localhost/don-hang/{token}" in envelope.text
        if message.channel == "sms":
            assert envelope.text.isascii()
            assert sms_segments(envelope.text) <= 2, envelope.text
        else:
            assert envelope.subject
            assert envelope.html
            assert "đơn" in envelope.text.lower() if message.language == "vi" else "order" in envelope.text
    assert kinds == {
        f"orders.{name}" for name in ("placed", "confirmed", "sent_out", "failed", "delivered", "cancelled")
    } | {"orders.new_for_shop", "orders.cancelled_for_shop"}


def test_the_mail_of_a_new_order_lists_it(app: Flask, stall: Stall) -> None:
    place(app, stall, (stall.rose, 2), (stall.small, 1), payment="transfer")
    mail, _sms, shop_mail = rows_of(app, stall.shop, Message)
    with app.app_context(), acting_for(None):
        text = word(stall.shop, copy_of(mail)).text
        owner = word(stall.shop, copy_of(shop_mail))
    for part in ("2 × Bó hồng đỏ: 700.000", "1 × Cúc trắng (Vừa): 200.000", "925.000", "25/11/2026", "mã QR"):
        assert part in text
    assert "/quan-tri/don-hang/" in owner.text
    assert "Nguyễn" not in owner.text + owner.html
    assert "0900" not in owner.text.replace("0900 000 101", "")


def test_markup_in_a_product_name_is_text_in_a_mail(app: Flask, stall: Stall) -> None:
    place(app, stall, sender_name="<b>Chị</b>")
    mail, *_ = rows_of(app, stall.shop, Message)
    with app.app_context(), acting_for(None):
        assert "<b>Chị" not in word(stall.shop, copy_of(mail)).html


def _whole_life(app: Flask, stall: Stall, language: str) -> str:
    placed = place(app, stall, language=language, note="Đừng bấm chuông")
    with app.app_context(), acting_for(stall.shop), transaction():
        for step in ("confirmed", "preparing", "sent_out", "failed", "sent_out", "delivered"):
            actions.advance(stall.shop, placed.id, step, account_id=stall.owner, now=NOW)

        order = queries.find_order(stall.shop, placed.id)
        assert order is not None
        messages.tell_moved(stall.shop, order, State.CANCELLED, now=NOW)
        messages.tell_shop_cancelled(stall.shop, order, ["chu@a.example"], now=NOW)
    return placed.token
