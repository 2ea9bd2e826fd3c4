"""Forms of incidents: what is known, how a clock was stopped, who is concerned, what they are told, how it ended."""

from datetime import datetime, time
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
    ValidationError,
)
from wtforms.widgets import CheckboxInput, ListWidget

from shopapp.inquiries.forms.fields import CheckedForm, choices_of
from shopapp.kernel import clock
from shopapp.kernel.codes import new_token
from shopapp.notifications.rules import sms_text
from shopapp.platform.web.fields import Clock, Day
from shopapp.platform.web.forms import AllOf, AtMost, Line, Lines, Needed
from shopapp.privacy.incidents.reading import read_list
from shopapp.privacy.incidents.rules import (
    LONGEST_LIST,
    LONGEST_NOTICE,
    LONGEST_SMS,
    LONGEST_TEXT,
    MOST_LINES,
    NEEDS_DAYS,
    ClockOutcome,
    DataKind,
    GroupDraft,
    GroupRule,
    IncidentDraft,
    IncidentKind,
    NoticeDraft,
    ReadList,
    Settlement,
    Way,
)
from shopapp.privacy.incidents.wording import DATA_KINDS, KINDS, OUTCOMES, RULES, WAYS

_CHOOSE: Any = _l("Please choose one.")
SHOWN_JUNK = 5


def _moment(day: Day, hour: Clock) -> datetime | None:
    """The moment two fields name together, None while one of them is missing or wrong."""
    return clock.at_local(day.day, time.fromisoformat(hour.clock)) if day.day and hour.clock else None


class IncidentForm(CheckedForm):
    """What is known about an incident; the rest is added as it becomes known."""

    form_key = HiddenField()
    edit = HiddenField()
    kind = RadioField(
        _l("What has happened?"),
        [Needed(_l("Please choose what has happened.")), AllOf(lambda: set(IncidentKind), _CHOOSE)],
        choices=choices_of(KINDS.items()),
        validate_choice=False,
    )
    detected_day = Day(_l("Found out on"), [Needed(_l("Please enter the day it was found out."))])
    detected_time = Clock(_l("At what time"), [Needed(_l("Please enter the time it was found out."))])
    what = Lines(
        _l("What happened, as far as is known"),
        [Needed(_l("Please write what has happened, in a sentence or two.")), AtMost(LONGEST_TEXT)],
    )
    happened = Line(_l("When it happened"), [AtMost(200)])
    place = Line(_l("Where it happened"), [AtMost(200)])
    data_kinds = SelectMultipleField(
        _l("Which data is concerned"),
        choices=choices_of(DATA_KINDS.items()),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )
    consequences = Lines(_l("What it may lead to"), [AtMost(LONGEST_TEXT)])
    measures = Lines(_l("What has been done, and will be done"), [AtMost(LONGEST_TEXT)])
    charge_name = Line(_l("Who is in charge"), [AtMost(120)])
    charge_contact = Line(_l("Their phone number or e-mail"), [AtMost(200)])

    def settle_key(self) -> str:
        """The key of this form, a new one where none that fits was posted."""
        if not 20 <= len(self.form_key.data or "") <= 64:
            self.form_key.data = new_token()
        return str(self.form_key.data)

    def validate_data_kinds(self, field: SelectMultipleField) -> None:
        if set(field.data or ()) - set(DataKind):
            raise ValidationError(str(_CHOOSE))

    def validate_detected_time(self, field: Clock) -> None:
        """The clocks count from this moment: it may be long ago, and never lies ahead."""
        detected = _moment(self.detected_day, field)
        if detected is not None and detected > clock.now():
            raise ValidationError(_("This moment has not come yet. Please enter when it was found out."))

    def to_draft(self) -> IncidentDraft:
        """What was filled in; only after validation."""
        detected = _moment(self.detected_day, self.detected_time)
        if detected is None:
            raise ValueError("validate the form first")
        return IncidentDraft(
            kind=IncidentKind(self.kind.data),
            detected_at=detected,
            what=self.what.data or "",
            happened=self.happened.data or "",
            place=self.place.data or "",
            data_kinds=tuple(kind.value for kind in DataKind if kind in (self.data_kinds.data or ())),
            consequences=self.consequences.data or "",
            measures=self.measures.data or "",
            charge_name=self.charge_name.data or "",
            charge_contact=self.charge_contact.data or "",
        )


class SettleForm(CheckedForm):
    """How a clock was stopped: reported, with when and how, or not needed, with why."""

    seen = HiddenField()
    outcome = RadioField(
        _l("How it stands"),
        [Needed(_CHOOSE), AllOf(lambda: set(ClockOutcome), _CHOOSE)],
        choices=choices_of(OUTCOMES.items()),
        validate_choice=False,
    )
    reported_day = Day(_l("Reported on"))
    reported_time = Clock(_l("At what time"))
    note = Lines(
        _l("To whom and how; or why no report is needed"),
        [Needed(_l("Please write to whom and how it was reported, or why no report is needed.")), AtMost(LONGEST_TEXT)],
    )
    late_reason = Lines(_l("If it was late: why"), [AtMost(LONGEST_TEXT)])
    # Set by the view: from when to when a report may have been made, and the clock's end.
    detected_at: datetime | None = None
    ends_at: datetime | None = None

    @property
    def reported_at(self) -> datetime | None:
        """When it was reported."""
        return _moment(self.reported_day, self.reported_time)

    def validate_reported_time(self, field: Clock) -> None:
        """A report lies between the detection and now; one that came late says why."""
        moment = self.reported_at
        if self.outcome.data != ClockOutcome.REPORTED or self.reported_day.errors:
            return
        if moment is None:
            raise ValidationError(_("Please enter the day and the time of the report."))
        if moment > clock.now():
            raise ValidationError(_("The time of the report has not come yet."))
        if self.detected_at and moment < self.detected_at:
            raise ValidationError(_("The report cannot lie before the moment it was found out."))

    def validate_late_reason(self, field: Lines) -> None:
        moment = self.reported_at
        is_late = moment is not None and self.ends_at is not None and moment > self.ends_at
        if self.outcome.data == ClockOutcome.REPORTED and is_late and not field.data:
            raise ValidationError(_("The report came after the end of the time: please write why."))

    def to_settlement(self) -> Settlement:
        """What was filled in; only after validation."""
        outcome = ClockOutcome(self.outcome.data)
        if outcome is ClockOutcome.NOT_NEEDED:
            return Settlement(outcome, self.note.data or "")
        return Settlement(outcome, self.note.data or "", self.reported_at, self.late_reason.data or "")


class GroupForm(CheckedForm):
    """A rule by which people concerned are found."""

    rule = SelectField(
        _l("Who is concerned?"),
        [Needed(_CHOOSE), AllOf(lambda: {rule.value for rule in GroupRule if rule is not GroupRule.LIST}, _CHOOSE)],
        validate_choice=False,
    )
    product = SelectField(_l("Product"), validate_choice=False)
    first = Day(_l("First day"))
    last = Day(_l("Until the end of"))
    with_recipients = BooleanField(_l("Also those who received gifts"), default=True)
    offered: frozenset[str] = frozenset()

    def offer(self, products: list[tuple[int, str]]) -> None:
        """Fill the choices."""
        self.rule.choices = choices_of([(r.value, w) for r, w in RULES.items() if r is not GroupRule.LIST])
        self.product.choices = choices_of(products, _("No product chosen"))
        self.offered = frozenset(str(product_id) for product_id, _name in products)

    def validate_product(self, field: SelectField) -> None:
        if self.rule.data == GroupRule.PRODUCT and field.data not in self.offered:
            raise ValidationError(_("Please choose the product."))

    def validate_last(self, field: Day) -> None:
        if self.first.errors:
            return
        if self.rule.data in NEEDS_DAYS and not (self.first.day and field.day):
            raise ValidationError(_("Please enter both days: from and to."))
        if self.first.day and field.day and field.day < self.first.day:
            raise ValidationError(_("The last day cannot lie before the first."))

    def to_draft(self) -> GroupDraft:
        """What was filled in; only after validation."""
        rule = GroupRule(self.rule.data)
        has_days = rule is not GroupRule.ALL
        return GroupDraft(
            rule,
            self.first.day if has_days else None,
            self.last.day if has_days else None,
            int(self.product.data) if rule is GroupRule.PRODUCT else None,
            bool(self.with_recipients.data),
        )


class ListForm(CheckedForm):
    """Contacts and codes, pasted."""

    # As it was pasted: the tabs between the columns of a sheet tell a name from the number beside it.
    contacts = TextAreaField(
        _l("Phone numbers, e-mail addresses, codes of orders or requests"),
        [Needed(_l("Please paste at least one contact or code.")), AtMost(LONGEST_LIST)],
    )
    list_recipients = BooleanField(_l("Of orders also those who received them as a gift"), default=True)
    read = ReadList()

    def validate_contacts(self, field: TextAreaField) -> None:
        self.read = read_list(field.data or "")
        if sum(map(len, (self.read.emails, self.read.phones, self.read.codes))) > MOST_LINES:
            raise ValidationError(
                _("At most %(count)s at a time. Please paste the list in parts.", count=f"{MOST_LINES:,}")
            )
        if self.read.junk:
            raise ValidationError(junk_words(self.read.junk))


def junk_words(junk: Any) -> str:
    """Which lines cannot be read, the first few by their text."""
    shown = "; ".join(_("line %(number)s: “%(text)s”", number=j.number, text=j.text[:40]) for j in junk[:SHOWN_JUNK])
    more = len(junk) - SHOWN_JUNK
    if more > 0:
        shown += "; " + str(_("and %(count)s more", count=more))
    words = _(
        "These are no contact and no code of this shop. Please mend or remove them; nobody was added. %(lines)s",
        lines=shown,
    )
    return str(words)


class NoticeForm(CheckedForm):
    """What people concerned are told."""

    edit = HiddenField()
    way = RadioField(
        _l("How they are told"),
        [Needed(_CHOOSE), AllOf(lambda: set(Way), _CHOOSE)],
        choices=choices_of(WAYS.items()),
        validate_choice=False,
    )
    vi = Lines(_l("E-mail, in Vietnamese"), [AtMost(LONGEST_NOTICE)])
    en = Lines(_l("E-mail, in English"), [AtMost(LONGEST_NOTICE)])
    sms_vi = Lines(_l("Text message, in Vietnamese"), [AtMost(LONGEST_SMS)])
    sms_en = Lines(_l("Text message, in English"), [AtMost(LONGEST_SMS)])

    def validate_vi(self, field: Lines) -> None:
        if not field.data and self.way.data != Way.SMS:
            raise ValidationError(_("Please write the e-mail in Vietnamese."))

    def validate_sms_vi(self, field: Lines) -> None:
        if not sms_text(field.data or "") and self.way.data != Way.EMAIL:
            raise ValidationError(_("Please write the text message in Vietnamese."))

    def to_draft(self) -> NoticeDraft:
        """What was filled in."""
        texts = (self.vi.data or "", self.en.data or "", self.sms_vi.data or "", self.sms_en.data or "")
        return NoticeDraft(Way(self.way.data), *texts)


class NoteForm(CheckedForm):
    """Something to remember about the incident."""

    note = Lines(_l("Note"), [Needed(_l("Please write the note.")), AtMost(LONGEST_TEXT)])


class CloseForm(CheckedForm):
    """What was learned; after that nothing is changed any more."""

    lessons = Lines(
        _l("What was learned, and what is done so that it does not happen again"),
        [Needed(_l("Please write what was learned.")), AtMost(LONGEST_TEXT)],
    )
