"""What the policy says of how long data is kept: this shop's own periods, as the nightly purge goes by them."""

from collections.abc import Sequence

from flask_babel import gettext as _

from shopapp.platform.capabilities import Capability, Heading, Paragraph
from shopapp.platform.i18n import language
from shopapp.platform.personal_data import Keep
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.keeping.queries import rules_of
from shopapp.privacy.keeping.rules import GRACE, RULED, Choice, evidence_period
from shopapp.privacy.keeping.wording import period_words
from shopapp.records.law import the_law


def _periods(shop: ShopRef) -> Sequence[Paragraph]:
    rules = rules_of(shop)
    recipient = _(
        "Name, phone number, address and card text of the person an order goes to are deleted %(period)s after the "
        "order has ended.",
        period=period_words(rules[Keep.AFTER_DELIVERY]),
    )
    messages = _(
        "To whom a message of the shop went and what it was about is deleted %(period)s after it was written.",
        period=period_words(rules[Keep.AFTER_SENT]),
    )
    return [
        Paragraph(str(recipient)),
        *_customers(rules[Keep.UNTIL_PURPOSE_ENDS]),
        _conversations(rules[Keep.AFTER_ANSWER]),
        Paragraph(str(messages)),
        *_for_law(),
        Paragraph(
            _(
                "Each night the program deletes by itself what is older than these periods, and notes the date and how "
                "many records went. What an order, a refund or a report that is still open needs stays until it ends."
            ),
            "/minh-bach",
        ),
    ]


def _customers(period: Choice) -> list[Paragraph]:
    if period is None:
        words = [
            _(
                "Name, phone number and e-mail of the person who ordered, the shop's record of its customers, and "
                "customers' accounts are kept until the customer asks to have them deleted and that has been done."
            )
        ]
    else:
        words = [
            _(
                "Name, phone number, e-mail and notes of the person who ordered are deleted %(period)s after the order "
                "has ended, and the shop's record of a customer when they have not been here for as long.",
                period=period_words(period),
            ),
            _(
                "The owner of an account that was not used for %(period)s is told so; %(days)s days later the account "
                "and its address book are deleted, unless its owner signs in.",
                period=period_words(period),
                days=GRACE.days,
            ),
        ]
    books = _("Number, goods and amounts of an order stay for the shop's books, without the name of anybody.")
    return [Paragraph(str(text)) for text in (*words, books)]


def _conversations(period: Choice) -> Paragraph:
    if period is None:
        return Paragraph(
            _(
                "Questions, quote requests, complaints and their files are kept until the customer asks to have them "
                "deleted and that has been done."
            )
        )
    return Paragraph(
        _(
            "Questions, quote requests, complaints and their files are deleted %(period)s after the last word in them.",
            period=period_words(period),
        )
    )


def _for_law() -> list[Paragraph]:
    law = the_law()
    consent = _(
        "That somebody agreed to something or took it back is kept as proof for %(period)s after it has ceased to "
        "count (article %(article)s of %(act)s).",
        period=period_words(evidence_period("consent")),
        article=law.evidence_source["consent"].article,
        act=law.evidence_source["consent"].name(language()),
    )
    demand = _(
        "Why data was given to an authority or in an emergency, with its paper, and what became of a request about "
        "one's own data are kept as proof for %(period)s; that data was given, and which, stays recorded.",
        period=period_words(evidence_period("disclosure")),
    )
    return [Paragraph(str(consent)), Paragraph(str(demand))]


def _facts(shop: ShopRef) -> Sequence[str]:
    rules = rules_of(shop)
    codes = [f"{keep.value}:{choice.code if (choice := rules[keep]) else '-'}" for keep in RULED]
    return [*codes, f"grace:{GRACE.days}d", f"consent:{evidence_period('consent').code}"]


CAPABILITIES = (Capability("privacy.keeping", Heading.STORAGE_TIME, _periods, facts=_facts),)
