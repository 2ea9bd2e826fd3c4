"""Pieces of the settings' pages: a section's form, the page that tries it, a sample of the shop's colour."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import time, timedelta
from typing import Any
from urllib.parse import urlencode

import segno
from flask import current_app, render_template
from flask_babel import gettext as _
from markupsafe import Markup

from shopapp.frames.theme import theme_tokens
from shopapp.kernel import clock
from shopapp.kernel.colour import contrast
from shopapp.kernel.vietqr import vietqr_text
from shopapp.platform.i18n import language, speaking
from shopapp.platform.tenancy.refs import LookChoices, ShopFace, ShopRef
from shopapp.platform.web.opening import closing_words, opening_words
from shopapp.platform.web.panels import show_panels
from shopapp.shops.actions import face_of
from shopapp.shops.rules import Profile
from shopapp.shops.said import unsaid
from shopapp.shops.words import SECTIONS, SectionWords

FOLDER = "/quan-tri/cua-hang"
# Enough to be seen in the banking app, too little to hurt whoever presses on.
SAMPLE_AMOUNT = 10_000
# Rooms above that own the page a section tries show it at this place and the page's name.
PREVIEW = "shop.preview."


@dataclass(frozen=True)
class Trial:
    """What a room needs to show one of its pages with a profile that is not saved: the subject of the preview panels.

    `context` replaces what the frame would show of the shop as it is.
    """

    profile: Profile
    face: ShopFace
    context: dict[str, Any]


def try_out(
    shop: ShopRef, words: SectionWords, profile: Profile, face: ShopFace, bar: Markup, *, in_language: str
) -> Markup:
    """A page as visitors who read that language would see it. `face` is the shop's present one, for its menu."""
    with speaking(in_language):
        return _tried(shop, words, profile, face, bar)


def _tried(shop: ShopRef, words: SectionWords, profile: Profile, face: ShopFace, bar: Markup) -> Markup:
    tried = replace(face_of(shop, profile, face.menu), pages=face.pages, foot=face.foot)
    tried, profile, present = tried.in_language(language()), profile.in_language(language()), clock.now()
    context: dict[str, Any] = {
        "face": tried,
        "opening": opening_words(tried.hours, present, tried.closures),
        "closing": closing_words(tried.closures, present) or _first_closing(tried),
        "theme_url": lambda: theme_address(tried),
        "preview_bar": bar,
    }
    place = PREVIEW + words.preview
    if place in current_app.extensions["shopapp_panels"]:
        return show_panels(shop, place, Trial(profile, tried, context))
    page = render_template(
        f"shops/storefront/preview_{words.preview}.html",
        profile=profile,
        qr=sample_qr(profile),
        **context,
    )
    return Markup(page)  # noqa: S704 - Jinja escaped it.


def theme_address(face: ShopFace) -> str:
    """The style sheet of a look that may not be saved yet."""
    chosen = {name: value for name, value in vars(face.look).items() if value}
    return f"{FOLDER}/giao-dien.css?{urlencode({'mau': face.colour[1:], **chosen})}"


def choices_from(told: Mapping[str, str]) -> LookChoices:
    """The choices such an address names; what is not on the lists changes nothing."""
    return LookChoices(**{field.name: told.get(field.name, "")[:20] for field in fields(LookChoices)})


def _first_closing(face: ShopFace) -> str:
    """Closed days that are still far off, so that whoever has just typed them can read the sentence."""
    today = clock.local_day(clock.now())
    later = [c for c in face.closures if c.last_day >= today]
    if not later:
        return ""
    first = min(later, key=lambda c: c.first)
    begins = clock.at_local(first.first_day, time(8)) - timedelta(days=7)
    return closing_words(face.closures, begins)


def sample_qr(profile: Profile) -> Markup | None:
    """A QR code of a small transfer to the shop's account, None without one."""
    if profile.bank is None or "transfer" not in profile.payment_methods:
        return None
    text = vietqr_text(
        bin_code=profile.bank.bin, account_number=profile.bank.number, amount=SAMPLE_AMOUNT, message="KIEM TRA MA QR"
    )
    drawn = segno.make(text, error="m", micro=False).svg_inline(omitsize=True, border=2)
    return Markup(drawn)  # noqa: S704 - drawn here.


def colour_sample(kind: str, colour: str) -> str:
    """An SVG of 320 × 120: a button and a link in the shop's look with this colour, in light and in dark."""
    halves = "".join(_half(tokens, at * 160) for at, tokens in enumerate(theme_tokens(kind, colour)))
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 120" width="320" height="120">{halves}</svg>'


def _half(tokens: dict[str, str], x: int) -> str:
    button, link = Markup.escape(_("Order")), Markup.escape(_("See all"))
    font = 'text-anchor="middle" font-family="system-ui,sans-serif" font-size="16" font-weight="600"'
    return (
        f'<rect x="{x}" width="160" height="120" fill="{tokens["paper"]}"/>'
        f'<rect x="{x + 16}" y="20" width="128" height="40" rx="6" fill="{tokens["brand"]}" stroke="{tokens["edge"]}"/>'
        f'<text x="{x + 80}" y="46" {font} fill="{tokens["on-brand"]}">{button}</text>'
        f'<text x="{x + 80}" y="94" {font} text-decoration="underline" '
        f'fill="{tokens["brand-ink"]}">{link}</text>'
    )


def missing_words(profile: Profile) -> list[tuple[str, str, int]]:
    """(section, its address, how many of its texts) that visitors of the further language read in the shop's own."""
    code = next(iter(profile.languages), "")
    counts = unsaid(profile, code) if code else {}
    return [(str(s.title), f"{FOLDER}/{s.slug}", counts[s.name]) for s in SECTIONS if counts.get(s.name)]


def contrast_words(kind: str, colour: str) -> Sequence[str]:
    """How well words on the colour can be read, in light and in dark."""
    light, dark = theme_tokens(kind, colour)
    return [
        _("In light: words on buttons %(ratio)s : 1.", ratio=_ratio(light)),
        _("In dark: words on buttons %(ratio)s : 1.", ratio=_ratio(dark)),
    ]


def _ratio(tokens: dict[str, str]) -> str:
    ratio = f"{contrast(tokens['brand'], tokens['on-brand']):.1f}"
    return ratio.replace(".", ",") if language() == "vi" else ratio
