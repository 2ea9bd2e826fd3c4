"""Requests as every room may rely on them: forms of bounded size, with names that a form of ours could have."""

import io
import re
from typing import IO, Any

from flask import Flask, Request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

# The largest form, prices and stocks of all variants of a product, stays below.
MOST_FIELDS = 1000
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,79}")


class BoundedParser(FormDataParser):
    """Refuses forms of too many fields, which would keep a worker busy for many seconds, with 413.

    Werkzeug bounds the parts of a multipart form only. Fields whose names no form of ours has are left out, because
    WTForms takes whatever it finds behind "lines-" for a number.
    """

    def parse(
        self, stream: IO[bytes], mimetype: str, content_length: int | None, options: dict[str, str] | None = None
    ) -> Any:
        """(the rest of the stream, fields, files), as Werkzeug's parser."""
        if mimetype == "application/x-www-form-urlencoded":
            stream = io.BytesIO(self._bounded(stream))
        stream, form, files = super().parse(stream, mimetype, content_length, options)
        known = [(name, value) for name, value in form.items(multi=True) if _NAME.fullmatch(name)]
        return stream, self.cls(known), files

    def _bounded(self, stream: IO[bytes]) -> bytes:
        longest = self.max_form_memory_size or 0
        body = stream.read(longest + 1)
        if len(body) > longest or body.count(b"&") >= MOST_FIELDS:
            raise RequestEntityTooLarge
        return body


class BoundedRequest(Request):
    """A request whose form is read by BoundedParser."""

    form_data_parser_class = BoundedParser


def init_requests(app: Flask) -> None:
    """Let the application read requests this way."""
    app.request_class = BoundedRequest
