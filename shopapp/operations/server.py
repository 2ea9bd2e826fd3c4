"""The web server: granian with threads, on a port that is really free, ending with whoever started it."""

import os
import signal
import socket
from functools import partial

from flask import Flask
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from shopapp import create_app
from shopapp.config import Settings
from shopapp.content.counting import write_regularly
from shopapp.kernel.refusal import Refusal
from shopapp.operations.parents import end_with

HOST_OF_DEMO = "127.0.0.1"
# A request that is under way when the server is told to stop gets this long.
FINISH_SECONDS = 5


class PortTaken(Refusal):
    """Another program listens there already."""


def refuse_taken_port(host: str, port: int) -> None:
    """Raise PortTaken when somebody listens on host and port.

    The server itself would share the port with them in silence, and visitors would be answered by either.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # Connections that just ended must not count as somebody.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(f"port {port} on {host} cannot be used: {error.strerror}; choose another one") from None


def serve_web(settings: Settings, *, parent: int | None = None) -> None:
    """Serve until told to stop. With `parent`, no longer than that process lives. Raises PortTaken."""
    refuse_taken_port(settings.host, settings.port)
    if parent is not None:
        end_with(parent, lambda: os.kill(os.getpid(), signal.SIGTERM), patience=FINISH_SECONDS + 2)
    server = Server(
        "shopapp",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.web_processes,
        blocking_threads=settings.web_threads,
        workers_kill_timeout=FINISH_SECONDS,
        respawn_failed_workers=True,
        websockets=False,
        log_level=LogLevels.error,
    )
    server.serve(target_loader=partial(load, settings), wrap_loader=False)


def load(settings: Settings) -> Flask:
    """The application in a process of the web server, which ends when the server's main process is gone."""
    end_with(os.getppid(), lambda: os._exit(1), patience=0)
    app = create_app(settings)
    write_regularly(app)
    return app
