"""How soon the shop answers complaints and settles them, a row a topic."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, Form, FormField

from shopapp.platform.web.fields import Whole
from shopapp.platform.web.forms import Needed
from shopapp.shops.complaint_times import DAYS_MOST, HOURS_MOST, Topic, limits
from shopapp.shops.forms.base import SectionForm
from shopapp.shops.forms.vocabulary import SomeOf
from shopapp.shops.rules import Profile
from shopapp.shops.terms_words import FIRST_WORDS
from shopapp.shops.words import TOPICS


class TimesLine(Form):
    """The two times of one topic."""

    hours = Whole(
        _l("Answer within (hours)"),
        least=1,
        most=HOURS_MOST,
        validators=[Needed(_l("Please type in how many hours somebody answers."))],
    )
    days = Whole(
        _l("Settle within (working days)"),
        least=1,
        most=DAYS_MOST,
        validators=[Needed(_l("Please type in how many working days it is settled."))],
    )
    legend: Any = ""
    topic = ""

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        most = limits(self.topic)
        if good and (self.hours.number or 0) > most.answer_hours:
            words = _(
                "The law asks for an answer about personal data sooner: at most %(most)s.", most=most.answer_hours
            )
            self.hours.errors = [words]
        if good and (self.days.number or 0) > most.resolve_days:
            words = _("The law asks for an end about personal data sooner: at most %(most)s.", most=most.resolve_days)
            self.days.errors = [words]
        return good and not self.errors


class ComplaintsForm(SectionForm):
    """The times of every topic."""

    lines = FieldList(FormField(TimesLine), label=_l("Topic"), min_entries=len(Topic), max_entries=len(Topic))
    first = SomeOf(_l("Which complaints come first"), FIRST_WORDS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for entry, topic in zip(self.lines.entries, Topic, strict=False):
            entry.form.topic, entry.form.legend = topic.value, str(TOPICS[topic])

    @classmethod
    def read(cls, profile: Profile) -> dict[str, Any]:
        found = [profile.complaint_times[topic] for topic in Topic]
        lines = [{"hours": times.answer_hours, "days": times.resolve_days} for times in found]
        return {"lines": lines, "first": list(profile.complaint_first)}

    def to_values(self) -> dict[str, Any]:
        rows = zip(Topic, self.lines.entries, strict=False)
        return {
            "complaint_times": {
                topic.value: {"answer_hours": entry.form.hours.number, "resolve_days": entry.form.days.number}
                for topic, entry in rows
            },
            "complaint_first": self.first.chosen(),
        }
