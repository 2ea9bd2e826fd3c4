"""What is in a copy: a page to read, the same for programs, a table of each sort, and the attached files.

Records are read a few at a time and written at once, so that a copy of any length needs the same memory.
"""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import datetime
from importlib import resources
from typing import IO, Any

from flask_babel import gettext as _

from shopapp.platform.holdings import Holding
from shopapp.platform.i18n import speaking
from shopapp.platform.settings import files
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.rights.export.page import Page
from shopapp.privacy.rights.export.queries import About
from shopapp.privacy.rights.export.rules import cell, path_of_file
from shopapp.privacy.rights.showing.reading import BATCH, Record, Row, read
from shopapp.privacy.rights.showing.seen import GivenOut, Opened, given_out, opened
from shopapp.privacy.rights.showing.words import keep_words

Found = Sequence[tuple[Holding, list[int]]]


class Copy:
    """One copy on its way into a file. `went_on` is called with the number of records that are in."""

    def __init__(
        self, shop: ShopRef, about: About, found: Found, went_on: Callable[[int], None], now: datetime
    ) -> None:
        self._shop, self._about, self._found, self._went_on, self._now = shop, about, found, went_on, now
        self._closing = ExitStack()
        self._attached: list[tuple[str, str]] = []
        self._tables: dict[str, IO[bytes]] = {}

    def write(self, file: IO[bytes], language: str) -> None:
        """Write the whole copy; raises whatever `went_on` raises."""
        with speaking(language), self._closing, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
            store, page, data = files(), self._scratch(), self._scratch()
            self._write_records(page, data)
            _pack(packed, "doc-toi.html", page)
            packed.writestr("kieu.css", resources.files(__package__).joinpath("kieu.css").read_bytes())
            _pack(packed, "du-lieu.json", data)
            for name, table in self._tables.items():
                _pack(packed, f"bang/{name}.csv", table)
            for path, key in self._attached:
                content = store.get(key)
                if content is not None:
                    packed.writestr(path, content, zipfile.ZIP_STORED)

    def _scratch(self) -> IO[bytes]:
        return self._closing.enter_context(files().scratch())

    def _write_records(self, page: IO[bytes], data: IO[bytes]) -> None:
        words, done = Page(self._shop, self._about, self._found, self._now), 0
        reads, given = opened(self._shop, self._found), given_out(self._shop, self._found)
        page.write(words.head().encode())
        data.write(_opening(self._shop, self._about, self._now).encode())
        for place, (held, ids) in enumerate(self._found):
            page.write(words.section(held, len(ids)).encode())
            data.write((",\n" if place else "\n").encode() + _section(self._shop, held).encode())
            for number, record in enumerate(read(self._shop, held, ids, self._about.plain)):
                paths = self._note_files(record)
                page.write(words.record(record, paths).encode())
                data.write((",\n" if number else "\n").encode() + _as_json(record, paths).encode())
                self._note_rows(held, record, paths)
                done += 1
                if done % BATCH == 0:
                    self._went_on(done)
            data.write(b"]}")
        page.write(words.foot(reads, given).encode())
        data.write(b"],\n" + _seen_json(reads, given).encode() + b"}\n")
        self._went_on(done)

    def _note_files(self, record: Record) -> dict[tuple[str, int], str]:
        """Where the files of a record will lie in the copy, by table and row."""
        paths = {}
        for row in (record.row, *record.more):
            for item in row.items:
                if item.file_key:
                    named = next((other.shown for other in row.items if other.name == "name"), "")
                    paths[row.table, row.id] = path_of_file(row.id, named)
                    self._attached.append((paths[row.table, row.id], item.file_key))
        return paths

    def _note_rows(self, held: Holding, record: Record, paths: dict[tuple[str, int], str]) -> None:
        facts = [value for _word, value in record.facts]
        self._note_row(held.name, [word for word, _value in record.facts], facts, record, record.row, paths)
        for row in record.more_to_read:
            self._note_row(f"{held.name}-{row.table}", [str(_("Moment"))], [row.at], record, row, paths)

    def _note_row(
        self,
        table: str,
        words: Sequence[str],
        facts: Sequence[str],
        record: Record,
        row: Row,
        paths: dict[tuple[str, int], str],
    ) -> None:
        if table not in self._tables:
            # With the mark at its beginning table programs read Vietnamese letters right.
            self._tables[table] = self._scratch()
            heads = [str(_("Record")), *words, *(item.label for item in row.items)]
            self._tables[table].write("\ufeff".encode() + _line(heads))
        values = [paths.get((row.table, row.id), "") if item.file_key else item.shown for item in row.items]
        self._tables[table].write(_line([record.title or str(record.id), *facts, *values]))


def _pack(packed: zipfile.ZipFile, name: str, content: IO[bytes]) -> None:
    content.seek(0)
    with packed.open(name, "w", force_zip64=True) as entry:
        for block in iter(lambda: content.read(1 << 16), b""):
            entry.write(block)


def _line(values: Sequence[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerow([cell(value) for value in values])
    return text.getvalue().encode()


def _opening(shop: ShopRef, about: About, now: datetime) -> str:
    head = {"shop": shop.base_url, "made_at": now.isoformat(), "contacts": sorted(about.plain)}
    return json.dumps(head, ensure_ascii=False)[:-1] + ', "holdings": ['


def _section(shop: ShopRef, held: Holding) -> str:
    head = {"name": held.name, "title": str(held.title), "kept": keep_words(shop, held.keep)}
    return json.dumps(head, ensure_ascii=False)[:-1] + ', "records": ['


def _as_json(record: Record, paths: dict[tuple[str, int], str]) -> str:
    found: dict[str, Any] = {"title": record.title, "facts": dict(record.facts)}
    found |= _values(record.row, paths)
    if record.more:
        found["more"] = [{"table": row.table, "at": row.at} | _values(row, paths) for row in record.more]
    return json.dumps(found, ensure_ascii=False, default=str)


def _values(row: Row, paths: dict[tuple[str, int], str]) -> dict[str, Any]:
    return {
        "data": {item.name: paths.get((row.table, row.id), "") if item.file_key else item.value for item in row.items}
    }


def _seen_json(reads: Sequence[Opened], given: Sequence[GivenOut]) -> str:
    found = {"opened": [vars(line) for line in reads], "given": [vars(line) for line in given]}
    return json.dumps(found, ensure_ascii=False, default=str)[1:-1]
