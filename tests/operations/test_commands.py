"""The commands: what they do, and the one clear line with which each ends when something is wrong."""

import json
import shutil
import socket
from pathlib import Path

import pytest

from shopapp.operations.main import cli
from shopapp.platform.database import Base
from shopapp.platform.personal_data import personal_columns
from tests.operations.builders import CommandLine


@pytest.fixture
def shopapp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """The command line on an empty folder."""
    return CommandLine(tmp_path / "data", monkeypatch, capsys)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a migrated folder is kept for copying; migrating takes half a second each time."""
    return tmp_path_factory.mktemp("migrated") / "data"


@pytest.fixture
def migrated(shopapp: CommandLine, template: Path, tmp_path: Path) -> CommandLine:
    """The command line on an empty database."""
    if not template.exists():
        assert shopapp("migrate").code == 0
        shutil.copytree(tmp_path / "data", template)
    elif not (tmp_path / "data").exists():
        shutil.copytree(template, tmp_path / "data")
    return shopapp


def every_command() -> list[list[str]]:
    found: list[list[str]] = [[]]
    for name, command in cli.commands.items():
        found.append([name])
        found += [[name, under] for under in getattr(command, "commands", {})]
    return found


@pytest.mark.parametrize("words", every_command(), ids=" ".join)
def test_every_command_explains_itself_on_one_screen(shopapp: CommandLine, words: list[str]) -> None:
    said = shopapp(*words, "--help")
    assert said.code == 0
    assert said.out.startswith("Usage: shopapp")
    assert said.out.count("\n") <= 24
    assert max(len(line) for line in said.out.splitlines()) <= 100


def test_a_secret_is_long_and_new_each_time(shopapp: CommandLine) -> None:
    first, second = shopapp("secret").out.strip(), shopapp("secret").out.strip()
    assert len(first) >= 32
    assert first != second


def test_the_first_shop_in_five_lines(migrated: CommandLine) -> None:
    assert migrated.create().code == 0
    link = migrated("staff", "link", "--shop", "hoa", "--email", "chu@hoa.example")
    assert link.code == 0
    assert link.out.startswith("http://hoa.example:8000/quan-tri/dang-nhap/")
    assert "hoa\tflorist\topen\t" in migrated("shop", "list").out


def test_each_link_is_new_and_the_owner_is_made_once(migrated: CommandLine) -> None:
    migrated.create()
    words = ("staff", "link", "--shop", "hoa", "--email", "chu@hoa.example", "--name", "Trần Thị Mẫu")
    assert migrated(*words).out != migrated(*words).out


def test_migrating_twice_changes_nothing(migrated: CommandLine) -> None:
    migrated.create()
    said = migrated("migrate")
    assert said.code == 0
    assert "policies renewed: 0" in said.out


def test_a_suspended_shop_is_listed_as_such_and_can_be_reopened(migrated: CommandLine) -> None:
    migrated.create()
    assert migrated("shop", "suspend", "hoa").code == 0
    assert "suspended" in migrated("shop", "list").out
    assert migrated("shop", "reopen", "hoa").code == 0
    assert "suspended" not in migrated("shop", "list").out


def test_hosts_come_and_go(migrated: CommandLine) -> None:
    migrated.create()
    assert migrated("domain", "add", "hoa", "www.hoa.example").code == 0
    assert migrated("domain", "add", "hoa", "WWW.hoa.example").is_one_line
    assert migrated("domain", "remove", "www.hoa.example").code == 0
    assert migrated("domain", "remove", "www.hoa.example").is_one_line


@pytest.mark.parametrize(
    "differences",
    [
        {"host": "hoa.example"},
        {"kind": "bakery"},
        {"phone": "12"},
        {"email": "not an address"},
        {"host": "https://hoa.example"},
        {"host": "hoa.example:8000"},
        {"name": " "},
        {"language": "fr"},
    ],
    ids=str,
)
def test_a_shop_that_cannot_be_is_refused_in_one_line(migrated: CommandLine, differences: dict[str, str]) -> None:
    migrated.create()
    said = migrated.create("hoa2", **differences)
    assert said.is_one_line, said
    assert "hoa2" not in migrated("shop", "list").out


@pytest.mark.parametrize("slug", ["hoa", "Hoa", "-hoa", "hoa mai", "", "a" * 64])
def test_a_slug_must_be_free_and_fit_an_address(migrated: CommandLine, slug: str) -> None:
    migrated.create()
    assert migrated.create(slug, host="other.example").is_one_line


@pytest.mark.parametrize(
    "words",
    [
        ["shop", "suspend", "nobody"],
        ["domain", "add", "nobody", "x.example"],
        ["staff", "link", "--shop", "nobody", "--email", "a@b.example"],
        ["staff", "link", "--shop", "hoa", "--email", "a b"],
        ["staff", "link"],
        ["shop", "create"],
        ["nonsense"],
        ["shop", "nonsense"],
        ["migrate", "--nonsense"],
    ],
    ids=" ".join,
)
def test_a_wrong_command_ends_with_one_line(migrated: CommandLine, words: list[str]) -> None:
    said = migrated(*words)
    assert said.is_one_line, said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SHOPAPP_SECRET_KEY", "short"),
        ("SHOPAPP_PORT", "http"),
        ("SHOPAPP_NONSENSE", "1"),
        ("SHOPAPP_DATABASE_URL", "mysql://x"),
        ("SHOPAPP_SMS_CHANNEL", "pigeon"),
    ],
)
@pytest.mark.parametrize("command", ["migrate", "web", "worker", "serve"])
def test_a_wrong_setting_is_named_in_one_line(migrated: CommandLine, name: str, value: str, command: str) -> None:
    migrated.variables[name] = value
    said = migrated(command)
    assert said.is_one_line, said
    assert name in said.err


@pytest.mark.parametrize("words", [["shop", "list"], ["worker"], ["serve"]], ids=" ".join)
def test_a_database_that_is_not_migrated_is_said_so(shopapp: CommandLine, words: list[str]) -> None:
    said = shopapp(*words)
    assert said.is_one_line
    assert "shopapp migrate" in said.err


def test_a_database_that_is_away_is_said_so_without_its_password(shopapp: CommandLine) -> None:
    shopapp.variables["SHOPAPP_DATABASE_URL"] = "postgresql+psycopg://me:secret-word@127.0.0.1:1/none"
    said = shopapp("migrate")
    assert said.is_one_line, said
    assert "secret-word" not in said.err


@pytest.mark.parametrize("command", ["serve", "web", "demo"])
def test_a_taken_port_is_refused_in_one_line(migrated: CommandLine, command: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        migrated.variables["SHOPAPP_PORT"] = str(port)
        said = migrated(command, *(["--port", str(port)] if command == "demo" else []))
    assert said.is_one_line, said
    assert str(port) in said.err


def test_the_inventory_holds_every_personal_column(shopapp: CommandLine) -> None:
    entries = json.loads(shopapp("privacy", "inventory", "--json").out)
    columns = {(column.table.name, column.name) for column, _ in personal_columns(Base.metadata)}
    personal = [entry for entry in entries if not entry["note"]]
    assert {(entry["table"], entry["column"]) for entry in personal} == columns
    assert ("message", "to_contact") in columns
    assert [(e["table"], e["column"]) for e in entries if e["note"]] == [("visit", "mark")], "named although no datum"
    for entry in personal:
        assert entry["purposes"], entry
        assert entry["grounds"], entry
        assert entry["keep"], entry
        assert entry["erase"], entry
        assert entry["mask"], entry


def test_the_inventory_reads_well(shopapp: CommandLine) -> None:
    said = shopapp("privacy", "inventory")
    assert "message.to_contact: contact of customer" in said.out
    assert "erased by blank; mask hidden; for mail_gateway, sms_gateway" in said.out


def test_the_folder_of_the_data_is_closed_to_others(shopapp: CommandLine, tmp_path: Path) -> None:
    shopapp("migrate")
    assert (tmp_path / "data").stat().st_mode & 0o077 == 0
