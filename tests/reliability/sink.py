"""A mail server in a process of its own that writes down the name of each mail, and nothing else.

Apart from the test, because there it would wait for its turn behind the visitors, and everything between its taking a
mail and its saying so is time in which a crash of the worker sends that mail twice.

    python -m tests.reliability.sink FILE

prints its port, and appends the Message-ID of each mail to FILE.
"""

import asyncio
import email
import email.policy
import sys
from typing import TextIO

from aiosmtpd.smtp import SMTP, Envelope, Session


class Names:
    """What the server does with a mail."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        assert isinstance(content, bytes)
        head = email.message_from_bytes(content.partition(b"\r\n\r\n")[0], policy=email.policy.default)
        self._file.write(f"{head['Message-ID']}\n")
        self._file.flush()
        return "250 OK"


async def serve(file: TextIO) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Names(file), hostname="localhost"), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    with open(sys.argv[1], "a", encoding="utf-8") as names:
        asyncio.run(serve(names))
