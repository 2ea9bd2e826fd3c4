"""Static files with a digest in their address: cached for ever, compressed once, no cookie in sight."""

import gzip
import hashlib
import mimetypes
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


@lru_cache(maxsize=64)
def _digest(name: str, _changed: float) -> str:
    return hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()[:10]


def static_url(name: str) -> str:
    """The address of a static file; it changes when the file does."""
    return f"/static/{_digest(name, (FOLDER / name).stat().st_mtime)}/{name}"


@lru_cache(maxsize=128)
def _encoded(name: str, _changed: float, encoding: str) -> bytes:
    content = (FOLDER / name).read_bytes()
    if encoding == "br":
        return bytes(brotli.compress(content, quality=11))
    return gzip.compress(content, 9, mtime=0) if encoding == "gzip" else content


def _find(name: str) -> Path | None:
    """The file of that name inside the folder, None for anything else."""
    try:
        path = (FOLDER / name).resolve()
        return path if FOLDER in path.parents and path.is_file() else None
    except (OSError, ValueError):
        # No file system has a name so long, or with a NUL in it.
        return None


@blueprint.get("/static/<digest>/<path:name>")
@for_any_host
def file(digest: str, name: str) -> Response:
    """One static file. An outdated digest gets the present file, but is not kept for ever."""
    path = _find(name)
    if path is None:
        abort(404)
    changed = path.stat().st_mtime
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    compressible = kind.startswith(("text/", "image/svg")) or "javascript" in kind or "json" in kind
    offered = request.accept_encodings
    encoding = next((e for e in ("br", "gzip") if compressible and offered[e] > 0), "")
    response = Response(_encoded(name, changed, encoding), mimetype=kind)
    if encoding:
        response.headers["Content-Encoding"] = encoding
    if compressible:
        response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = FOREVER if digest == _digest(name, changed) else "public, no-cache"
    return response
