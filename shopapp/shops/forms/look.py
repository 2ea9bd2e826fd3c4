"""The look of the shop: its logo, and the few choices it has of its kind's type, corners, space and pictures."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FileField, HiddenField, RadioField

from shopapp.shops.forms.base import Boxes, SectionForm
from shopapp.shops.mark import Mark
from shopapp.shops.rules import LOOK_CHOICES, Profile

_OWN = _l("As the look was drawn")
WORDS: dict[str, dict[str, Any]] = {
    "headings": {"": _OWN, "system": _l("Plain"), "serif": _l("With serifs"), "rounded": _l("Rounded")},
    "corners": {"": _OWN, "square": _l("Square"), "round": _l("Round")},
    "space": {"": _OWN, "dense": _l("Closer together"), "airy": _l("Further apart")},
    "pictures": {"": _OWN, "square": _l("Square"), "portrait": _l("Upright"), "wide": _l("Wide")},
}


class LookForm(SectionForm):
    """Logo and choices. `mark` is the logo the form holds, `upload_error` why an upload could not be taken."""

    logo = HiddenField()
    upload = FileField(
        _l("Logo"),
        description=_l(
            "PNG with a transparent ground looks best; JPEG, WebP and AVIF are taken, too. From 500 pixels on."
        ),
    )
    is_alone = BooleanField(_l("The logo already says the shop's name: do not write it beside"))
    removed = BooleanField(_l("Take the logo away"))
    headings = RadioField(_l("Letters of headings"))
    corners = RadioField(_l("Corners of buttons and pictures"))
    pictures = RadioField(_l("Shape of pictures in lists"))
    space = RadioField(_l("Space between the parts of a page"))
    mark: Mark | None = None
    upload_error = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in WORDS.items():
            self[name].choices = [(value, str(words[value])) for value in LOOK_CHOICES[name]]
            self[name].data = self[name].data or ""

    @classmethod
    def read(cls, profile: Profile) -> dict[str, Any]:
        mark = profile.logo
        chosen = {name: getattr(profile.look, name) for name in LOOK_CHOICES}
        return chosen | {"logo": mark.key if mark else "", "is_alone": mark is not None and mark.is_alone}

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        if self.upload_error:
            self.upload.errors = [self.upload_error]
        for name in LOOK_CHOICES:
            # A browser cannot send anything else; whoever does is told at the field as well.
            if self[name].errors:
                self[name].errors = [_("Please choose one of these.")]
        return good and not self.upload_error

    def to_values(self) -> dict[str, Any]:
        mark = None if self.removed.data else self.mark
        logo = {**vars(mark), "is_alone": bool(self.is_alone.data)} if mark else None
        return {"logo": logo, "look": {name: self[name].data for name in LOOK_CHOICES}}

    def carried(self, fields: list[tuple[str, str]]) -> list[tuple[str, str]]:
        # An upload cannot travel through a page; the name it was kept under can.
        kept = [(name, value) for name, value in fields if name not in ("logo", "removed")]
        return [*kept, ("logo", str(self.logo.data or "")), *([("removed", "y")] if self.removed.data else [])]


class LanguagesForm(SectionForm):
    """In which languages besides its own a shop shows its pages."""

    offered = Boxes(_l("Besides its own language the shop's pages can be read in"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered.choices = [("en", _("English"))]

    @classmethod
    def read(cls, profile: Profile) -> dict[str, Any]:
        return {"offered": list(profile.languages)}

    def to_values(self) -> dict[str, Any]:
        return {"languages": list(self.offered.data or ())}
