"""A shop that can take orders, what a visitor types, and the ways through form and review."""

import html
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from flask import Flask
from sqlalchemy import select

from shopapp.catalog.rules import VariantDraft
from shopapp.delivery.actions import set_up
from shopapp.delivery.queries import get_schedule
from shopapp.kernel.codes import new_token
from shopapp.notifications.models import Message
from shopapp.orders import actions
from shopapp.orders.actions import Placed
from shopapp.orders.models import Order
from shopapp.orders.rules import Agreement, DraftLine, OrderDraftData
from shopapp.orders.rules import fingerprint as fingerprint_of
from shopapp.platform.database import Base, db, transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.records.queries import current_policy_id
from tests.accounts.builders import make_staff
from tests.builders import NOW, csrf_token
from tests.catalog.builders import make_category, make_product, variants_of
from tests.conftest import SECRET

T = TypeVar("T", bound=Base)

PHONE, EMAIL = "+84900000123", "mau@khach.example"
NEAR, FAR = "26740", "26977"  # Two wards of Ho Chi Minh City, one in each area below.
UNSERVED = "00070"  # A ward of Hà Nội, which the shop does not serve.
DAY = date(2026, 11, 25)
DELIVERY: dict[str, Any] = {
    "lead_minutes": 240,
    "cut_off": "17:00",
    "days_ahead": 30,
    "closed_weekdays": [],
    "closed_dates": ["2026-11-28"],
    "areas": [
        {"name": "Trung tâm", "fee": 25_000, "free_from": 1_000_000, "provinces": ["79"], "wards": [NEAR]},
        {"name": "Vùng ven", "fee": 40_000, "free_from": None, "provinces": ["79"], "wards": []},
    ],
    "slots": [
        {"label": "Buổi sáng", "starts": "09:00", "ends": "12:00"},
        {"label": "Buổi chiều", "starts": "13:00", "ends": "17:00"},
    ],
}


@dataclass(frozen=True)
class Stall:
    """What a furnished shop has: variants by name, slots in their order, its owner."""

    shop: ShopRef
    rose: int
    small: int
    large: int
    single: int
    quoted: int
    morning: int
    afternoon: int
    owner: int


def furnish(app: Flask, shop: ShopRef) -> Stall:
    """Goods, delivery and an owner for a shop. Called outside any context."""
    owner = make_staff(app, shop, password=None)
    with app.app_context(), acting_for(shop), transaction():
        set_up(shop, DELIVERY, now=NOW)
    category = make_category(app, shop)
    rose = make_product(app, shop, "hoa-hong", category_id=category, name="Bó hồng đỏ")
    daisy = make_product(
        app,
        shop,
        "cuc-trang",
        category_id=category,
        name="Cúc trắng",
        option_names=("Cỡ",),
        variants=(VariantDraft(("Vừa",), 200_000, None), VariantDraft(("Lớn",), 320_000, 3)),
    )
    single = make_product(
        app, shop, "chau-lan", name="Chậu lan duy nhất", is_unique=True, variants=(VariantDraft((), 900_000, 1),)
    )
    quoted = make_product(
        app, shop, "hoa-cuoi", name="Hoa cưới", pricing="quote", variants=(VariantDraft((), None, None),)
    )
    first, *_ = variants_of(app, shop, rose)
    small, large = variants_of(app, shop, daisy)
    [alone], [asked] = variants_of(app, shop, single), variants_of(app, shop, quoted)
    with app.app_context(), acting_for(shop):
        morning, afternoon = get_schedule(shop).slots
    return Stall(shop, first.id, small.id, large.id, alone.id, asked.id, morning.id, afternoon.id, owner)


def typed(stall: Stall, *lines: tuple[int, Any], **differences: Any) -> dict[str, str]:
    """Everything a visitor types for a gift of one rose bouquet, or of the lines given."""
    fields: dict[str, Any] = {
        "sender_name": "Nguyễn Thị Mẫu",
        "sender_phone": "0900 000 123",
        "sender_email": EMAIL,
        "language": "vi",
        "for_whom": "gift",
        "recipient_name": "Trần Văn Nhận",
        "recipient_phone": "0900 000 124",
        "greeting": "Chúc mừng sinh nhật!",
        "province": "79",
        "ward": NEAR,
        "street": "12 đường Ví Dụ",
        "delivery_date": DAY.isoformat(),
        "slot": str(stall.morning),
        "note": "Gọi trước khi đến",
        "payment": "cod",
    }
    for at, (variant, quantity) in enumerate(lines or ((stall.rose, 1),)):
        fields |= {f"lines-{at}-variant": str(variant), f"lines-{at}-quantity": str(quantity)}
    return {name: str(value) for name, value in (fields | differences).items() if value is not None}


def send_form(client: Any, data: dict[str, str], step: str = "review") -> Any:
    """Press a button of the form; the answer, which is not followed."""
    token = csrf_token(client.get("/dat-hang").text)
    return client.post("/dat-hang", data={"csrf_token": token, "step": step, **data})


def hidden_of(page: str) -> dict[str, str]:
    """The hidden fields of the page's forms; the last of a name counts."""
    found: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        parts = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if parts.get("type") == "hidden" and "name" in parts:
            found[parts["name"]] = html.unescape(parts.get("value", ""))
    return found


def reviewed(client: Any, data: dict[str, str]) -> dict[str, str]:
    """Fill the form and open the review; what its form would send, ticked."""
    answer = send_form(client, data)
    assert answer.status_code == 303, errors_of(answer.text)
    page = client.get(answer.location)
    assert page.status_code == 200
    return hidden_of(page.text) | {"declared": "y"}


def order(client: Any, data: dict[str, str]) -> Any:
    """The whole way; the answer of the last step, which is not followed."""
    return client.post("/dat-hang/xem-lai", data=reviewed(client, data))


def errors_of(page: str) -> dict[str, str]:
    """Field → message of every error shown at a field."""
    found = re.findall(r'class="error" id="([\w-]+)-error">.*?<span>(.*?)</span>', page, re.DOTALL)
    return {name: html.unescape(text).strip() for name, text in found}


def summary_of(page: str) -> list[tuple[str, str]]:
    """(href, message) of the summary at the top."""
    block = re.search(r'<div class="summary" id="error-summary".*?</div>', page, re.DOTALL)
    found = re.findall(r'<a href="([^"]*)">(.*?)</a>', block.group()) if block else []
    return [(href, html.unescape(text)) for href, text in found]


def value_of(page: str, name: str) -> str:
    """What stands in an input or textarea."""
    tag = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)
    if tag:
        value = re.search(r'value="([^"]*)"', tag.group())
        return html.unescape(value.group(1)) if value else ""
    text = re.search(rf'<textarea[^>]*name="{name}"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert text, f"no field {name}"
    return html.unescape(text.group(1)).strip("\r\n")


def rows_of(app: Flask, shop: ShopRef, model: type[T]) -> list[T]:
    """Every row of a table in the shop. Called outside any context."""
    with app.app_context(), acting_for(shop):
        return list(db.session.execute(select(model).order_by(model.id)).scalars())  # type: ignore[attr-defined]


def only_order(app: Flask, shop: ShopRef) -> Order:
    """The one order of the shop."""
    [found] = rows_of(app, shop, Order)
    return found


def messages_of(app: Flask, shop: ShopRef) -> list[tuple[str, str, str]]:
    """(kind, channel, to) of every message, oldest first."""
    return [(m.kind, m.channel, m.to_contact) for m in rows_of(app, shop, Message)]


def draft_of(stall: Stall, *lines: tuple[int, int], **differences: Any) -> OrderDraftData:
    """A checked draft of a gift of one rose bouquet, or of the lines given."""
    values: dict[str, Any] = {
        "lines": tuple(DraftLine(*line) for line in lines or ((stall.rose, 1),)),
        "sender_name": "Nguyễn Thị Mẫu",
        "sender_phone": PHONE,
        "sender_email": EMAIL,
        "is_gift": True,
        "recipient_name": "Trần Văn Nhận",
        "recipient_phone": "+84900000124",
        "province_code": "79",
        "ward_code": NEAR,
        "street": "12 đường Ví Dụ",
        "delivery_date": DAY,
        "slot_id": stall.morning,
        "greeting": "Chúc mừng sinh nhật!",
        "note": "",
        "payment": "cod",
        "language": "vi",
    }
    return OrderDraftData(**(values | differences))


def agreement_of(shop: ShopRef) -> Agreement:
    """What is agreed to under the policy in force. In the shop's scope."""
    return Agreement(current_policy_id(shop) or 0, "Câu đồng ý", "Câu cam đoan")


def place(
    app: Flask,
    stall: Stall,
    *lines: tuple[int, int],
    key: str = "",
    now: datetime = NOW,
    agreement: Agreement | None = None,
    **differences: Any,
) -> Placed:
    """Place an order by the action alone. Called outside any context."""
    draft = draft_of(stall, *lines, **differences)
    with app.app_context(), acting_for(stall.shop), transaction():
        return actions.place_order(
            stall.shop,
            draft,
            key=key or new_token(),
            fingerprint=fingerprint_of(SECRET, draft),
            agreement=agreement or agreement_of(stall.shop),
            now=now,
        )
