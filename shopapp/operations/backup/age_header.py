"""The text at the head of a file in the age format: for whom the key of the stream was wrapped."""

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass, replace
from typing import BinaryIO, Self

from shopapp.operations.backup.refusals import Damaged

MAGIC = b"age-encryption.org/v1\n"
_WIDTH = 64
_MOST_BYTES = 16 * 1024
_END = b"---"


@dataclass(frozen=True)
class Stanza:
    """One way to the key: its kind, salt or share, further argument, and the wrapped key."""

    kind: str
    salt: bytes
    detail: str
    body: bytes

    @classmethod
    def of(cls, kind: str, salt: bytes, detail: str, body: bytes) -> Self:
        """In the order in which it is written."""
        return cls(kind, salt, detail, body)

    def encoded(self) -> bytes:
        """Its lines."""
        words = ["->", self.kind, _unpadded(self.salt), *([self.detail] if self.detail else [])]
        body = _unpadded(self.body)
        # The last line is shorter than the others, be it empty: that is how its end is known.
        lines = [body[start : start + _WIDTH] for start in range(0, len(body) + 1, _WIDTH)]
        return "".join(f"{line}\n" for line in (" ".join(words), *lines)).encode()


@dataclass(frozen=True)
class Header:
    """All the stanzas; `read` is what a file held of them, `mac` what it said about them."""

    stanzas: tuple[Stanza, ...]
    mac: bytes = b""
    read: bytes = b""

    def encoded(self, key: bytes) -> bytes:
        """The whole head with its authentication."""
        text = MAGIC + b"".join(stanza.encoded() for stanza in self.stanzas) + _END
        sealed = replace(self, read=text)
        return text + b" " + _unpadded(sealed.computed_mac(key)).encode() + b"\n"

    def computed_mac(self, key: bytes) -> bytes:
        """What `mac` must be."""
        return hmac.new(key, self.read, hashlib.sha256).digest()


def read_header(source: BinaryIO) -> Header:
    """The head of a file that begins with MAGIC. Raises Damaged."""
    seen = bytearray(_line(source))
    if seen != MAGIC:
        raise Damaged("it is encrypted in another way")
    stanzas: list[Stanza] = []
    while True:
        line = _line(source)
        if line.startswith(_END + b" "):
            seen += _END
            return Header(tuple(stanzas), _decoded(line[len(_END) + 1 : -1]), bytes(seen))
        body = bytearray()
        seen += line
        while True:
            more = _line(source)
            seen += more
            body += more[:-1]
            if len(more) <= _WIDTH:
                break
        if len(seen) > _MOST_BYTES:
            raise Damaged("its encrypted head has no end")
        stanzas.append(_stanza(line, bytes(body)))


def _stanza(line: bytes, body: bytes) -> Stanza:
    try:
        arrow, kind, salt, *details = line.decode("ascii").split()
    except ValueError:
        raise Damaged("its encrypted head cannot be read") from None
    if arrow != "->" or len(details) > 1:
        raise Damaged("its encrypted head cannot be read")
    return Stanza(kind, _decoded(salt.encode()), "".join(details), _decoded(body))


def _line(source: BinaryIO) -> bytes:
    line = source.readline(_MOST_BYTES)
    if not line.endswith(b"\n"):
        raise Damaged("its encrypted head is cut off")
    return line


def _unpadded(data: bytes) -> str:
    return base64.b64encode(data).decode().rstrip("=")


def _decoded(text: bytes) -> bytes:
    """Raises Damaged for any spelling but the one that encoding gives."""
    try:
        data = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except binascii.Error:
        raise Damaged("its encrypted head cannot be read") from None
    if _unpadded(data).encode() != text:
        raise Damaged("its encrypted head cannot be read")
    return data
