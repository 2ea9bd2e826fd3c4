"""What the shopkeeper types about a product: prices and stocks, one line a variant."""

import re
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, Form, FormField, HiddenField, StringField
from wtforms.validators import StopValidation

from shopapp.catalog.queries import DeskProduct
from shopapp.catalog.rules import HIGHEST_PRICE, HIGHEST_STOCK, VariantChange
from shopapp.kernel.folding import tidy
from shopapp.platform.web.forms import ShopForm

# Spaces, dots and commas group digits; people also write the sign or the word of the currency behind them.
_AROUND = re.compile(r"[\s.,]|₫|đ|vnd|vnđ", re.IGNORECASE)


class WholeNumber(StringField):
    """A whole number as people write it ("350.000 ₫"); after validation `number` holds it, None when left empty."""

    number: int | None = None

    def __init__(self, *args: Any, highest: int, words: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.highest, self.words = highest, words

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = tidy(str(valuelist[0])[:200]) if valuelist else ""

    def process_data(self, value: Any) -> None:
        self.data = "" if value is None else str(value)

    def pre_validate(self, form: Any) -> None:
        digits = _AROUND.sub("", self.data or "")
        if not digits:
            self.number = None
            return
        if not re.fullmatch(r"[0-9]{1,12}", digits) or int(digits) > self.highest:
            raise StopValidation(str(self.words))
        self.number = int(digits)


class VariantLine(Form):
    """Price and stock of one variant, and the stock the page showed while they were typed."""

    variant_id = HiddenField()
    seen = HiddenField()
    price = WholeNumber(
        _l("Price in đồng"),
        highest=HIGHEST_PRICE,
        words=_l("A price is a whole number of đồng, for example 350.000; leave it empty for a price on request."),
    )
    stock = WholeNumber(
        _l("Stock"),
        highest=HIGHEST_STOCK,
        words=_l("Stock is a whole number such as 12; leave it empty for what is made to order."),
    )


class OfferForm(ShopForm):
    """Prices and stocks of all variants of a product."""

    lines = FieldList(FormField(VariantLine), max_entries=200)

    @classmethod
    def of(cls, product: DeskProduct) -> "OfferForm":
        """The form as it stands before anything is typed."""
        rows = [{"variant_id": v.id, "seen": v.stock, "price": v.price, "stock": v.stock} for v in product.variants]
        return cls(data={"lines": rows})

    def is_good_for(self, product: DeskProduct) -> bool:
        """Whether it can be taken over: valid, and an animal counts 0 or 1."""
        if not self.validate_on_submit():
            return False
        for line in self.lines:
            if product.is_unique and line.form.stock.number not in (0, 1):
                line.form.stock.errors = [gettext("One of its kind: type 1 while it can be had, 0 once it is gone.")]
        return not any(line.form.stock.errors for line in self.lines)

    def to_changes(self) -> list[VariantChange]:
        """What was typed. Raises ValueError where a hidden field is not what the page had put there."""
        return [
            VariantChange(
                _hidden(line.form.variant_id) or 0,
                line.form.price.number,
                line.form.stock.number,
                _hidden(line.form.seen),
            )
            for line in self.lines
        ]

    def show_moved(self, variant_id: int, left: int | None) -> None:
        """Say at its line that the stock has changed meanwhile; what was typed stays, and counts from now on."""
        for line in self.lines:
            if _hidden(line.form.variant_id) == variant_id:
                line.form.seen.data = "" if left is None else str(left)
                words = gettext(
                    "Meanwhile the stock changed to %(left)s. Please check yours and save again.",
                    left=gettext("made to order") if left is None else left,
                )
                line.form.stock.errors = [words]


class PressForm(ShopForm):
    """A button without fields."""


def _hidden(field: HiddenField) -> int | None:
    text = str(field.data or "")
    if not text or text == "None":
        return None
    if not re.fullmatch(r"[0-9]{1,15}", text):
        raise ValueError("a hidden field was changed")
    return int(text)
