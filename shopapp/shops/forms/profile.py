"""Who the shop is: name and colour, the ways to reach it, its departments, and who answers in law."""

import re
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, Form, FormField

from shopapp.platform.web.fields import Colour, Day
from shopapp.platform.web.forms import AtMost, Email, Line, Needed, Phone
from shopapp.shops.forms.base import MOST_ROWS, SectionForm
from shopapp.shops.rules import Profile

# A sign of the authority that leads anywhere else would be a forged one.
_AUTHORITY = re.compile(r"https://([a-z0-9-]+\.)*[a-z0-9-]+\.gov\.vn(/[^\s]*)?")


class ProfileForm(SectionForm):
    """Name, colour and the ways to reach the shop."""

    name = Line(_l("Name of the shop"), validators=[Needed(_l("Please type the shop's name.")), AtMost(120)])
    tagline = Line(_l("Slogan"), validators=[AtMost(160)], description=_l("One line below the name."))
    colour = Colour(
        _l("Colour of the shop"),
        validators=[Needed(_l("Please choose a colour."))],
        description=_l("For buttons and links. It is darkened or lightened by itself until words on it can be read."),
    )
    hotline = Phone(_l("Hotline"), validators=[Needed(_l("Please type the number customers call."))])
    email = Email(
        _l("E-mail of the shop"), validators=[Needed(_l("Please type the shop's e-mail address.")), AtMost(254)]
    )
    zalo = Phone(_l("Zalo number"), description=_l("Leave it empty if the shop does not use Zalo."))
    address = Line(_l("Address of the shop"), validators=[AtMost(300)])
    name_said = Line(
        _l("Name of the shop in English"),
        validators=[AtMost(120)],
        description=_l("Only if the shop is called differently in English."),
    )
    tagline_said = Line(_l("Slogan in English"), validators=[AtMost(160)])
    address_said = Line(_l("Address in English"), validators=[AtMost(300)])

    @classmethod
    def read(cls, profile: Profile) -> dict[str, Any]:
        return {name: getattr(profile, name) for name in cls._names()}

    @classmethod
    def read_said(cls, data: dict[str, Any], said: Mapping[str, Any]) -> None:
        data |= {f"{name}_said": said.get(name, "") for name in ("name", "tagline", "address")}

    def to_said(self) -> dict[str, Any]:
        return {name: self[f"{name}_said"].data for name in ("name", "tagline", "address")}

    def take(self, button: str) -> None:
        # "colour-a8504e" is one of the suggested colours.
        if button.startswith("colour-"):
            self.colour.data = f"#{button.removeprefix('colour-')[:6]}"
        super().take(button)

    def to_values(self) -> dict[str, Any]:
        typed = {name: self[name].data for name in self._names()}
        return typed | {"hotline": self.hotline.e164, "zalo": self.zalo.e164, "email": self.email.address}

    @staticmethod
    def _names() -> tuple[str, ...]:
        return "name", "tagline", "colour", "hotline", "email", "zalo", "address"


class LegalForm(SectionForm):
    """Who answers in law; shown at the foot of every page."""

    name = Line(_l("Registered name"), validators=[AtMost(160)])
    code = Line(_l("Business code"), validators=[AtMost(40)], description=_l("The number on the business certificate."))
    issued_on = Day(_l("Issued on"))
    issued_by = Line(_l("Issued by"), validators=[AtMost(160)])
    representative = Line(_l("Representative"), validators=[AtMost(120)])
    address = Line(_l("Registered address"), validators=[AtMost(300)])
    notice = Line(
        _l("Number of the notification to the Ministry of Industry and Trade"),
        validators=[AtMost(60)],
        description=_l("Only once the authority has confirmed it. The foot of each page then names it."),
    )
    notice_link = Line(
        _l("Address of the authority's page about it"),
        validators=[AtMost(300)],
        description=_l("It begins with https:// and ends in .gov.vn, such as the page the authority's sign leads to."),
    )
    issued_by_said = Line(_l("Issued by, in English"), validators=[AtMost(160)])
    address_said = Line(_l("Registered address in English"), validators=[AtMost(300)])

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        if good and self.notice_link.data and not _AUTHORITY.fullmatch(self.notice_link.data):
            words = _("Please type the address of the authority's own page, for example https://online.gov.vn/….")
            self.notice_link.errors = [words]
        elif good and self.notice.data and not self.notice_link.data:
            self.notice_link.errors = [_("Please add the authority's page: a number alone proves nothing.")]
        elif good and self.notice_link.data and not self.notice.data:
            self.notice.errors = [_("Please type the number the authority has given.")]
        return good and not self.errors

    @classmethod
    def read(cls, profile: Profile) -> dict[str, Any]:
        return dict(vars(profile.legal))

    @classmethod
    def read_said(cls, data: dict[str, Any], said: Mapping[str, Any]) -> None:
        legal = said.get("legal", {})
        data |= {f"{name}_said": legal.get(name, "") for name in ("issued_by", "address")}

    def to_said(self) -> dict[str, Any]:
        return {"legal": {name: self[f"{name}_said"].data for name in ("issued_by", "address")}}

    def to_values(self) -> dict[str, Any]:
        names = ("name", "code", "issued_by", "representative", "address", "notice", "notice_link")
        typed = {name: self[name].data or "" for name in names}
        return {"legal": typed | {"issued_on": self.issued_on.day.isoformat() if self.issued_on.day else ""}}


class DepartmentLine(Form):
    """One contact of the support block."""

    name = Line(_l("Name of the department"), validators=[AtMost(80)])
    phone = Phone(_l("Phone"))
    email = Email(_l("E-mail"), validators=[AtMost(254)])
    name_said = Line(_l("Name in English"), validators=[AtMost(80)])

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        if good and (self.phone.data or self.email.data) and not self.name.data:
            self.name.errors = [_("Please say what this contact is for, for example Sales.")]
        elif good and self.name.data and not (self.phone.data or self.email.data):
            self.phone.errors = [_("Please type a phone number or an e-mail address for this department.")]
        return good and not self.errors


class DepartmentsForm(SectionForm):
    """Contacts by department."""

    lines = FieldList(FormField(DepartmentLine), label=_l("Department"), max_entries=MOST_ROWS)
    rows = "lines"

    @classmethod
    def read(cls, profile: Profile) -> dict[str, Any]:
        return {"lines": [dict(vars(d)) for d in profile.departments]}

    @classmethod
    def read_said(cls, data: dict[str, Any], said: Mapping[str, Any]) -> None:
        for line, words in zip(data["lines"], said.get("departments", ()), strict=False):
            line["name_said"] = words.get("name", "")

    def to_values(self) -> dict[str, Any]:
        rows = [(e.name.data, e.phone.e164, e.email.address) for e in self._filled()]
        return {"departments": [{"name": n, "phone": p, "email": e} for n, p, e in rows]}

    def to_said(self) -> dict[str, Any]:
        return {"departments": [{"name": row.name_said.data} for row in self._filled()]}

    def _filled(self) -> list[Any]:
        return [entry.form for entry in self.lines.entries if entry.form.name.data]
