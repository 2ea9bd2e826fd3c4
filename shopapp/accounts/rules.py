"""Decisions about signing in: how long things last, which password is good enough, where one may go next. Pure."""

import re
import threading
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from zxcvbn import zxcvbn

from shopapp.accounts.known_passwords import VIETNAMESE, is_known
from shopapp.kernel.folding import fold
from shopapp.kernel.refusal import Refusal

# A shared computer is left alone within hours; a phone of one's own may stay signed in.
KEPT_FOR = timedelta(days=14)
SHORT_FOR = timedelta(hours=12)
IDLE_FOR = timedelta(hours=2)
# "Last seen" is written this seldom, so that reading pages stays reading.
SEEN_EVERY = timedelta(minutes=5)
LINK_FOR = timedelta(hours=24)
# Whoever came by a link may set a password without the old one, but not for the rest of the day.
LINK_IS_FRESH = timedelta(hours=1)

# An invitation waits for somebody who may be on holiday; a link for a forgotten password is used at once or never.
INVITE_FOR = timedelta(days=3)
RESET_FOR = timedelta(hours=1)
LINK_LASTS = {"sign_in": LINK_FOR, "invite": INVITE_FOR, "reset": RESET_FOR}

TRIES, TRIES_WINDOW = 10, timedelta(minutes=15)

# Between the right password and the second factor.
PENDING_FOR = timedelta(minutes=10)
FACTOR_TRIES, FACTOR_WINDOW = 5, timedelta(minutes=15)
RECOVERY_CODES = 10
DEVICE_FOR = timedelta(days=180)
RESETS_PER_ADDRESS, RESETS_PER_ACCOUNT, RESETS_WINDOW = 10, 4, timedelta(hours=1)

CODE_FOR = timedelta(minutes=10)
CODE_TRIES = 5
WRONG_CODES_WINDOW = timedelta(minutes=15)
PROOF_FOR = timedelta(minutes=30)
CODES_PER_CONTACT, CODES_PER_SHOP, CODES_WINDOW = 5, 300, timedelta(hours=1)

SHORTEST_PASSWORD, LONGEST_PASSWORD = 8, 200


class EmailTaken(Refusal):
    """Another member of staff signs in with this address."""


class PhoneTaken(Refusal):
    """Another member of staff has this number."""


class NotOnesOwn(Refusal):
    """Nobody changes their own role, closes their own account or takes away their own second factor this way."""


class OwnersOnly(Refusal):
    """Only an owner may touch an owner's account or make somebody an owner."""


class LastOwner(Refusal):
    """The shop would be left without an owner who can sign in."""


class EndNeeded(Refusal):
    """An outside agent works until a day that has to be named."""


class EndPast(Refusal):
    """The last day must not lie in the past."""


class NoEndForOwners(Refusal):
    """An owner's access has no last day."""


class NoSuchStaff(Refusal):
    """The shop has no such member of staff."""


class WrongFactor(Refusal):
    """The code is none of the three that count now, was used before, or is no recovery code of this account."""


class FactorIsOn(Refusal):
    """The account has a second factor already."""


class FactorIsOff(Refusal):
    """The account has no second factor that could be asked for, or setting it up was not begun."""


class FactorNeeded(Refusal):
    """The owner asks everybody for a second factor, so it cannot be turned off."""


class NoSuchLink(Refusal):
    """This shop never gave such a sign-in link, or so long ago that it is forgotten."""


class LinkUsed(Refusal):
    """The sign-in link has been used before."""


class LinkExpired(Refusal):
    """The sign-in link is older than a day, or its account is closed."""


class WrongPassword(Refusal):
    """The password is not the account's."""


class WeakPassword(Refusal):
    """The password is too easy to guess; `fault` says in which way."""

    def __init__(self, fault: "PasswordFault") -> None:
        super().__init__(fault.value)
        self.fault = fault


class TooManyCodes(Refusal):
    """So many codes have been asked for that no more are sent for a while."""


class WrongCode(Refusal):
    """The code is not the one that was sent; `left` tries remain. The try has been counted."""

    is_remembered = True

    def __init__(self, left: int) -> None:
        super().__init__(f"{left} tries left")
        self.left = left


class TooManyTries(Refusal):
    """The code was tried too often; only a new one helps. The try has been counted."""

    is_remembered = True


class CodeExpired(Refusal):
    """The code is too old, was used, or was never sent for this subject."""


class PasswordFault(StrEnum):
    """Why a password is refused."""

    SHORT = "short"
    LONG = "long"
    COMMON = "common"
    PERSONAL = "personal"


@dataclass(frozen=True)
class Names:
    """What a password must not be built from."""

    name: str = ""
    email: str = ""
    phone: str = ""
    shop: str = ""


def normal_password(typed: str) -> str:
    """One form for what keyboards compose differently (ế in one sign or in three). Nothing is cut or trimmed."""
    return unicodedata.normalize("NFKC", typed)


# zxcvbn keeps the words of the present call in one dictionary of the whole process.
_one_at_a_time = threading.Lock()
_CUT = 72


def check_password(password: str, names: Names) -> None:
    """Raise WeakPassword unless the password (in its normal form) is long enough and hard to guess.

    No rule on kinds of characters: they make passwords worse. Only length and being hard to guess count.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise WeakPassword(PasswordFault.SHORT)
    if len(password) > LONGEST_PASSWORD:
        raise WeakPassword(PasswordFault.LONG)
    own = _words(names)
    with _one_at_a_time:
        score = zxcvbn(password[:_CUT], user_inputs=[*own, *VIETNAMESE])["score"]
    if score < 2 or is_known(password) or _is_built_from(password, VIETNAMESE):
        raise WeakPassword(PasswordFault.COMMON)
    if _is_built_from(password, (*own, *VIETNAMESE)):
        raise WeakPassword(PasswordFault.PERSONAL)


def _words(names: Names) -> list[str]:
    """The names in the forms people type them: whole, without marks, without spaces, word by word."""
    found: list[str] = []
    for text in (names.name, names.shop, names.email, *names.email.split("@", 1)):
        folded = fold(text)
        found += [
            text[:_CUT],
            folded[:_CUT],
            re.sub(r"[^a-z0-9]", "", folded)[:_CUT],
            *re.findall(r"[a-z0-9]+", folded),
        ]
    digits = re.sub(r"\D", "", names.phone)
    if digits:
        found += [digits, "0" + digits.removeprefix("84"), digits[-9:], digits[-6:]]
    return sorted({word for word in found if len(word) >= 3}, key=len, reverse=True)


def _is_built_from(password: str, words: Iterable[str]) -> bool:
    """Whether next to nothing is left once the words, dates and years are taken out."""
    rest = re.sub(r"[^a-z0-9]", "", fold(password))
    if not rest:
        return False
    before = rest
    for word in sorted(words, key=len, reverse=True):
        rest = rest.replace(word, "")
    if rest == before:
        return False
    rest = re.sub(r"(0?[1-9]|[12]\d|3[01])(0?[1-9]|1[0-2])?(19|20)\d\d|(19|20)\d\d|(.)\5{2,}|123+4?5?6?", "", rest)
    return len(rest) < 4


_ODD = re.compile(r"[\x00-\x20\x7f\\]|%(?:0|1[0-9a-f]|2f|5c|7f)", re.IGNORECASE)


def own_path(text: str, *, below: str = "/quan-tri") -> str | None:
    """`text` when it is a path of this shop at or below `below`, to which one may be sent after signing in, else None.

    Everything a browser could read as another origin is refused: "//", a backslash, a scheme, control characters,
    their encoded forms, and paths that climb.
    """
    if len(text) > 1000 or not re.match(re.escape(below) + r"(?:[/?]|$)", text):
        return None
    path = text.partition("?")[0]
    climbs = any(part in (".", "..") for part in path.split("/"))
    return None if climbs or "//" in path or "@" in path or _ODD.search(text) else text


def is_over(*, is_kept: bool, last_seen_at: datetime, expires_at: datetime, now: datetime) -> bool:
    """Whether a session has ended by its age or, unless it is kept, by standing idle."""
    return now >= expires_at or (not is_kept and now - last_seen_at >= IDLE_FOR)
