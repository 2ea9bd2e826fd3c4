"""When the shop is open, by weekday, and on which days it is closed."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import FieldList, Form, FormField

from shopapp.platform.web.fields import Clock, Day
from shopapp.platform.web.forms import AtMost, Line
from shopapp.shops.forms.base import MOST_ROWS, SectionForm
from shopapp.shops.rules import Profile

DAYS = (_l("Monday"), _l("Tuesday"), _l("Wednesday"), _l("Thursday"), _l("Friday"), _l("Saturday"), _l("Sunday"))
_CLOCKS = ("opens", "closes", "reopens", "ends")


class DayLine(Form):
    """The opening times of one weekday; all empty is a closed day. The second span is for who closes over noon."""

    opens = Clock(_l("Opens"))
    closes = Clock(_l("Closes"))
    reopens = Clock(_l("Opens again"))
    ends = Clock(_l("Closes again"))
    legend: Any = ""

    def spans(self) -> list[tuple[str, str]]:
        """The day's (opens, closes); only after validation."""
        pairs = ((self.opens.clock, self.closes.clock), (self.reopens.clock, self.ends.clock))
        return [pair for pair in pairs if pair[0]]

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        if good:
            _check_span(self.opens, self.closes)
            _check_span(self.reopens, self.ends)
            if self.reopens.clock and not self.opens.clock:
                self.opens.errors = [_("Please fill in the first opening time before the second.")]
            elif self.reopens.clock and self.closes.clock and self.reopens.clock <= self.closes.clock:
                self.reopens.errors = [_("The second opening time comes after the first closing time.")]
        return good and not self.errors


def _check_span(opens: Clock, closes: Clock) -> None:
    if opens.clock and not closes.clock:
        closes.errors = [_("Please type when the shop closes.")]
    elif closes.clock and not opens.clock:
        opens.errors = [_("Please type when the shop opens.")]
    elif opens.clock and opens.clock >= closes.clock:
        closes.errors = [_("The closing time comes after the opening time.")]


class HoursForm(SectionForm):
    """Opening hours, a row a weekday."""

    lines = FieldList(FormField(DayLine), label=_l("Day"), min_entries=7, max_entries=7)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for entry, day in zip(self.lines.entries, DAYS, strict=False):
            entry.form.legend = str(day)

    @classmethod
    def read(cls, profile: Profile) -> dict[str, Any]:
        lines: list[dict[str, str]] = [{} for _day in DAYS]
        for span in sorted(profile.hours, key=lambda span: span.opens):
            for day in span.days:
                names = _CLOCKS[2:] if lines[day] else _CLOCKS[:2]
                lines[day] |= dict(zip(names, (span.opens, span.closes), strict=True))
        return {"lines": lines}

    def to_values(self) -> dict[str, Any]:
        days_of: dict[tuple[str, str], list[int]] = {}
        for day, entry in enumerate(self.lines.entries[:7]):
            for span in entry.form.spans():
                days_of.setdefault(span, []).append(day)
        ordered = sorted(days_of.items(), key=lambda found: (found[1][0], found[0]))
        return {"hours": [{"days": days, "opens": o, "closes": c} for (o, c), days in ordered]}


def copied_day(data: MultiDict[str, str], button: str) -> MultiDict[str, str]:
    """What was sent after "use these hours every day" ("copy-3") was pressed."""
    day = button.removeprefix("copy-")
    if not button.startswith("copy-") or day not in set("0123456"):
        return data
    copied = MultiDict(data)
    for other in range(7):
        for name in _CLOCKS:
            copied[f"lines-{other}-{name}"] = data.get(f"lines-{day}-{name}", "")
    return copied


class ClosureLine(Form):
    """One row of closed days."""

    name = Line(_l("Occasion"), validators=[AtMost(60)], description=_l("For example: Tết holiday."))
    first = Day(_l("First closed day"))
    last = Day(_l("Last closed day"))
    name_said = Line(_l("Occasion in English"), validators=[AtMost(60)])

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        if good and (self.name.data or self.last.data) and not self.first.data:
            self.first.errors = [_("Please choose the first closed day.")]
        elif good and self.first.data and not self.name.data:
            self.name.errors = [_("Please name the occasion; visitors read it.")]
        elif self.first.day and self.last.day and self.last.day < self.first.day:
            self.last.errors = [_("The last closed day cannot lie before the first.")]
        elif self.first.day and self.last.day and (self.last.day - self.first.day).days > 120:
            self.last.errors = [_("At most 120 days in one go. Please check the year.")]
        return good and not self.errors


class ClosuresForm(SectionForm):
    """Days on which the shop is closed, such as Tết."""

    lines = FieldList(FormField(ClosureLine), label=_l("Closed days"), max_entries=MOST_ROWS)
    rows = "lines"

    @classmethod
    def read(cls, profile: Profile) -> dict[str, Any]:
        return {"lines": [dict(vars(c)) for c in profile.closures]}

    @classmethod
    def read_said(cls, data: dict[str, Any], said: Mapping[str, Any]) -> None:
        for line, words in zip(data["lines"], said.get("closures", ()), strict=False):
            line["name_said"] = words.get("name", "")

    def to_values(self) -> dict[str, Any]:
        rows = [(row.name.data, row.first.day, row.last.day or row.first.day) for row in self._filled()]
        return {"closures": [{"name": n, "first": f.isoformat(), "last": t.isoformat()} for n, f, t in rows]}

    def to_said(self) -> dict[str, Any]:
        return {"closures": [{"name": row.name_said.data} for row in self._filled()]}

    def _filled(self) -> list[Any]:
        rows = [entry.form for entry in self.lines.entries if entry.form.first.day is not None]
        return sorted(rows, key=lambda row: row.first.day)
