"""Error pages in the reader's language: what happened, what to do next, never how the program is made."""

from flask import Flask, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from shopapp.platform.logs import log


def init_errors(app: Flask) -> None:
    """Answer every error with a page of ours."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _database_away)
    app.register_error_handler(Exception, _unexpected)


def error_page(code: int) -> tuple[str, int]:
    """The page and status for a code; unknown codes read as 400 or 500."""
    title, text = _words(code)
    shown = {"shop": g.get("shop"), "face": g.get("face")} if code < 500 else {"shop": None, "face": None}
    actions = _ways_on(code) if shown["face"] else ()
    return render_template("errors/error.html", code=code, title=title, text=text, actions=actions, **shown), code


def _http(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if error.response is not None or code < 400:
        return error.get_response()
    page, status = error_page(code)
    response = error.get_response()
    response.set_data(page)
    response.content_type = "text/html; charset=utf-8"
    response.status_code = status
    return response


def _database_away(error: OperationalError) -> ResponseReturnValue:
    log.error("database_away", exc_info=error, route=str(request.url_rule))
    return error_page(503)


def _unexpected(error: Exception) -> ResponseReturnValue:
    log.error("unexpected_error", exc_info=error, route=str(request.url_rule), method=request.method)
    return error_page(500)


def _ways_on(code: int) -> tuple[tuple[str, str], ...]:
    """Where somebody may want to go from an error page of a shop."""
    if request.path.startswith("/quan-tri"):
        return ((gettext("Sign in") if g.get("is_signed_out") else gettext("Back office"), "/quan-tri"),)
    home = (gettext("Home page"), "/")
    if g.get("is_signed_out"):
        return (gettext("Sign in"), "/tai-khoan/dang-nhap"), home
    if code in (404, 405):
        return home, (gettext("Look up an order"), "/tra-cuu"), (gettext("Ask the shop"), "/lien-he")
    return (home,)


def _words(code: int) -> tuple[str, str]:
    known = {
        400: (
            gettext("This form is too old"),
            gettext("The page was open for a long time. Please go back, reload it and send it again."),
        ),
        403: (gettext("Not allowed"), gettext("Your role does not include this. Please ask the shop's owner.")),
        404: (gettext("Page not found"), gettext("The address may be mistyped, or the page is no longer here.")),
        405: (gettext("Page not found"), gettext("The address may be mistyped, or the page is no longer here.")),
        409: (gettext("Something changed meanwhile"), gettext("Please reload the page and check it again.")),
        413: (gettext("Too large"), gettext("What was sent is larger than this shop can take. Please send less.")),
        429: (gettext("Too many tries"), gettext("Please wait a few minutes and try again.")),
        503: (gettext("Back in a moment"), gettext("The shop cannot answer right now. Please try again in a minute.")),
    }
    if code == 403 and g.get("is_signed_out"):
        return (
            gettext("Please sign in again"),
            gettext(
                "The session has ended. Sign in, then go back in the browser: what was typed still stands in the form."
            ),
        )
    if code == 403 and g.get("must_set_up"):
        return (
            gettext("One step before you go on"),
            gettext("The shop's owner asks everybody for a second step when signing in. Please set yours up first."),
        )
    if code in known:
        return known[code]
    if code < 500:
        return gettext("That did not work"), gettext("Please go back and try again.")
    return gettext("Something went wrong"), gettext("It is our fault, not yours. Please try again in a moment.")
