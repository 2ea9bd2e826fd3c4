"""Choices of a product, pictures of it, and categories."""

import itertools
from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, Form, FormField, HiddenField, MultipleFileField

from shopapp.catalog.forms.fields import Values, gather_errors, hidden_number, settle_key
from shopapp.catalog.queries import DeskCategory, DeskPicture, EditProduct
from shopapp.catalog.rules import (
    LONGEST_VALUE,
    MOST_OPTIONS,
    MOST_PICTURES,
    MOST_VARIANTS,
    AltChange,
    CategoryDraft,
    Option,
    count_combinations,
    has_twins,
    is_slug,
)
from shopapp.platform.web.forms import AtMost, Line, Lines, Needed, ShopForm


class OptionLine(Form):
    """One thing to choose."""

    name = Line(_l("What is chosen"), [AtMost(LONGEST_VALUE)])
    values = Values(_l("Choices"))


class OptionsForm(ShopForm):
    """What visitors choose of a product; empty lines are no option."""

    version = HiddenField()
    lines = FieldList(FormField(OptionLine), min_entries=MOST_OPTIONS, max_entries=MOST_OPTIONS)

    @classmethod
    def of(cls, product: EditProduct) -> "OptionsForm":
        """The form as it stands before anything is typed."""
        rows = [{"name": option.name, "values": option.values} for option in product.options[:MOST_OPTIONS]]
        return cls(formdata=None, data={"version": product.version, "lines": rows})

    def is_good(self) -> bool:
        """Whether every line has a name and choices, and together they are not too many."""
        if not self.validate_on_submit():
            return False
        for line in self.lines:
            name, values = line.form.name, line.form.values
            if values.values and not name.data:
                name.errors = [_("Please say what is chosen, for example Size.")]
            if name.data and not values.values:
                values.errors = [_("Please type the choices with commas between, for example S, M, L.")]
        options = self.to_options()
        first = self.lines[0].form
        if has_twins([option.name for option in options]):
            first.name.errors = [_("Two lines bear the same name.")]
        elif count_combinations(options) > MOST_VARIANTS:
            words = _("Together they make %(count)s combinations; at most %(most)s are possible.")
            first.values.errors = [words % {"count": count_combinations(options), "most": MOST_VARIANTS}]
        return not gather_errors(self.lines)

    def tell(self, words: str) -> None:
        """Say at the first line why the choices could not be taken."""
        self.lines[0].form.name.errors = [words]
        gather_errors(self.lines)

    def to_options(self) -> list[Option]:
        """What was typed."""
        return [
            Option(line.form.name.data, line.form.values.values)
            for line in self.lines
            if line.form.name.data and line.form.values.values
        ]

    def seen_version(self) -> int:
        """The version of the product the page showed. Raises ValueError where it was changed."""
        return hidden_number(self.version) or 0


class AltLine(Form):
    """What one picture shows, and what the page said of it before."""

    picture_id = HiddenField()
    seen = HiddenField()
    alt = Line(_l("What the picture shows"), [AtMost(200)])


class PicturesForm(ShopForm):
    """The pictures of a product: new ones, and what each shows."""

    form_key = HiddenField()
    pictures = MultipleFileField(_l("Add pictures"))
    lines = FieldList(FormField(AltLine), max_entries=2 * MOST_PICTURES)

    def settle(self) -> None:
        """Name the uploads of this form."""
        settle_key(self.form_key)

    @classmethod
    def of(cls, pictures: Sequence[DeskPicture]) -> "PicturesForm":
        """The form as it stands before anything is typed."""
        rows = [{"picture_id": p.id, "seen": p.view.alt, "alt": p.view.alt} for p in pictures]
        return cls(formdata=None, data={"lines": rows})

    def to_changes(self) -> list[AltChange]:
        """What was typed. Raises ValueError where a hidden field was changed."""
        return [
            AltChange(hidden_number(line.form.picture_id) or 0, line.form.alt.data or "", line.form.seen.data or "")
            for line in self.lines
        ]

    def alts(self) -> dict[int, str]:
        """What is typed now, by the id of the picture."""
        return {change.picture_id: change.alt for change in itertools.islice(self.to_changes(), 2 * MOST_PICTURES)}


class CategoryForm(ShopForm):
    """A category: added by its name alone, or changed."""

    version = HiddenField()
    name = Line(_l("Category name"), [Needed(_l("Please give the category a name.")), AtMost(120)])
    intro = Lines(_l("A sentence about it"), [AtMost(300)])
    slug = Line(_l("Address of the page"), [AtMost(80)])

    @classmethod
    def of(cls, category: DeskCategory) -> "CategoryForm":
        """The form as it stands before anything is typed."""
        data = {"version": category.version, "name": category.name, "intro": category.intro, "slug": category.slug}
        return cls(formdata=None, data=data)

    def is_good(self) -> bool:
        """Whether it can be taken over."""
        is_valid = self.validate_on_submit()
        if self.slug.data and not self.slug.errors and not is_slug(self.slug.data):
            self.slug.errors = [
                _("An address has lower-case letters without accents, digits and hyphens: hoa-hong-do.")
            ]
            is_valid = False
        return bool(is_valid)

    def to_draft(self) -> CategoryDraft:
        """What was typed; without an address it stays as it is."""
        return CategoryDraft(self.slug.data or "", self.name.data or "", self.intro.data or "")

    def seen_version(self) -> int:
        """The version of the category the page showed. Raises ValueError where it was changed."""
        return hidden_number(self.version) or 0
