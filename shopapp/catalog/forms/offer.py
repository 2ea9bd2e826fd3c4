"""Prices and stocks of a product's variants, one line each."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, Form, FormField, HiddenField

from shopapp.catalog.forms.fields import STOCK_WORDS, Price, WholeNumber, gather_errors, hidden_number
from shopapp.catalog.queries import DeskProduct
from shopapp.catalog.rules import HIGHEST_STOCK, MOST_VARIANTS, VariantChange
from shopapp.platform.web.forms import AtMost, Line, ShopForm


class VariantLine(Form):
    """One variant, and the stock the page showed while it was typed."""

    variant_id = HiddenField()
    seen = HiddenField()
    price = Price(_l("Price in đồng"))
    stock = WholeNumber(_l("Stock"), highest=HIGHEST_STOCK, words=STOCK_WORDS)
    code = Line(_l("Own code"), [AtMost(60)])
    active = BooleanField(_l("Offered"))


class OfferForm(ShopForm):
    """Prices and stocks of all variants of a product."""

    version = HiddenField()
    lines = FieldList(FormField(VariantLine), max_entries=MOST_VARIANTS)

    @classmethod
    def of(cls, product: DeskProduct) -> "OfferForm":
        """The form as it stands before anything is typed."""
        rows = [
            {
                "variant_id": v.id,
                "seen": v.stock,
                "price": v.price,
                "stock": v.stock,
                "code": v.code,
                "active": v.active,
            }
            for v in product.variants
        ]
        return cls(data={"version": product.version, "lines": rows})

    def is_good_for(self, product: DeskProduct) -> bool:
        """Whether it can be taken over: valid, an animal counts 0 or 1, and something is offered."""
        if not self.validate_on_submit():
            return False
        for line in self.lines:
            if product.is_unique and line.form.stock.number not in (0, 1):
                line.form.stock.errors = [_("One of its kind: type 1 while it can be had, 0 once it is gone.")]
        if len(self.lines) > 1 and not any(line.form.active.data for line in self.lines):
            words = _("At least one choice has to be offered. To sell none of them, hide the product.")
            self.lines[0].form.active.errors = [words]
        return not gather_errors(self.lines)

    def to_changes(self) -> list[VariantChange]:
        """What was typed. Raises ValueError where a hidden field is not what the page had put there."""
        is_choice = len(self.lines) > 1
        return [
            VariantChange(
                hidden_number(line.form.variant_id) or 0,
                line.form.price.number,
                line.form.stock.number,
                hidden_number(line.form.seen),
                code=line.form.code.data if line.form.code.raw_data else None,
                active=bool(line.form.active.data) if is_choice else None,
            )
            for line in self.lines
        ]

    def seen_version(self) -> int | None:
        """The version of the product the page showed. Raises ValueError as `to_changes`."""
        return hidden_number(self.version)

    def show_moved(self, variant_id: int, left: int | None) -> None:
        """Say at its line that the stock has changed meanwhile; what was typed stays, and counts from now on."""
        for line in self.lines:
            if hidden_number(line.form.variant_id) == variant_id:
                tell_moved(line.form.stock, line.form.seen, left)
        gather_errors(self.lines)


def tell_moved(stock: Any, seen: HiddenField, left: int | None) -> None:
    """Say at a stock field what it has become meanwhile."""
    seen.data = "" if left is None else str(left)
    words = _(
        "Meanwhile the stock changed to %(left)s. Please check yours and save again.",
        left=_("made to order") if left is None else left,
    )
    stock.errors = [words]


class PressForm(ShopForm):
    """A button without fields."""
