"""How each kind of shop opens: the order of its home page, its two first buttons, its headings. Data, no templates."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l


@dataclass(frozen=True)
class HomeWords:
    """A kind's home page. `sections` in their order; buttons as (words, address); `icons` stand beside the reasons.

    `shown` featured products fill whole rows of the look's grid; the one in the opening picture may count as shown.
    `opening` names the panel that stands in place of that picture; `is_beside` puts the reasons next to the goods.
    """

    sections: tuple[str, ...]
    main: tuple[Any, str]
    second: tuple[Any, str]
    ways: Any
    featured: Any
    reasons: Any
    icons: tuple[str, ...] = ("check", "heart", "star")
    shown: int = 6
    repeats_first: bool = False
    opening: str = ""
    is_beside: bool = False
    steps_title: Any = ""
    steps: tuple[tuple[Any, Any], ...] = ()


_ORDER = (_l("Order now"), "/dat-hang")

_GENERAL = HomeWords(
    sections=("ways", "featured", "reasons", "news", "visit"),
    main=_ORDER,
    second=(_l("Look along the shelves"), "#loi-vao"),
    ways=_l("Shelves"),
    featured=_l("Often bought"),
    reasons=_l("Why here"),
    icons=("truck", "tag", "check"),
    shown=9,
    repeats_first=True,
    opening="home.delivery",
)

KINDS: dict[str, HomeWords] = {
    "general": _GENERAL,
    "florist": HomeWords(
        sections=("ways", "featured", "reasons", "news", "visit"),
        main=(_l("Order flowers"), "/dat-hang"),
        second=(_l("Choose by occasion"), "#loi-vao"),
        ways=_l("By occasion"),
        featured=_l("Fresh this week"),
        reasons=_l("How we work"),
        icons=("gift", "check", "card"),
    ),
    "puppies": HomeWords(
        sections=("featured", "reasons", "ways", "news", "visit"),
        main=(_l("Meet the puppies"), "#noi-bat"),
        second=(_l("Ask for a visit"), "/lien-he"),
        ways=_l("By breed"),
        featured=_l("Waiting for a family"),
        reasons=_l("So that you can be sure"),
        icons=("shield", "heart", "check"),
        is_beside=True,
    ),
    "signs": HomeWords(
        sections=("ways", "featured", "steps", "reasons", "news", "visit"),
        main=(_l("Ask for a quote"), "/bao-gia"),
        second=(_l("Types of signs"), "#loi-vao"),
        ways=_l("Types of signs"),
        featured=_l("From the workshop"),
        reasons=_l("What you can rely on"),
        icons=("list", "tag", "shield"),
        steps_title=_l("From measure to mounting"),
        steps=(
            (_l("Send the measures"), _l("Width, height, where it hangs, and a photo if there is one.")),
            (_l("Receive drawing and price"), _l("To scale, with every material named.")),
            (_l("Agree, then we build"), _l("Nothing is cut before you have said yes.")),
            (_l("Mounted and lit"), _l("At the hour we agreed on.")),
        ),
    ),
    "clothes": HomeWords(
        sections=("featured", "steps", "ways", "reasons", "news", "visit"),
        main=(_l("Send a link, get a quote"), "/bao-gia"),
        second=(_l("See the lookbook"), "#noi-bat"),
        ways=_l("By piece"),
        featured=_l("Lookbook"),
        reasons=_l("What you can rely on"),
        icons=("tag", "search", "box"),
        shown=8,
        repeats_first=True,
        steps_title=_l("Nine stages from a link to your door"),
        steps=(
            (_l("Link or photo received"), ""),
            (_l("Full price quoted"), ""),
            (_l("Deposit received"), ""),
            (_l("Bought"), ""),
            (_l("At the collecting warehouse"), ""),
            (_l("Arrived in Vietnam"), ""),
            (_l("Colour and size checked"), ""),
            (_l("Out for delivery"), ""),
            (_l("In your hands"), ""),
        ),
    ),
}


def home_words(kind: str) -> HomeWords:
    """The words of a kind of shop."""
    return KINDS.get(kind, _GENERAL)
