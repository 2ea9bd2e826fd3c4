"""What the forms of the shop's sections share: filled from the profile, turned back into its stored values."""

from typing import Any

from wtforms import HiddenField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from shopapp.platform.web.forms import ShopForm
from shopapp.shops.rules import Profile, SavedSection

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
    rows = ""

    @classmethod
    def of(cls, profile: Profile, saved: SavedSection) -> "SectionForm":
        """The form as the section stands."""
        form = cls(formdata=None, data={**cls.read(profile), "seen": str(saved.version)})
        form.add_row()
        return form

    @classmethod
    def read(cls, profile: Profile) -> dict[str, Any]:
        """The section's values as the fields take them."""
        raise NotImplementedError

    def to_values(self) -> dict[str, Any]:
        """What was typed, as it is stored; only after validation."""
        raise NotImplementedError

    def add_row(self) -> None:
        """One more empty row, where there is room."""
        if self.rows and len(self[self.rows].entries) < MOST_ROWS:
            self[self.rows].append_entry()

    @property
    def seen_version(self) -> int:
        """The version the form was filled from; -1, which none is, for anything a browser made up."""
        text = str(self.seen.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
