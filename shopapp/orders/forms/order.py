"""The order form: built from what the shop asks, checked against its terms, turned into a draft."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import FieldList, FormField, RadioField, SelectField
from wtforms.validators import StopValidation
from wtforms.widgets import NumberInput

from shopapp.catalog.queries import OrderableVariant
from shopapp.delivery import places
from shopapp.delivery.places import Place
from shopapp.delivery.rules import (
    DayNotPossible,
    check_appointment,
    check_day,
    find_area,
    served_provinces,
)
from shopapp.orders.forms.choices import grouped, no_ward, number, payment_words, siblings, stock_words, ward_choices
from shopapp.orders.forms.fields import DayChoice, DayTile, LineForm, day_tiles, day_words, missed_slots
from shopapp.orders.queries import Terms
from shopapp.orders.rules import AskedField, AskSettings, DraftLine, OrderDraftData, Quote, asked_fields, merge_lines
from shopapp.orders.rules.drafts import MOST_LINES, MOST_OF_A_KIND
from shopapp.platform.web.forms import AtMost, Email, Line, Lines, Phone, ShopForm

# More than any field takes, so that a text which is too long is kept for mending, yet no draft grows without end.
LONGEST_KEPT = 20_000
# All fields of a draft together: anybody can make drafts, and they lie in the database for a day.
MOST_KEPT = 40_000
LONGEST_GREETING, LONGEST_NOTE, LONGEST_STREET, LONGEST_EMAIL = 300, 1000, 200, 254


# Every question any shop asks, and the controls that stand beside them: they add a line, find a ward, name another day.
ASKED_NAMES = frozenset(question.name for question in asked_fields("florist", AskSettings()))
BESIDE = frozenset({"add_variant", "add_quantity", "ward_find", "delivery_date_other"})


class Asked:
    """Refuses an empty answer where the shop insists on one."""

    def __call__(self, form: "OrderForm", field: Any) -> None:
        question = form.question(field.name)
        if question.required and not (field.data or "").strip():
            raise StopValidation(_(question.missing))


class OrderForm(ShopForm):
    """Everything an order asks. Give it `terms`; with `formdata` from a draft or a request."""

    lines = FieldList(FormField(LineForm), max_entries=MOST_LINES)
    add_variant = SelectField(validate_choice=False, choices=[])
    add_quantity = Line(widget=NumberInput(min=1, max=MOST_OF_A_KIND, step=1))
    sender_name = Line(validators=[Asked(), AtMost(120)])
    sender_phone = Phone(validators=[Asked()])
    sender_email = Email(validators=[Asked(), AtMost(LONGEST_EMAIL)])
    language = RadioField(validators=[Asked()], validate_choice=False)
    for_whom = RadioField(validators=[Asked()], validate_choice=False)
    recipient_name = Line(validators=[Asked(), AtMost(120)])
    recipient_phone = Phone(validators=[Asked()])
    greeting = Lines(validators=[Asked(), AtMost(LONGEST_GREETING)])
    ward_find = Line()
    province = SelectField(validators=[Asked()], validate_choice=False)
    ward = SelectField(validators=[Asked()], validate_choice=False)
    street = Line(validators=[Asked(), AtMost(LONGEST_STREET)])
    delivery_date = DayChoice(validators=[Asked()])
    slot = RadioField(validators=[Asked()], validate_choice=False)
    note = Lines(validators=[Asked(), AtMost(LONGEST_NOTE)])
    payment = RadioField(validators=[Asked()], validate_choice=False)

    def __init__(self, terms: Terms, formdata: MultiDict[str, str] | None = None, **kwargs: Any) -> None:
        self.terms = terms
        self._questions = {question.name: question for question in terms.asked}
        # FlaskForm reads the request by itself unless it is given something, be it empty.
        super().__init__(formdata=formdata if formdata is not None else MultiDict(), **kwargs)
        for name in [name for name in self._fields if name in ASKED_NAMES and name not in self._questions]:
            del self[name]
        for question in terms.asked:
            field = self[question.name]
            field.label.text = _(question.label)
            field.description = _(question.why) if question.why else ""
            if question.required:
                field.flags.required = True
        self._offer_choices()

    def question(self, name: str) -> AskedField:
        """What the shop asks by this field."""
        return self._questions[name]

    @property
    def is_gift(self) -> bool:
        """Whether somebody else receives the order."""
        return bool(self.for_whom.data == "gift")

    def asks(self, name: str) -> bool:
        """Whether the shop asks this at all."""
        return name in self._questions

    @property
    def spans(self) -> dict[str, str]:
        """The clock times of each slot, by its value."""
        return {str(slot.id): slot.span for slot in self.terms.schedule.slots}

    @property
    def days(self) -> list[DayTile]:
        """The next days to choose from."""
        return day_tiles(self.terms.schedule, self.terms.now)

    @property
    def missed_slots(self) -> frozenset[str]:
        """Values of the slots that cannot be met on the day chosen; none while no such day is chosen."""
        return missed_slots(self.terms.schedule, self.delivery_date.read(), self.terms.now)

    @property
    def found_wards(self) -> list[tuple[Place, bool]]:
        """Wards of the name typed, each with whether the shop delivers there; those it does first."""
        return places.find_served(self.terms.areas, self.ward_find.data or "", self.province.data or "")

    def item(self, entry: Any) -> OrderableVariant | None:
        """What a line is about, None when it is not offered (any more)."""
        return self.terms.variants.get(number(entry.form.variant.data))

    def ask_province_first(self) -> None:
        """Leave the wards out, which are many, until somebody has asked for those of a province."""
        self.ward.choices = [no_ward()]

    def draft_lines(self) -> list[DraftLine]:
        """The lines that can be read, whatever else is wrong."""
        found = []
        for entry in self.lines.entries:
            variant = self.terms.variants.get(number(entry.form.variant.data))
            quantity = entry.form.quantity.read()
            if variant is not None and variant.price is not None and quantity is not None:
                found.append(DraftLine(variant.variant_id, quantity))
        return list(merge_lines(found))

    def quote(self) -> Quote:
        """What the readable lines cost delivered to the place chosen so far."""
        return self.terms.quote(self.draft_lines(), self.province.data or "", self.ward.data or "")

    def to_draft(self) -> OrderDraftData:
        """The order as it will be placed; only after `validate` has said yes."""
        gift, slot = self.is_gift, self.slot.data if self.asks("slot") else None
        greeting = (self.greeting.data or "") if gift or not self.question("greeting").only_gift else ""
        return OrderDraftData(
            lines=tuple(self.draft_lines()),
            sender_name=self.sender_name.data or "",
            sender_phone=self.sender_phone.e164,
            sender_email=self.sender_email.address,
            is_gift=gift,
            recipient_name=(self.recipient_name.data or "") if gift else "",
            recipient_phone=self.recipient_phone.e164 if gift else "",
            province_code=self.province.data,
            ward_code=self.ward.data,
            street=self.street.data or "",
            delivery_date=self.delivery_date.checked,
            slot_id=number(slot) if slot else None,
            greeting=greeting,
            note=self.note.data or "",
            payment=self.payment.data,
            language=self.language.data,
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """Check everything; every problem stands at its field."""
        super().validate(extra_validators)
        if not self.is_gift:
            # Whatever was typed before "somebody else receives it" was taken back does not count.
            for question in self.terms.asked:
                if question.only_gift:
                    self[question.name].errors = []
        self._check_lines()
        return not self.errors

    def validate_kept(self) -> bool:
        """As `validate`, for what lies in a draft: it came through a form with a token and is only read here."""
        token = self._fields.pop("csrf_token")
        try:
            return self.validate()
        finally:
            self._fields["csrf_token"] = token

    def refuse_line(self, variant_id: int, words: str) -> None:
        """Say at a line's quantity why it cannot be had."""
        for entry in self.lines.entries:
            if number(entry.form.variant.data) == variant_id:
                entry.form.quantity.errors = [words]
        self.lines.errors = [entry.errors for entry in self.lines.entries]

    def validate_for_whom(self, field: Any) -> None:
        """One of the two."""
        self._check_choice(field)

    def validate_language(self, field: Any) -> None:
        """One of the program's languages."""
        self._check_choice(field)

    def validate_payment(self, field: Any) -> None:
        """One of the shop's ways."""
        self._check_choice(field)

    def validate_province(self, field: Any) -> None:
        """A province the shop serves."""
        self._check_choice(field)

    def validate_ward(self, field: Any) -> None:
        """A ward of that province which the shop serves."""
        if not self.province.data or places.find_place(self.province.data, field.data) is None:
            raise StopValidation(_(self.question("ward").missing))
        if find_area(self.terms.areas, self.province.data, field.data) is None:
            raise StopValidation(_("The shop does not deliver to this place yet. Please choose another or call us."))

    def validate_delivery_date(self, field: Any) -> None:
        """A day the shop can deliver on."""
        try:
            check_day(self.terms.schedule, field.day, self.terms.now)
        except DayNotPossible as refusal:
            raise StopValidation(day_words(refusal)) from None

    def validate_slot(self, field: Any) -> None:
        """A slot of that day which can still be met; silent while the day itself is wrong."""
        self._check_choice(field)
        day = self.delivery_date.read()
        if day is None or self.delivery_date.errors:
            return
        try:
            check_appointment(self.terms.schedule, day, number(field.data), self.terms.now)
        except DayNotPossible as refusal:
            raise StopValidation(day_words(refusal)) from None

    def _check_choice(self, field: Any) -> None:
        if field.data not in {value for value, *_rest in field.iter_choices()}:
            raise StopValidation(_(self.question(field.name).missing))

    def _check_lines(self) -> None:
        wanted = {line.variant_id: line.quantity for line in self.draft_lines()}
        for entry in self.lines.entries:
            variant, quantity = entry.form.variant, entry.form.quantity
            found = self.terms.variants.get(number(variant.data))
            if found is None or found.price is None:
                variant.errors = [_("This item is no longer offered. Please remove it or choose another.")]
            elif not quantity.errors and found.stock is not None and wanted[found.variant_id] > found.stock:
                quantity.errors = [stock_words(found.stock)]
        # The list keeps a copy of what its entries said before.
        self.lines.errors = [e.errors for e in self.lines.entries] if any(e.errors for e in self.lines.entries) else []
        if not self.lines.entries:
            self.lines.errors = [_("Please choose at least one item.")]

    def _offer_choices(self) -> None:
        terms = self.terms
        served = served_provinces(terms.areas)
        choose = ("", _("Choose a province or city"))
        self.province.choices = [choose, *((c, n) for c, n in places.provinces() if c in served)]
        self.ward.choices = [no_ward(), *ward_choices(terms.areas, self.province.data or "")]
        self.for_whom.choices = [("self", _("The person ordering")), ("gift", _("Somebody else (a gift)"))]
        self.language.choices = [("vi", "Tiếng Việt"), ("en", "English")]
        self.payment.choices = [(method, payment_words(method)) for method in terms.payment_methods]
        if self.asks("slot"):
            self.slot.choices = [(str(slot.id), slot.label) for slot in terms.schedule.slots]
        self.add_variant.choices = grouped(terms.variants.values())
        for entry in self.lines.entries:
            entry.form.variant.choices = siblings(terms.variants, entry.form.variant.data)


def keep_typed(posted: Iterable[tuple[str, str]], *, longest: int | None = LONGEST_KEPT) -> dict[str, str]:
    """Of what a browser posted, the answers of the form: known names only.

    Each is cut at `longest` characters, all together at MOST_KEPT; `longest` None cuts nothing.
    """
    kept: dict[str, str] = {}
    lines, room = 0, MOST_KEPT
    for name, value in posted:
        is_line = name.startswith("lines-") and name.count("-") == 2
        lines += is_line
        if name in kept or lines > 2 * MOST_LINES or not (is_line or name in ASKED_NAMES or name in BESIDE):
            continue
        if len(name) <= 40:
            kept[name] = value if longest is None else value[: min(longest, room)]
            room -= len(kept[name])
    return kept
