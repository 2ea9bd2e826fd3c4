"""The words templates may use: filters for money, phones and times; addresses; panels."""

import re
from typing import Any
from urllib.parse import quote, urlencode

from flask import Flask, g, request
from flask_babel import gettext
from markupsafe import Markup

from shopapp.kernel import contacts
from shopapp.kernel.clock import now
from shopapp.kernel.money import format_money
from shopapp.platform import i18n
from shopapp.platform.web.opening import closing_words, opening_words
from shopapp.platform.web.panels import show_panels
from shopapp.platform.web.richtext import mark_outside, render_markdown


def init_templating(app: Flask) -> None:
    """Give Jinja its filters, globals and the frame's context."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        money=lambda amount: format_money(amount, i18n.language()),
        phone=contacts.show_phone,
        masked_phone=contacts.mask_phone,
        masked_email=contacts.mask_email,
        masked_name=contacts.mask_name,
        masked_text=contacts.mask_text,
        localdate=i18n.show_date,
        localtime=i18n.show_time,
        localdatetime=i18n.show_moment,
        weekday=i18n.show_weekday,
        relative=i18n.relative,
        markdown=_marked_up,
        paragraphs=paragraphs,
    )
    app.jinja_env.globals.update(switch_language_url=switch_language_url, theme_url=theme_url, panel=_panel)
    app.context_processor(_context)


def _marked_up(text: str) -> Markup:
    return mark_outside(render_markdown(text), gettext("leads to another site"))


def paragraphs(text: str) -> Markup:
    """Plain text with its lines and paragraphs kept, escaped."""
    blocks = [Markup("<br>").join(block.split("\n")) for block in re.split(r"\n{2,}", text) if block]
    return Markup("").join(Markup("<p>%s</p>") % block for block in blocks)


def switch_language_url(language: str) -> str:
    """This page in another language, its other parameters kept."""
    args = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    # A path that begins with two slashes would name another host.
    path = "/" + quote(request.path.lstrip("/"))
    return f"{path}?{urlencode([*args, ('lang', language)])}"


def theme_url() -> str:
    """The style sheet of the shop's look."""
    face = g.get("face")
    return f"/theme-{face.theme_hash}.css" if face else ""


def _panel(place: str, subject: object = None) -> Markup:
    shop = g.get("shop")
    return show_panels(shop, place, subject) if shop is not None else Markup("")


def _context() -> dict[str, Any]:
    face = g.get("face")
    return {
        "shop": g.get("shop"),
        "face": face,
        "language": i18n.language(),
        "opening": opening_words(face.hours, now(), face.closures) if face else None,
        "closing": closing_words(face.closures, now()) if face else "",
    }
