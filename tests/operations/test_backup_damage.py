"""Archives that are damaged, foreign or meant to do harm: refused with one line, and nothing is changed."""

import gzip
import io
import json
import random
import shutil
import sqlite3
import tarfile
import zipfile
from collections import namedtuple
from collections.abc import Callable
from pathlib import Path

import pytest
from pyrage.x25519 import Identity

from shopapp import create_app
from shopapp.operations.backup import contents, scratch
from shopapp.operations.backup.archive import COUNTS, HEAD, ArchiveReader, ArchiveWriter, unpack
from shopapp.operations.backup.encryption import DecryptingReader
from shopapp.operations.backup.refusals import BackupRefused, CannotDecrypt, Damaged, DiskTooSmall
from tests.conftest import SECRET
from tests.operations.backup_builders import Origin, bare_app, copy_of

FLIPS = 400
Usage = namedtuple("Usage", "total used free")


pytestmark = pytest.mark.usefixtures("cheap_tables")


@pytest.fixture
def bare_scratch(monkeypatch: pytest.MonkeyPatch) -> None:
    """A scratch place without the pages of the shops: what is refused never gets so far."""
    monkeypatch.setattr(scratch, "create_app", bare_app)


@pytest.fixture
def refused(first: Origin, bare_scratch: None, tmp_path: Path) -> Callable[[bytes], BackupRefused]:
    """Gives the refusal of a file of these bytes, and sees to it that nothing was changed and nothing is left."""

    def see(content: bytes) -> BackupRefused:
        path = tmp_path / "bad.tar"
        path.write_bytes(content)
        before = first.state()
        with pytest.raises(BackupRefused) as caught:
            first.restore(path)
        assert first.state() == before
        assert not list(first.settings.data.glob(".restore-*"))
        assert "\n" not in str(caught.value)
        return caught.value

    return see


def read(content: bytes) -> None:
    """Read a plain archive to its end; one that this instance has not sealed is refused as well."""
    reader = ArchiveReader(io.BytesIO(content), [SECRET])
    for _ in reader.members():
        pass
    if not reader.is_own:
        raise Damaged("its seal is another one")


def rebuilt(archive: Path, edit: Callable[[str, bytes], list[tuple[str, bytes]]]) -> bytes:
    """The archive once more with other members, sealed as it should be: only its content is wrong."""
    out = io.BytesIO()
    writer = ArchiveWriter(out, SECRET)
    for member in ArchiveReader(io.BytesIO(archive.read_bytes()), []).members():
        for name, content in edit(member.name, b"".join(member.pieces())):
            writer.add(name, content)
    writer.finish()
    return out.getvalue()


def test_a_changed_bit_anywhere_is_found(archive: Path, refused: Callable[[bytes], BackupRefused]) -> None:
    whole, chance = archive.read_bytes(), random.Random(5)
    read(whole)
    for number in range(FLIPS):
        changed = bytearray(whole)
        place = chance.randrange(len(whole))
        changed[place] ^= 1 << chance.randrange(8)
        with pytest.raises(Damaged):
            read(bytes(changed))
        if number < 4:
            assert isinstance(refused(bytes(changed)), Damaged)


def test_a_file_that_is_cut_off_or_goes_on_is_found(archive: Path, refused: Callable[[bytes], BackupRefused]) -> None:
    whole, chance = archive.read_bytes(), random.Random(6)
    lengths = [0, 1, 511, 512, 513, len(whole) - 1, len(whole) - 512, len(whole) - 1024]
    for length in (*lengths, *(chance.randrange(len(whole)) for _ in range(60))):
        with pytest.raises(Damaged):
            read(whole[:length])
    for content in (b"", whole[: len(whole) // 2], whole + b"\0", whole + whole):
        assert isinstance(refused(content), Damaged)


def test_an_encrypted_file_that_was_changed_is_refused(first: Origin, tmp_path: Path) -> None:
    owner = Identity.generate()
    whole = first.back_up(tmp_path / "a.tar.age", [owner.to_public()]).path.read_bytes()
    chance, before = random.Random(7), first.state()

    def open_all(content: bytes) -> None:
        read(io.BufferedReader(DecryptingReader(io.BytesIO(content), [owner])).read())

    open_all(whole)
    places = [*range(0, 480, 7), *(chance.randrange(len(whole)) for _ in range(60))]
    for place in places:
        changed = bytearray(whole)
        changed[place] ^= 1 << chance.randrange(8)
        with pytest.raises((Damaged, CannotDecrypt)):
            open_all(bytes(changed))
    for length in (10, 200, 700, len(whole) - 65_552, len(whole) - 1):
        with pytest.raises(Damaged):
            open_all(whole[:length])
    (tmp_path / "bad.age").write_bytes(bytes(changed))
    with pytest.raises(Damaged):
        first.restore(tmp_path / "bad.age", [owner])
    assert first.state() == before


def test_files_of_other_programs_are_refused(tmp_path: Path, refused: Callable[[bytes], BackupRefused]) -> None:
    zipped, tarred = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as file:
        file.writestr(HEAD, "{}")
    with tarfile.open(fileobj=tarred, mode="w") as tar:
        tar.addfile(tarfile.TarInfo(HEAD))
    for content in (zipped.getvalue(), tarred.getvalue(), gzip.compress(b"x" * 9999), b"SQLite format 3\0" * 99):
        assert isinstance(refused(content), Damaged)


@pytest.mark.parametrize(
    "name",
    ["../evil", "/etc/evil", "files/../../evil", "files/a//b", "files/.hidden", "tables/shop/1.jsonl.gz", "evil"],
)
def test_names_that_lead_elsewhere_are_refused(name: str, archive: Path) -> None:
    with pytest.raises(Damaged):
        read(rebuilt(archive, lambda found, content: [(found, content)] + [(name, b"x")] * (found == HEAD)))


def test_links_are_refused(archive: Path, refused: Callable[[bytes], BackupRefused]) -> None:
    whole = archive.read_bytes()
    link = tarfile.TarInfo("files/a.webp")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    size = tarfile.TarInfo.frombuf(whole[:512], "ascii", "strict").size
    end = 512 + size + -size % 512
    assert isinstance(refused(whole[:end] + link.tobuf(tarfile.USTAR_FORMAT) + whole[end:]), Damaged)


def test_a_table_that_unpacks_to_more_than_it_may_is_refused(
    archive: Path, refused: Callable[[bytes], BackupRefused], monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = gzip.compress(b"\0" * (80 * 1024 * 1024), 1)
    with pytest.raises(Damaged):
        unpack(bomb)
    bombed = rebuilt(archive, lambda name, was: [(name, bomb if name.startswith("tables/shop/") else was)])
    assert isinstance(refused(bombed), Damaged)


def test_contents_that_do_not_fit_are_refused(archive: Path, refused: Callable[[bytes], BackupRefused]) -> None:
    """Whole by its digests and sealed with the right key, and yet wrong inside."""

    def edited(wanted: str, change_it: Callable[[bytes], bytes]) -> bytes:
        return rebuilt(archive, lambda name, was: [(name, change_it(was) if name.startswith(wanted) else was)])

    def head_with(**differences: object) -> Callable[[bytes], bytes]:
        return lambda was: json.dumps(json.loads(was) | differences).encode()

    lines = gzip.compress(b'[1,"a"]\n')
    for content in (
        edited(COUNTS, lambda _was: b'{"rows": {}, "files": 0}'),
        edited("tables/order_line/", lambda _was: lines),
        edited("tables/shop/", lambda was: was + b"trailing"),
        edited(HEAD, head_with(shapes=[])),
        edited(HEAD, head_with(shapes=[{"name": "shop"}])),
        edited(HEAD, lambda _was: b"[]"),
        edited(HEAD, lambda _was: b"{"),
        rebuilt(archive, lambda name, was: [] if name == COUNTS else [(name, was)]),
        rebuilt(
            archive, lambda name, was: [(name, was), (name, was)] if name.startswith("tables/shop/") else [(name, was)]
        ),
    ):
        assert isinstance(refused(content), Damaged)
    for content in (edited(HEAD, head_with(revision="9999")), edited(HEAD, head_with(format=2))):
        assert "newer" in str(refused(content))


def test_rows_that_name_what_is_missing_are_refused(first: Origin, tmp_path: Path) -> None:
    broken = copy_of(first, tmp_path / "var")
    with sqlite3.connect(broken.settings.data / "shopapp.sqlite3") as raw:
        raw.execute("DELETE FROM shop_order WHERE id = (SELECT min(order_id) FROM order_line)")
    raw.close()
    path = broken.back_up(tmp_path / "b.tar").path
    with pytest.raises(Damaged, match="missing"):
        first.restore(path, is_check_only=True)
    with pytest.raises(Damaged, match="missing"):
        broken.back_up(tmp_path / "c.tar", verify=True)
    assert not (tmp_path / "c.tar").exists(), "a backup that cannot be restored gets no name"


def test_a_backup_under_another_secret_key_is_taken_only_when_asked(
    first: Origin,
    archive: Path,
    refused: Callable[[bytes], BackupRefused],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = io.BytesIO()
    writer = ArchiveWriter(out, "another-secret-key-that-is-long-enough")
    for member in ArchiveReader(io.BytesIO(archive.read_bytes()), []).members():
        writer.add(member.name, b"".join(member.pieces()))
    writer.finish()
    assert "SHOPAPP_SECRET_KEY" in str(refused(out.getvalue()))
    path = tmp_path / "other.tar"
    path.write_bytes(out.getvalue())
    monkeypatch.setattr(scratch, "create_app", create_app)
    assert first.restore(path, is_check_only=True, other_key=True).contents.is_own is False


def test_too_small_a_disk_is_noticed_before_anything(
    archive: Path, refused: Callable[[bytes], BackupRefused], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(10**9, 10**9, contents.RESERVE_BYTES + 1000))
    assert isinstance(refused(archive.read_bytes()), DiskTooSmall)


def test_a_disk_that_fills_up_on_the_way_changes_nothing(
    archive: Path, refused: Callable[[bytes], BackupRefused], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_words: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(contents, "_store", full)
    assert isinstance(refused(archive.read_bytes()), DiskTooSmall)
