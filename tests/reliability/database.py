"""A PostgreSQL server that is made to crash, and comes back with everything it had said was committed."""

import shutil
import subprocess

from tests.support.kept import Kept, wait_until
from tests.support.postgres import SETTINGS, SUPERUSER, PostgresServer, is_reachable

# A killed server loses what it has not handed to the system yet; that is what synchronous_commit sees to. Nobody pulls
# this machine's plug, so fsync may stay off.
DURABLE = SETTINGS | {"synchronous_commit": "on", "full_page_writes": "on"}


class CrashingServer(PostgresServer):
    """As its parent, but its data outlive a crash; they go when the test is over."""

    def crash(self) -> None:
        """kill -9, as the system does when memory runs out."""
        self._kept.kill()
        self._kept.stop()

    def come_back(self) -> None:
        """Start again on the same data."""
        self._kept = self._launch()
        wait_until("PostgreSQL answers again", self._answers, seconds=60, kept=self._kept)

    def stop(self) -> None:
        super().stop()
        self._caretaker.stop()

    def _start(self) -> Kept:
        # Its only work is to have the folder removed behind it, also when the test run itself is killed.
        self._caretaker = Kept(["sleep", "86400"], log=self.folder.with_suffix(".log"), remove=self.folder)
        if self._user:
            shutil.chown(self.folder, self._user)
            if not is_reachable(self._programs / "postgres", self._user):
                self._programs = self._copied(self._programs)
        options = ["--auth=trust", f"--username={SUPERUSER}", "--encoding=UTF8", "--no-locale", "--no-sync"]
        made = subprocess.run(
            [self._programs / "initdb", *options, "--pgdata", self.folder / "data"],
            user=self._user,
            cwd=self.folder,
            capture_output=True,
            text=True,
        )
        if made.returncode:
            raise RuntimeError(f"initdb failed: {made.stderr}")
        return self._launch()

    def _launch(self) -> Kept:
        settings = DURABLE | {"unix_socket_directories": str(self.folder)}
        words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        command = [str(self._programs / "postgres"), "-D", str(self.folder / "data"), *words]
        return Kept(command, log=self.folder / "log", ending="INT", user=self._user)
