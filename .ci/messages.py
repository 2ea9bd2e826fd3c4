"""The catalogues of words: brought up to date (`update`) and proved complete (`check`).

English message ids live in code and templates; every one of them has a Vietnamese and an English text.
"""

import copy
import io
import json
import re
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po, write_po

TRANSLATIONS = Path("translations")
LOCALES = ("vi", "en")
KEYWORDS = ("lazy_gettext", "_l", "lazy_ngettext:1,2", "lazy_pgettext:1c,2", "lazy_npgettext:1c,2,3")
AUTHORS = "the shopapp contributors"
# git knows when a text changed; a date in the file would make two branches collide without need.
UNDATED = datetime(2026, 1, 1, tzinfo=UTC)
# The visitor is "Quý khách"; only "bạn bè" (friends) may hold the familiar word.
FAMILIAR = re.compile(r"\bbạn\b(?!\s+bè\b)", re.IGNORECASE)


def extract() -> Catalog:
    """Every message id that code and templates use, read afresh."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "messages.pot"
        keywords = [word for keyword in KEYWORDS for word in ("--keyword", keyword)]
        command = ["pybabel", "--quiet", "extract", "--mapping-file", "pyproject.toml", *keywords]
        command += ["--ignore-dirs", ".* var", "--add-location", "file", "--output-file", str(target), "."]
        interface: Any = CommandLineInterface()  # Its method run() carries no annotations.
        interface.run(command)
        with target.open("rb") as source:
            return read_po(source)


def catalogue_path(locale: str) -> Path:
    return TRANSLATIONS / locale / "LC_MESSAGES" / "messages.po"


def read(locale: str) -> Catalog:
    """The committed catalogue of `locale`; an empty one where none is committed yet."""
    path = catalogue_path(locale)
    if not path.exists():
        return Catalog(locale=locale)
    with path.open("rb") as source:
        return read_po(source, locale=locale)


def source_of(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def texts_of(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def problems(locale: str, template: Catalog, catalog: Catalog) -> Iterator[str]:
    """What keeps the catalogue of `locale` from being complete, one sentence each."""
    if catalog.fuzzy:
        yield "the header is marked fuzzy, so nothing of it would be compiled"
    for wanted in template:
        source = source_of(wanted)
        if not source:
            continue
        found = catalog.get(wanted.id, wanted.context)
        if found is None:
            yield f"{source!r} is missing: make messages"
        elif not all(texts_of(found)):
            yield f"{source!r} has no text"
        elif found.fuzzy:
            yield f"{source!r} is marked fuzzy"
        else:
            yield from wrong_texts(locale, catalog, found)
    for found in catalog:
        if source_of(found) and template.get(found.id, found.context) is None:
            yield f"{source_of(found)!r} is used nowhere any more: make messages"


def wrong_texts(locale: str, catalog: Catalog, found: Message) -> Iterator[str]:
    """Texts that are there and still cannot be shown."""
    source = source_of(found)
    for error in found.check(catalog):
        yield f"{source!r}: {error}"
    for text in texts_of(found):
        if unicodedata.normalize("NFC", text) != text:
            yield f"{source!r} is written with decomposed accents"
        if locale == "vi" and FAMILIAR.search(text):
            yield f"{source!r} addresses the visitor as 'bạn' instead of 'Quý khách'"


def check() -> int:
    """Prints what is wrong; returns the exit code."""
    template = extract()
    count = 0
    for locale in LOCALES:
        if not catalogue_path(locale).exists():
            print(f"{catalogue_path(locale)}: there is no such catalogue: make messages", file=sys.stderr)
            count += 1
            continue
        for problem in problems(locale, template, read(locale)):
            print(f"{catalogue_path(locale)}: {problem}", file=sys.stderr)
            count += 1
    if not count:
        print(f"Translations: {len(template)} messages, complete in {' and '.join(LOCALES)}.")
    return 1 if count else 0


def handed_in() -> dict[str, str]:
    """Vietnamese texts handed in room by room: {id: text}; a plural is a list that ends with its text."""
    texts: dict[str, str] = {}
    for path in sorted((TRANSLATIONS / "parts").glob("*.json")):
        for source, value in json.loads(path.read_text(encoding="utf-8")).items():
            texts[source] = value if isinstance(value, str) else value[-1]
    return texts


def fill(locale: str, catalog: Catalog) -> None:
    """Gives empty entries the text that is known: in English the id, in Vietnamese what was handed in."""
    known = handed_in() if locale == "vi" else {}
    for message in catalog:
        if not source_of(message) or all(texts_of(message)):
            continue
        if locale == "en":
            message.string = message.id
        elif source_of(message) in known:
            text = unicodedata.normalize("NFC", known[source_of(message)])
            message.string = text if isinstance(message.id, str) else (text,)


def write(locale: str, catalog: Catalog) -> None:
    """Writes the catalogue so that the same words give the same bytes: sorted, no line numbers, no dates."""
    catalog.fuzzy = False
    catalog.header_comment = f"# The words of shopapp ({locale}). This file has the licence of the program."
    catalog.project, catalog.version, catalog.msgid_bugs_address = "shopapp", "1", ""
    catalog.last_translator = catalog.language_team = AUTHORS
    catalog.creation_date = catalog.revision_date = UNDATED
    written = io.BytesIO()
    write_po(written, catalog, width=110, sort_output=True, ignore_obsolete=True, include_lineno=False)
    path = catalogue_path(locale)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(written.getvalue())


def update() -> int:
    """Writes both catalogues: new ids come in, ids used nowhere go, texts stay. Returns the exit code."""
    extracted = extract()
    for locale in LOCALES:
        # The catalogue takes the template's messages in as they are, so each language gets its own copies.
        template = copy.deepcopy(extracted)
        catalog = read(locale)
        # A guess from a similar id would be marked fuzzy and never be shown, so none is made.
        catalog.update(template, no_fuzzy_matching=True)
        fill(locale, catalog)
        write(locale, catalog)
        empty = sum(1 for message in catalog if source_of(message) and not all(texts_of(message)))
        print(f"{catalogue_path(locale)}: {len(catalog)} messages, {empty} without a text")
    return 0


if __name__ == "__main__":
    commands = {"check": check, "update": update}
    if len(sys.argv) != 2 or sys.argv[1] not in commands:
        sys.exit("usage: .ci/messages.py check|update")
    sys.exit(commands[sys.argv[1]]())
