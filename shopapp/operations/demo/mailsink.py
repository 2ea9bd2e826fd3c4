"""A mail server on this machine that keeps every mail as a file, so that the demo's mails take the real road."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from shopapp.kernel.codes import human_code
from shopapp.platform.storage import Storage

HOST = "127.0.0.1"


class Keeper:
    """What the server does with a mail: one `.eml` file each, named by the moment it came."""

    def __init__(self, folder: Path) -> None:
        self._files = Storage(folder)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Called by the server, by this name, once a mail is complete."""
        content = envelope.content if isinstance(envelope.content, bytes) else str(envelope.content).encode()
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
        self._files.put(f"{stamp}-{human_code(4).lower()}.eml", content)
        return "250 OK"


@contextmanager
def running_sink(folder: Path) -> Iterator[int]:
    """A sink that writes into `folder` while the block lasts; gives its port."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    loop = asyncio.new_event_loop()
    keeper = Keeper(folder)
    made = loop.create_server(lambda: SMTP(keeper, hostname="localhost", enable_SMTPUTF8=True, loop=loop), HOST, 0)
    server = loop.run_until_complete(made)
    thread = threading.Thread(target=loop.run_forever, name="mail sink", daemon=True)
    thread.start()
    try:
        yield int(server.sockets[0].getsockname()[1])
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
