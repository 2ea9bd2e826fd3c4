"""Whom a backup is encrypted to, and with what it is opened: age's key pairs, or a passphrase."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from shopapp.operations.backup import bech32
from shopapp.operations.backup.refusals import BackupRefused, CannotDecrypt

_RECIPIENT, _IDENTITY = "age", "age-secret-key-"
_SHORTEST_PASSPHRASE = 12


@dataclass(frozen=True)
class Recipient:
    """A public key: it closes a backup and cannot open it."""

    public: bytes

    @classmethod
    def read(cls, text: str) -> Self:
        """From its spelling `age1…`. Raises BackupRefused."""
        try:
            prefix, data = bech32.decode(text.strip())
        except ValueError:
            prefix, data = "", b""
        if prefix != _RECIPIENT or len(data) != 32:
            raise BackupRefused("a recipient is a public key that begins with age1; make a pair with: backup-key")
        return cls(data)

    def __str__(self) -> str:
        return bech32.encode(_RECIPIENT, self.public)

    @property
    def key(self) -> X25519PublicKey:
        """As the library takes it."""
        return X25519PublicKey.from_public_bytes(self.public)


class Identity:
    """A secret key that opens what was closed for its recipient. It shows itself only when asked to be spelled."""

    def __init__(self, key: X25519PrivateKey) -> None:
        self.key = key

    @classmethod
    def new(cls) -> Self:
        """A pair that nobody has yet."""
        return cls(X25519PrivateKey.generate())

    @classmethod
    def read(cls, text: str) -> Self:
        """From its spelling `AGE-SECRET-KEY-1…`. Raises CannotDecrypt."""
        try:
            prefix, data = bech32.decode(text.strip())
        except ValueError:
            prefix, data = "", b""
        if prefix != _IDENTITY or len(data) != 32:
            raise CannotDecrypt("the identity file holds no secret key of age (AGE-SECRET-KEY-1…)")
        return cls(X25519PrivateKey.from_private_bytes(data))

    @property
    def recipient(self) -> Recipient:
        """The public half."""
        return Recipient(self.key.public_key().public_bytes_raw())

    def spelled(self) -> str:
        """The line of an identity file."""
        return bech32.encode(_IDENTITY, self.key.private_bytes_raw()).upper()


@dataclass(frozen=True)
class Passphrase:
    """Words both sides know."""

    secret: bytes

    def __repr__(self) -> str:
        return "Passphrase()"


def read_identities(path: Path) -> list[Identity]:
    """The secret keys of an identity file, comments left out. Raises CannotDecrypt."""
    try:
        lines = path.read_text().splitlines()
    except (OSError, UnicodeDecodeError):
        raise CannotDecrypt(f"the identity file {path} cannot be read") from None
    found = [Identity.read(line) for line in lines if line.strip() and not line.startswith("#")]
    if not found:
        raise CannotDecrypt(f"the identity file {path} holds no key")
    return found


def read_passphrase(path: Path) -> Passphrase:
    """The first line of a file. Raises BackupRefused when it is no passphrase worth the name."""
    try:
        lines = path.read_text().splitlines()
    except (OSError, UnicodeDecodeError):
        raise BackupRefused(f"the passphrase file {path} cannot be read") from None
    secret = lines[0].strip() if lines else ""
    if len(secret) < _SHORTEST_PASSPHRASE:
        raise BackupRefused(f"a passphrase has at least {_SHORTEST_PASSPHRASE} characters, on the file's first line")
    return Passphrase(secret.encode())


def write_identity(path: Path) -> Recipient:
    """A new identity file that only its owner may read; gives the public key. Raises BackupRefused if there is one."""
    made = Identity.new()
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise BackupRefused(f"{path} cannot be made: {error.strerror}") from None
    with os.fdopen(descriptor, "w") as file:
        file.write(f"# public key: {made.recipient}\n{made.spelled()}\n")
    return made.recipient
