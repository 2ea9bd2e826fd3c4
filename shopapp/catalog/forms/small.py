"""Choices of a product, pictures of it, and categories."""

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

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
from shopapp.platform.wordings import Wordings, merged


class OptionLine(Form):
    """One thing to choose."""

    name = Line(_l("What is chosen"), [AtMost(LONGEST_VALUE)])
    values = Values(_l("Choices"))
    name_said = Line(_l("What is chosen, in English"), [AtMost(LONGEST_VALUE)])
    values_said = Values(_l("Choices, in English"), may_repeat=True)


class OptionsForm(ShopForm):
    """What visitors choose of a product; empty lines are no option."""

    version = HiddenField()
    said_in = HiddenField()
    lines = FieldList(FormField(OptionLine), min_entries=MOST_OPTIONS, max_entries=MOST_OPTIONS)

    @classmethod
    def of(cls, product: EditProduct, *, said_in: str = "") -> "OptionsForm":
        """The form as it stands before anything is typed."""
        rows = [
            {"name": o.name, "values": o.values, "name_said": told[0], "values_said": told[1]}
            for o in product.options[:MOST_OPTIONS]
            for told in [o.wordings.get(said_in, ("", ()))]
        ]
        return cls(formdata=None, data={"version": product.version, "said_in": said_in, "lines": rows})

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
            if len(line.form.values_said.values) not in (0, len(values.values)):
                words = _("Type all %(count)s choices in the same order, or leave this empty.")
                line.form.values_said.errors = [words % {"count": len(values.values)}]
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

    def to_options(self, known: Sequence[Option] = ()) -> list[Option]:
        """What was typed. `known`: the options as they are; what they say in languages not asked for here stays."""
        kept = {option.name: option.wordings for option in known}
        return [
            Option(line.form.name.data, line.form.values.values, self._told(line.form, kept))
            for line in self.lines
            if line.form.name.data and line.form.values.values
        ]

    def _told(
        self, line: Any, kept: Mapping[str, Mapping[str, tuple[str, tuple[str, ...]]]]
    ) -> dict[str, tuple[str, tuple[str, ...]]]:
        said_in = self.said_in.data or ""
        told = {code: said for code, said in kept.get(line.name.data, {}).items() if code != said_in}
        if said_in and line.name_said.data:
            told[said_in] = (line.name_said.data, line.values_said.values)
        return told

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
    said_in = HiddenField()
    name_said = Line(_l("Category name in English"), [AtMost(120)])
    intro_said = Lines(_l("A sentence about it in English"), [AtMost(300)])

    @classmethod
    def of(cls, category: DeskCategory, *, said_in: str = "") -> "CategoryForm":
        """The form as it stands before anything is typed."""
        said = category.wordings.get(said_in, {})
        data = {"version": category.version, "name": category.name, "intro": category.intro, "slug": category.slug}
        data |= {"said_in": said_in, "name_said": said.get("name", ""), "intro_said": said.get("intro", "")}
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

    def to_draft(self, known: Wordings | None = None) -> CategoryDraft:
        """What was typed, among what is `known` in further languages; without an address it stays as it is."""
        wordings: Wordings = known or {}
        if self.said_in.data:
            said = {"name": self.name_said.data, "intro": self.intro_said.data}
            wordings = merged(wordings, self.said_in.data, said)
        return CategoryDraft(self.slug.data or "", self.name.data or "", self.intro.data or "", wordings)

    def seen_version(self) -> int:
        """The version of the category the page showed. Raises ValueError where it was changed."""
        return hidden_number(self.version) or 0
