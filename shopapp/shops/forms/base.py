"""What the forms of the shop's sections share: filled from the profile, turned back into its stored values."""

from collections.abc import Mapping
from typing import Any

from wtforms import HiddenField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from shopapp.platform.i18n import LANGUAGES
from shopapp.platform.web.forms import ShopForm
from shopapp.shops.rules import WORDINGS, Profile, SavedSection
from shopapp.shops.said import pruned

MOST_ROWS = 12


class Boxes(SelectMultipleField):
    """Several of a few, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class SectionForm(ShopForm):
    """Base of the sections. `seen` is the version of the section the form was filled from.

    `rows` names the list of rows, if it has one; rows left empty do not count.
    """

    seen = HiddenField()
    said_in = HiddenField()
    rows = ""

    @classmethod
    def of(cls, profile: Profile, saved: SavedSection) -> "SectionForm":
        """The form as the section stands, its words in the further language beside the shop's own."""
        data, code = cls.read(profile), next(iter(profile.languages), "")
        cls.read_said(data, profile.wordings.get(code, {}))
        form = cls(formdata=None, data={**data, "seen": str(saved.version), "said_in": code})
        form.add_row()
        return form

    @classmethod
    def read(cls, profile: Profile) -> dict[str, Any]:
        """The section's values as the fields take them."""
        raise NotImplementedError

    def to_values(self) -> dict[str, Any]:
        """What was typed, as it is stored; only after validation."""
        raise NotImplementedError

    @classmethod
    def read_said(cls, data: dict[str, Any], said: Mapping[str, Any]) -> None:
        """Add to the fields' values (`read`) what the section says in the further language."""

    def to_said(self) -> dict[str, Any]:
        """What was typed in the further language, in the shape of `to_values`."""
        return {}

    def values(self) -> dict[str, Any]:
        """Everything typed, as `save_section` takes it; only after validation.

        Where no further language was offered, what was once said in it stays.
        """
        code = str(self.said_in.data or "")
        return self.to_values() | ({WORDINGS: {code: pruned(self.to_said())}} if code in LANGUAGES else {})

    def carried(self, fields: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """What a preview carries on of everything the browser sent."""
        return fields

    def take(self, button: str) -> None:
        """Do what a button other than saving and trying asks of the form."""
        if button == "more":
            self.add_row()

    def add_row(self) -> None:
        """One more empty row, where there is room."""
        if self.rows and len(self[self.rows].entries) < MOST_ROWS:
            self[self.rows].append_entry()

    @property
    def seen_version(self) -> int:
        """The version the form was filled from; -1, which none is, for anything a browser made up."""
        text = str(self.seen.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
