"""Security headers on every answer; caching only where a page says it is the same for everybody."""

from flask import Flask, Response, g, request, session

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


def init_headers(app: Flask) -> None:
    """Attach the headers."""
    app.after_request(_add)


def same_for_everybody() -> None:
    """Declare the answer of this request public: no session, no name, no token on it. It may be cached."""
    g.public_page = True


def _add(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
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


def _say_caching(response: Response) -> None:
    if g.get("public_page") and not session.accessed and response.status_code == 200:
        # A shopkeeper who changes a price wants to see it: browsers ask each time, and get 304 where nothing changed.
        response.headers["Cache-Control"] = "public, no-cache"
        response.vary.update(["Cookie", "Accept-Encoding"])
        if request.method == "GET" and not response.direct_passthrough:
            response.add_etag()
            response.make_conditional(request)
        return
    response.headers["Cache-Control"] = "private, no-store"
    response.vary.add("Cookie")
