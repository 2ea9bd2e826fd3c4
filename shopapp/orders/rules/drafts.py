"""An order as the form hands it over: checked, in stored form, without any price."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date

from shopapp.kernel.codes import keyed_digest
from shopapp.platform.personal_data import Purpose

MOST_OF_A_KIND = 999
MOST_LINES = 30


@dataclass(frozen=True)
class DraftLine:
    """How much of which variant."""

    variant_id: int
    quantity: int


@dataclass(frozen=True)
class OrderDraftData:
    """Everything somebody orders. Phones in E.164; for an order to oneself the recipient's name and phone are empty.

    `slot_id` is None where the shop has no slots. `language` is the one the shop writes in ("vi" or "en").
    """

    lines: tuple[DraftLine, ...]
    sender_name: str
    sender_phone: str
    sender_email: str
    is_gift: bool
    recipient_name: str
    recipient_phone: str
    province_code: str
    ward_code: str
    street: str
    delivery_date: date
    slot_id: int | None
    greeting: str
    note: str
    payment: str
    language: str


@dataclass(frozen=True)
class ConsentAnswer:
    """The answer to one unticked box of the form, with the sentence that stood beside it."""

    purpose: Purpose
    given: bool
    wording: str


@dataclass(frozen=True)
class Agreement:
    """What was shown and declared when the order was sent: stored as evidence, word by word."""

    policy_version_id: int
    policy_wording: str
    declaration_wording: str
    consents: tuple[ConsentAnswer, ...] = field(default=())


@dataclass(frozen=True)
class OrderChange:
    """What a visitor may change while the shop has not confirmed. `slot_id` None where the shop has no slots."""

    recipient_phone: str
    street: str
    greeting: str
    note: str
    delivery_date: date
    slot_id: int | None


def fingerprint(secret: str, draft: OrderDraftData) -> str:
    """A keyed digest of the content: equal for equal orders, and nothing can be read back from it."""
    content = json.dumps(asdict(draft), ensure_ascii=False, sort_keys=True, default=str)
    return keyed_digest(secret, "order-content", content)


def merge_lines(lines: Iterable[DraftLine]) -> tuple[DraftLine, ...]:
    """Lines of the same variant become one, in the order of their first mention."""
    total: dict[int, int] = {}
    for line in lines:
        total[line.variant_id] = total.get(line.variant_id, 0) + line.quantity
    return tuple(DraftLine(variant_id, quantity) for variant_id, quantity in total.items())
