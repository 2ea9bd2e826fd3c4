"""Codes a phone computes from a shared seed every half minute (RFC 6238), and codes on paper in its place. Pure."""

import unicodedata
from datetime import datetime

import pyotp

from shopapp.kernel.codes import ALPHABET, human_code, same
from shopapp.kernel.folding import plain_ascii

STEP_SECONDS = 30
# Phones' clocks are a little off, and typing takes its time: the code before and the code after are taken too.
_DRIFT = (0, -1, 1)
RECOVERY_LENGTH = 10


def new_seed() -> str:
    """160 random bits in base 32."""
    return pyotp.random_base32()


def seed_address(seed: str, *, shop_name: str, account: str) -> str:
    """What the QR code holds: an otpauth: address that authenticator apps understand."""
    return pyotp.TOTP(seed).provisioning_uri(name=account, issuer_name=plain_ascii(shop_name) or "shop")


def spaced(seed: str) -> str:
    """The seed in groups of four, for those who type it."""
    return " ".join(seed[i : i + 4] for i in range(0, len(seed), 4))


def code_at(seed: str, moment: datetime) -> str:
    """The six digits of that half minute."""
    return pyotp.TOTP(seed).at(moment)


def matching_step(seed: str, typed: str, now: datetime) -> int | None:
    """The number of the half minute whose code was typed, None when it is none of the three that count now."""
    digits = "".join(c for c in unicodedata.normalize("NFKC", typed[:40]) if c.isdigit())
    totp, present = pyotp.TOTP(seed), int(now.timestamp()) // STEP_SECONDS
    found = None
    for drift in _DRIFT:
        # Every code is compared, so that the answer takes as long whichever fits.
        if same(totp.generate_otp(present + drift), digits):
            found = present + drift
    return found


def new_recovery_code() -> str:
    """Ten characters that cannot be mistaken for one another, in two groups: 46 random bits."""
    code = human_code(RECOVERY_LENGTH)
    return f"{code[:5]}-{code[5:]}"


def recovery_form(typed: str) -> str:
    """A recovery code as it is compared: capitals without spaces and hyphens; "" when it cannot be one."""
    compact = "".join(c for c in plain_ascii(typed[:40]).upper() if c.isalnum())
    return compact if len(compact) == RECOVERY_LENGTH and set(compact) <= set(ALPHABET) else ""
