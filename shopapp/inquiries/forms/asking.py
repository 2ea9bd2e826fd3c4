"""What visitors fill in, built from `rules.asked_fields`: it asks what the policy page says and nothing else."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, RadioField, SelectField
from wtforms.validators import StopValidation

from shopapp.inquiries.forms.fields import LONGEST_BODY, Day, Files, FilingForm, Whole, choices_of
from shopapp.inquiries.rules import AskedField, InquiryDraft, Kind, MessageDraft
from shopapp.inquiries.wording import FACTS, LIGHTS, agreement
from shopapp.platform.i18n import language
from shopapp.platform.web.forms import AllOf, AtMost, Email, Line, Lines, Needed, Phone
from shopapp.shops.words import TOPICS


class AskForm(FilingForm):
    """What a visitor sends. The fields that are asked are added by `ask_form`; the rest of them do not exist."""

    policy = HiddenField()

    def validate(self, extra_validators: Any = None) -> bool:
        """At least one way to answer is needed, whatever the shop requires."""
        is_valid = super().validate(extra_validators)
        if not (self.phone.data or self.email.data or self.phone.errors or self.email.errors):
            words = _("Please give a phone number or an e-mail address, so that the shop can answer.")
            self.phone.errors = [*self.phone.errors, words]
            return False
        return is_valid

    def to_draft(self, kind: str, policy_version_id: int | None) -> InquiryDraft:
        """What was asked, as plain values."""
        product = self.product.data if "product" in self else ""
        return InquiryDraft(
            kind=kind,
            name=self.name.data,
            phone=self.phone.e164,
            email=self.email.address,
            address=self.address.data if "address" in self else "",
            body=self.body.data,
            language=language(),
            product_id=int(product) if product else None,
            order_code=self.order_code.data if "order_code" in self else "",
            topic=self.topic.data or "" if "topic" in self else "",
            quote=self._facts(),
            policy_version_id=policy_version_id,
            wording=agreement() if policy_version_id is not None else "",
        )

    def _facts(self) -> dict[str, Any]:
        facts = {name: _value_of(self[name]) for name in FACTS if name in self}
        return {name: value for name, value in facts.items() if value}


def _value_of(field: Field) -> Any:
    if isinstance(field, Whole):
        return field.number
    if isinstance(field, Day):
        return field.day.isoformat() if field.day else ""
    return field.data or ""


class ReplyForm(FilingForm):
    """What a visitor writes on, behind the link."""

    body = Lines(_l("Your message"), [AtMost(LONGEST_BODY), Needed(_l("Please write what you want to tell the shop."))])
    files = Files(_l("Pictures or PDF"))

    def to_draft(self) -> MessageDraft:
        """What was written."""
        return MessageDraft(self.body.data or "")


def _required(is_required: bool, message: Any, *others: Any) -> list[Any]:
    # What must be there is judged first, then its form.
    return [*([Needed(message)] if is_required else []), *others]


def _fact(name: str, is_required: bool) -> Any:
    label = FACTS[name]
    if name in ("width_cm", "height_cm"):
        message = _l("Please give whole centimetres from 1 to 100000, for example 300.")
        return Whole(label, low=1, high=100_000, message=message)
    if name == "quantity":
        return Whole(label, low=1, high=1_000_000, message=_l("Please give a whole number, for example 2."))
    if name == "budget":
        message = _l("Please give an amount in đồng, for example 5.000.000.")
        return Whole(label, low=1, high=100_000_000_000, message=message)
    if name == "deadline":
        return Day(label)
    if name == "light":
        known = AllOf(lambda: set(LIGHTS), _l("Please choose one of the kinds of light."))
        return RadioField(
            label,
            [known],
            choices=choices_of(LIGHTS.items()),
            validate_choice=False,
        )
    if name == "link":
        return Line(label, _required(is_required, _l("Please paste the link."), AtMost(500), _web_address))
    return Line(label, _required(is_required, _l("Please say what kind of sign it is."), AtMost()))


def _web_address(_form: Any, field: Field) -> None:
    if field.data and not re.fullmatch(r"https?://[^\s<>\"']+", field.data):
        raise StopValidation(str(_l("A link begins with https://. Please copy the whole address.")))


def _product_field(products: Sequence[tuple[int, str]]) -> Any:
    choices = choices_of(products, _l("About no particular product"))
    known = AllOf(lambda: {choice.value for choice in choices}, _l("This product is no longer on offer."))
    return SelectField(_l("About which product"), [known], choices=choices, validate_choice=False)


def _topic_field() -> Any:
    words = _l("Please choose what the complaint is about.")
    known = AllOf(lambda: set(TOPICS), words)
    validators = [Needed(words), known]
    return RadioField(_l("About what"), validators, choices=choices_of(TOPICS.items()), validate_choice=False)


_CONTACTS: dict[str, Callable[[bool], Any]] = {
    "name": lambda must: Line(_l("Full name"), _required(must, _l("Please give your name."), AtMost())),
    "phone": lambda must: Phone(_l("Phone number"), _required(must, _l("Please give your phone number."))),
    "email": lambda must: Email(_l("E-mail"), _required(must, _l("Please give your e-mail address."), AtMost(254))),
    "address": lambda must: Line(_l("Address"), _required(must, _l("Please give your address."), AtMost(300))),
    "order_code": lambda must: Line(_l("Order code"), _required(must, _l("Please give the order code."), AtMost(40))),
}
_BODY_LABELS = {
    Kind.QUESTION: _l("Your question"),
    Kind.QUOTE: _l("What you need"),
    Kind.COMPLAINT: _l("What happened"),
}


def ask_form(kind: str, asked: Sequence[AskedField], products: Sequence[tuple[int, str]]) -> AskForm:
    """The form of this kind with just the fields that are asked; `products` are (id, name) pairs."""
    members: dict[str, Any] = {}
    for one in asked:
        if one.name in _CONTACTS:
            members[one.name] = _CONTACTS[one.name](one.is_required)
        elif one.name in FACTS:
            members[one.name] = _fact(one.name, one.is_required)
        elif one.name == "product":
            members[one.name] = _product_field(products)
        elif one.name == "topic":
            members[one.name] = _topic_field()
        elif one.name == "body":
            needed = _required(one.is_required, _l("Please write what you want to know or need."))
            members[one.name] = Lines(_BODY_LABELS[Kind(kind)], [*needed, AtMost(LONGEST_BODY)])
        else:
            members[one.name] = Files(_l("Pictures or PDF"))
    made: type[AskForm] = type("Asked", (AskForm,), members)
    return made()
