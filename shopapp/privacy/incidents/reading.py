"""A pasted list of contacts and codes, read piece by piece: people paste what their sheets hold."""

import re
import unicodedata

from shopapp.kernel.codes import ALPHABET
from shopapp.kernel.contacts import BadEmail, BadPhone, parse_email, parse_phone
from shopapp.kernel.folding import plain_ascii
from shopapp.orders.rules.states import CODE_PREFIX, code_from
from shopapp.privacy.incidents.rules import Junk, ReadList

# Columns of a sheet are pasted with tabs between them.
_BETWEEN = re.compile(r"[,;\t|]+")
_INQUIRY_CODE = re.compile(rf"H-?([{ALPHABET}]{{6}})")
_LONGEST_PIECE = 320


def read_list(text: str) -> ReadList:
    """Every contact in its stored form, every code in its one form with its line, and what is neither.

    Each is named once, however often it was pasted; of one line several pieces may stand side by side.
    """
    emails: dict[str, None] = {}
    phones: dict[str, None] = {}
    codes: dict[str, int] = {}
    junk: list[Junk] = []
    for number, line in enumerate(text.splitlines(), start=1):
        unread: list[str] = []
        pieces = [part.strip(" \"'<>") for part in _BETWEEN.split(line)]
        for piece in filter(None, pieces):
            if email := _email(piece):
                emails[email] = None
            elif code := _code(piece):
                codes.setdefault(code, number)
            elif phone := _phone(piece):
                phones[phone] = None
            else:
                unread.append(piece)
        # A name beside its contact is no fault; what looks like a contact and is none always is.
        has_contact = len(unread) < len([piece for piece in pieces if piece])
        junk += [Junk(number, piece) for piece in unread if not (has_contact and _is_word(piece))]
    return ReadList(tuple(emails), tuple(phones), codes, tuple(junk))


def _is_word(piece: str) -> bool:
    return "@" not in piece and not any(c.isdigit() for c in piece)


def _email(piece: str) -> str:
    if "@" not in piece or len(piece) > _LONGEST_PIECE:
        return ""
    try:
        return parse_email(piece)
    except BadEmail:
        return ""


def _phone(piece: str) -> str:
    # A word with a number in it is a word: "Lan 0912 345 678" would lose the name without a sign.
    if any(unicodedata.category(c).startswith("L") for c in piece):
        return ""
    try:
        return parse_phone(piece)
    except BadPhone:
        return ""


def _code(piece: str) -> str:
    """An order's or inquiry's code: with its prefix, or with letters and figures; all else is a word or a number."""
    compact = re.sub(r"[^A-Z0-9-]", "", plain_ascii(piece[:40]).upper())
    if found := _INQUIRY_CODE.fullmatch(compact):
        return f"H-{found[1]}"
    has_both = any(c.isalpha() for c in compact) and any(c.isdigit() for c in compact)
    return code_from(piece) if len(piece) <= 20 and (has_both or compact.startswith(CODE_PREFIX)) else ""
