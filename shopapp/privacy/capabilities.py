"""What the policy says of itself, and what the parts of this room state."""

from collections.abc import Sequence

from flask_babel import gettext as _

from shopapp.platform.capabilities import Capability, Heading, Paragraph
from shopapp.platform.i18n import language
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.incidents.capabilities import CAPABILITIES as INCIDENTS
from shopapp.privacy.keeping.capabilities import CAPABILITIES as KEEPING
from shopapp.privacy.proof.capabilities import CAPABILITIES as PROOF
from shopapp.privacy.research.capabilities import CAPABILITIES as RESEARCH
from shopapp.privacy.rights.capabilities import CAPABILITIES as RIGHTS
from shopapp.privacy.wording import ground_words, purpose_words, purposes_in_use
from shopapp.records.law import the_law


def _purposes(shop: ShopRef) -> Sequence[Paragraph]:
    """Which purposes are pursued for this shop, and why the law lets them be."""
    law, spoken = the_law(), language()
    paragraphs = []
    for purpose in purposes_in_use(shop):
        ground = law.purposes[purpose]
        source = law.grounds[ground]
        words = _(
            "%(purpose)s; ground: %(ground)s (article %(article)s of %(act)s).",
            purpose=purpose_words(purpose),
            ground=ground_words(ground),
            article=source.article,
            act=source.name(spoken),
        )
        paragraphs.append(Paragraph(str(words)))
    return paragraphs


def _changes(_shop: ShopRef) -> Sequence[Paragraph]:
    return [
        Paragraph(
            _(
                "This page is written by the program that runs the shop, from what it really does. "
                "When that changes, a new version with its own number and date appears here, "
                "and every earlier version stays readable."
            ),
            "/chinh-sach-bao-mat#versions",
        ),
        Paragraph(_("An order or inquiry keeps the version of the policy that was shown when it was sent.")),
        Paragraph(
            _(
                "This policy holds for this shop's pages only, not for pages of others that are linked from here; "
                "such links carry an arrow."
            )
        ),
    ]


def _own_data(_shop: ShopRef) -> Sequence[Paragraph]:
    return [
        Paragraph(
            _(
                "In their account customers see how often the shop had their contact data shown, and who outside "
                "received what, when and why. What they agreed to separately they take back there, and it counts at "
                "once."
            ),
            "/tai-khoan/du-lieu",
        )
    ]


CAPABILITIES = (
    Capability("privacy.purposes", Heading.PURPOSE, _purposes),
    Capability("privacy.own_data", Heading.CORRECTION, _own_data),
    Capability("privacy.changes", Heading.CHANGES, _changes),
    *RIGHTS,
    *KEEPING,
    *INCIDENTS,
    *PROOF,
    *RESEARCH,
)
