"""What the policy says of counting: what is counted, how, and that nobody is told apart."""

from collections.abc import Sequence

from flask_babel import gettext as _

from shopapp.content.usage.rules import KEPT_MONTHS
from shopapp.platform.capabilities import Capability, Heading, Paragraph
from shopapp.platform.tenancy.refs import ShopRef


def _counted(_shop: ShopRef) -> Sequence[Paragraph]:
    return [
        Paragraph(
            _(
                "The shop counts by days: visits, pages looked at, taps on links, names of browsers, and whether "
                "visitors came by a search engine, a social network, another site or directly. Only numbers are kept."
            )
        ),
        Paragraph(
            _(
                "No cookie is set for that and no network address stored: a one-way hash of address and browser with "
                "a random key of the shop and day tells visits apart, and is deleted with its key when the day is over."
            )
        ),
        Paragraph(
            _(
                "Browsers that say “Do Not Track” or “Global Privacy Control”, robots and the shop's staff are not "
                "counted."
            )
        ),
    ]


def _kept(_shop: ShopRef) -> Sequence[Paragraph]:
    words = _(
        "The numbers of a day are deleted after %(months)s months; totals of visits and readings stay.",
        months=KEPT_MONTHS,
    )
    return [Paragraph(str(words))]


CAPABILITIES = (
    Capability("content.counting", Heading.SCOPE, _counted),
    Capability("content.counts_kept", Heading.STORAGE_TIME, _kept),
)
