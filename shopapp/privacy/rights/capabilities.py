"""What the policy may say of rights: who may ask for what, by which day it is done, and where to turn otherwise."""

from collections.abc import Sequence

from flask_babel import gettext as _

from shopapp.kernel.contacts import show_phone
from shopapp.platform.capabilities import Capability, Heading, Paragraph
from shopapp.platform.i18n import language
from shopapp.platform.personal_data import Purpose
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.rights.rules import RefusalGround, RequestKind
from shopapp.privacy.rights.wording import GROUNDS, ground_basis
from shopapp.records.law import Term, the_law
from shopapp.shops.queries import get_profile

PAGE = "/du-lieu-cua-toi"


def _seeing(shop: ShopRef) -> Sequence[Paragraph]:
    profile = get_profile(shop)
    return [
        Paragraph(
            _(
                "Everybody whose data this shop holds, with an account or without, and also who received a gift, "
                "can see it, correct it, receive a copy of it, withdraw consent, restrict its use, object to "
                "advertising and have it deleted. On the page of rights a code sent to the phone or the e-mail "
                "address opens what is bound to that contact, and nothing of anybody else."
            ),
            PAGE,
        ),
        Paragraph(
            _(
                "The same can be asked by telephone %(phone)s, by e-mail %(email)s or at the shop. Before anything "
                "is carried out, the shop checks who is asking and notes how; it copies no identity paper.",
                phone=show_phone(profile.hotline),
                email=profile.email,
            )
        ),
        Paragraph(
            _(
                "Every request has a receipt number. The shop answers within %(days)s working days and explains "
                "how it goes on. Seeing, correcting and receiving a copy: %(term)s",
                days=the_law().answer_working_days,
                term=_term(RequestKind.SEE),
            )
        ),
        Paragraph(_basis()),
    ]


def _deleting(_shop: ShopRef) -> Sequence[Paragraph]:
    return [
        Paragraph(_("Deleting: %(term)s", term=_term(RequestKind.DELETE)), f"{PAGE}/xoa"),
        Paragraph(
            _("Withdrawing consent, restricting, objecting: %(term)s", term=_term(RequestKind.RESTRICT)),
        ),
        Paragraph(
            _(
                "What the person asks for themselves on the page of rights is carried out at once by the program: "
                "an objection to advertising counts from that moment, a deletion is done and confirmed by a "
                "message. While an order or a refund is still open, what belongs to it waits, is tried again every "
                "day, and the person is told."
            )
        ),
        Paragraph(
            _(
                "Where a receiver outside holds a copy, the shop asks it in writing to follow, and notes the day "
                "it confirms."
            )
        ),
        Paragraph(
            _(
                "A request may be refused only on these grounds, with the reason written to the person: %(grounds)s.",
                grounds="; ".join(f"{GROUNDS[ground]} ({ground_basis(ground)})" for ground in RefusalGround),
            )
        ),
    ]


def _complaining(_shop: ShopRef) -> Sequence[Paragraph]:
    return [
        Paragraph(
            _(
                "Whoever does not agree with the answer to a request may complain to the shop, and at any time to "
                "the authority for the protection of personal data of the Ministry of Public Security."
            ),
            "/lien-he",
        )
    ]


def _term(kind: RequestKind) -> str:
    term: Term = the_law().terms[kind.value]
    return str(
        _(
            "within %(days)s days, or %(others)s days where somebody outside has to act too; once, with the reason "
            "told, the shop may extend it by %(more)s days.",
            days=term.days,
            others=term.days_with_others,
            more=term.extension_days,
        )
    )


def _basis() -> str:
    source = the_law().terms_source
    return str(
        _(
            "These terms follow article %(article)s of %(act)s; days are calendar days, working days Monday to Friday.",
            article=source.article,
            act=source.name(language()),
        )
    )


def _facts(_shop: ShopRef) -> Sequence[str]:
    law = the_law()
    terms = (
        f"{kind.value} {law.terms[kind.value].days}/{law.terms[kind.value].days_with_others}"
        f"+{law.terms[kind.value].extension_days}"
        for kind in RequestKind
    )
    return [f"answer {law.answer_working_days} working days", *terms, *sorted(ground.value for ground in RefusalGround)]


CAPABILITIES = (
    Capability("rights.requests", Heading.CORRECTION, _seeing, Purpose.LEGAL, facts=_facts),
    Capability("rights.deletion", Heading.DELETION, _deleting),
    Capability("rights.complaints", Heading.COMPLAINTS, _complaining),
)
