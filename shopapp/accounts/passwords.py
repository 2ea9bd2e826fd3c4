"""Password hashes: argon2id at 19 MiB, two passes, one lane; about 24 ms a check."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from shopapp.accounts.rules import normal_password
from shopapp.kernel.codes import new_token

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Checked where there is no account or no password, so that the answer takes as long as for a wrong one.
_NOBODYS = _HASHER.hash(new_token())


def hash_password(typed: str) -> str:
    """What the database keeps of a password."""
    return _HASHER.hash(normal_password(typed))


def is_right(stored: str, typed: str) -> bool:
    """Whether `typed` is the password of the hash; always False, and just as slow, for an empty hash."""
    try:
        _HASHER.verify(stored or _NOBODYS, normal_password(typed))
    except (VerificationError, InvalidHashError):
        return False
    return bool(stored)


def is_outdated(stored: str) -> bool:
    """Whether the hash was made with other parameters than today's and should be made anew."""
    return _HASHER.check_needs_rehash(stored)
