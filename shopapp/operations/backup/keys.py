"""Whom a backup is encrypted to, and with what it is opened: the key pairs of age."""

import os
from pathlib import Path

from pyrage import IdentityError, RecipientError
from pyrage.x25519 import Identity, Recipient

from shopapp.operations.backup.refusals import BackupRefused, CannotDecrypt


def read_recipient(text: str) -> Recipient:
    """A public key from its spelling `age1…`: it closes a backup and cannot open it. Raises BackupRefused."""
    try:
        return Recipient.from_str(text.strip())
    except RecipientError:
        raise BackupRefused(
            "a recipient is a public key that begins with age1; make a pair with: shopapp backup-key FILE"
        ) from None


def read_identity(text: str) -> Identity:
    """A secret key from its spelling `AGE-SECRET-KEY-1…`. Raises CannotDecrypt."""
    try:
        return Identity.from_str(text.strip())
    except IdentityError:
        raise CannotDecrypt("the identity file holds no secret key of age (AGE-SECRET-KEY-1…)") from None


def read_identities(path: Path) -> list[Identity]:
    """The secret keys of an identity file, comments left out. Raises CannotDecrypt."""
    try:
        lines = path.read_text().splitlines()
    except (OSError, UnicodeDecodeError):
        raise CannotDecrypt(f"the identity file {path} cannot be read") from None
    found = [read_identity(line) for line in lines if line.strip() and not line.startswith("#")]
    if not found:
        raise CannotDecrypt(f"the identity file {path} holds no key")
    return found


def write_identity(path: Path) -> Recipient:
    """A new identity file that only its owner may read; gives the public key. Raises BackupRefused if there is one."""
    made = Identity.generate()
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise BackupRefused(f"{path} cannot be made: {error.strerror}") from None
    with os.fdopen(descriptor, "w") as file:
        file.write(f"# public key: {made.to_public()}\n{made}\n")
    return made.to_public()
