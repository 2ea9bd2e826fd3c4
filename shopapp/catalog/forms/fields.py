"""Fields that read figures and lists as people write them."""

import re
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, HiddenField, StringField
from wtforms.validators import StopValidation

from shopapp.catalog.rules import HIGHEST_PRICE, LONGEST_VALUE, MOST_FACTS, has_twins
from shopapp.kernel.codes import new_token
from shopapp.kernel.folding import tidy
from shopapp.kernel.prices import BadPrice, parse_price
from shopapp.platform.web.forms import Lines

_LONGEST_LABEL = 60
_LONGEST_FACT = 200


class WholeNumber(StringField):
    """A whole number as people write it ("1.200"); after validation `number` holds it, None when left empty."""

    number: int | None = None

    def __init__(self, *args: Any, highest: int, words: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.highest, self.words = highest, words

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = tidy(str(valuelist[0])[:200]) if valuelist else ""

    def process_data(self, value: Any) -> None:
        self.data = "" if value is None else str(value)

    def pre_validate(self, form: Any) -> None:
        digits = re.sub(r"[\s.,]", "", self.data or "")
        if not digits:
            self.number = None
            return
        if not re.fullmatch(r"[0-9]{1,12}", digits) or int(digits) > self.highest:
            raise StopValidation(str(self.words))
        self.number = int(digits)


class Price(StringField):
    """A price as people write it ("350.000 ₫", "150k", "1tr5"); `number` holds the đồng, None when left empty."""

    number: int | None = None

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = tidy(str(valuelist[0])[:200]) if valuelist else ""

    def process_data(self, value: Any) -> None:
        # Grouped, because a row of zeros is hard to count; what is small keeps its sign, or it would look like a slip.
        self.data = "" if value is None else f"{value:,}".replace(",", ".") + ("đ" if value < 1_000 else "")

    def pre_validate(self, form: Any) -> None:
        self.number = None
        if not self.data:
            return
        try:
            number = parse_price(self.data)
        except BadPrice as bad:
            if bad.reason == "zeros":
                words = _("%(typed)s đồng is very little. Type %(typed)sk for thousands, or %(typed)sđ if it is meant.")
                raise StopValidation(words % {"typed": self.data}) from None
            raise StopValidation(
                _("This is no price. Type for example 350.000, 150k or 1tr5; leave it empty for a price on request.")
            ) from None
        if number > HIGHEST_PRICE:
            raise StopValidation(_("A price is at most 100 billion đồng."))
        self.number = number


class Facts(Lines):
    """One fact a line, its label before a colon; after validation `pairs` holds them."""

    pairs: tuple[tuple[str, str], ...] = ()

    def process_data(self, value: Any) -> None:
        self.data = "\n".join(f"{label}: {text}" for label, text in value or ())

    def pre_validate(self, form: Any) -> None:
        pairs = []
        for line in filter(None, (self.data or "").split("\n")):
            label, colon, text = (part.strip() for part in line.partition(":"))
            if not (label and colon and text):
                raise StopValidation(
                    _("“%(line)s” needs a label, a colon and a value, for example “Height: 40 cm”.", line=line[:60])
                )
            if len(label) > _LONGEST_LABEL or len(text) > _LONGEST_FACT:
                raise StopValidation(_("Please shorten the line that begins with “%(line)s”.", line=line[:40]))
            pairs.append((label, text))
        if len(pairs) > MOST_FACTS:
            raise StopValidation(_("At most %(count)s lines, please.", count=MOST_FACTS))
        self.pairs = tuple(pairs)


class Values(StringField):
    """What can be chosen, separated by commas; after validation `values` holds it."""

    values: tuple[str, ...] = ()

    def __init__(self, *args: Any, may_repeat: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Two of the shop's words may be one in another language.
        self.may_repeat = may_repeat

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = tidy(str(valuelist[0])[:4000]) if valuelist else ""

    def process_data(self, value: Any) -> None:
        self.data = ", ".join(value or ())

    def pre_validate(self, form: Any) -> None:
        values = [part.strip() for part in re.split(r"[,;]", self.data or "") if part.strip()]
        if any(len(value) > LONGEST_VALUE for value in values):
            raise StopValidation(_("Each choice has at most %(count)s characters.", count=LONGEST_VALUE))
        if has_twins(values) and not self.may_repeat:
            raise StopValidation(_("Each choice only once, please."))
        self.values = tuple(values)


def hidden_number(field: HiddenField) -> int | None:
    """What a page had put into a hidden field. Raises ValueError where it is not what a page could have put there."""
    text = str(field.data or "")
    if not text or text == "None":
        return None
    if not re.fullmatch(r"[0-9]{1,15}", text):
        raise ValueError("a hidden field was changed")
    return int(text)


def settle_key(field: HiddenField) -> None:
    """Let a form name its uploads: by what it was sent with, or anew."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{16,64}", str(field.data or "")):
        field.data = new_token()


def gather_errors(lines: "FieldList[Any]") -> bool:
    """Let a list know of errors noted in its lines after validation; whether there are any."""
    lines.errors = [line.errors for line in lines.entries if line.errors]
    return bool(lines.errors)


STOCK_WORDS = _l("Stock is a whole number such as 12; leave it empty for what is made to order.")
