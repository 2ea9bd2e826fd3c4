"""What incidents let the policy say: the register, its two clocks, and that people concerned are told from it."""

from collections.abc import Sequence

from flask_babel import gettext as _

from shopapp.platform.capabilities import Capability, Heading, Paragraph
from shopapp.platform.i18n import language
from shopapp.platform.personal_data import Purpose
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.records.law import the_law


def _incidents(_shop: ShopRef) -> Sequence[Paragraph]:
    law, spoken = the_law(), language()
    return [
        Paragraph(
            _(
                "What happens to data is written into a register. From the moment it is found out the program counts "
                "the times the law sets for reporting it: %(attack)s hours for an attack on the system (article "
                "%(attack_article)s of %(attack_act)s) and %(violation)s hours for a violation that may harm people "
                "(article %(violation_article)s of %(violation_act)s). It reminds the shop's owners before each ends, "
                "fills in the report from the register and keeps when and how it was made.",
                attack=law.attack_hours,
                attack_article=law.attack_source.article,
                attack_act=law.attack_source.name(spoken),
                violation=law.violation_hours,
                violation_article=law.violation_source.article,
                violation_act=law.violation_source.name(spoken),
            )
        ),
        Paragraph(
            _(
                "Whose data is concerned is found in the shop's own records. The program sends them the shop's words "
                "about what happened by e-mail or text message, notes who was told and when, and lists the numbers to "
                "call where no message arrives. No consent is needed for this, and nobody can opt out of it."
            )
        ),
    ]


def _facts(_shop: ShopRef) -> Sequence[str]:
    law = the_law()
    return [f"attack.{law.attack_hours}h", f"violation.{law.violation_hours}h", "people.told"]


CAPABILITIES = (Capability("privacy.incidents", Heading.BREACH, _incidents, Purpose.SECURITY, _facts),)
