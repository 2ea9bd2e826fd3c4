"""What the policy says of counting: what is counted, how, and that nobody is told apart."""

from collections.abc import Sequence

from flask_babel import gettext as _

from shopapp.content.usage.rules import KEPT_MONTHS, ONLINE_MINUTES
from shopapp.platform.capabilities import Capability, Heading, Paragraph
from shopapp.platform.tenancy.refs import ShopRef


def _counted(_shop: ShopRef) -> Sequence[Paragraph]:
    return [
        Paragraph(
            _(
                "To see what is useful, the shop counts by days: visits, pages looked at, taps on links to call, to "
                "write, to Zalo and to other sites, which browser (only its name, such as Chrome), and whether "
                "visitors came from a search engine, a social network, another site or directly. Only numbers are "
                "kept, nothing about single visitors, and no program of anybody else takes part."
            )
        ),
        Paragraph(
            _(
                "No cookie is set for counting and no network address is stored. So that a visitor counts once a day, "
                "a one-way hash of address and browser with a random key of that day is kept; key and hashes are "
                "deleted when the day is over, and another day or another shop has another key. “Looking now” means "
                "within the last %(minutes)s minutes.",
                minutes=ONLINE_MINUTES,
            )
        ),
        Paragraph(
            _(
                "Whose browser says “Do Not Track” or “Global Privacy Control” is not counted at all, and neither are "
                "robots and the shop's own staff."
            )
        ),
    ]


def _kept(_shop: ShopRef) -> Sequence[Paragraph]:
    words = _(
        "Numbers of visits, pages and taps are deleted day by day after %(months)s months; the whole numbers of "
        "visits, and how often news, pages and this policy were read, stay.",
        months=KEPT_MONTHS,
    )
    return [Paragraph(str(words))]


CAPABILITIES = (
    Capability("content.counting", Heading.SCOPE, _counted),
    Capability("content.counts_kept", Heading.STORAGE_TIME, _kept),
)
