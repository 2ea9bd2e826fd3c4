"""What a request holds of its shop: frozen values, never a database row."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

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
    """Who answers in law. `issued_on` is an ISO date or empty."""

    name: str
    code: str
    issued_on: str
    issued_by: str
    representative: str
    address: str


@dataclass(frozen=True)
class MenuEntry:
    """One entry of the storefront's menu."""

    label: str
    href: str


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
            # Faces stored by an earlier version of the program know no closures.
            "closures": tuple(Closure(**c) for c in data.get("closures", ())),
        }
    )
