"""What members of staff fill in."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, SelectFieldBase, SelectMultipleField
from wtforms.validators import StopValidation
from wtforms.widgets import CheckboxInput

from shopapp.inquiries.forms.fields import LONGEST_BODY, CheckedForm, Files, FilingForm, choices_of
from shopapp.inquiries.rules import ASKED_KINDS, TYPED_BY_STAFF, InquiryDraft, Kind, MessageDraft
from shopapp.inquiries.wording import KINDS, SOURCES
from shopapp.platform.web.forms import AllOf, AtMost, Email, Line, Lines, Needed, Phone, ShopForm
from shopapp.shops.words import TOPICS

MOST_PRODUCTS = 10


def _values(field: SelectFieldBase) -> set[str]:
    offered: Any = field.iter_choices()
    return {choice.value for choice in offered}


class AnswerForm(FilingForm):
    """What the shop answers, with product sheets. `found`: how many products fit the search, of which `has_more`."""

    found = 0
    has_more = False

    body = Lines(_l("Text of the answer"), [AtMost(LONGEST_BODY), Needed(_l("Please write the answer."))])
    find = Line(_l("Find a product"), [AtMost(100)])
    products = SelectMultipleField(
        _l("Products to show"), choices=[], validate_choice=False, option_widget=CheckboxInput()
    )
    files = Files(_l("Pictures or PDF"))

    def validate_products(self, field: SelectMultipleField) -> None:
        """Only products that are on offer, and few enough to be read."""
        if not set(field.data or ()) <= _values(field):
            raise StopValidation(_("One of these products is no longer on offer. Please choose again."))
        if len(field.data or ()) > MOST_PRODUCTS:
            raise StopValidation(_("At most %(count)s products can be shown in one answer.", count=MOST_PRODUCTS))

    def without_errors(self) -> "AnswerForm":
        """The form as typed so far, for a page that only looks something up; what is wrong with files is still told."""
        for field in self:
            if field.name not in ("files", "csrf_token"):
                field.errors = []
        return self

    def to_draft(self) -> MessageDraft:
        """What was answered."""
        return MessageDraft(self.body.data or "", tuple(int(value) for value in self.products.data or ()))


class NoteForm(CheckedForm):
    """A note for colleagues."""

    note = Lines(_l("Text of the note"), [AtMost(LONGEST_BODY), Needed(_l("Please write the note."))])


class SpokenForm(CheckedForm):
    """What was answered on the telephone or at the shop."""

    said = Lines(_l("What was said"), [AtMost(LONGEST_BODY), Needed(_l("Please note what was said."))])


class TopicForm(ShopForm):
    """What a complaint is about."""

    topic = SelectField(_l("About what"), choices=choices_of(TOPICS.items()), validate_choice=False)

    def validate_topic(self, field: SelectField) -> None:
        """One of the list."""
        if field.data not in set(TOPICS):
            raise StopValidation(_("Please choose what the complaint is about."))


class AssignForm(ShopForm):
    """Who takes care of an inquiry; nobody is a choice too."""

    account = SelectField(_l("Assign to"), choices=[], validate_choice=False)


def _known(choices: Mapping[str, Any], message: Any) -> AllOf:
    return AllOf(lambda: set(choices), message)


_TYPED_SOURCES = {source.value: SOURCES[source] for source in TYPED_BY_STAFF}
_TYPED_KINDS = {kind.value: KINDS[kind] for kind in ASKED_KINDS}


class TypedForm(FilingForm):
    """An inquiry that came by phone or at the counter, typed in by staff."""

    source = RadioField(
        _l("How it came"),
        [Needed(_l("Please choose how it came.")), _known(_TYPED_SOURCES, _l("Please choose how it came."))],
        choices=choices_of(_TYPED_SOURCES.items()),
        default="phone",
        validate_choice=False,
    )
    kind = RadioField(
        _l("What it is"),
        [Needed(_l("Please choose what it is.")), _known(_TYPED_KINDS, _l("Please choose what it is."))],
        choices=choices_of(_TYPED_KINDS.items()),
        default="question",
        validate_choice=False,
    )
    topic = SelectField(
        _l("About what"), choices=choices_of(TOPICS.items(), _l("It is no complaint")), validate_choice=False
    )
    name = Line(_l("Full name"), [Needed(_l("Please give the customer's name.")), AtMost()])
    phone = Phone(_l("Phone number"))
    email = Email(_l("E-mail"), [AtMost(254)])
    product = SelectField(_l("About which product"), choices=[], validate_choice=False)
    order_code = Line(_l("Order code"), [AtMost(40)])
    body = Lines(_l("What the customer wants"), [AtMost(LONGEST_BODY), Needed(_l("Please note what was asked."))])
    files = Files(_l("Pictures or PDF"))

    def validate_topic(self, field: SelectField) -> None:
        """A complaint is about one of the list, so that its times are known."""
        if self.kind.data == Kind.COMPLAINT and field.data not in set(TOPICS):
            raise StopValidation(_("Please choose what the complaint is about."))

    def validate_product(self, field: SelectField) -> None:
        """Only products that are on offer."""
        if field.data and field.data not in _values(field):
            raise StopValidation(_("This product is no longer on offer."))

    def validate(self, extra_validators: Any = None) -> bool:
        """At least one way to answer."""
        is_valid = super().validate(extra_validators)
        if not (self.phone.data or self.email.data):
            self.phone.errors = [*self.phone.errors, _("Please note a phone number or an e-mail address.")]
            return False
        return is_valid

    def to_draft(self, shop_language: str) -> InquiryDraft:
        """What was noted; the customer is written to in the shop's language."""
        return InquiryDraft(
            kind=self.kind.data,
            name=self.name.data or "",
            phone=self.phone.e164,
            email=self.email.address,
            address="",
            body=self.body.data or "",
            language=shop_language,
            source=self.source.data,
            product_id=int(self.product.data) if self.product.data else None,
            order_code=self.order_code.data or "",
            topic=self.topic.data if self.kind.data == Kind.COMPLAINT else "",
        )
