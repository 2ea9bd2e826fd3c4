"""The checks of our own: each finds what it is there to find, and passes what is right."""

import json
import shutil
import subprocess
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Checked:
    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Checked]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a check in a folder: `run(folder, "messages", "update")`; without a word its `main`."""

    def run(folder: Path, check: str, function: str = "main") -> Checked:
        spec = spec_from_file_location(f"check_{check}", ROOT / ".ci" / f"{check}.py")
        assert spec is not None
        assert spec.loader is not None
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        monkeypatch.chdir(folder)
        returncode = getattr(module, function)()
        printed = capsys.readouterr()
        return Checked(returncode, printed.out, printed.err)

    return run


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('<p style="color: red">Hoa</p>', "style= is blocked"),
        ("<style>p { color: red }</style>", "<style> is blocked"),
        ("<script>alert(1)</script>", "inline <script> is blocked"),
        ('<button onclick="go()">Đặt</button>', "onclick= is blocked"),
        ("<button\n  {% if x > 1 %}disabled{% endif %}\n  OnClick=go>Đặt</button>", "onclick= is blocked"),
        ('<a href="javascript:go()">Đặt</a>', "holds a javascript: address"),
        ('<img src="https://pictures.example/a.png" alt="">', "<img> loads from another host"),
        ('<link rel="stylesheet" href="//styles.example/a.css">', "<link> loads from another host"),
        ("{% if shop %}", "Jinja cannot read it"),
        ("<br>\n" * 81, "81 lines are more than 80"),
    ],
)
def test_a_fault_in_a_template_is_found(run: Run, tmp_path: Path, text: str, fault: str) -> None:
    write(tmp_path, "templates/orders/storefront/new.html", text)

    checked = run(tmp_path, "templates")

    assert checked.returncode == 1
    assert "templates/orders/storefront/new.html:" in checked.stderr
    assert fault in checked.stderr


def test_a_faults_line_is_named(run: Run, tmp_path: Path) -> None:
    write(tmp_path, "templates/a.html", "{# one\ntwo #}\n{% set x = [1,\n2] %}\n<p style=''>\n")

    assert run(tmp_path, "templates").stderr.startswith("templates/a.html:5: style=")


@pytest.mark.parametrize(
    "text",
    [
        "<script src=\"{{ static_url('storefront.js') }}\" defer></script>",
        '<script type="application/ld+json">{{ facts|tojson }}</script>',
        '<input name="one" data-onward="x" aria-label="style=none">',
        '<link rel="canonical" href="https://hoa.example/">',
        '<a href="https://bank.example/">Chuyển khoản</a>',
        "{# <p style='x'> #}<!-- <p style='x'> -->",
        "{% trans count=n %}Một mặt hàng{% pluralize %}{{ count }} mặt hàng{% endtrans %}",
    ],
)
def test_a_template_without_a_fault_passes(run: Run, tmp_path: Path, text: str) -> None:
    write(tmp_path, "templates/a.html", text)

    assert run(tmp_path, "templates").stdout == "Templates: 1 without a fault.\n"


def test_a_mail_may_style_itself_but_run_nothing(run: Run, tmp_path: Path) -> None:
    write(tmp_path, "templates/orders/mail/placed.html", '<p style="margin: 0">Hoa</p>')
    assert run(tmp_path, "templates").returncode == 0

    write(tmp_path, "templates/orders/mail/placed.html", "<script>go()</script>")
    assert run(tmp_path, "templates").returncode == 1


def test_no_templates_at_all_is_a_fault(run: Run, tmp_path: Path) -> None:
    assert run(tmp_path, "templates").returncode == 1


@pytest.fixture
def repository(run: Run, tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    write(tmp_path, ".gitignore", "/var/\n")
    return tmp_path


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("--index-" + "url x", "a package index"),
        ("https://py" + "pi.org/simple", "a package index"),
        ("see /ro" + "ot/notes", "a path of one machine"),
        ("see /ho" + "me/lan/notes", "a path of one machine"),
        ("<<<<" + "<<< HEAD\n", "a leftover of a merge"),
        ("-----BEG" + "IN PRIVATE KEY-----", "a private key"),
    ],
)
def test_a_leak_is_found_before_it_is_committed(run: Run, repository: Path, text: str, what: str) -> None:
    write(repository, "docs/operating.md", f"First line\n{text}\n")

    assert f"docs/operating.md:2: names {what}" in run(repository, "leaks").stderr


def test_the_checkouts_own_path_is_a_leak(run: Run, repository: Path) -> None:
    write(repository, "notes.md", f"It lies in {repository}.\n")

    assert "notes.md:1: names the path of this checkout" in run(repository, "leaks").stderr


def test_ignored_files_and_pictures_are_not_looked_at(run: Run, repository: Path) -> None:
    write(repository, "var/log", f"{repository}\n")
    (repository / "picture.png").write_bytes(b"\x89PNG\0" + str(repository).encode())

    assert run(repository, "leaks").stdout == "Leaks: none in 2 files.\n"


def test_this_repository_leaks_nothing(run: Run) -> None:
    checked = run(ROOT, "leaks")
    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.fixture
def words(run: Run, tmp_path: Path) -> Path:
    """A project of two words, one in code and one in a template, with up-to-date catalogues."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    write(tmp_path, "shopapp/orders/rules.py", 'label = _("Place the order of %(name)s")\n')
    write(tmp_path, "templates/a.html", "{% trans count=n %}One item{% pluralize %}{{ count }} items{% endtrans %}")
    texts = {"Place the order of %(name)s": "Đặt hàng cho %(name)s", "One item": ["One item", "", "%(count)s mặt hàng"]}
    write(tmp_path, "translations/parts/orders.json", json.dumps(texts))
    assert run(tmp_path, "messages", "update").returncode == 0
    return tmp_path


def catalogue(folder: Path, locale: str) -> Path:
    return folder / "translations" / locale / "LC_MESSAGES" / "messages.po"


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_complete_catalogues_pass(run: Run, words: Path) -> None:
    checked = run(words, "messages", "check")
    assert (checked.returncode, checked.stdout) == (0, "Translations: 2 messages, complete in vi and en.\n")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('msgstr "Đặt hàng cho %(name)s"', 'msgstr ""', "has no text"),
        ('msgstr "Đặt hàng cho %(name)s"', 'msgstr "Đặt hàng cho %(nam)s"', "placeholder"),
        ('msgstr "Đặt hàng cho %(name)s"', 'msgstr "Bạn đặt hàng cho %(name)s"', "addresses the visitor"),
        ("Đặt hàng cho", unicodedata.normalize("NFD", "Đặt hàng cho"), "decomposed accents"),
        ('#, python-format\nmsgid "Place', '#, python-format, fuzzy\nmsgid "Place', "is marked fuzzy"),
        ('msgid "Place the order', 'msgid "Send the order', "is missing: make messages"),
        ('msgid "Place the order', 'msgid "Send the order', "is used nowhere any more"),
    ],
)
def test_an_incomplete_catalogue_is_found(run: Run, words: Path, old: str, new: str, fault: str) -> None:
    change(catalogue(words, "vi"), old, new)

    checked = run(words, "messages", "check")

    assert checked.returncode == 1
    assert fault in checked.stderr


def test_updating_keeps_texts_adds_words_and_drops_what_is_used_nowhere(run: Run, words: Path) -> None:
    change(catalogue(words, "vi"), "Đặt hàng cho", "Gửi đơn cho")
    write(words, "templates/a.html", "{{ _('New') }}")

    assert run(words, "messages", "update").returncode == 0

    text = catalogue(words, "vi").read_text(encoding="utf-8")
    assert "Gửi đơn cho %(name)s" in text
    assert 'msgid "New"\nmsgstr ""' in text
    assert "One item" not in text
    assert 'msgid "New"\nmsgstr "New"' in catalogue(words, "en").read_text(encoding="utf-8")


def test_each_language_keeps_its_own_words(words: Path) -> None:
    english, vietnamese = (catalogue(words, locale).read_text(encoding="utf-8") for locale in ("en", "vi"))

    assert 'msgstr[0] "One item"\nmsgstr[1] "%(count)s items"' in english
    assert 'msgstr[0] "%(count)s mặt hàng"' in vietnamese
    assert "Đặt hàng" not in english


def test_updating_twice_changes_nothing(run: Run, words: Path) -> None:
    before = catalogue(words, "vi").read_bytes()
    run(words, "messages", "update")
    assert catalogue(words, "vi").read_bytes() == before


def test_a_missing_catalogue_is_a_fault(run: Run, words: Path) -> None:
    catalogue(words, "en").unlink()
    assert "there is no such catalogue" in run(words, "messages", "check").stderr
