"""Runs one command for as long as somebody holds this process's standard input open, then ends it for good.

A test run that is killed cannot tidy up after itself, but the system closes its end of the pipe in any
case. So every server the tests start stands under a keeper, in a session of its own where a signal meant
for the tests does not reach it. The command's process group is ended whole, and a directory can be removed
behind it.

    python keeper.py [--user NAME] [--remove DIRECTORY] [--signal INT] -- command word …

The first line on standard output is the command's process id; what the command prints goes to standard error.
"""

import argparse
import contextlib
import os
import pwd
import select
import shutil
import signal
import subprocess
import sys
import time
from types import FrameType

PATIENCE_SECONDS = 10
# How long the group may take to vanish once it is killed; where nobody reaps orphans it never quite does.
GONE_SECONDS = 0.5
LOOK_SECONDS = 0.2


def wait_while_held(child: subprocess.Popen[bytes]) -> None:
    """Returns once standard input is closed or the command has ended by itself."""
    while child.poll() is None:
        readable, _, _ = select.select([sys.stdin], [], [], LOOK_SECONDS)
        if readable and not os.read(sys.stdin.fileno(), 4096):
            return


def end(child: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Asks with `number`, then ends what is left of the command's process group."""
    with contextlib.suppress(ProcessLookupError):
        child.send_signal(number)
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(PATIENCE_SECONDS)
    end_of_patience = time.monotonic() + GONE_SECONDS
    with contextlib.suppress(ProcessLookupError, PermissionError):
        while time.monotonic() < end_of_patience:
            os.killpg(child.pid, signal.SIGKILL)
            child.poll()
            time.sleep(0.01)
    child.wait()


def leave(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--user")
    parser.add_argument("--remove")
    parser.add_argument("--signal", default="TERM")
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, leave)
    identity = pwd.getpwnam(options.user) if options.user else None
    try:
        child = subprocess.Popen(
            options.command,
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr,
            process_group=0,
            user=identity.pw_uid if identity else None,
            group=identity.pw_gid if identity else None,
            extra_groups=[] if identity else None,
        )
        print(child.pid, flush=True)
        try:
            wait_while_held(child)
        finally:
            end(child, signal.Signals[f"SIG{options.signal}"])
    finally:
        if options.remove:
            shutil.rmtree(options.remove, ignore_errors=True)
    return child.returncode


if __name__ == "__main__":
    sys.exit(main())
