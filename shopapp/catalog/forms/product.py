"""A product as it is typed: name, price and pictures first, everything else if one likes."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, MultipleFileField, SelectField

from shopapp.catalog.forms.fields import STOCK_WORDS, Facts, Price, WholeNumber, hidden_number, settle_key
from shopapp.catalog.queries import DeskCategory, EditProduct
from shopapp.catalog.rules import (
    HIGHEST_STOCK,
    LONGEST_DESCRIPTION,
    LONGEST_UNIT,
    ProductChange,
    ProductDraft,
    VariantChange,
    VariantDraft,
    is_slug,
)
from shopapp.platform.web.forms import AllOf, AtMost, Line, Lines, Needed, ShopForm
from shopapp.platform.wordings import Wordings, merged


def said_of(product: EditProduct, code: str) -> dict[str, Any]:
    """What a product says in a further language, as the fields of its form begin."""
    said = product.wordings.get(code, {})
    texts = {f"{name}_said": said.get(name, "") for name in ("name", "summary", "description", "unit")}
    return {**texts, "facts_said": said.get("facts", ())}


class ProductForm(ShopForm):
    """Adds a product or changes one. `form_key` names the uploads that wait for this form."""

    form_key = HiddenField()
    version = HiddenField()
    seen = HiddenField()
    name = Line(_l("Product name"), [Needed(_l("Please give the product a name.")), AtMost(160)])
    price = Price(_l("Price"))
    pictures = MultipleFileField(_l("Pictures"))
    category = SelectField(_l("Category"), validate_choice=False)
    summary = Line(_l("Short description"), [AtMost(300)])
    description = Lines(_l("Description"), [AtMost(LONGEST_DESCRIPTION)])
    facts = Facts(_l("Facts"))
    stock = WholeNumber(_l("Stock"), highest=HIGHEST_STOCK, words=STOCK_WORDS)
    code = Line(_l("Own code"), [AtMost(60)])
    is_unique = BooleanField(_l("Only one of its kind, such as an animal"))
    by_quote = BooleanField(_l("Visitors ask for a quote instead of ordering"))
    unit = Line(_l("Unit of the price"), [AtMost(LONGEST_UNIT)])
    featured = BooleanField(_l("Show on the home page"))
    slug = Line(_l("Address of the page"), [AtMost(80)])
    said_in = HiddenField()
    name_said = Line(_l("Product name in English"), [AtMost(160)])
    summary_said = Line(_l("Short description in English"), [AtMost(300)])
    description_said = Lines(_l("Description in English"), [AtMost(LONGEST_DESCRIPTION)])
    facts_said = Facts(_l("Facts in English"))
    unit_said = Line(_l("Unit of the price in English"), [AtMost(LONGEST_UNIT)])

    def settle(
        self, categories: Sequence[DeskCategory], product: EditProduct | None = None, *, said_in: str = ""
    ) -> None:
        """Give the choices; a product with options has its prices and stocks elsewhere.

        `said_in`: the further language the shop offers its visitors, "" where it offers none.
        """
        self.said_in.data = said_in
        words = [("", _("No category"))] + [(str(c.id), c.name) for c in categories]
        self.category.choices = words
        self.category.validators = [AllOf(lambda: {key for key, _word in words}, _("Please choose a category."))]
        settle_key(self.form_key)
        if product is not None and product.only is None:
            for name in ("price", "stock", "code", "seen", "is_unique"):
                delattr(self, name)

    @property
    def said(self) -> list[Any]:
        """What can be told in the further language."""
        return [self.name_said, self.summary_said, self.description_said, self.facts_said, self.unit_said]

    @classmethod
    def of(cls, product: EditProduct, *, said_in: str = "") -> "ProductForm":
        """The form as it stands before anything is typed."""
        only = product.only
        data: dict[str, Any] = {
            "version": product.version,
            "name": product.name,
            "category": str(product.category_id or ""),
            "summary": product.summary,
            "description": product.description,
            "facts": product.facts,
            "is_unique": product.is_unique,
            "by_quote": product.pricing == "quote",
            "featured": product.featured,
            "unit": product.unit,
            "slug": product.slug,
            **said_of(product, said_in),
        }
        if only is not None:
            data |= {"price": only.price, "stock": only.stock, "seen": only.stock, "code": only.code}
        return cls(formdata=None, data=data)

    def is_good(self) -> bool:
        """Whether it can be taken over; an animal counts 0 or 1, and an address is made of plain letters."""
        is_valid = self.validate_on_submit()
        if (
            "is_unique" in self
            and self.is_unique.data
            and not self.stock.errors
            and self.stock.number not in (None, 0, 1)
        ):
            self.stock.errors = [_("One of its kind: type 1 while it can be had, 0 once it is gone.")]
            is_valid = False
        if self.slug.data and not self.slug.errors and not is_slug(self.slug.data):
            self.slug.errors = [
                _("An address has lower-case letters without accents, digits and hyphens: hoa-hong-do.")
            ]
            is_valid = False
        return bool(is_valid) and self._has_as_many_facts()

    def _has_as_many_facts(self) -> bool:
        """Facts are told one by one in the further language, or not at all: each stands in the place of its own."""
        own, said = len(self.facts.pairs), len(self.facts_said.pairs)
        if said in (0, own):
            return True
        words = _("Write one line for each of the %(count)s facts above, in the same order, or leave this empty.")
        self.facts_said.errors = [words % {"count": own}]
        return False

    def to_wordings(self, known: Wordings, option_names: Sequence[str] = ()) -> Wordings:
        """What was typed in the further language, among what is `known` in others."""
        code = self.said_in.data
        if not code:
            return known
        said = {
            "name": self.name_said.data,
            "summary": self.summary_said.data,
            "description": self.description_said.data,
            "unit": self.unit_said.data,
            "facts": [list(pair) for pair in self.facts_said.pairs],
            "option_names": list(option_names),
        }
        return merged(known, code, said)

    def has_more(self) -> bool:
        """Whether something in the folded part has to be seen."""
        return any(
            field.errors
            for field in self
            if field.name not in ("name", "price", "pictures", "csrf_token") and not field.name.endswith("_said")
        )

    def pieces(self) -> int | None:
        """The stock meant: of one of its kind there is one unless told otherwise."""
        number: int | None = self.stock.number
        return 1 if self.is_unique.data and number is None else number

    def to_draft(self, *, active: bool) -> ProductDraft:
        """A new product."""
        return ProductDraft(
            slug=self.slug.data or "",
            name=self.name.data or "",
            category_id=int(self.category.data) if self.category.data else None,
            summary=self.summary.data or "",
            description=self.description.data or "",
            facts=self.facts.pairs,
            pricing="quote" if self.by_quote.data else "fixed",
            is_unique=bool(self.is_unique.data),
            variants=(VariantDraft(price=self.price.number, stock=self.pieces(), code=self.code.data or ""),),
            featured=bool(self.featured.data),
            active=active,
            unit=self.unit.data or "",
            wordings=self.to_wordings({}),
        )

    def to_change(self, product: EditProduct) -> ProductChange:
        """What the product shall say from now on. Raises ValueError where a hidden field was changed."""
        offer = None
        if product.only is not None:
            seen = hidden_number(self.seen)
            offer = VariantChange(product.only.id, self.price.number, self.pieces(), seen, code=self.code.data or "")
        return ProductChange(
            name=self.name.data or "",
            slug=(self.slug.data or "") if self.slug.data != product.slug else "",
            category_id=int(self.category.data) if self.category.data else None,
            summary=self.summary.data or "",
            description=self.description.data or "",
            facts=self.facts.pairs,
            pricing="quote" if self.by_quote.data else "fixed",
            is_unique=bool(self.is_unique.data) if "is_unique" in self else False,
            featured=bool(self.featured.data),
            offer=offer,
            unit=self.unit.data or "",
            wordings=self.to_wordings(
                product.wordings, product.wordings.get(self.said_in.data or "", {}).get("option_names", ())
            ),
        )

    def seen_version(self) -> int:
        """The version of the product the page showed. Raises ValueError as `to_change`."""
        return hidden_number(self.version) or 0
