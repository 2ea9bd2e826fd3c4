"""How this program and a gateway prove to each other who speaks: a keyed digest over moment, address and content."""

import hashlib
import hmac
from collections.abc import Mapping

KEY_ID = "Shopapp-Key-Id"
TIMESTAMP = "Shopapp-Timestamp"
SIGNATURE = "Shopapp-Signature"
# A clock may be some minutes wrong; what was overheard is of no use after that.
TOLERANCE_SECONDS = 300


def sign(secret: str, url: str, moment: int, body: bytes) -> str:
    """The signature of a body sent to `url` at `moment` (Unix seconds), as it stands in the header.

    The address is part of it, so that what was signed for one side is worth nothing at the other.
    """
    digest = hashlib.sha256(body).hexdigest()
    message = f"{moment}\n{url}\n{digest}".encode()
    return "v1=" + hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()


def signed_headers(key_id: str, secret: str, url: str, moment: int, body: bytes) -> dict[str, str]:
    """The three headers that go with a body."""
    return {KEY_ID: key_id, TIMESTAMP: str(moment), SIGNATURE: sign(secret, url, moment, body)}


def is_signed(headers: Mapping[str, str], key_id: str, secret: str, url: str, moment: int, body: bytes) -> bool:
    """Whether the headers prove that the holder of the secret has sent this body to `url` about now."""
    said = headers.get(TIMESTAMP, "")
    if headers.get(KEY_ID, "") != key_id or not (said.isascii() and said.isdecimal() and len(said) <= 12):
        return False
    if abs(int(said) - moment) > TOLERANCE_SECONDS:
        return False
    expected = sign(secret, url, int(said), body)
    return hmac.compare_digest(expected.encode(), headers.get(SIGNATURE, "").encode())
