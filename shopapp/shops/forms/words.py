"""What the shop says on its pages, and what its question form insists on."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, Form, FormField

from shopapp.platform.web.forms import AtMost, Line, Lines
from shopapp.shops.forms.base import MOST_ROWS, Boxes, SectionForm
from shopapp.shops.rules import INQUIRY_FIELDS, TEXTS, Profile


class ReasonLine(Form):
    """One reason to buy here."""

    title = Line(_l("In a few words"), validators=[AtMost(60)])
    text = Lines(_l("In a sentence"), validators=[AtMost(240)])

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        if good and self.text.data and not self.title.data:
            self.title.errors = [_("Please give this reason a few words as a heading.")]
        return good and not self.errors


class HomeForm(SectionForm):
    """The first words of the home page, and the reasons to buy here."""

    title = Line(_l("Heading of the home page"), validators=[AtMost(80)])
    text = Lines(_l("Sentence below it"), validators=[AtMost(300)])
    lines = FieldList(FormField(ReasonLine), label=_l("Reason"), max_entries=MOST_ROWS)
    rows = "lines"

    @classmethod
    def read(cls, profile: Profile) -> dict[str, Any]:
        return {**vars(profile.hero), "lines": [vars(r) for r in profile.reasons]}

    def to_values(self) -> dict[str, Any]:
        reasons = [{"title": e.form.title.data, "text": e.form.text.data or ""} for e in self.lines.entries]
        hero = {"title": self.title.data or "", "text": self.text.data or ""}
        return {"hero": hero, "reasons": [r for r in reasons if r["title"]]}


class TextsForm(SectionForm):
    """The first sentences of the order form, the question form and the quote form."""

    order_intro = Lines(_l("Above the order form"), validators=[AtMost(500)])
    inquiry_intro = Lines(_l("Above the question form"), validators=[AtMost(500)])
    quote_intro = Lines(_l("Above the quote form"), validators=[AtMost(500)])

    @classmethod
    def read(cls, profile: Profile) -> dict[str, Any]:
        return dict(profile.texts)

    def to_values(self) -> dict[str, Any]:
        return {"texts": {name: self[name].data for name in TEXTS if self[name].data}}


class AskedForm(SectionForm):
    """What a question to the shop must hold before it can be sent."""

    required = Boxes(_l("Must be filled in"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {"name": _("Name"), "phone": _("Phone"), "email": _("E-mail"), "address": _("Address")}
        self.required.choices = [(name, words[name]) for name in INQUIRY_FIELDS]

    @classmethod
    def read(cls, profile: Profile) -> dict[str, Any]:
        return {"required": list(profile.inquiry_required)}

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        if good and not {"phone", "email"} & set(self.required.data or ()):
            self.required.errors = [_("Without a phone number or an e-mail address nobody can be answered: tick one.")]
        return good and not self.errors

    def to_values(self) -> dict[str, Any]:
        return {"inquiry_required": [name for name in INQUIRY_FIELDS if name in (self.required.data or ())]}
