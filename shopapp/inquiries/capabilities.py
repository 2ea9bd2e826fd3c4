"""What inquiries let the policy say: what is asked, what becomes of files, who reads the thread."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from shopapp.inquiries.attachments import LONGEST_SIDE
from shopapp.inquiries.rules import PENDING_LASTS, Kind, asked_fields
from shopapp.inquiries.wording import FACTS, KINDS
from shopapp.platform.capabilities import Capability, Heading, Paragraph
from shopapp.platform.personal_data import Purpose
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.shops.complaint_times import Times, Topic
from shopapp.shops.queries import get_profile
from shopapp.shops.words import TOPICS, times_words

_ASKED: dict[str, Any] = {
    "name": _l("full name"),
    "phone": _l("phone number"),
    "email": _l("e-mail"),
    "address": _l("address"),
    "topic": _l("what the complaint is about"),
    "order_code": _l("order code"),
    "body": _l("what is asked or told"),
    "files": _l("pictures and PDF files"),
    "product": _l("the product it is about"),
}


_PLACES = (
    (Kind.QUESTION, "/lien-he"),
    (Kind.QUOTE, "/bao-gia"),
    (Kind.COMPLAINT, "/lien-he?loai=khieu-nai"),
)


def _what_is_asked(shop: ShopRef) -> Sequence[Paragraph]:
    return [_asked_for(shop, kind, where) for kind, where in _PLACES]


def _facts(shop: ShopRef) -> Sequence[str]:
    profile = get_profile(shop)
    return [
        f"{kind.value}.{one.name}{'' if one.is_required else '?'}"
        for kind, _where in _PLACES
        for one in asked_fields(kind, profile, shop.kind)
    ]


def _asked_for(shop: ShopRef, kind: Kind, where: str) -> Paragraph:
    asked = asked_fields(kind, get_profile(shop), shop.kind)
    words = {one: _within_a_sentence(str(_ASKED.get(one.name) or FACTS[one.name])) for one in asked}
    needed = ", ".join(words[one] for one in asked if one.is_required)
    optional = ", ".join(words[one] for one in asked if not one.is_required)
    text = str(
        _(
            "%(kind)s: needed are %(needed)s; may be added: %(optional)s.",
            kind=KINDS[kind],
            needed=needed,
            optional=optional,
        )
    )
    if not any(one.is_required and one.name in ("phone", "email") for one in asked):
        text += " " + str(_("A phone number or an e-mail address is needed so that the shop can answer."))
    return Paragraph(text, where)


def _within_a_sentence(words: str) -> str:
    """The first letter small, the rest as it is: PDF and LED keep their capitals."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def _purpose(_shop: ShopRef) -> Sequence[Paragraph]:
    return [
        Paragraph(
            _("What is entered in a question, quote request or complaint is used to answer it, and for nothing else.")
        )
    ]


def _files(_shop: ShopRef) -> Sequence[Paragraph]:
    return [
        Paragraph(
            _(
                "Pictures sent with a request are drawn anew, at most %(side)s pixels long, so that the place, time "
                "and device a photo carries are not kept. Files open only behind the request's link and for signed-in "
                "staff.",
                side=LONGEST_SIDE,
            )
        ),
        Paragraph(
            _(
                "Each request has a page with an address nobody can guess. Whoever has that address can read the "
                "conversation; name, phone, e-mail and address are shown there in part only."
            )
        ),
    ]


def _unsent(_shop: ShopRef) -> Sequence[Paragraph]:
    hours = int(PENDING_LASTS.total_seconds() // 3600)
    return [
        Paragraph(
            _("Files chosen for a request that was never sent are deleted after about %(hours)s hours.", hours=hours)
        )
    ]


def _complaints(shop: ShopRef) -> Sequence[Paragraph]:
    times = get_profile(shop).complaint_times
    alike: dict[Times, list[str]] = {}
    for topic in Topic:
        alike.setdefault(times[topic], []).append(_within_a_sentence(str(TOPICS[topic])))
    about_data = _(
        "A complaint about personal data is answered within the times the law sets for requests about data; such a "
        "request can also be made at once, without a complaint."
    )
    return [
        Paragraph(
            _(
                "Complaints can be sent at any time. Each has a number and a page on which its sender sees by when it "
                "is to be answered and settled. Whether these times are kept is measured, and the shop is reminded."
            ),
            "/lien-he?loai=khieu-nai",
        ),
        *(
            Paragraph(_("%(promised)s: %(topics)s.", promised=times_words(found), topics="; ".join(topics)))
            for found, topics in alike.items()
        ),
        Paragraph(about_data, "/du-lieu-cua-toi"),
    ]


def _staff(_shop: ShopRef) -> Sequence[Paragraph]:
    return [
        Paragraph(
            _("Staff see the contact data of a request in part; showing it in full is recorded with name and time.")
        )
    ]


def _reports(_shop: ShopRef) -> Sequence[Paragraph]:
    return [
        Paragraph(
            _(
                "Anybody can report that somebody uses their name, number or account, that the shop's pages are "
                "misused, or that data could be seen. Needed is what happened; an order code, files, name, phone "
                "number and e-mail may be added. All of it is used to look into the report and to say how it ended, "
                "and for nothing else."
            ),
            "/bao-cao-an-ninh",
        )
    ]


def _report_facts(shop: ShopRef) -> Sequence[str]:
    asked = asked_fields(Kind.SECURITY, get_profile(shop), shop.kind)
    return [f"security.{one.name}{'' if one.is_required else '?'}" for one in asked]


CAPABILITIES = (
    Capability("inquiries.purpose", Heading.PURPOSE, _purpose, Purpose.CARE, _facts),
    Capability("inquiries.asked", Heading.SCOPE, _what_is_asked),
    Capability("inquiries.files", Heading.PROTECTION, _files),
    Capability("inquiries.staff", Heading.PROTECTION, _staff),
    Capability("inquiries.unsent", Heading.STORAGE_TIME, _unsent),
    Capability("inquiries.complaints", Heading.COMPLAINTS, _complaints),
    Capability("inquiries.reports", Heading.BREACH, _reports, Purpose.SECURITY, _report_facts),
)
