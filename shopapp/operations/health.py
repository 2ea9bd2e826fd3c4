"""Whether the program is alive, for whoever watches it from outside."""

from flask import Blueprint, Response

from shopapp.platform.access import for_any_host
from shopapp.platform.database import is_alive

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@for_any_host
def healthz() -> Response:
    """200 while the database answers, else 503. Answered on any host, before a shop is looked for."""
    is_well = is_alive()
    response = Response("ok\n" if is_well else "the database does not answer\n", 200 if is_well else 503)
    response.content_type = "text/plain; charset=utf-8"
    response.headers["Cache-Control"] = "no-store"
    return response
