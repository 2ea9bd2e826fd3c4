"""What inquiries put on the pages of lower rooms: the sentences of the back office's home."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import ngettext

from shopapp.frames.rules import Urgency, WorkItem
from shopapp.frames.work import work_source
from shopapp.inquiries.queries import count_by_state
from shopapp.inquiries.rules import OWED, State
from shopapp.platform.access import Permission, Principal
from shopapp.platform.tenancy.refs import ShopRef


@work_source
def open_work(shop: ShopRef, principal: Principal, now: datetime) -> Sequence[WorkItem]:
    """What nobody has answered yet, and where a customer wrote on."""
    if not principal.may(Permission.INQUIRIES_SEE):
        return []
    counts = count_by_state(shop, OWED)
    new, waiting = counts[State.NEW], counts[State.WAITING]
    return [
        WorkItem(
            text=ngettext("%(num)s new inquiry to answer", "%(num)s new inquiries to answer", new),
            href="/quan-tri/hoi-dap?muc=new",
            count=new,
            urgency=Urgency.TODAY,
            kind="inquiries",
        ),
        WorkItem(
            text=ngettext("%(num)s customer wrote on and waits", "%(num)s customers wrote on and wait", waiting),
            href="/quan-tri/hoi-dap?muc=waiting",
            count=waiting,
            urgency=Urgency.TODAY,
            kind="inquiries",
        ),
    ]


PANELS = {"backoffice.home": (open_work,)}
