"""Which optional purposes a form may ask for: only such as the program carries out."""

from collections.abc import Collection, Mapping

from shopapp.orders.rules.asked import N_
from shopapp.platform.personal_data import Purpose

# The sentence beside the box; it is stored with the answer.
WORDINGS: Mapping[Purpose, str] = {
    Purpose.NEWS: N_("The shop may send me news about its products and services. I can take this back at any time."),
    Purpose.MARKETING: N_("The shop may send me offers that suit what I ordered. I can take this back at any time."),
    Purpose.RESEARCH: N_("The shop may ask me what I thought of this order. I can take this back at any time."),
}


def offered_purposes(capability_names: Collection[str]) -> tuple[Purpose, ...]:
    """The purposes to show a box for: those of which a room has registered the capability "consent.<purpose>".

    None does as long as nothing sends news or adverts, and then no box is shown.
    """
    return tuple(purpose for purpose in WORDINGS if f"consent.{purpose.value}" in capability_names)
