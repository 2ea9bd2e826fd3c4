"""The pages on `localhost`: links to the shops of the demo, where its mails are kept, and every part in every look."""

from flask import Flask, Response, make_response, render_template, request

from shopapp.operations.parts import pages
from shopapp.platform.settings import current_settings
from shopapp.platform.tenancy.queries import list_shops
from shopapp.platform.tenancy.scope import acting_for

HOSTS = ("localhost", "127.0.0.1")


def attach(app: Flask) -> None:
    """Answer before the gate, which would find no shop on this host."""
    app.before_request_funcs.setdefault(None, []).insert(0, show)


def show() -> Response | None:
    """The pages on localhost where the portal is set; None everywhere else."""
    settings = current_settings()
    if not settings.portal or settings.shop or request.method not in ("GET", "HEAD"):
        return None
    if request.host.partition(":")[0].lower() not in HOSTS:
        return None
    if request.path != "/":
        return pages.answer(request.path)
    with acting_for(None):
        shops = [found for found in list_shops() if found.is_open and found.face is not None]
    folder = settings.data.absolute()
    return make_response(render_template("operations/portal.html", shops=shops, folder=folder, shop=None, face=None))
