"""How rooms tell the back office what waits: panels of the place "backoffice.home" that collect sentences.

A room writes

    @work_source
    def open_work(shop: ShopRef, principal: Principal, now: datetime) -> Sequence[WorkItem]: ...

and lists it in its ROOM: `panels={"backoffice.home": (open_work,)}`. The home sorts the sentences of all rooms by
urgency, the navigation adds their counts. A panel there may also return markup of its own, shown below the sentences.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from markupsafe import Markup

from shopapp.frames.rules import WorkItem, count_by_place, in_order
from shopapp.platform.access import Principal
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.web.panels import Panel, show_panels

PLACE = "backoffice.home"
WorkSource = Callable[[ShopRef, Principal, datetime], Sequence[WorkItem]]


@dataclass
class WorkBoard:
    """The subject of the home's panels: who asks and when, and what the rooms have put on it so far."""

    principal: Principal
    now: datetime
    items: list[WorkItem] = field(default_factory=list)
    markup: Markup = field(default_factory=Markup)

    @property
    def sentences(self) -> list[WorkItem]:
        """What waits, the most urgent first."""
        return in_order(self.items)

    @property
    def counts(self) -> dict[str, int]:
        """How much waits in each place."""
        return count_by_place(self.items)


def work_source(source: WorkSource) -> Panel:
    """A panel that puts what `source` lists on the board it is shown on."""

    def collect(shop: ShopRef, subject: object) -> Markup:
        if isinstance(subject, WorkBoard):
            subject.items.extend(source(shop, subject.principal, subject.now))
        return Markup("")

    return collect


def collect_work(shop: ShopRef, principal: Principal, *, now: datetime) -> WorkBoard:
    """Ask every room what waits for this member of staff."""
    board = WorkBoard(principal, now)
    board.markup = show_panels(shop, PLACE, board)
    return board
