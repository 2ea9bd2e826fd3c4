"""Random tokens, their hashes, and codes that people read aloud."""

import hashlib
import hmac
import secrets

# No 0/O, 1/I/L, 5/S, 8/B, 2/Z: a code is read over the phone.
ALPHABET = "34679ACDEFGHJKMNPQRTUVWXY"


def new_token() -> str:
    """An unguessable token of 192 bits, safe in an address."""
    return secrets.token_urlsafe(24)


def hash_token(token: str) -> str:
    """What the database keeps of a token (64 hexadecimal digits). Tokens are long and random, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def keyed_digest(key: str, *parts: str | int) -> str:
    """HMAC-SHA256 over the parts, each length-prefixed so that ("ab", "c") and ("a", "bc") differ. 64 hex digits."""
    message = b"".join(b"%d:%s" % (len(p), p) for p in (str(part).encode() for part in parts))
    return hmac.new(key.encode(), message, hashlib.sha256).hexdigest()


def human_code(length: int = 6) -> str:
    """A random code of letters and digits that cannot be mistaken for one another."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def digit_code(length: int = 6) -> str:
    """A one-time code of digits, to be typed from a text message."""
    return "".join(secrets.choice("0123456789") for _ in range(length))


def same(a: str, b: str) -> bool:
    """Equality that takes the same time wherever the difference lies."""
    return hmac.compare_digest(a.encode(), b.encode())
