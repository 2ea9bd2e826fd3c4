"""The archive: a plain tar in one strict form, sealed by digests, so that a single changed byte is found.

Members in this order: `backup.json` (what it is), `tables/…`, `files/…`, `tombstones/…`, `counts.json`, `SHA256SUMS` of
all before it, and `seal.json` with the digest of that and a mark of the secret key. Any tar program unpacks it; this
one reads back only what it would itself have written, and so neither odd names nor links nor bombs.
"""

import gzip
import hashlib
import json
import re
import tarfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, Protocol

from shopapp.kernel.codes import keyed_digest, same
from shopapp.operations.backup.refusals import BackupRefused, Damaged

HEAD, COUNTS, SUMS, SEAL = "backup.json", "counts.json", "SHA256SUMS", "seal.json"
FORMAT = 1
_BLOCK = 512
_PIECE = 256 * 1024
_NAME = re.compile(
    r"backup\.json|counts\.json|SHA256SUMS|seal\.json"
    r"|tables/[a-z][a-z0-9_]{0,62}/[0-9]{6}\.jsonl\.gz"
    r"|files/[a-z0-9]+(?:[-_./][a-z0-9]+)*"
    r"|tombstones/[a-z0-9][a-z0-9-]{0,62}\.jsonl"
)
MOST_UNPACKED = 64 * 1024 * 1024
"""Bytes one part of a table may have unpacked; it is written in parts of about a megabyte."""
_MOST_JSON = 4 * 1024 * 1024


class Out(Protocol):
    """What an archive is written to."""

    def write(self, data: bytes, /) -> Any: ...


@dataclass(frozen=True)
class Member:
    """One file of an archive that is being read; its content must be taken before the next is asked for."""

    name: str
    size: int
    _reader: "ArchiveReader"

    def pieces(self) -> Iterator[bytes]:
        """The content, in pieces of bounded size."""
        return self._reader.pieces()

    def content(self, most: int) -> bytes:
        """The whole content. Raises Damaged when it is longer than `most` bytes."""
        if self.size > most:
            raise Damaged(f"{self.name} is too large")
        return b"".join(self.pieces())

    def json(self) -> Any:
        """The content as JSON. Raises Damaged."""
        try:
            return json.loads(self.content(_MOST_JSON))
        except ValueError:
            raise Damaged(f"{self.name} cannot be read") from None


class ArchiveWriter:
    """Writes members one after another; `finish` seals, and without it the archive is refused."""

    def __init__(self, out: Out, key: str) -> None:
        self._out, self._key, self._sums = out, key, bytearray()

    def add(self, name: str, content: bytes) -> None:
        """A member whose content is at hand."""
        self._out.write(_tar_header(name, len(content)) + content + _padding(len(content)))
        self._note(name, hashlib.sha256(content).hexdigest())

    def add_file(self, name: str, source: BinaryIO, size: int) -> None:
        """A member of `size` bytes out of an open file. Raises BackupRefused when it gives fewer."""
        self._out.write(_tar_header(name, size))
        digest, left = hashlib.sha256(), size
        while left:
            piece = source.read(min(_PIECE, left))
            if not piece:
                raise BackupRefused(f"{name} became shorter while it was read")
            digest.update(piece)
            self._out.write(piece)
            left -= len(piece)
        self._out.write(_padding(size))
        self._note(name, digest.hexdigest())

    def finish(self) -> None:
        """Sums, seal and end."""
        digest = hashlib.sha256(self._sums).hexdigest()
        self.add(SUMS, bytes(self._sums))
        self.add(SEAL, json.dumps({"sha256": digest, "mark": mark_of(self._key, digest)}).encode())
        self._out.write(bytes(2 * _BLOCK))

    def _note(self, name: str, digest: str) -> None:
        self._sums += f"{digest}  {name}\n".encode()


class ArchiveReader:
    """Gives the members in order. Only who has seen the last one without Damaged may trust what came before.

    `keys` are the secret keys of this instance; `is_own` says afterwards whether one of them sealed the archive.
    """

    def __init__(self, source: BinaryIO, keys: Sequence[str]) -> None:
        self._source, self._keys = source, keys
        self._left, self._size = 0, 0
        self._digest = hashlib.sha256()
        self._sums, self._sums_said = hashlib.sha256(), ""
        self.is_own = False

    def members(self) -> Iterator[Member]:
        """Every member but sums and seal, which are checked here."""
        is_first = True
        while True:
            name, size = self._header(is_first)
            is_first = False
            self._left, self._size, self._digest = size, size, hashlib.sha256()
            if name == SUMS:
                self._check_sums(Member(name, size, self))
                return
            yield Member(name, size, self)
            for _ in self.pieces():
                pass
            self._skip_padding()
            self._sums.update(f"{self._digest.hexdigest()}  {name}\n".encode())

    def pieces(self) -> Iterator[bytes]:
        """What is left of the present member."""
        while self._left:
            piece = self._exactly(min(_PIECE, self._left))
            self._left -= len(piece)
            self._digest.update(piece)
            yield piece

    def _header(self, is_first: bool) -> tuple[str, int]:
        block = self._exactly(_BLOCK)
        try:
            found = tarfile.TarInfo.frombuf(block, "ascii", "strict")
            is_ours = _NAME.fullmatch(found.name) and _tar_header(found.name, found.size) == block
        except (tarfile.TarError, ValueError):
            is_ours = False
        if not is_ours or (found.name == HEAD) != is_first:
            raise Damaged("it holds something no backup holds")
        return found.name, found.size

    def _check_sums(self, sums: Member) -> None:
        for _ in sums.pieces():
            pass
        if self._digest.hexdigest() != self._sums.hexdigest():
            raise Damaged("a digest does not fit")
        digest = self._digest.hexdigest()
        self._skip_padding()
        name, size = self._header(is_first=False)
        self._left, self._size = size, size
        said = Member(name, size, self).json()
        if name != SEAL or not isinstance(said, dict) or set(said) != {"sha256", "mark"} or said["sha256"] != digest:
            raise Damaged("its seal does not fit")
        self._skip_padding()
        if self._exactly(2 * _BLOCK).strip(b"\0") or self._source.read(1):
            raise Damaged("something follows its end")
        self.is_own = any(same(str(said["mark"]), mark_of(key, digest)) for key in self._keys)

    def _skip_padding(self) -> None:
        if self._exactly(len(_padding(self._size))).strip(b"\0"):
            raise Damaged("something lies between its parts")

    def _exactly(self, size: int) -> bytes:
        data = bytearray()
        while len(data) < size:
            piece = self._source.read(size - len(data))
            if not piece:
                raise Damaged("it is cut off")
            data += piece
        return bytes(data)


def mark_of(key: str, digest: str) -> str:
    """By which an instance knows a backup made under its own secret key."""
    return keyed_digest(key, "backup", digest)


def pack(lines: bytes) -> bytes:
    """A part of a table, compressed."""
    return gzip.compress(lines, compresslevel=5, mtime=0)


def unpack(packed: bytes) -> bytes:
    """The inverse of `pack`. Raises Damaged, also for what would unpack to more than MOST_UNPACKED bytes."""
    unpacker = zlib.decompressobj(wbits=31)
    try:
        lines = unpacker.decompress(packed, MOST_UNPACKED)
    except zlib.error:
        raise Damaged("a table cannot be unpacked") from None
    if not unpacker.eof or unpacker.unused_data:
        raise Damaged("a table cannot be unpacked")
    return lines


def _tar_header(name: str, size: int) -> bytes:
    """512 bytes that depend on name and size alone. Raises ValueError for a name that is too long."""
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info.tobuf(tarfile.USTAR_FORMAT, "ascii", "strict")


def _padding(size: int) -> bytes:
    return bytes(-size % _BLOCK)
