"""What the page of parts is filled with: invented words in the shape the macros ask for, and a form with mistakes."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, FileField, Form, RadioField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # Newer than its stubs.

from shopapp.platform.web.forms import Email, Line, Lines, Needed, Phone

PICTURES = Path(__file__).resolve().parents[1] / "sample" / "pictures"
SLUGS = {"florist": "hoa", "puppies": "cun", "signs": "bien", "clothes": "mac", "general": "nha"}
"""The sample shop whose pictures a look is shown with."""
SHOWN = 4
"""How many sample pictures of a shop the page uses."""
TYPED = MultiDict({"name": "Nguyễn Thị Ễnh Ương", "phone": "09123", "size": "m", "province": "92"})


PROVINCES = [SelectChoice("", "—"), SelectChoice("92", "Cần Thơ"), SelectChoice("01", "Hà Nội")]


class Sample(Form):
    """One field of each kind; as it is filled in, phone and consent are wrong."""

    name = Line(_l("Your name"), [Needed(_l("Please type your name."))])
    phone = Phone(_l("Phone number"), [Needed(_l("Please type a phone number."))])
    email = Email(_l("E-mail"))
    wish = Lines(_l("Message to the shop"))
    size = RadioField(_l("Size"), choices=[SelectChoice(value, value.upper()) for value in "sml"])
    province = SelectField(_l("Province or city"), choices=PROVINCES)
    picture = FileField(_l("Picture"))
    agrees = BooleanField(_l("I have read the shop's rules"), [Needed(_l("Please tick the box to go on."))])


@dataclass(frozen=True)
class SamplePicture:
    """What macros ask of a picture; the portal itself answers its address."""

    key: str
    alt: str
    format: str = "webp"
    width: int = 960
    height: int = 960
    widths: tuple[int, ...] = ()
    colour: str = ""


def pictures_of(look: str) -> list[SamplePicture]:
    """The first pictures of the sample shop that has the look."""
    slug = SLUGS[look]
    return [SamplePicture(f"parts-{slug}-{n}", _("Sample picture")) for n, _path in enumerate(_files(slug))]


def picture_file(slug: str, number: int) -> Path | None:
    """The file behind one of them."""
    files = _files(slug)
    return files[number] if number < len(files) else None


def _files(slug: str) -> list[Path]:
    return sorted((PICTURES / slug).glob("*-1.webp"))[:SHOWN]


def cards(look: str) -> list[dict[str, Any]]:
    """Arguments of product_card in each of its states."""
    found: list[SamplePicture | None] = [*pictures_of(look), None, None, None, None][:SHOWN]
    base = {"href": "#", "order_href": "#"}
    return [
        base | {"name": "Mẫu còn hàng", "amount": 350_000, "was": 420_000, "picture": found[0]},
        base | {"name": "Mẫu sắp hết, tên dài hai dòng để thử", "amount": 89_000, "state": "low", "picture": found[1]},
        base | {"name": "Mẫu đã hết", "amount": 1_200_000, "state": "out", "picture": found[2]},
        base | {"name": "Mẫu cần báo giá", "amount": None, "note": _("To be quoted"), "picture": found[3]},
    ]


def way_of_an_order() -> list[dict[str, str]]:
    """Entries of a timeline: done, now, to come."""
    return [
        {"label": _("Placed"), "at": "08:12", "state": "done", "note": ""},
        {"label": _("Called to confirm"), "at": "08:40", "state": "now", "note": _("The shop is preparing it.")},
        {"label": _("Delivered"), "at": "", "state": "next", "note": ""},
    ]


def lines() -> list[dict[str, Any]]:
    """Lines of a receipt, one of them still without a price."""
    return [
        {"name": "Mẫu còn hàng", "note": "Cỡ vừa", "quantity": 2, "unit_price": 350_000, "total": 700_000, "href": "#"},
        {"name": "Mẫu cần báo giá", "note": "", "quantity": 1, "unit_price": None, "total": None, "href": ""},
    ]


def filled_form() -> Sample:
    """The form as somebody sent it, with its mistakes found."""
    form = Sample(TYPED)
    form.validate()
    return form
