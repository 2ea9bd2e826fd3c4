"""Languages: Vietnamese first, English complete; times shown on Vietnam's clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from pathlib import Path

from flask import Flask, Response, g, has_request_context, request
from flask_babel import Babel, force_locale, format_date, get_locale, gettext

from shopapp.kernel.clock import local, now

LANGUAGES = ("vi", "en")
COOKIE = "language"
YEAR = 365 * 24 * 3600
_spoken: ContextVar[str | None] = ContextVar("spoken_language", default=None)


def init_i18n(app: Flask, translations: Path) -> None:
    """Attach Babel and the language cookie."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(translations)
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Asia/Ho_Chi_Minh"
    Babel(app, default_locale="vi", locale_selector=_choose)
    app.after_request(_remember)


def language() -> str:
    """The language of this answer or message: "vi" or "en"."""
    locale = get_locale()
    return "en" if locale is not None and locale.language == "en" else "vi"


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Everything inside is worded in `code` ("vi" or "en"), with or without a request."""
    code = code if code in LANGUAGES else "vi"
    token = _spoken.set(code)
    try:
        with force_locale(code):
            yield
    finally:
        _spoken.reset(token)


def read_in_language(code: str) -> None:
    """From here on this request's answer is read by a visitor, in that language; the gate says so."""
    g.readers_language = code


def readers_language() -> str | None:
    """In which language what a shop says of itself is read: a visitor's, a message's, a policy's.

    None on staff's pages and in work nobody reads: there the shop's texts stand as the shop wrote them, so that what
    is edited, saved and noted down is never a translation.
    """
    spoken = _spoken.get()
    if spoken is not None:
        return spoken
    return g.get("readers_language") if has_request_context() else None


def _choose() -> str:
    if not has_request_context():
        return "vi"
    offered = g.get("languages") or LANGUAGES
    for wanted in (request.args.get("lang", ""), request.cookies.get(COOKIE, "")):
        if wanted in offered:
            return wanted
    shop = g.get("shop")
    return shop.language if shop is not None else "vi"


def _remember(response: Response) -> Response:
    if response.mimetype != "text/html":
        # Pictures, style sheets and lists are kept by caches that many people share; a choice is made on pages.
        return response
    response.content_language.add(language())
    wanted = request.args.get("lang", "")
    if wanted in (g.get("languages") or LANGUAGES) and response.status_code < 400:
        secure = request.is_secure
        response.set_cookie(COOKIE, wanted, max_age=YEAR, secure=secure, httponly=True, samesite="Lax")
    return response


def show_date(moment: datetime) -> str:
    """A day as people write it: 22/11/2026 (vi), 22 Nov 2026 (en)."""
    return show_day(local(moment).date())


def show_day(day: date) -> str:
    """The same for a calendar day."""
    return day.strftime("%d/%m/%Y") if language() == "vi" else f"{day.day} {day.strftime('%b %Y')}"


def show_time(moment: datetime) -> str:
    """Hours and minutes on Vietnam's clock."""
    return local(moment).strftime("%H:%M")


def show_moment(moment: datetime) -> str:
    """Time and day together."""
    return f"{show_time(moment)} {show_date(moment)}"


def show_weekday(moment: datetime) -> str:
    """Thứ Bảy, 22/11 – Saturday, 22/11."""
    return f"{format_date(local(moment), 'EEEE')}, {local(moment).strftime('%d/%m')}"


def relative(moment: datetime, present: datetime | None = None) -> str:
    """How long ago, in words: "5 minutes ago", "yesterday", else the date."""
    seconds = int(((present or now()) - moment).total_seconds())
    if seconds < 60:
        return str(gettext("just now"))
    if seconds < 3600:
        return str(gettext("%(count)s min ago", count=seconds // 60))
    if seconds < 86400 and local(moment).date() == local(present or now()).date():
        return str(gettext("%(count)s h ago", count=seconds // 3600))
    days = (local(present or now()).date() - local(moment).date()).days
    if days == 1:
        return str(gettext("yesterday %(time)s", time=show_time(moment)))
    return show_date(moment)
