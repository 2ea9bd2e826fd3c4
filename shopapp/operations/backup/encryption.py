"""The age format, version 1: a stream in chunks that are each authenticated, for public keys or a passphrase.

A known format and not one of ours, so that a backup opens with any tool that speaks it. The primitives are those of
the library `cryptography`.
"""

import hmac
import io
import os
from collections.abc import Sequence
from typing import BinaryIO, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from shopapp.operations.backup.age_header import MAGIC, Header, Stanza, read_header
from shopapp.operations.backup.keys import Identity, Passphrase, Recipient
from shopapp.operations.backup.refusals import CannotDecrypt, Damaged

CHUNK = 64 * 1024
_TAG = 16
_X25519, _SCRYPT = "X25519", "scrypt"
_INFO_X25519, _SALT_SCRYPT = b"age-encryption.org/v1/X25519", b"age-encryption.org/v1/scrypt"
_WORK = 17
"""log2 of scrypt's cost: 128 MB and about half a second for each guess at a passphrase."""
_MOST_WORK = 20

Lock = Sequence[Recipient] | Passphrase
Keys = Sequence[Identity] | Passphrase | None


class EncryptingWriter:
    """Writes what it is given to `out`, closed for `lock`. `finish` ends the stream; without it nothing can be read."""

    def __init__(self, out: BinaryIO, lock: Lock) -> None:
        self._out, self._held, self._number = out, bytearray(), 0
        file_key = os.urandom(16)
        out.write(_header_for(lock, file_key).encoded(_hkdf(file_key, b"", b"header")))
        nonce = os.urandom(16)
        out.write(nonce)
        self._cipher = ChaCha20Poly1305(_hkdf(file_key, nonce, b"payload"))

    def write(self, data: bytes) -> int:
        """Take more of the plain stream."""
        self._held += data
        # The last chunk is marked, so one is held back until it is known whether more follows.
        while len(self._held) > CHUNK:
            self._seal(bytes(self._held[:CHUNK]), is_last=False)
            del self._held[:CHUNK]
        return len(data)

    def finish(self) -> None:
        """Write the last chunk."""
        self._seal(bytes(self._held), is_last=True)

    def _seal(self, chunk: bytes, *, is_last: bool) -> None:
        self._out.write(self._cipher.encrypt(_nonce(self._number, is_last), chunk, None))
        self._number += 1


class DecryptingReader(io.RawIOBase):
    """The plain stream of an encrypted file. Raises CannotDecrypt for a wrong key, Damaged for a changed file."""

    def __init__(self, source: BinaryIO, keys: Keys) -> None:
        header = read_header(source)
        file_key = _file_key(header, keys)
        if not hmac.compare_digest(header.mac, header.computed_mac(_hkdf(file_key, b"", b"header"))):
            raise Damaged("its encrypted head was changed")
        nonce = source.read(16)
        self._cipher = ChaCha20Poly1305(_hkdf(file_key, nonce, b"payload"))
        self._source, self._number, self._is_over = source, 0, False
        self._next, self._plain = source.read(CHUNK + _TAG), b""

    def readable(self) -> bool:
        return True

    def readinto(self, target: object) -> int:
        """Fill `target` with as much as one chunk still gives; 0 at the end."""
        buffer = memoryview(cast(bytearray, target))
        if not self._plain and not self._is_over:
            self._open_next()
        given, self._plain = self._plain[: len(buffer)], self._plain[len(buffer) :]
        buffer[: len(given)] = given
        return len(given)

    def _open_next(self) -> None:
        chunk, self._next = self._next, self._source.read(CHUNK + _TAG)
        self._is_over = not self._next
        try:
            self._plain = self._cipher.decrypt(_nonce(self._number, self._is_over), chunk, None)
        except InvalidTag:
            raise Damaged("its encrypted content was changed or cut off") from None
        self._number += 1


def is_encrypted(start: bytes) -> bool:
    """Whether a file that begins so is encrypted."""
    return start.startswith(MAGIC)


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


def _hkdf(key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt, info).derive(key)


def _scrypt(secret: bytes, salt: bytes, work: int) -> bytes:
    return Scrypt(_SALT_SCRYPT + salt, 32, 2**work, 8, 1).derive(secret)


def _header_for(lock: Lock, file_key: bytes) -> Header:
    if isinstance(lock, Passphrase):
        salt = os.urandom(16)
        wrapped = _wrap(_scrypt(lock.secret, salt, _WORK), file_key)
        return Header((Stanza.of(_SCRYPT, salt, str(_WORK), wrapped),))
    return Header(tuple(_stanza_for(recipient, file_key) for recipient in lock))


def _stanza_for(recipient: Recipient, file_key: bytes) -> Stanza:
    ephemeral = X25519PrivateKey.generate()
    share = ephemeral.public_key().public_bytes_raw()
    key = _hkdf(ephemeral.exchange(recipient.key), share + recipient.public, _INFO_X25519)
    return Stanza.of(_X25519, share, "", _wrap(key, file_key))


def _wrap(key: bytes, file_key: bytes) -> bytes:
    # Each wrapping key is used once, so its nonce may be zero.
    return ChaCha20Poly1305(key).encrypt(bytes(12), file_key, None)


def _unwrap(key: bytes, wrapped: bytes) -> bytes | None:
    try:
        return ChaCha20Poly1305(key).decrypt(bytes(12), wrapped, None)
    except InvalidTag:
        return None


def _file_key(header: Header, keys: Keys) -> bytes:
    """The key of the stream. Raises CannotDecrypt with what is needed instead."""
    is_by_passphrase = any(stanza.kind == _SCRYPT for stanza in header.stanzas)
    if is_by_passphrase and not isinstance(keys, Passphrase):
        raise CannotDecrypt("the backup is encrypted with a passphrase: --passphrase-file FILE")
    if not is_by_passphrase and (keys is None or isinstance(keys, Passphrase)):
        raise CannotDecrypt("the backup is encrypted to a public key: --identity FILE")
    for stanza in header.stanzas:
        for found in _tries(stanza, keys):
            if found is not None:
                return found
    raise CannotDecrypt("this key does not open the backup; nothing was changed")


def _tries(stanza: Stanza, keys: Keys) -> list[bytes | None]:
    if isinstance(keys, Passphrase):
        if stanza.kind != _SCRYPT or not stanza.detail.isdigit() or not 1 <= int(stanza.detail) <= _MOST_WORK:
            raise CannotDecrypt("the passphrase is guarded in a way this program does not know")
        return [_unwrap(_scrypt(keys.secret, stanza.salt, int(stanza.detail)), stanza.body)]
    if stanza.kind != _X25519 or len(stanza.salt) != 32:
        return []
    share = X25519PublicKey.from_public_bytes(stanza.salt)
    return [_open_for(identity, share, stanza) for identity in keys or ()]


def _open_for(identity: Identity, share: X25519PublicKey, stanza: Stanza) -> bytes | None:
    try:
        secret = identity.key.exchange(share)
    except ValueError:
        # A share of low order: nobody encrypts to that.
        return None
    return _unwrap(_hkdf(secret, stanza.salt + identity.recipient.public, _INFO_X25519), stanza.body)
