"""What waits to be done, and where in the back office one stands. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

# The four places; `kind` of a WorkItem says beside which of them its count stands.
Place = Literal["orders", "inquiries", "products", "shop"]
PLACES: dict[Place, str] = {
    "orders": "/quan-tri/don-hang",
    "inquiries": "/quan-tri/hoi-dap",
    "products": "/quan-tri/san-pham",
    "shop": "/quan-tri/cua-hang",
}
# Further places of the navigation's entries.
ALSO: dict[str, Place] = {
    "/quan-tri/giao-hang": "orders",
    "/quan-tri/yeu-cau-du-lieu": "shop",
    "/quan-tri/su-co": "shop",
}
HOME = "/quan-tri"


class Urgency(IntEnum):
    """How soon a piece of work has to be done; the smaller, the further up it stands."""

    LATE = 0
    TODAY = 1
    WAITING = 2


@dataclass(frozen=True)
class WorkItem:
    """One tappable sentence of the back-office home, such as "3 orders wait for a call".

    `text` is already worded in the reader's language and names the count; `href` leads to the list of just these.
    An item with a count of 0 is not shown.
    """

    text: str
    href: str
    count: int
    urgency: Urgency
    kind: Place


def in_order(items: Iterable[WorkItem]) -> list[WorkItem]:
    """What has to be done first comes first; the given order stays within the same urgency."""
    return sorted((item for item in items if item.count), key=lambda item: item.urgency)


def count_by_place(items: Iterable[WorkItem]) -> dict[str, int]:
    """How much waits in each place; places where nothing waits are left out."""
    counts: dict[str, int] = {}
    for item in items:
        if item.count:
            counts[item.kind] = counts.get(item.kind, 0) + item.count
    return counts


def place_of(path: str) -> str:
    """The place a path of the back office belongs to: one of PLACES, "home", or "" for none."""
    starts = [*((start, place) for place, start in PLACES.items()), *ALSO.items()]
    for start, place in starts:
        if path == start or path.startswith(start + "/"):
            return place
    return "home" if path.rstrip("/") == HOME else ""
