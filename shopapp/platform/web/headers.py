"""Security headers on every answer; caching only where a page says it is the same for everybody."""

import hashlib
import time
from contextlib import suppress

from flask import Flask, Response, g, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from markupsafe import Markup

from shopapp.platform.settings import current_settings

# Nothing but the own origin. blob: is the preview of a picture somebody has chosen but not sent.
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' blob:",
    "connect-src": "'self'",
    "font-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
CONTENT_SECURITY_POLICY = "; ".join(f"{name} {sources}" for name, sources in POLICY.items())


# For so long a browser may go on showing figures that change by themselves.
LIVES_SECONDS = 600


def init_headers(app: Flask) -> None:
    """Attach the headers."""
    app.after_request(_add)
    app.session_interface = WatchedSession()


class WatchedSession(SecureCookieSessionInterface):
    """Flask's signed cookie; a page that touched it is no longer the same for everybody, whatever it said."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Called last of all, when it is known whether anything looked into the session."""
        called_public = response.headers.get("Cache-Control", "").startswith("public")
        if called_public and (session.accessed or session.modified):
            response.headers["Cache-Control"] = "private, no-store"
            response.headers.pop("ETag", None)
        super().save_session(app, session, response)


def same_for_everybody() -> None:
    """Declare the answer of this request public: no session, no name, no token on it. It may be cached."""
    g.public_page = True


def depends_on(header: str) -> None:
    """Declare that the page of this request differs by what the browser says in that header."""
    g.setdefault("varies", set()).add(header)


def allow_style(digest: str) -> None:
    """Let the one style sheet through that this page holds itself; `digest` is its SHA-256 in base 64."""
    g.own_style = digest


def living(words: Markup) -> Markup:
    """Mark words of a public page that change by themselves, such as how many are here now, and give them back.

    They are left out of what tells the browser whether the page has changed, or no page would ever be "unchanged"
    again. Instead it counts as changed every ten minutes, so that nobody reads yesterday's figures for long.
    """
    g.setdefault("living_words", []).append(str(words).encode())
    return words


def _validator(response: Response) -> str:
    """What tells one state of the page from another."""
    body, alive = response.get_data(), g.get("living_words", ())
    for words in alive:
        body = body.replace(words, b"")
    slot = b"%d" % (time.time() // LIVES_SECONDS) if alive else b""
    return hashlib.sha1(body + slot, usedforsecurity=False).hexdigest()


def _add(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", _policy())
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    headers["X-Frame-Options"] = "DENY"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()"
    settings = current_settings()
    if settings.secure_cookies and settings.hsts_seconds:
        headers["Strict-Transport-Security"] = f"max-age={settings.hsts_seconds}"
    if "Cache-Control" not in headers:
        _say_caching(response)
    return response


def _policy() -> str:
    """What the page may load; also that of a 304, by which browsers judge the page they have kept."""
    own = g.get("own_style")
    if not own:
        return CONTENT_SECURITY_POLICY
    return CONTENT_SECURITY_POLICY.replace("style-src 'self'", f"style-src 'self' 'sha256-{own}'")


def _say_caching(response: Response) -> None:
    if g.get("public_page") and response.status_code == 200:
        # A shopkeeper who changes a price wants to see it: browsers ask each time, and get 304 where nothing changed.
        response.headers["Cache-Control"] = "public, no-cache"
        response.vary.update(["Cookie", "Accept-Encoding", *sorted(g.get("varies", ()))])
        if request.method == "GET" and not response.direct_passthrough:
            # Weak: two answers may differ in words that live, and in how they are compressed.
            response.set_etag(_validator(response), weak=True)
            # Werkzeug stumbles over a date that no calendar holds; such a condition is none.
            with suppress(OverflowError):
                response.make_conditional(request)
        return
    response.headers["Cache-Control"] = "private, no-store"
    response.vary.add("Cookie")
