"""Secrets at rest that must be read again, such as seeds of second factors: sealed with a key made from the secret key.

Old secret keys still open what they sealed; whatever is sealed anew takes the present one.
"""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from shopapp.platform.settings import current_settings


class CannotOpen(Exception):
    """The text was sealed with a key this instance does not know, or was changed."""


def seal(text: str) -> str:
    """`text` as only this instance can read it (URL-safe, about 100 characters longer)."""
    return _keys().encrypt(text.encode()).decode()


def open_sealed(sealed: str) -> str:
    """What was sealed. Raises CannotOpen."""
    try:
        return _keys().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise CannotOpen from None


def _keys() -> MultiFernet:
    settings = current_settings()
    secrets = (settings.secret_key, *settings.old_secret_keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derive(secret))) for secret in secrets])


def _derive(secret: str) -> bytes:
    """32 bytes that tell nothing about the secret key or about other keys made from it."""
    return hmac.new(secret.encode(), b"shopapp sealing 1", hashlib.sha256).digest()
