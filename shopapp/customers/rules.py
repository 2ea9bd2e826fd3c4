"""Decisions about customers' accounts: what a proof of a contact is for, how long it holds, what is refused. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from shopapp.accounts.rules import own_path
from shopapp.kernel.refusal import Refusal

# As long as it takes to find the phone and type; a proven claim then waits a little for the new password.
CLAIM_FOR = timedelta(minutes=30)
PROVEN_FOR = timedelta(minutes=15)
MOST_ADDRESSES = 20
# Claims one network address may open; phones of one carrier share addresses.
CLAIMS, CLAIMS_WINDOW = 30, timedelta(hours=1)
HOME = "/tai-khoan"
_MAY_GO_ON_TO = (HOME, "/dat-hang", "/don-hang", "/yeu-cau", "/lien-he", "/bao-gia")


class ClaimPurpose(StrEnum):
    """What somebody wants to do once a contact is proven to be theirs."""

    REGISTER = "register"
    RESET = "reset"
    SECURE = "secure"
    CHANGE = "change"
    JOIN = "join"


# After the code these ask for a new password.
NEW_PASSWORD = frozenset({ClaimPurpose.RESET, ClaimPurpose.SECURE})


class NoClaim(Refusal):
    """Nothing waits for a code in this browser: it was typed already, took too long, or the contact has changed."""


class ContactTaken(Refusal):
    """Another account of this shop signs in with the contact. Told only to who has proven the contact."""


class TooManyAddresses(Refusal):
    """The address book is full."""


class NoSuchAddress(Refusal):
    """The customer has no such address (any more)."""


@dataclass(frozen=True)
class Registration:
    """What somebody registers with, checked. Phone in E.164; `by` names the contact that is to be proven first.

    `password_hash` is made already: the password itself is kept nowhere. `policy_version_id` and `wording` say what
    stood above the button.
    """

    name: str
    phone: str
    email: str
    by: str
    password_hash: str
    language: str
    policy_version_id: int | None
    wording: str

    @property
    def contact(self) -> str:
        """The contact that is to be proven first."""
        return self.phone if self.by == "phone" else self.email


@dataclass(frozen=True)
class Claimed:
    """A claim whose code was typed back."""

    id: int
    purpose: ClaimPurpose
    account_id: int | None
    contact: str
    data: Mapping[str, Any]
    language: str


@dataclass(frozen=True)
class ClaimState:
    """A claim as its page shows it: masked, and the same for a contact that is known and one that is not."""

    purpose: ClaimPurpose
    contact: str
    is_proven: bool


@dataclass(frozen=True)
class Visit:
    """The browser that signs in: the shop's host it is on, the cookie it had before, the device it says it is."""

    host: str
    token_before: str = ""
    device: str = ""
    is_kept: bool = False


@dataclass(frozen=True)
class AddressDraft:
    """An address as a form hands it over, checked. Phone in E.164 or empty."""

    label: str
    recipient_name: str
    recipient_phone: str
    street: str
    ward_code: str
    ward_name: str
    province_code: str
    province_name: str


@dataclass(frozen=True)
class OwnRows:
    """The subject of the panels on account pages: all customer rows one account may see."""

    account_id: int
    customer_ids: tuple[int, ...]


def next_path(text: str) -> str:
    """Where to go after signing in: an own page that was asked for, else the account's home."""
    for below in _MAY_GO_ON_TO:
        if found := own_path(text, below=below):
            return found
    return HOME


def is_email(contact: str) -> bool:
    """Whether a stored contact is an e-mail address; else it is a phone number."""
    return "@" in contact
