"""The smaller forms: review, look-up, one-time code, change while unconfirmed."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import BooleanField, HiddenField, RadioField

from shopapp.delivery.rules import DayNotPossible, Schedule, check_appointment, check_day
from shopapp.kernel.contacts import show_phone
from shopapp.orders.forms.choices import number
from shopapp.orders.forms.fields import DayChoice, DayTile, day_tiles, day_words
from shopapp.orders.forms.order import LONGEST_GREETING, LONGEST_NOTE, LONGEST_STREET
from shopapp.orders.models import Order
from shopapp.orders.rules import WORDINGS, ConsentAnswer, OrderChange
from shopapp.platform.personal_data import Purpose
from shopapp.platform.web.forms import AtMost, Line, Lines, Needed, Phone, ShopForm


class ReviewForm(ShopForm):
    """The last step: the declaration, and what proves which content, prices and policy were on the screen."""

    key = HiddenField()
    content = HiddenField()
    shown = HiddenField()
    policy = HiddenField()
    declared = BooleanField(
        validators=[Needed(lazy_gettext("Please confirm that what was entered is correct and lawful."))]
    )

    def boxes(self) -> list[Any]:
        """The unticked boxes for optional purposes."""
        return [field for field in self if field.name.startswith("consent_")]

    def answers(self) -> tuple[ConsentAnswer, ...]:
        """What was ticked and what was not, each with the sentence beside it."""
        return tuple(
            ConsentAnswer(Purpose(box.name.removeprefix("consent_")), bool(box.data), str(box.label.text))
            for box in self.boxes()
        )


def review_form(purposes: Iterable[Purpose], **kwargs: Any) -> ReviewForm:
    """The form with a box for each optional purpose."""
    boxes = {f"consent_{p.value}": BooleanField(_(WORDINGS[p])) for p in purposes}
    form: ReviewForm = type("ReviewFormWithBoxes", (ReviewForm,), boxes)(**kwargs)
    return form


class LookupForm(ShopForm):
    """Finding an order again by its code and the phone it was placed with."""

    code = Line(
        lazy_gettext("Order code"),
        validators=[Needed(lazy_gettext("Please type the order's code, for example DH7K4XQ9.")), AtMost(40)],
    )
    phone = Phone(
        lazy_gettext("Phone of the person ordering"),
        validators=[Needed(lazy_gettext("Please type the phone number the order was placed with."))],
    )


class CodeForm(ShopForm):
    """The one-time code that was sent to the order's contact."""

    proof = HiddenField()
    code = Line(lazy_gettext("One-time code"), validators=[Needed(lazy_gettext("Please type the code.")), AtMost(20)])


class ChangeForm(ShopForm):
    """What may be changed while the shop has not confirmed. `asks` says which of it this order has."""

    recipient_phone = Phone(
        lazy_gettext("Recipient's phone"),
        validators=[Needed(lazy_gettext("Please type the recipient's phone number."))],
    )
    street = Line(
        lazy_gettext("House number and street"),
        validators=[Needed(lazy_gettext("Please type the house number and the street.")), AtMost(LONGEST_STREET)],
    )
    delivery_date = DayChoice(
        lazy_gettext("Day of delivery"), validators=[Needed(lazy_gettext("Please choose a day of delivery."))]
    )
    slot = RadioField(
        lazy_gettext("Time of delivery"),
        validators=[Needed(lazy_gettext("Please choose a time of delivery."))],
        validate_choice=False,
    )
    greeting = Lines(lazy_gettext("Words on the card"), validators=[AtMost(LONGEST_GREETING)])
    note = Lines(lazy_gettext("Note for the shop"), validators=[AtMost(LONGEST_NOTE)])

    def __init__(self, schedule: Schedule, *, is_gift: bool, has_card: bool, agreed: str, **kwargs: Any) -> None:
        """`agreed` is "day/slot id" as it stands, which is allowed to stay whatever the time is."""
        super().__init__(**kwargs)
        self.agreed = agreed
        self.slot.choices = [(str(slot.id), slot.label) for slot in schedule.slots]
        self.spans = {str(slot.id): slot.span for slot in schedule.slots}
        if not schedule.slots:
            del self.slot
        if not is_gift:
            del self.recipient_phone
        if not has_card:
            del self.greeting
        self.schedule = schedule

    def days(self, now: datetime) -> list[DayTile]:
        """The next days to choose from; the one that was agreed can be kept whatever the time is."""
        kept = self.agreed.partition("/")[0]
        tiles = day_tiles(self.schedule, now)
        return [replace(tile, is_possible=True, slots="") if tile.value == kept else tile for tile in tiles]

    def fill(self, order: Order, slot: str) -> None:
        """Show what stands on the order now; `slot` is the id of its slot."""
        if "recipient_phone" in self:
            self.recipient_phone.data = show_phone(order.recipient_phone)
        if "slot" in self:
            self.slot.data = slot
        self.street.data, self.note.data = order.street, order.note
        if "greeting" in self:
            self.greeting.data = order.greeting
        self.delivery_date.data = order.delivery_date.isoformat()

    def check_appointment(self, now: datetime) -> bool:
        """Whether the day and slot can be met, or stay as agreed; what is wrong stands at the field."""
        slot = self.slot.data if "slot" in self else None
        day = self.delivery_date.day
        if day is None or f"{day.isoformat()}/{slot or ''}" == self.agreed:
            return True
        try:
            check_day(self.schedule, day, now)
        except DayNotPossible as refusal:
            self.delivery_date.errors = [day_words(refusal)]
            return False
        return self._check_slot(day, slot, now)

    def _check_slot(self, day: date, slot: str | None, now: datetime) -> bool:
        try:
            check_appointment(self.schedule, day, number(slot), now)
        except DayNotPossible as refusal:
            self.slot.errors = [day_words(refusal)]
            return False
        return True

    def to_change(self) -> OrderChange:
        """What is to be changed; only after `validate` and `check_appointment` have said yes."""
        return OrderChange(
            recipient_phone=self.recipient_phone.e164 if "recipient_phone" in self else "",
            street=self.street.data or "",
            greeting=(self.greeting.data or "") if "greeting" in self else "",
            note=self.note.data or "",
            delivery_date=self.delivery_date.checked,
            slot_id=number(self.slot.data) if "slot" in self else None,
        )
