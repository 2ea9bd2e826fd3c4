"""Error pages in the reader's language: what happened, what to do next, never how the program is made."""

from collections import OrderedDict
from dataclasses import replace

from flask import Flask, Response, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from shopapp.platform import i18n
from shopapp.platform.logs import log
from shopapp.platform.tenancy.refs import ShopFace

LOST = (404, 405, 410)
"""Codes of pages that help a visitor find another way through the shop."""
_AGAIN_AFTER = {503: "60"}
_KEPT_FACES = 500
_FACES = "shopapp_faces_seen"


def init_errors(app: Flask) -> None:
    """Answer every error with a page of ours."""
    app.extensions[_FACES] = OrderedDict()
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _database_away)
    app.register_error_handler(Exception, _unexpected)
    app.after_request(_keep_face)


def error_page(code: int) -> tuple[str, int]:
    """The page and status for a code; unknown codes read as 400 or 500. Asks nothing of the database."""
    title, text = _words(code)
    face = g.get("face") or g.get("suspended") or _face_seen()
    helps = code in LOST and g.get("shop") is not None and face is not None and not _is_desk()
    template = "errors/lost.html" if helps else "errors/error.html"
    shown = {"shop": g.get("shop"), "face": face}
    if helps:
        return render_template(template, code=code, title=title, text=text, **shown), code
    return render_template(template, code=code, title=title, text=text, actions=_ways_on(code, face), **shown), code


def _http(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if error.response is not None or code < 400:
        return error.get_response()
    page, status = error_page(code)
    response = error.get_response()
    response.set_data(page)
    response.content_type = "text/html; charset=utf-8"
    response.status_code = status
    if status in _AGAIN_AFTER:
        response.headers.setdefault("Retry-After", _AGAIN_AFTER[status])
    return response


def _database_away(error: OperationalError) -> ResponseReturnValue:
    log.error("database_away", exc_info=error, route=str(request.url_rule))
    return (*error_page(503), {"Retry-After": _AGAIN_AFTER[503]})


def _unexpected(error: Exception) -> ResponseReturnValue:
    log.error("unexpected_error", exc_info=error, route=str(request.url_rule), method=request.method)
    return error_page(500)


def _keep_face(response: Response) -> Response:
    """Remember what the shop of this host shows: while the database is away, visitors still read whom to call."""
    face = g.get("face")
    if isinstance(face, ShopFace):
        seen: OrderedDict[tuple[str, str], ShopFace] = current_app.extensions[_FACES]
        seen[request.host, i18n.language()] = face
        if len(seen) > _KEPT_FACES:
            seen.popitem(last=False)
    return response


def _face_seen() -> ShopFace | None:
    if g.get("unknown_host"):
        return None
    seen: OrderedDict[tuple[str, str], ShopFace] = current_app.extensions[_FACES]
    face = seen.get((request.host, i18n.language()))
    # The sheet of its look would have to be asked of the program that cannot answer.
    return face and replace(face, theme_hash="")


def _is_desk() -> bool:
    return request.path.startswith("/quan-tri")


def _ways_on(code: int, face: ShopFace | None) -> tuple[tuple[str, str], ...]:
    """Where somebody may want to go from an error page of a shop."""
    if face is None or code >= 500:
        # Whatever else one would go to is away as well; of a suspended shop only what people are owed is open.
        owed = ((gettext("Look up an order"), "/tra-cuu"), (gettext("My data"), "/du-lieu-cua-toi"))
        return owed if g.get("suspended") else ()
    if _is_desk():
        return ((gettext("Sign in") if g.get("is_signed_out") else gettext("Back office"), "/quan-tri"),)
    home = (gettext("Home page"), "/")
    return ((gettext("Sign in"), "/tai-khoan/dang-nhap"), home) if g.get("is_signed_out") else (home,)


def _words(code: int) -> tuple[str, str]:
    gone = gettext("Page not found"), gettext("The address may be mistyped, or the page is no longer here.")
    known = {
        400: (
            gettext("This form is too old"),
            gettext("The page was open for a long time. Please go back, reload it and send it again."),
        ),
        403: (gettext("Not allowed"), gettext("Your role does not include this. Please ask the shop's owner.")),
        404: gone,
        405: gone,
        409: (gettext("Something changed meanwhile"), gettext("Please reload the page and check it again.")),
        410: (gettext("No longer here"), gettext("What was on this page has been taken down for good.")),
        413: (gettext("Too large"), gettext("What was sent is larger than this shop can take. Please send less.")),
        429: (gettext("Too many tries"), gettext("Please wait a few minutes and try again.")),
        503: (gettext("Back in a moment"), gettext("The shop cannot answer right now. Please try again in a minute.")),
    }
    if special := _circumstances(code):
        return special
    if code in known:
        return known[code]
    if code < 500:
        return gettext("That did not work"), gettext("Please go back and try again.")
    return gettext("Something went wrong"), gettext("It is our fault, not yours. Please try again in a moment.")


def _circumstances(code: int) -> tuple[str, str] | None:
    """What a code means where the gate has noted why."""
    if code == 503 and g.get("suspended"):
        return (
            gettext("The shop takes no orders at the moment"),
            gettext("Orders that were placed before can still be looked up. For anything else please call or write."),
        )
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
    return None
