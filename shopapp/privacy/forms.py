"""Forms of the policy's desk: the shop's own words, and receivers of data."""

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    FileField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    ValidationError,
)
from wtforms.widgets import CheckboxInput, ListWidget

from shopapp.inquiries.attachments import MEGABYTE, BadFile, CleanFile, clean_upload
from shopapp.inquiries.forms.fields import shown_name
from shopapp.inquiries.wording import word_bad_file
from shopapp.platform.personal_data import ReceiverKind
from shopapp.platform.settings import current_settings
from shopapp.platform.web.fields import Day
from shopapp.platform.web.forms import AllOf, AtMost, Line, Lines, Needed, ShopForm
from shopapp.privacy.rules import DEMAND_FIELDS, LONGEST_REASON, LONGEST_WORDS
from shopapp.privacy.wording import demand_words
from shopapp.records.capabilities import field_words, receiver_kind_words
from shopapp.records.rules import ON_DEMAND, RECEIVER_FIELDS, Ground


def _grounds() -> set[str]:
    return {ground.value for ground in ON_DEMAND}


class WordsForm(ShopForm):
    """What the shop adds to its policy."""

    vi = Lines(_l("In Vietnamese"), validators=[AtMost(LONGEST_WORDS)])
    en = Lines(_l("In English"), validators=[AtMost(LONGEST_WORDS)])
    edit = HiddenField()


class DemandForm(ShopForm):
    """Data asked for by somebody without an agreement: the law, an emergency, the shop's own rights."""

    ground = RadioField(
        _l("Why it may be given"),
        validate_choice=False,
        validators=[Needed(_l("Please choose why the data may be given.")), AllOf(_grounds, _l("Please choose one."))],
    )
    receiver = Line(_l("Who asks for it"), validators=[Needed(_l("Please enter who asks for the data.")), AtMost(120)])
    about = Line(
        _l("Order code"), validators=[Needed(_l("Please enter the code of the order it is about.")), AtMost(40)]
    )
    fields = SelectMultipleField(
        _l("What is given"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
        validators=[Needed(_l("Please choose what is given."))],
    )
    reason = Lines(
        _l("Reason"),
        validators=[
            Needed(_l("Please write the number and date of the paper, or what happened.")),
            AtMost(LONGEST_REASON),
        ],
    )
    paper = FileField(_l("The paper"))
    file: CleanFile | None = None

    def offer(self) -> None:
        """Fill the choices."""
        self.ground.choices = [(ground.value, demand_words(ground)) for ground in sorted(ON_DEMAND)]
        self.fields.choices = [(name, field_words(name)) for name in DEMAND_FIELDS]

    def validate_fields(self, field: SelectMultipleField) -> None:
        if set(field.data or ()) - set(DEMAND_FIELDS):
            raise ValidationError(str(_l("Please choose what is given.")))

    def validate_paper(self, field: FileField) -> None:
        """A demand of the law comes on paper; an emergency may come by telephone."""
        upload, megabytes = field.data, current_settings().upload_megabytes
        if not getattr(upload, "filename", ""):
            if self.ground.data == Ground.LEGAL_DEMAND:
                raise ValidationError(str(_l("Please attach the paper of the demand, as a picture or a PDF.")))
            return
        try:
            self.file = clean_upload(upload.filename, upload.stream, longest=megabytes * MEGABYTE)
        except BadFile as error:
            raise ValidationError(word_bad_file(error, shown_name(upload.filename), megabytes)) from None


class ReceiverForm(ShopForm):
    """Somebody outside who may be given data."""

    # What a browser could not have sent is refused in our words, in the reader's language.
    kind = SelectField(
        _l("What they do"),
        validate_choice=False,
        validators=[AllOf(lambda: {kind.value for kind in RECEIVER_FIELDS}, _l("Please choose what they do."))],
    )
    name = Line(_l("Name of the receiver"), validators=[Needed(_l("Please enter who receives the data.")), AtMost(120)])
    fields = SelectMultipleField(
        _l("What they may be given"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
        validators=[Needed(_l("Please choose at least one thing they need."))],
    )
    agreed_on = Day(
        _l("Day of the agreement"), validators=[Needed(_l("Please enter the day the agreement was signed."))]
    )
    ends_on = Day(_l("Last day of the agreement"))
    signed = BooleanField(
        _l("They have signed that they keep the data secret and use it for this alone."),
        validators=[Needed(_l("Data may only be given to somebody who has signed this."))],
    )

    def offer(self) -> None:
        """Fill the choices: kinds a shop makes agreements with, and everything any of them may need."""
        self.kind.choices = [(kind.value, receiver_kind_words(kind)) for kind in RECEIVER_FIELDS]
        names = dict.fromkeys(name for allowed in RECEIVER_FIELDS.values() for name in allowed)
        self.fields.choices = [(name, field_words(name)) for name in names]

    def validate_fields(self, field: SelectMultipleField) -> None:
        if self.kind.data not in RECEIVER_FIELDS:
            return
        allowed = RECEIVER_FIELDS[ReceiverKind(self.kind.data)]
        extra = [field_words(name) for name in field.data or () if name not in allowed]
        if extra:
            words = _l("Somebody who does this needs none of: %(fields)s.")
            raise ValidationError(str(words) % {"fields": ", ".join(extra)})

    def validate_ends_on(self, field: Day) -> None:
        if self.kind.data == ReceiverKind.RESEARCH and field.day is None:
            raise ValidationError(str(_l("A research project has an end: please enter its last day.")))
        if field.day and self.agreed_on.day and field.day < self.agreed_on.day:
            raise ValidationError(str(_l("The last day cannot lie before the day of the agreement.")))
