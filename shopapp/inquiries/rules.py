"""Pure decisions about inquiries: what is asked, which steps are allowed, what a search means, and the drafts."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from shopapp.kernel.codes import keyed_digest
from shopapp.kernel.folding import fold
from shopapp.kernel.refusal import Refusal

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MOST_FILES = 5
PENDING_LASTS = timedelta(hours=24)
PAGE = 30
CAP = 99


class Kind(StrEnum):
    """What the visitor wants."""

    QUESTION = "question"
    QUOTE = "quote"
    COMPLAINT = "complaint"
    SECURITY = "security"


# What visitors may ask and staff may note down; a safety report has a form, a list and permissions of its own.
ASKED_KINDS = (Kind.QUESTION, Kind.QUOTE, Kind.COMPLAINT)


class State(StrEnum):
    """NEW: nobody answered yet; ANSWERED: the shop wrote last; WAITING: the customer wrote on; CLOSED: done."""

    NEW = "new"
    WAITING = "waiting"
    ANSWERED = "answered"
    CLOSED = "closed"


class Source(StrEnum):
    """The channel an inquiry came by."""

    WEB = "web"
    PHONE = "phone"
    COUNTER = "counter"
    EMAIL = "email"
    ZALO = "zalo"


TYPED_BY_STAFF = (Source.PHONE, Source.COUNTER, Source.EMAIL, Source.ZALO)
OWED = (State.NEW, State.WAITING)


class NoSuchInquiry(Refusal):
    """There is no inquiry of that id in this shop."""


class AlreadySent(Refusal):
    """The form of this key was sent before with other content; `inquiry_id` is what it made."""

    def __init__(self, inquiry_id: int) -> None:
        super().__init__("this form was already sent")
        self.inquiry_id = inquiry_id


class AlreadyClosed(Refusal):
    """The inquiry is closed, so this step makes no sense."""


class NotClosed(Refusal):
    """The inquiry is not closed, so it cannot be reopened."""


class UnknownProduct(Refusal):
    """The product is not one of this shop's."""


class UnknownColleague(Refusal):
    """The account is not active staff of this shop."""


class AsksProfile(Protocol):
    """The part of a shop's profile that decides what its forms ask."""

    @property
    def inquiry_required(self) -> Sequence[str]: ...


@dataclass(frozen=True)
class AskedField:
    """One field of a form: its name here, and whether the shop needs it to answer."""

    name: str
    is_required: bool


# What a quote is about differs by trade. Lengths are centimetres, money is đồng, `deadline` is an ISO date.
QUOTE_FACTS: Mapping[str, tuple[str, ...]] = {
    "signs": ("type", "width_cm", "height_cm", "quantity", "material", "light", "deadline", "budget"),
    "clothes": ("link", "quantity", "deadline", "budget"),
}
PLAIN_FACTS = ("quantity", "deadline", "budget")
REQUIRED_FACTS: Mapping[str, frozenset[str]] = {"signs": frozenset({"type"})}


def quote_facts(shop_kind: str) -> tuple[str, ...]:
    """Names of the facts a quote request of this trade asks, in the order of the form."""
    return QUOTE_FACTS.get(shop_kind, PLAIN_FACTS)


def asked_fields(kind: str, profile: AsksProfile, shop_kind: str = "general") -> tuple[AskedField, ...]:
    """Every field the form of `kind` asks in this shop; the policy page reads the same list.

    An address is asked only where the shop needs it; nothing is asked "just in case".
    """
    if kind == Kind.SECURITY:
        # Whoever has something to report may stay unknown, whatever the shop insists on elsewhere.
        optional = ("order_code", "files", "name", "phone", "email")
        return (AskedField("body", True), *(AskedField(name, False) for name in optional))
    required = set(profile.inquiry_required)
    asked = [AskedField(name, name in required) for name in ("name", "phone", "email")]
    if "address" in required:
        asked.append(AskedField("address", True))
    asked.append(AskedField("product", False))
    if kind == Kind.COMPLAINT:
        asked += [AskedField("topic", True), AskedField("order_code", False)]
    facts = quote_facts(shop_kind) if kind == Kind.QUOTE else ()
    needed = REQUIRED_FACTS.get(shop_kind, frozenset())
    asked += [AskedField(name, name in needed) for name in facts]
    asked.append(AskedField("body", not (needed and facts)))
    asked.append(AskedField("files", False))
    return tuple(asked)


@dataclass(frozen=True)
class InquiryDraft:
    """An inquiry as a form hands it over; `phone` in E.164, texts tidied, `quote` holds only facts that were given.

    `topic` is what a complaint is about (`shops.complaint_times.Topic`), "" for everything else. `account_id` is the
    account of a customer who is signed in.
    """

    kind: str
    name: str
    phone: str
    email: str
    address: str
    body: str
    language: str
    source: str = Source.WEB
    product_id: int | None = None
    order_code: str = ""
    quote: Mapping[str, Any] = field(default_factory=dict)
    policy_version_id: int | None = None
    wording: str = ""
    topic: str = ""
    account_id: int | None = None


@dataclass(frozen=True)
class MessageDraft:
    """One contribution to a thread."""

    body: str
    product_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class UploadDraft:
    """An accepted file on its way into the storage."""

    key: str
    name: str
    content_type: str
    bytes: int


@dataclass(frozen=True)
class Sending:
    """One sending of a form: its key, what was in it, and the files that were kept for it."""

    key: str
    fingerprint: str
    kept: tuple[int, ...] = ()


@dataclass(frozen=True)
class Sent:
    """What sending gave: the inquiry and its link; `is_new` is False for the same form sent again."""

    id: int
    token: str
    is_new: bool


def is_form_key(key: str) -> bool:
    """Whether a posted form key has the form of one this program made."""
    return re.fullmatch(r"[A-Za-z0-9_-]{32}", key) is not None


def fingerprint_of(secret: str, draft: InquiryDraft | MessageDraft, digests: Sequence[str], scope: str = "") -> str:
    """A keyed digest over everything that was sent, files by their content."""
    if isinstance(draft, MessageDraft):
        parts = [draft.body, *map(str, draft.product_ids)]
    else:
        facts = [f"{name}={draft.quote[name]}" for name in sorted(draft.quote)]
        parts = [draft.kind, draft.name, draft.phone, draft.email, draft.address, draft.body, draft.order_code]
        parts += [str(draft.product_id), draft.topic, *facts]
    return keyed_digest(secret, "inquiry-form", scope, *parts, "files", *sorted(digests))


def after_customer_wrote(state: str) -> State:
    """The state once the customer wrote on: still new if nobody answered yet, else waiting for the shop."""
    return State.NEW if state == State.NEW else State.WAITING


def greetable(name: str) -> str:
    """The name for the first line of a letter, "" where it could pass for an address or a number.

    Anybody may type a name beside a stranger's mailbox; the shop's letter must not carry a message of theirs.
    """
    return "" if len(name) > 60 or re.search(r"[/:@<>\[\]]|\w\.\w|\d", name) else name


def search_text(name: str, code: str, phone: str) -> str:
    """What the back office searches: folded name and code, and the number as people type it."""
    return fold(f"{name} {code} {national(phone)}")[:500]


def national(phone: str) -> str:
    """ "+84912345678" → "0912345678"; other numbers keep their digits."""
    return f"0{phone[3:]}" if phone.startswith("+84") else phone.removeprefix("+")


def search_words(typed: str) -> list[str]:
    """What must all occur in `search_text`. A phone number may be typed in any of its forms."""
    folded = fold(typed)[:100]
    digits = re.sub(r"[\s().\-]", "", folded)
    if re.fullmatch(r"\+?[0-9]{3,}", digits):
        if digits.startswith("+84"):
            digits = f"0{digits[3:]}"
        elif digits.startswith("84") and len(digits) == 11:
            digits = f"0{digits[2:]}"
        return [digits.removeprefix("+")]
    return folded.split()[:6]


def write_cursor(touched_at: datetime, row_id: int) -> str:
    """A place in the list as an address part: microseconds of the moment and the row."""
    return f"{(touched_at - _EPOCH) // timedelta(microseconds=1)}-{row_id}"


def read_cursor(text: str) -> tuple[datetime, int] | None:
    """(moment, row id) of a cursor, None for anything that is not one."""
    found = re.fullmatch(r"([0-9]{1,16})-([0-9]{1,18})", text)
    return (_EPOCH + timedelta(microseconds=int(found[1])), int(found[2])) if found else None
