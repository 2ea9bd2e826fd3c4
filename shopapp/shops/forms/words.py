"""What the shop says on its pages, and what its question form insists on."""

from collections.abc import Mapping
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
    title_said = Line(_l("In a few words, in English"), validators=[AtMost(60)])
    text_said = Lines(_l("In a sentence, in English"), validators=[AtMost(240)])

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        if good and self.text.data and not self.title.data:
            self.title.errors = [_("Please give this reason a few words as a heading.")]
        return good and not self.errors


class HomeForm(SectionForm):
    """The first words of the home page, and the reasons to buy here."""

    title = Line(_l("Heading of the home page"), validators=[AtMost(80)])
    text = Lines(_l("Sentence below it"), validators=[AtMost(300)])
    title_said = Line(_l("Heading in English"), validators=[AtMost(80)])
    text_said = Lines(_l("Sentence in English"), validators=[AtMost(300)])
    lines = FieldList(FormField(ReasonLine), label=_l("Reason"), max_entries=MOST_ROWS)
    rows = "lines"

    @classmethod
    def read(cls, profile: Profile) -> dict[str, Any]:
        return {**vars(profile.hero), "lines": [dict(vars(r)) for r in profile.reasons]}

    @classmethod
    def read_said(cls, data: dict[str, Any], said: Mapping[str, Any]) -> None:
        hero = said.get("hero", {})
        data |= {f"{name}_said": hero.get(name, "") for name in ("title", "text")}
        for line, words in zip(data["lines"], said.get("reasons", ()), strict=False):
            line |= {f"{name}_said": words.get(name, "") for name in ("title", "text")}

    def to_values(self) -> dict[str, Any]:
        hero = {"title": self.title.data or "", "text": self.text.data or ""}
        return {"hero": hero, "reasons": [{"title": r.title.data, "text": r.text.data or ""} for r in self._filled()]}

    def to_said(self) -> dict[str, Any]:
        reasons = [{"title": row.title_said.data, "text": row.text_said.data} for row in self._filled()]
        return {"hero": {"title": self.title_said.data, "text": self.text_said.data}, "reasons": reasons}

    def _filled(self) -> list[Any]:
        return [entry.form for entry in self.lines.entries if entry.form.title.data]


class TextsForm(SectionForm):
    """The first sentences of the order form, the question form and the quote form."""

    order_intro = Lines(_l("Above the order form"), validators=[AtMost(500)])
    inquiry_intro = Lines(_l("Above the question form"), validators=[AtMost(500)])
    quote_intro = Lines(_l("Above the quote form"), validators=[AtMost(500)])
    order_intro_said = Lines(_l("Above the order form, in English"), validators=[AtMost(500)])
    inquiry_intro_said = Lines(_l("Above the question form, in English"), validators=[AtMost(500)])
    quote_intro_said = Lines(_l("Above the quote form, in English"), validators=[AtMost(500)])

    @classmethod
    def read(cls, profile: Profile) -> dict[str, Any]:
        return dict(profile.texts)

    @classmethod
    def read_said(cls, data: dict[str, Any], said: Mapping[str, Any]) -> None:
        texts = said.get("texts", {})
        data |= {f"{name}_said": texts.get(name, "") for name in TEXTS}

    def to_said(self) -> dict[str, Any]:
        return {"texts": {name: self[f"{name}_said"].data for name in TEXTS}}

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
