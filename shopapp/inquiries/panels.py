"""What inquiries put on the pages of lower rooms: the sentences of the back office's home."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import ngettext

from shopapp.frames.rules import Urgency, WorkItem
from shopapp.frames.work import work_source
from shopapp.inquiries.cases.queries import count_cases
from shopapp.inquiries.complaints.queries import count_late
from shopapp.inquiries.own import own_panel
from shopapp.inquiries.queries import count_by_state, count_new_by_kind
from shopapp.inquiries.rules import ASKED_KINDS, Kind, State
from shopapp.platform.access import Area, Permission, Principal, Reach
from shopapp.platform.tenancy.refs import ShopRef


@work_source
def open_work(shop: ShopRef, principal: Principal, now: datetime) -> Sequence[WorkItem]:
    """Open safety cases, overdue complaints, what nobody has answered yet, and where a customer wrote on."""
    cases = _cases(shop) if principal.may(Permission.CASES_SEE) else []
    if not principal.may(Permission.INQUIRIES_SEE):
        return cases
    only_of = None if principal.reach(Area.INQUIRIES) is Reach.ALL else principal.account_id
    return [*cases, _late(shop, only_of, now), *_inquiries(shop, only_of)]


def _cases(shop: ShopRef) -> list[WorkItem]:
    count = count_cases(shop)
    words = ngettext("%(num)s safety case is open", "%(num)s safety cases are open", count)
    return [WorkItem(words, "/quan-tri/hoi-dap/an-ninh", count, Urgency.LATE, "inquiries")]


def _late(shop: ShopRef, only_of: int | None, now: datetime) -> WorkItem:
    count = count_late(shop, now=now, assigned_to=only_of)
    words = ngettext("%(num)s complaint is overdue", "%(num)s complaints are overdue", count)
    return WorkItem(words, "/quan-tri/hoi-dap?muc=late", count, Urgency.LATE, "inquiries")


def _inquiries(shop: ShopRef, only_of: int | None) -> list[WorkItem]:
    new = count_new_by_kind(shop, assigned_to=only_of)
    waiting = count_by_state(shop, (State.WAITING,), assigned_to=only_of)[State.WAITING]
    words = ngettext("%(num)s customer wrote on and waits", "%(num)s customers wrote on and wait", waiting)
    written_on = WorkItem(words, "/quan-tri/hoi-dap?muc=waiting", waiting, Urgency.TODAY, "inquiries")
    return [*(_new(kind, new.get(kind, 0)) for kind in ASKED_KINDS), written_on]


def _new(kind: Kind, count: int) -> WorkItem:
    words = {
        Kind.QUESTION: ngettext("%(num)s new question to answer", "%(num)s new questions to answer", count),
        Kind.QUOTE: ngettext("%(num)s new quote request to answer", "%(num)s new quote requests to answer", count),
        Kind.COMPLAINT: ngettext("%(num)s new complaint to answer", "%(num)s new complaints to answer", count),
    }
    return WorkItem(words[kind], f"/quan-tri/hoi-dap?muc=new&loai={kind}", count, Urgency.TODAY, "inquiries")


PANELS = {"backoffice.home": (open_work,), "customer.inquiries": (own_panel,)}
