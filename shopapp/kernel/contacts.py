"""Phone numbers and e-mail addresses: parsed once, stored in one form, shown whole or masked."""

import unicodedata
from functools import lru_cache

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from shopapp.kernel.folding import tidy


class BadPhone(ValueError):
    """The text is not a Vietnamese (or, with +, a foreign) phone number."""


class BadEmail(ValueError):
    """The text is not an e-mail address."""


def parse_phone(text: str) -> str:
    """ "0912 345 678", "+84 912…", "84912…" or "0084912…" → "+84912345678" (E.164). Raises BadPhone."""
    typed = unicodedata.normalize("NFKC", tidy(text))
    compact = "".join(c for c in typed if c.isdigit() or c == "+")
    if len(typed) > 30 or not compact.isascii():
        raise BadPhone(text)
    if compact.startswith("00"):
        compact = "+" + compact[2:]
    elif compact.startswith("84") and len(compact) == 11:
        compact = "+" + compact
    try:
        number = phonenumbers.parse(compact, "VN")
    except phonenumbers.NumberParseException:
        raise BadPhone(text) from None
    if not phonenumbers.is_valid_number(number):
        raise BadPhone(text)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@lru_cache(maxsize=4096)
def show_phone(e164: str) -> str:
    """ "+84912345678" → "0912 345 678"; a foreign number in its international form; anything else as it is."""
    if e164.startswith("+84") and len(e164) == 12:
        local = "0" + e164[3:]
        return f"{local[:4]} {local[4:7]} {local[7:]}"
    try:
        number = phonenumbers.parse(e164, "VN")
    except phonenumbers.NumberParseException:
        return e164
    style = phonenumbers.PhoneNumberFormat
    at_home = number.country_code == 84
    return phonenumbers.format_number(number, style.NATIONAL if at_home else style.INTERNATIONAL)


def mask_phone(e164: str) -> str:
    """ "+84912345678" → "0912 ••• 678"."""
    if not e164:
        return ""
    digits = "0" + e164[3:] if e164.startswith("+84") else e164
    return f"{digits[:4]} ••• {digits[-3:]}" if len(digits) >= 9 else "•••"


def parse_email(text: str) -> str:
    """One form per mailbox: NFKC, trimmed, the domain in lower case and ASCII, the local part in lower case.

    Raises BadEmail. Delivery is not looked up: that would leave the machine.
    """
    typed = unicodedata.normalize("NFKC", tidy(text))
    if any(ord(c) > 126 or c in "\"'<>(),;:\\" for c in typed):
        # Letters outside ASCII before the @ are almost always look-alikes or a slip of the Vietnamese keyboard.
        raise BadEmail(text)
    try:
        # test_environment admits the reserved domains (.test) that samples use; nothing is looked up either way.
        found = validate_email(typed, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        raise BadEmail(text) from None
    return found.normalized.lower()


def mask_email(email: str) -> str:
    """ "lan.anh@hoa.example" → "l•••h@hoa.example"."""
    local, at, domain = email.partition("@")
    if not at:
        return "•••" if email else ""
    return f"{local[:1]}•••{local[-1:] if len(local) > 2 else ''}@{domain}"


def mask_name(name: str) -> str:
    """ "Nguyễn Thị Lan Anh" → "N••• T••• L••• Anh": the given name stays, for people to recognise their own."""
    words = name.split()
    if len(words) < 2:
        return f"{name[:1]}•••" if name else ""
    return " ".join([*(f"{word[0]}•••" for word in words[:-1]), words[-1]])


def mask_text(text: str) -> str:
    """Anything free: only that there is something."""
    return "•••" if text else ""
