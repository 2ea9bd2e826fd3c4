"""The program's own web server on a demo's data, with a bare page beside the shops' pages to compare them with.

`python -m bench.storefront.server PORT`, SHOPAPP_DATA names the demo's folder. Not for any other use.
"""

import gzip
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import brotli
from flask import Flask

from shopapp.config import Settings
from shopapp.operations import server
from shopapp.operations.demo.start import demo_settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

BARE_PAGE, BARE_STYLE = "/bare.html", "/bare.css"
FOLDER = Path(__file__).parent / "bare"
KINDS = {BARE_PAGE: "text/html; charset=utf-8", BARE_STYLE: "text/css; charset=utf-8"}

_load_shops = server.load


def load(settings: Settings) -> Flask:
    """The application as it is served, behind the two bare files."""
    app = _load_shops(settings)
    app.wsgi_app = beside(app.wsgi_app)  # type: ignore[method-assign, assignment]
    return app


def beside(program: "WSGIApplication") -> "WSGIApplication":
    """The program, but for the bare page and its style sheet, which are as compressed as a shop's files are."""
    files = {path: (FOLDER / path.removeprefix("/")).read_bytes() for path in KINDS}
    packed = {path: {"br": brotli.compress(content), "gzip": gzip.compress(content)} for path, content in files.items()}

    def answer(environ: "WSGIEnvironment", respond: "StartResponse") -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path not in files:
            return program(environ, respond)
        encoding = "br" if "br" in environ.get("HTTP_ACCEPT_ENCODING", "") else "gzip"
        body = packed[path][encoding]
        respond(
            "200 OK",
            [("Content-Type", KINDS[path]), ("Content-Encoding", encoding), ("Content-Length", str(len(body)))],
        )
        return [body]

    return answer


def main() -> None:
    """Serve until told to stop."""
    port = int(sys.argv[1])
    settings = replace(demo_settings(port), port=port)
    server.load = load
    print("the bare page is ready", flush=True)
    server.serve_web(settings)


if __name__ == "__main__":
    main()
