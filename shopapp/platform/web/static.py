"""Static files with a digest in their address: cached for ever, compressed once, no cookie in sight.

A style sheet may be written in parts: `storefront.css` is what lies in the folder `storefront`, in the order of names.
"""

import gzip
import hashlib
import mimetypes
import re
from functools import lru_cache
from pathlib import Path

import brotli
from flask import Blueprint, Flask, Response, abort, request

from shopapp.platform.access import for_any_host

FOLDER = Path(__file__).resolve().parents[2] / "static"
FOREVER = "public, max-age=31536000, immutable"
blueprint = Blueprint("static_files", __name__)


def init_static(app: Flask) -> None:
    """Serve the folder and give templates `static_url`."""
    app.register_blueprint(blueprint)
    app.jinja_env.globals["static_url"] = static_url


def shrink(css: str) -> str:
    """A style sheet without comments and needless space: it is sent on every first visit."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,>~]) ?", r"\1", css)
    return re.sub(r"(?<=[\w-]): ", ":", css).replace(";}", "}").strip()


def uncommented(script: str) -> str:
    """A script without the comments that have lines of their own, and without its indents."""
    script = re.sub(r"^\s*/\*.*?\*/\n", "", script, flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"^[ \n]+", "", script, flags=re.MULTILINE)


def static_url(name: str) -> str:
    """The address of a static file; it changes when the file does."""
    return f"/static/{_digest(name, _changed(_parts(name)))}/{name}"


def read_static(name: str, without: tuple[str, ...] = ()) -> str:
    """The text that is served under a name, style sheets shrunk and joined but for the parts called `without`."""
    return _read(tuple((path, path.stat().st_mtime) for path in _parts(name) if path.name not in without))


@lru_cache(maxsize=64)
def _read(parts: tuple[tuple[Path, float], ...]) -> str:
    text = "".join(path.read_text(encoding="utf-8") for path, _changed in parts)
    kind = parts[0][0].suffix if parts else ""
    return shrink(text) if kind == ".css" else uncommented(text) if kind == ".js" else text


def _parts(name: str) -> tuple[Path, ...]:
    """The files that make up what is served under a name: one, the parts of a style sheet, or none."""
    try:
        path = (FOLDER / name).resolve()
        if FOLDER not in path.parents:
            return ()
        if path.is_file():
            return (path,)
        return tuple(sorted(path.with_suffix("").glob("*.css"))) if path.suffix == ".css" else ()
    except (OSError, ValueError):
        # No file system has a name so long, or with a NUL in it.
        return ()


def _changed(parts: tuple[Path, ...]) -> float:
    return max(path.stat().st_mtime for path in parts)


@lru_cache(maxsize=64)
def _content(name: str, _changed: float) -> bytes:
    if name.endswith((".css", ".js")):
        return read_static(name).encode()
    return b"".join(path.read_bytes() for path in _parts(name))


@lru_cache(maxsize=64)
def _digest(name: str, changed: float) -> str:
    return hashlib.sha256(_content(name, changed)).hexdigest()[:10]


@lru_cache(maxsize=128)
def _encoded(name: str, changed: float, encoding: str) -> bytes:
    return _pack(_content(name, changed), encoding)


def _pack(content: bytes, encoding: str) -> bytes:
    if encoding == "br":
        return bytes(brotli.compress(content, quality=11))
    return gzip.compress(content, 9, mtime=0) if encoding == "gzip" else content


def _best_encoding() -> str:
    offered = request.accept_encodings
    return next((e for e in ("br", "gzip") if offered[e] > 0), "")


@lru_cache(maxsize=512)
def _packed(text: str, encoding: str) -> bytes:
    return _pack(text.encode(), encoding)


def packed(text: str, kind: str) -> Response:
    """An answer made of a text that many will ask for: compressed as well as can be, once."""
    encoding = _best_encoding()
    response = Response(_packed(text, encoding), mimetype=kind)
    if encoding:
        response.headers["Content-Encoding"] = encoding
    response.vary.add("Accept-Encoding")
    return response


@blueprint.get("/static/<digest>/<path:name>")
@for_any_host
def file(digest: str, name: str) -> Response:
    """One static file. An outdated digest gets the present file, but is not kept for ever."""
    # One file has one name: by others it would be compressed anew each time.
    parts = () if {"", ".", ".."} & set(name.split("/")) else _parts(name)
    if not parts:
        abort(404)
    changed = _changed(parts)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    compressible = kind.startswith(("text/", "image/svg")) or "javascript" in kind or "json" in kind
    encoding = _best_encoding() if compressible else ""
    response = Response(_encoded(name, changed, encoding), mimetype=kind)
    if encoding:
        response.headers["Content-Encoding"] = encoding
    if compressible:
        response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = FOREVER if digest == _digest(name, changed) else "public, no-cache"
    return response
