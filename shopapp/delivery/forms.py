"""What the shopkeeper types about delivery: an area with its fee and places, and when the shop delivers."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import (
    FieldList,
    Form,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    ValidationError,
)
from wtforms.widgets import CheckboxInput, ListWidget

from shopapp.delivery import places
from shopapp.delivery.rules import MOST_DAYS_AHEAD, Area, Schedule
from shopapp.platform.web.fields import Amount, Clock, Whole, read_day
from shopapp.platform.web.forms import AtMost, Line, Lines, Needed, ShopForm

MOST_SLOTS = 12
MINUTES = {"minutes": 1, "hours": 60, "days": 1440}


class Boxes(SelectMultipleField):
    """Several of many, as boxes to tick; what is no choice (any more) is passed over."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self, form: Any) -> None:
        """Keep what can be chosen."""
        known = {choice[0] for choice in self.iter_choices()}
        self.data = [value for value in self.data or () if value in known]


class Versioned(ShopForm):
    """A form that knows which state it was filled from."""

    seen = HiddenField()

    @property
    def seen_version(self) -> int:
        """The version the form was filled from; -1, which none is, for anything a browser made up."""
        text = str(self.seen.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


class AreaForm(Versioned):
    """One area: its name, what delivery costs there, and which places it holds. `others` are the shop's other areas."""

    name = Line(_l("Name of the area"), validators=[Needed(_l("Please name the area.")), AtMost(120)])
    fee = Amount(
        _l("Delivery fee"),
        validators=[Needed(_l("Please type the fee; 0 where delivery is free."))],
        description=_l("For example 25.000 or 25k; 0 where delivery is free."),
    )
    free_from = Amount(_l("Free from goods worth"), description=_l("Leave it empty when the fee is always charged."))
    note = Line(_l("Note for customers"), validators=[AtMost(300)])
    provinces = Boxes(_l("Provinces and cities"))
    scope = RadioField(_l("Which places of them"), default="all", validate_choice=False, validators=[Needed("")])
    wards = Boxes(_l("Wards and communes"))

    def __init__(self, others: Sequence[Area], *args: Any, **kwargs: Any) -> None:
        self.others = others
        super().__init__(*args, **kwargs)
        self.province_names = dict(places.provinces())
        self.provinces.choices = list(self.province_names.items())
        self.scope.choices = [("all", _("Everywhere")), ("some", _("Only the wards and communes ticked below"))]
        chosen = [code for code in self.province_names if code in (self.provinces.data or ())]
        self.ward_names = dict(ward for code in chosen for ward in places.wards(code))
        self.wards.choices = list(self.ward_names.items())

    @classmethod
    def of(cls, area: Area | None, others: Sequence[Area], version: int) -> "AreaForm":
        """The form as an area stands; for a new one, in the provinces the shop serves already."""
        if area is None:
            served = sorted({code for other in others for code in other.provinces})
            typed: dict[str, Any] = {"provinces": served, "scope": "some" if served else "all"}
        else:
            scope = "some" if area.wards else "all"
            typed = {**vars(area), "provinces": sorted(area.provinces), "wards": sorted(area.wards), "scope": scope}
        return cls(others, formdata=None, data=typed | {"seen": str(version)})

    def taken(self) -> dict[str, str]:
        """Ward code → the other area that names it."""
        return {ward: area.name for area in self.others for ward in area.wards}

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the area can be delivered to, and meets no other."""
        super().validate(extra_validators)
        if self.scope.data not in ("all", "some"):
            self.scope.data = "all"
        if not self.provinces.data:
            self.provinces.errors = [_("Please tick at least one province or city.")]
        elif self.scope.data == "some":
            self._check_wards()
        else:
            self._check_provinces()
        return not self.errors

    def _check_wards(self) -> None:
        named = self.taken()
        clashes = [(self.ward_names[ward], named[ward]) for ward in self.wards.data or () if ward in named]
        if not self.wards.data:
            self.wards.errors = [_("Please tick at least one ward or commune, or choose “Everywhere”.")]
        elif clashes:
            ward, area = clashes[0]
            words = _("%(ward)s belongs to the area “%(area)s” already. Please untick it here or there.")
            self.wards.errors = [words % {"ward": ward, "area": area}]

    def _check_provinces(self) -> None:
        whole = {code: area.name for area in self.others if not area.wards for code in area.provinces}
        clash = next((code for code in self.provinces.data or () if code in whole), None)
        if clash is not None:
            words = _("The whole of %(province)s belongs to the area “%(area)s” already.")
            self.provinces.errors = [words % {"province": self.province_names[clash], "area": whole[clash]}]

    def to_values(self) -> dict[str, Any]:
        """What was typed, as it is stored; only after validation."""
        return {
            "name": self.name.data,
            "note": self.note.data or "",
            "fee": self.fee.amount,
            "free_from": self.free_from.amount or None,
            "provinces": sorted(self.provinces.data or ()),
            "wards": sorted(self.wards.data or ()) if self.scope.data == "some" else [],
        }


class SlotLine(Form):
    """One span of the day in which the shop delivers."""

    id = HiddenField()
    label = Line(_l("Name of the slot"), validators=[AtMost(60)], description=_l("For example: morning."))
    starts = Clock(_l("Slot begins"))
    ends = Clock(_l("Slot ends"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the slot is whole."""
        good = super().validate(extra_validators)
        if good and (self.label.data or self.ends.clock) and not self.starts.clock:
            self.starts.errors = [_("Please type when the slot begins.")]
        elif good and self.starts.clock and not self.ends.clock:
            self.ends.errors = [_("Please type when the slot ends.")]
        elif good and self.starts.clock and self.starts.clock >= self.ends.clock:
            self.ends.errors = [_("The end of a slot comes after its beginning.")]
        elif good and self.starts.clock and not self.label.data:
            self.label.errors = [_("Please name the slot; customers choose it by its name.")]
        return good and not self.errors


class ScheduleForm(Versioned):
    """How soon, until when and on which days the shop delivers."""

    lead = Whole(_l("Time the shop needs"), validators=[Needed(_l("Please type how long the shop needs; 0 for none."))])
    unit = SelectField(_l("Counted in"))
    cut_off = Clock(
        _l("Orders of today until"),
        description=_l("Later orders count as tomorrow's. Leave it empty when every hour is fine."),
    )
    days_ahead = Whole(
        _l("Orders are taken up to"),
        most=MOST_DAYS_AHEAD,
        validators=[Needed(_l("Please type how many days ahead orders are taken."))],
        description=_l("days ahead"),
    )
    closed_weekdays = Boxes(_l("No delivery on"))
    closed_dates = Lines(
        _l("No delivery on these days"),
        validators=[AtMost(2000)],
        description=_l("One day a line, for example 20/10/2027. For Tết use “Closed days”, which also tells visitors."),
    )
    lines = FieldList(FormField(SlotLine), label=_l("Delivery slot"), max_entries=MOST_SLOTS)
    rows = "lines"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit.choices = [("minutes", _("minutes")), ("hours", _("hours")), ("days", _("days"))]
        days = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
        self.closed_weekdays.choices = [(str(day), name) for day, name in enumerate(days)]

    @classmethod
    def of(cls, schedule: Schedule, version: int) -> "ScheduleForm":
        """The form as the schedule stands, with a row for one more slot."""
        unit = next(name for name in ("days", "hours", "minutes") if schedule.lead_minutes % MINUTES[name] == 0)
        unit = "hours" if schedule.lead_minutes == 0 else unit
        typed = {
            "seen": str(version),
            "lead": schedule.lead_minutes // MINUTES[unit],
            "unit": unit,
            "cut_off": f"{schedule.cut_off:%H:%M}" if schedule.cut_off else "",
            "days_ahead": schedule.days_ahead,
            "closed_weekdays": [str(day) for day in sorted(schedule.closed_weekdays)],
            "closed_dates": "\n".join(f"{day:%d/%m/%Y}" for day in sorted(schedule.closed_dates)),
            "lines": [
                {"id": str(s.id), "label": s.label, "starts": f"{s.starts:%H:%M}", "ends": f"{s.ends:%H:%M}"}
                for s in schedule.slots
            ],
        }
        form = cls(formdata=None, data=typed)
        form.add_row()
        return form

    def add_row(self) -> None:
        """One more empty slot, where there is room."""
        if len(self.lines.entries) < MOST_SLOTS:
            self.lines.append_entry()

    def validate_closed_dates(self, field: Any) -> None:
        """Every line is a day."""
        for line in (field.data or "").split("\n"):
            if line and read_day(line) is None:
                raise ValidationError(
                    _("“%(line)s” is no day. Please type day/month/year, one a line.", line=line[:40])
                )

    def to_values(self) -> dict[str, Any]:
        """What was typed, as it is stored; only after validation."""
        days: list[date | None] = [read_day(line) for line in (self.closed_dates.data or "").split("\n")]
        return {
            "lead_minutes": (self.lead.number or 0) * MINUTES[self.unit.data],
            "cut_off": self.cut_off.clock,
            "days_ahead": self.days_ahead.number,
            "closed_weekdays": sorted(int(day) for day in self.closed_weekdays.data or ()),
            "closed_dates": sorted({day.isoformat() for day in days if day is not None}),
            "slots": [_slot(entry.form) for entry in self.lines.entries if entry.form.starts.clock],
        }


def _slot(form: Any) -> Mapping[str, Any]:
    text = str(form.id.data or "")
    known = int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None
    return {"id": known, "label": form.label.data, "starts": form.starts.clock, "ends": form.ends.clock}


def shown_wards(data: MultiDict[str, str]) -> MultiDict[str, str]:
    """What was sent when the wards of other provinces are asked for: they are to be ticked, so not everywhere."""
    shown = MultiDict(data)
    shown["scope"] = "some"
    return shown
