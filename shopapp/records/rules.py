"""Words of evidence: references, grounds, receivers, and when a disclosure is allowed."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from shopapp.kernel.refusal import Refusal
from shopapp.platform.personal_data import Purpose, ReceiverKind


@dataclass(frozen=True)
class Reference:
    """Which row a piece of evidence is about: a room's word and its id. No foreign key: evidence outlives rows."""

    kind: str
    id: int


class Ground(StrEnum):
    """The closed list of grounds on which data may be given to somebody outside."""

    CONTRACT = "contract"
    CONSENT = "consent"
    LEGAL_DEMAND = "legal_demand"
    OWN_RIGHTS = "own_rights"
    EMERGENCY = "emergency"


@dataclass(frozen=True)
class Receiver:
    """Somebody outside who may be given data: which fields, since when, until when."""

    id: int
    kind: ReceiverKind
    name: str
    fields: frozenset[str]
    agreed_on: date | None
    ends_on: date | None


# What somebody of a kind may need at all; an agreement names some of it. The two gateways are the provider's.
RECEIVER_FIELDS: Mapping[ReceiverKind, tuple[str, ...]] = {
    ReceiverKind.CARRIER: ("recipient_name", "recipient_phone", "recipient_address", "order_code", "amount"),
    ReceiverKind.SUPPLIER: ("recipient_name", "recipient_phone", "recipient_address", "order_code", "name", "phone"),
    ReceiverKind.PAYMENT: ("order_code", "amount"),
    ReceiverKind.RESEARCH: ("pseudonym", "order_figures"),
}


class ReceiverExists(Refusal):
    """The shop has a receiver of this kind and name whose agreement has not ended."""


# What a member of staff may open that shows contact data whole.
IN_FULL = ("contact", "delivery", "print")


class ReadReason(StrEnum):
    """Why a member of staff has contact data shown in full."""

    CALL = "call"
    DELIVER = "deliver"
    ANSWER = "answer"
    CHECK = "check"


# What contact data that is shown in full will be used for; a purpose without a lawful ground shows nothing.
READ_PURPOSES: Mapping[ReadReason, Purpose] = {
    ReadReason.CALL: Purpose.ORDER,
    ReadReason.DELIVER: Purpose.ORDER,
    ReadReason.ANSWER: Purpose.CARE,
    ReadReason.CHECK: Purpose.SECURITY,
}


# Grounds on which somebody asks for data who has no agreement: why, and on which paper, is kept with the disclosure.
ON_DEMAND = frozenset({Ground.LEGAL_DEMAND, Ground.OWN_RIGHTS, Ground.EMERGENCY})


class NotLawful(Refusal):
    """Nothing lets the data be given for this purpose: no consent, or a demand without a reason."""


class ReceiverNotAllowed(Refusal):
    """This receiver may not be given this: the text says why (ended, or which fields)."""


def check_disclosure(receiver: Receiver, fields: Collection[str], today: date) -> None:
    """Raise ReceiverNotAllowed for an ended agreement or a field that is not on the receiver's list."""
    if receiver.ends_on is not None and receiver.ends_on < today:
        raise ReceiverNotAllowed(f"the agreement with {receiver.name} ended on {receiver.ends_on.isoformat()}")
    extra = sorted(set(fields) - receiver.fields)
    if extra:
        raise ReceiverNotAllowed(f"{receiver.name} may not be given: {', '.join(extra)}")


def check_ground(ground: Ground, reason: str, *, consent_needed: bool, consented: bool) -> None:
    """Raise NotLawful where a purpose needs a consent nobody gave, or a demand comes without its reason.

    A demand of the law or an emergency asks nobody for consent.
    """
    if ground in ON_DEMAND:
        if not reason.strip():
            raise NotLawful("data given on demand needs a reason")
        return
    if consent_needed and not (ground is Ground.CONSENT and consented):
        raise NotLawful("this purpose needs the consent of the person")


# A policy text: eleven sections in their order, each a heading and its paragraphs with where they can be seen at work.
PolicyText = Sequence[Mapping[str, Any]]


def policy_digest(texts: Mapping[str, PolicyText]) -> str:
    """SHA-256 over all languages of a policy, in a form that does not depend on the order of keys."""
    canonical = json.dumps(texts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=list)
    return hashlib.sha256(canonical.encode()).hexdigest()
