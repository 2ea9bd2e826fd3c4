"""Which optional purposes a form may ask for: only such as the program carries out."""

from collections.abc import Collection, Mapping

from shopapp.orders.rules.asked import N_
from shopapp.platform.personal_data import Purpose

# The sentence beside the box; it is stored with the answer.
WORDINGS: Mapping[Purpose, str] = {
    Purpose.NEWS: N_("The shop may send me news about its products and services. I can take this back at any time."),
    Purpose.MARKETING: N_("The shop may send me offers that suit what I ordered. I can take this back at any time."),
    Purpose.RESEARCH: N_(
        "The shop may give figures of my orders, under a made-up name and without my contact, to the research "
        "contractor its policy names. I can take this back at any time."
    ),
}


def offered_purposes(asked: Collection[str]) -> tuple[Purpose, ...]:
    """The purposes to show a box for, of those the shop's policy asks consent for: no other is pursued."""
    return tuple(purpose for purpose in WORDINGS if purpose.value in asked)
