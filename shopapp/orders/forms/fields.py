"""Fields only orders need: a quantity, a day, a line; and what is wrong with a day, in words."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _
from wtforms import Form, SelectField
from wtforms.utils import unset_value
from wtforms.validators import StopValidation
from wtforms.widgets import DateInput, NumberInput

from shopapp.delivery import rules as delivery
from shopapp.kernel.clock import at_local, local_day
from shopapp.kernel.folding import tidy
from shopapp.orders.rules.days import NotOn, OfferedDay, offered_days
from shopapp.orders.rules.drafts import MOST_OF_A_KIND
from shopapp.platform.i18n import show_date
from shopapp.platform.web.forms import Line


class Quantity(Line):
    """How many; after validation `number` holds it. What was typed stays as it is."""

    widget = NumberInput(min=1, max=MOST_OF_A_KIND, step=1)
    number: int | None = None

    def read(self) -> int | None:
        """The whole number from 1 to 999 that was typed, None for anything else."""
        digits = unicodedata.normalize("NFKC", self.data or "")
        number = int(digits) if re.fullmatch(r"\+?0*[0-9]{1,3}", digits, re.ASCII) else 0
        return number if 0 < number <= MOST_OF_A_KIND else None

    def pre_validate(self, form: Any) -> None:
        self.number = self.read()
        if self.number is None:
            words = _("A quantity is a whole number from 1 to %(most)s.", most=MOST_OF_A_KIND)
            raise StopValidation(words)


class Day(Line):
    """A calendar day; after validation `day` holds it. Browsers send 2026-11-22, people type 22/11/2026."""

    widget = DateInput()
    day: date | None = None

    def read(self) -> date | None:
        """The day that was typed, None for anything else."""
        text = self.data or ""
        parts = re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", text)
        year, month, day = parts.groups() if parts else ("", "", "")
        if parts is None and (parts := re.fullmatch(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})", text)):
            day, month, year = parts.groups()
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            return None

    @property
    def checked(self) -> date:
        """The day; only after validation. Raises ValueError before."""
        if self.day is None:
            raise ValueError("the day has not been validated")
        return self.day

    def pre_validate(self, form: Any) -> None:
        self.day = self.read()
        if self.data and self.day is None:
            raise StopValidation(_("Please type the day as day/month/year, for example 25/12/2026."))

    def _value(self) -> str:
        # A date input shows nothing for a form it does not know, and what was typed would seem lost.
        day = self.read()
        return day.isoformat() if day else str(self.data or "")


OTHER_DAY = "khac"


class DayChoice(Day):
    """A day out of the tiles a form offers, or, where OTHER_DAY is chosen, the one typed under `<name>_other`.

    `is_other`: that was chosen. Afterwards `data` holds the day's text alone, wherever it came from.
    """

    is_other = False

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Take the day from where it was chosen."""
        super().process(formdata, data, extra_filters)
        self.is_other = self.data == OTHER_DAY
        if self.is_other:
            self.data = tidy(str(formdata.get(f"{self.name}_other", "")))


@dataclass(frozen=True)
class DayTile:
    """A day as a tap: `note` is its date, or why it cannot be had; `slots` the ids of those that can be met on it."""

    value: str
    word: str
    note: str
    is_possible: bool
    slots: str


def day_tiles(schedule: delivery.Schedule, now: datetime) -> list[DayTile]:
    """The next days in words, in their order."""
    return [_tile(offered, local_day(now)) for offered in offered_days(schedule, now)]


def _tile(offered: OfferedDay, today: date) -> DayTile:
    near = {0: _("Today"), 1: _("Tomorrow")}
    ahead = (offered.day - today).days
    date_text = offered.day.strftime("%d/%m")
    reasons = {None: date_text, NotOn.CLOSED: _("day off"), NotOn.TOO_SOON: _("too soon")}
    return DayTile(
        value=offered.day.isoformat(),
        word=str(near.get(ahead) or format_date(offered.day, "EEEE")),
        note=str(reasons[offered.reason]),
        is_possible=offered.reason is None,
        slots=" ".join(str(slot_id) for slot_id in sorted(offered.slot_ids)),
    )


def missed_slots(schedule: delivery.Schedule, day: date | None, now: datetime) -> frozenset[str]:
    """Values of the slots that cannot be met on `day`; none where no slot can be, for then the day itself is wrong."""
    met = {slot.id for slot in delivery.open_slots(schedule, day, now)} if day else set()
    return frozenset(str(slot.id) for slot in schedule.slots if slot.id not in met) if met else frozenset()


class LineForm(Form):
    """One line of the order: which variant, how many. Choices are set by the form around it."""

    variant = SelectField(validate_choice=False, choices=[])
    quantity = Quantity()


def day_words(refusal: delivery.DayNotPossible) -> str:
    """Why a day or slot cannot be, and what can be instead."""
    if isinstance(refusal, delivery.DayIsPast):
        return str(_("This day is past. Please choose today or a later day."))
    if isinstance(refusal, delivery.DayIsTooFar):
        return str(_("The shop takes orders up to %(day)s. Please choose an earlier day.", day=day_text(refusal.last)))
    if isinstance(refusal, delivery.DayIsClosed) and refusal.closure is not None:
        first, last = (day_text(day) for day in (refusal.closure.first_day, refusal.closure.last_day))
        words = _(
            "The shop is closed from %(first)s to %(last)s (%(name)s). Please choose another day.",
            first=first,
            last=last,
            name=refusal.closure.name,
        )
        return str(words)
    if isinstance(refusal, delivery.DayIsClosed):
        return str(_("The shop does not deliver on this day. Please choose another day."))
    if isinstance(refusal, delivery.NoSuchSlot):
        return str(_("Please choose a time of delivery."))
    soonest = refusal.earliest if isinstance(refusal, delivery.TooSoon) else None
    if soonest is None:
        return str(_("The shop cannot deliver in the coming days. Please call the shop."))
    return str(_("The shop needs more time. The earliest is %(when)s.", when=appointment_text(soonest)))


def appointment_text(appointment: delivery.Appointment) -> str:
    """ "25/12/2026, 09:00–12:00"."""
    day = day_text(appointment.day)
    return f"{day}, {appointment.slot.span}" if appointment.slot else day


def day_text(day: date) -> str:
    """A calendar day as people write it."""
    return show_date(at_local(day, time(12)))
