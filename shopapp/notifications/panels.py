"""What messages put on the pages of lower rooms: the sentence of the back office's home about those that did not go."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import ngettext

from shopapp.frames.rules import Urgency, WorkItem
from shopapp.frames.work import work_source
from shopapp.notifications.queries import count_by_state
from shopapp.notifications.rules import STOPPED
from shopapp.platform.access import Permission, Principal
from shopapp.platform.tenancy.refs import ShopRef


@work_source
def open_work(shop: ShopRef, principal: Principal, now: datetime) -> Sequence[WorkItem]:
    """Messages that wait for somebody to look at them."""
    if not principal.may(Permission.MESSAGES_SEE):
        return []
    counts = count_by_state(shop, STOPPED)
    count = sum(counts.values())
    return [
        WorkItem(
            text=ngettext("%(num)s message could not be sent", "%(num)s messages could not be sent", count),
            href="/quan-tri/cua-hang/tin-nhan?xem=can-xem",
            count=count,
            urgency=Urgency.TODAY,
            kind="shop",
        )
    ]


PANELS = {"backoffice.home": (open_work,)}
