"""Fields in which people type hours, days, money and counts as they write them; what was typed always stays."""

import re
import unicodedata
from contextlib import suppress
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import StopValidation
from wtforms.widgets import ColorInput, DateInput, TextInput, TimeInput

from shopapp.kernel.colour import BadColour, parse_colour
from shopapp.kernel.folding import fold
from shopapp.kernel.prices import BadPrice, parse_price
from shopapp.platform.web.forms import Line

_CLOCK = re.compile(r"([0-9]{1,2})(?:\s*(?:h|:|g|gio|\.)\s*([0-9]{2})?)?")
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_DAY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
HIGHEST_AMOUNT = 1_000_000_000


def read_clock(text: str) -> str:
    """ "7h30", "7:30", "7 giờ", "07.30" → "07:30"; "" for anything else."""
    found = _CLOCK.fullmatch(fold(text).strip())
    hour, minute = (int(part or 0) for part in found.groups()) if found else (24, 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else ""


def read_day(text: str) -> date | None:
    """A day as browsers send it (2026-11-22) or people type it (22/11/2026), None for anything else."""
    iso, typed = _ISO_DAY.fullmatch(text), _DAY.fullmatch(text)
    year, month, day = iso.groups() if iso else typed.groups()[::-1] if typed else ("0", "0", "0")
    # Beyond these years a slip of the finger is certain, and reckoning with days soon ends in an overflow.
    if not 1900 <= int(year) < 2200:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


class Clock(Line):
    """A time of day; after validation `clock` holds "07:30" ("" when left empty)."""

    widget = TimeInput()
    clock: str = ""

    def pre_validate(self, form: Any) -> None:
        self.clock = read_clock(self.data or "")
        if self.data and not self.clock:
            raise StopValidation(str(_l("Please type a time such as 7:30 or 18:00.")))

    def _value(self) -> str:
        # A time input shows nothing for a form it does not know, and what was typed would seem lost.
        return read_clock(self.data or "") or str(self.data or "")


class Day(Line):
    """A calendar day; after validation `day` holds it, None when left empty."""

    widget = DateInput()
    day: date | None = None

    def pre_validate(self, form: Any) -> None:
        self.day = read_day(self.data or "")
        if self.data and self.day is None:
            raise StopValidation(str(_l("Please type the day as day/month/year, for example 25/12/2026.")))

    def _value(self) -> str:
        day = read_day(self.data or "")
        return day.isoformat() if day else str(self.data or "")


class Amount(Line):
    """Money as people write it; after validation `amount` holds whole đồng, None when left empty."""

    amount: int | None = None

    def process_data(self, value: Any) -> None:
        self.data = "" if value is None else f"{value:,}".replace(",", ".")

    def pre_validate(self, form: Any) -> None:
        self.amount = None
        with suppress(BadPrice):
            self.amount = parse_price(self.data) if self.data else None
        if self.data and (self.amount is None or self.amount > HIGHEST_AMOUNT):
            raise StopValidation(str(_l("Please type an amount in đồng, for example 25.000 or 25k.")))


class Whole(Line):
    """A whole number from `least` to `most`; after validation `number` holds it, None when left empty."""

    number: int | None = None

    def __init__(self, *args: Any, least: int = 0, most: int = 999, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.least, self.most = least, most

    def process_data(self, value: Any) -> None:
        self.data = "" if value is None else str(value)

    def pre_validate(self, form: Any) -> None:
        digits = unicodedata.normalize("NFKC", self.data or "")
        number = int(digits) if re.fullmatch(r"[0-9]{1,6}", digits, re.ASCII) else -1
        if self.data and not self.least <= number <= self.most:
            words = _l("Please type a whole number from %(least)s to %(most)s.")
            raise StopValidation(str(words) % {"least": self.least, "most": self.most})
        self.number = number if self.data else None


class Colour(Line):
    """A colour written "#rrggbb"; browsers show a palette for it."""

    def __call__(self, **attributes: Any) -> Any:
        """A palette; what is no colour stays to be read and mended in a line of text, as a palette would show black."""
        self.widget = ColorInput() if not self.data or _is_colour(self.data) else TextInput()
        return super().__call__(**attributes)

    def pre_validate(self, form: Any) -> None:
        if not self.data:
            return
        if not _is_colour(self.data):
            words = _l(
                "“%(typed)s” is no colour that can be used here. Please write # and six digits or letters from a to f, "
                "for example %(example)s, or take one of the suggestions."
            )
            raise StopValidation(str(words) % {"typed": self.data[:30], "example": _spelt_out(self.data)})
        self.data = self.data.lower()


def _is_colour(text: str) -> bool:
    try:
        parse_colour(text)
    except BadColour:
        return False
    return True


def _spelt_out(text: str) -> str:
    """ "#fff" → "#ffffff"; anything else gets an example."""
    short = re.fullmatch(r"#?([0-9a-f]{3}|[0-9a-f]{6})", text.strip().lower())
    if short is None:
        return "#a8504e"
    return "#" + (short[1] if len(short[1]) == 6 else "".join(2 * digit for digit in short[1]))
