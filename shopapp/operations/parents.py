"""Children that never outlive their parent, even when it is killed without a chance to tell them."""

import os
import threading
import time
from collections.abc import Callable

LOOK_SECONDS = 0.2


def end_with(parent: int, gently: Callable[[], None], *, patience: float) -> None:
    """Watch the parent process; once it is gone call `gently`, and end this process after `patience` seconds anyhow."""
    thread = threading.Thread(target=_watch, args=(parent, gently, patience), name="parent watch", daemon=True)
    thread.start()


def _watch(parent: int, gently: Callable[[], None], patience: float) -> None:
    # A process whose parent dies is given another one by the system: that is the only sign there always is.
    while os.getppid() == parent:
        time.sleep(LOOK_SECONDS)
    gently()
    time.sleep(patience)
    os._exit(1)
