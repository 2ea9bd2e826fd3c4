"""Pure decisions about safety cases: what may be reported, how a case may end."""

from dataclasses import dataclass
from enum import StrEnum

from shopapp.accounts.signals import MisuseKind
from shopapp.inquiries.rules import State
from shopapp.kernel.refusal import Refusal

# What the public form offers; the other kinds come from a button whose meaning is known.
REPORTED_KINDS = (MisuseKind.UNAUTHORISED_USE, MisuseKind.CREDENTIALS, MisuseKind.ABUSE, MisuseKind.BREACH)
OPEN_STATES = (State.NEW, State.WAITING, State.ANSWERED)


class Outcome(StrEnum):
    """How a case ended: what was held went on, what was held was cancelled, or there was nothing to decide."""

    RELEASED = "released"
    CANCELLED = "cancelled"
    SETTLED = "settled"


class NoSuchCase(Refusal):
    """There is no case of that inquiry in this shop."""


class StillHeld(Refusal):
    """Something is held back because of the case, so it ends by a decision on that and not by itself."""


@dataclass(frozen=True)
class Opened:
    """A case that stands: its inquiry, the receipt number, and the token of the link to its thread."""

    inquiry_id: int
    code: str
    token: str
