"""Values that occur nowhere else, and where they turn up: in tables, in the database's raw bytes, in files, in logs."""

import gzip
import io
import random
import re
import tarfile
import unicodedata
import zipfile
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sqlalchemy import Engine, inspect, text

# Each mark is a word of fourteen letters that begins like no word of the program.
WORD = re.compile(r"zq[a-z]{12}")
PHONE = re.compile(r"900[1-9][0-9]{5}")
# Between the digits of a number people and pages put these.
GAPS = re.compile(r"(?<=[0-9])[ .\-\u00a0](?=[0-9])")
ACCENTED = str.maketrans("aeiouyd", "ạếịộựýđ")
# JSON writes letters with accents as their numbers.
ESCAPED = re.compile(r"\\u([0-9a-f]{4})")
# The outside world: what was sent has left the shop.
OUTSIDE = ("mail", "sms")
Found = dict[str, set[str]]


@dataclass
class Marks:
    """Hands out marks by name; `names` says what each one was typed into."""

    chance: random.Random
    names: dict[str, str] = field(default_factory=dict)

    def word(self, name: str) -> str:
        """A word as it is typed: with accents, which search columns fold away."""
        core = "zq" + "".join(self.chance.choices("abcdeghiklmnopqrstuvxy", k=12))
        self.names[core] = name
        return core.translate(ACCENTED)

    def plain(self, name: str) -> str:
        """A word without accents, for addresses and names of files."""
        return folded(self.word(name))

    def email(self, name: str) -> str:
        """An e-mail address with a mark on both sides."""
        return f"{self.plain(f'{name}, before @')}@{self.plain(f'{name}, after @')}.example"

    def phone(self, name: str) -> str:
        """A sample number as people write it: 0900 123 456."""
        core = f"900{self.chance.randrange(100_000, 1_000_000)}"
        if core in self.names:
            return self.phone(name)
        self.names[core] = name
        return f"0{core[:3]} {core[3:6]} {core[6:]}"


def folded(words: str) -> str:
    """Lower case, without accents, numbers without gaps: how a mark looks wherever it is."""
    words = ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), words)
    bare = "".join(c for c in unicodedata.normalize("NFD", words.casefold()) if not unicodedata.combining(c))
    return GAPS.sub("", bare.replace("đ", "d"))


def marks_in(words: str) -> set[str]:
    """Everything in the text that could be a mark."""
    bare = folded(words)
    return set(WORD.findall(bare)) | set(PHONE.findall(bare))


def is_mark(marks: Marks, words: str) -> bool:
    """Whether the text holds one of the marks."""
    return bool(marks_in(words) & set(marks.names))


def in_tables(engine: Engine, marks: Marks) -> Found:
    """Mark → "table.column" of every table of the database, whatever the type of the column."""
    found: Found = defaultdict(set)
    with engine.connect() as connection:
        for table in inspect(connection).get_table_names():
            rows = connection.execute(text(f'SELECT * FROM "{table}"'))  # noqa: S608 - names of our own tables.
            names = list(rows.keys())
            for row in rows:
                for name, value in zip(names, row, strict=True):
                    note(found, marks, value, f"{table}.{name}")
    return found


def note(found: Found, marks: Marks, value: object, place: str) -> None:
    """Remember which marks a value holds."""
    if value is None or isinstance(value, bool | date):
        return
    words = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    for mark in marks_in(words) & set(marks.names):
        found[mark].add(place)


def in_text(words: str, marks: Marks) -> Found:
    """Mark → "log"."""
    found: Found = defaultdict(set)
    note(found, marks, words, "log")
    return found


def in_files(folder: Path, marks: Marks, *, but: Collection[str] = ()) -> Found:
    """Mark → files below the folder, by name or by content, the database's own among them; also within zip files."""
    found: Found = defaultdict(set)
    for path in sorted(folder.rglob("*")):
        place = path.relative_to(folder).as_posix()
        if place.split("/")[0] in OUTSIDE or place in but:
            continue
        note(found, marks, place, f"the name {place}")
        for content in contents_of(path) if path.is_file() else ():
            note(found, marks, content, place)
    return found


def contents_of(path: Path) -> Iterator[bytes]:
    """The bytes of a file, and of what is packed in it."""
    content = path.read_bytes()
    yield content
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for name in packed.namelist():
                yield name.encode()
                yield packed.read(name)


def in_backup(path: Path, marks: Marks) -> Found:
    """Mark → members of a backup that is not encrypted."""
    found: Found = defaultdict(set)
    with tarfile.open(path) as archive:
        for member in archive:
            packed = archive.extractfile(member)
            content = packed.read() if packed else b""
            note(found, marks, gzip.decompress(content) if member.name.endswith(".gz") else content, member.name)
    return found


def together(*parts: Found) -> Found:
    """All places of each mark."""
    found: Found = defaultdict(set)
    for part in parts:
        for mark, places in part.items():
            found[mark] |= places
    return found


def told(found: Found, marks: Marks, *, apart_from: Iterable[str] = ()) -> dict[str, list[str]]:
    """What was typed where → the places that still hold it, but for those that may."""
    allowed = set(apart_from)
    left = {marks.names[mark]: sorted(places - allowed) for mark, places in found.items()}
    return {name: places for name, places in sorted(left.items()) if places}
