"""What a request holds of its shop: frozen values, never a database row."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Literal

from shopapp.platform.wordings import overlaid

Kind = Literal["florist", "puppies", "signs", "clothes", "general"]
KINDS: tuple[Kind, ...] = ("florist", "puppies", "signs", "clothes", "general")


@dataclass(frozen=True)
class ShopRef:
    """A shop as actions and queries know it. `base_url` has no slash at its end."""

    id: int
    slug: str
    base_url: str
    language: str
    kind: str


@dataclass(frozen=True)
class OpeningHours:
    """Days (0 is Monday) that share one pair of opening times ("07:00")."""

    days: tuple[int, ...]
    opens: str
    closes: str


@dataclass(frozen=True)
class Closure:
    """Days on which the shop is closed, such as Tết; `first` and `last` (both closed) are ISO dates."""

    name: str
    first: str
    last: str

    @property
    def first_day(self) -> date:
        """The first closed day."""
        return date.fromisoformat(self.first)

    @property
    def last_day(self) -> date:
        """The last closed day."""
        return date.fromisoformat(self.last)

    def holds(self, day: date) -> bool:
        """Whether the shop is closed on that day."""
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True)
class Department:
    """One contact of the shop's support block. `phone` in E.164 or empty."""

    name: str
    phone: str
    email: str


@dataclass(frozen=True)
class LegalIdentity:
    """Who answers in law. `issued_on` is an ISO date or empty; `notice` is the number under which the authority keeps
    the notification of the shop's pages, `notice_link` the authority's own page about it, both or neither.
    """

    name: str
    code: str
    issued_on: str
    issued_by: str
    representative: str
    address: str
    notice: str = ""
    notice_link: str = ""


@dataclass(frozen=True)
class MenuEntry:
    """One entry of the storefront's menu; `wordings` holds its label in further languages by their codes."""

    label: str
    href: str
    wordings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Logo:
    """The shop's own mark. `width` × `height` are CSS pixels in the head of a page; `scales` the sizes made, 1 to 3.

    `original` is the file it was made from, "png" or "jpg". `is_alone`: the name is not written beside it.
    """

    key: str
    original: str
    width: int
    height: int
    scales: tuple[int, ...]
    is_alone: bool = False

    @property
    def src(self) -> str:
        """The address of its smallest size."""
        return f"/logo/{self.key}-{self.scales[0]}.webp"

    @property
    def srcset(self) -> str:
        """Its larger sizes for screens of finer grain, as <img> takes them."""
        return ", ".join(f"/logo/{self.key}-{scale}.webp {scale}x" for scale in self.scales)


@dataclass(frozen=True)
class LookChoices:
    """What a shop may choose of its look; "" everywhere is the look of its kind as it was drawn.

    `plate` is no choice: it follows from the logo, which may need one to be seen (`frames.choices`).
    """

    headings: str = ""
    corners: str = ""
    space: str = ""
    pictures: str = ""
    plate: str = ""


@dataclass(frozen=True)
class ReturnsInShort:
    """What product and order form say of returns: within how many hours or days after receipt a fault can be told,
    how many days goods without fault go back (0: not), and the longest guarantee in days or months (0: none).
    """

    within: int
    unit: str
    mind_days: int = 0
    guarantee: int = 0
    guarantee_unit: str = ""


@dataclass(frozen=True)
class ShopFace:
    """What the frame of every page shows of a shop, read in the same query as the shop itself."""

    name: str
    tagline: str
    kind: str
    colour: str
    hotline: str
    email: str
    zalo: str
    address: str
    hours: tuple[OpeningHours, ...]
    departments: tuple[Department, ...]
    legal: LegalIdentity
    menu: tuple[MenuEntry, ...]
    theme_hash: str
    closures: tuple[Closure, ...] = ()
    logo: Logo | None = None
    look: LookChoices = LookChoices()
    # The languages visitors may choose, the shop's own first.
    languages: tuple[str, ...] = ("vi", "en")
    wordings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    # None while the owner has set nothing: no page then speaks of times.
    returns: ReturnsInShort | None = None
    # Links to pages the shop wrote itself: below the categories of the menu, and in the footer.
    pages: tuple[MenuEntry, ...] = ()
    foot: tuple[MenuEntry, ...] = ()
    # When the shop delivers, as the delivery room wrote it for the promise on product pages.
    delivery: Mapping[str, Any] = field(default_factory=dict)

    @property
    def logo_alt(self) -> str:
        """What stands for the logo where it cannot be seen: nothing beside the written name."""
        return self.name if self.logo is not None and self.logo.is_alone else ""

    def in_language(self, code: str) -> "ShopFace":
        """The face as readers of a further language see it; what was not worded in it stays as the shop wrote it."""
        if code not in self.languages[1:]:
            return self
        menu, pages, foot = (
            tuple(replace(entry, label=entry.wordings.get(code) or entry.label) for entry in entries)
            for entries in (self.menu, self.pages, self.foot)
        )
        worded: ShopFace = overlaid(self, self.wordings.get(code))
        return replace(worded, menu=menu, pages=pages, foot=foot)

    def to_json(self) -> dict[str, Any]:
        """The face as plain JSON values; `face_from_json` reads them back."""
        return asdict(self)


def face_from_json(data: dict[str, Any]) -> ShopFace:
    """The inverse of `ShopFace.to_json`."""
    return ShopFace(
        **{
            **data,
            "hours": tuple(OpeningHours(tuple(h["days"]), h["opens"], h["closes"]) for h in data["hours"]),
            "departments": tuple(Department(**d) for d in data["departments"]),
            "legal": LegalIdentity(**data["legal"]),
            "menu": tuple(MenuEntry(**m) for m in data["menu"]),
            "pages": tuple(MenuEntry(**m) for m in data.get("pages", ())),
            "foot": tuple(MenuEntry(**m) for m in data.get("foot", ())),
            # Faces stored by an earlier version of the program lack what was added since.
            "closures": tuple(Closure(**c) for c in data.get("closures", ())),
            "logo": logo_from_json(data.get("logo")),
            "look": LookChoices(**data.get("look", {})),
            "languages": tuple(data.get("languages", ("vi", "en"))),
            "returns": ReturnsInShort(**data["returns"]) if data.get("returns") else None,
        }
    )


def logo_from_json(data: dict[str, Any] | None) -> Logo | None:
    """A logo as `asdict` gave it, None where there is none."""
    return Logo(**{**data, "scales": tuple(data["scales"])}) if data else None
