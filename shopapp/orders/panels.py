"""What orders put on pages of lower rooms: sentences of work on the home, the order on the page of its safety case."""

from collections.abc import Sequence
from datetime import datetime

from flask import render_template
from flask_babel import ngettext
from markupsafe import Markup

from shopapp.frames.rules import Urgency, WorkItem
from shopapp.frames.work import work_source
from shopapp.inquiries.cases.queries import CaseRow
from shopapp.kernel.clock import local_day
from shopapp.orders import backoffice_words
from shopapp.orders.queries import count_deliveries, count_waiting, find_order
from shopapp.platform.access import Area, Permission, Principal, Reach
from shopapp.platform.tenancy.refs import ShopRef

_PLACE = "/quan-tri/don-hang"


@work_source
def own_deliveries(shop: ShopRef, principal: Principal, now: datetime) -> Sequence[WorkItem]:
    """What whoever asks has to take out themselves."""
    if not principal.may(Permission.ORDERS_DELIVER):
        return ()
    count = count_deliveries(shop, principal.account_id)
    words = ngettext("%(num)s order for you to deliver", "%(num)s orders for you to deliver", count)
    return [WorkItem(words, "/quan-tri/giao-hang", count, Urgency.TODAY, "orders")]


@work_source
def open_work(shop: ShopRef, principal: Principal, now: datetime) -> Sequence[WorkItem]:
    """What waits among the orders."""
    if not principal.may(Permission.ORDERS_SEE):
        return ()
    only_of = None if principal.reach(Area.ORDERS) is Reach.ALL else principal.account_id
    found = count_waiting(shop, local_day(now), assigned_to=only_of)
    listed = (
        (
            ngettext("%(num)s order is overdue", "%(num)s orders are overdue", found.overdue),
            "?xem=tat-ca",
            found.overdue,
            Urgency.LATE,
        ),
        (
            ngettext("%(num)s delivery failed", "%(num)s deliveries failed", found.failed),
            "?xem=dang-giao",
            found.failed,
            Urgency.LATE,
        ),
        (
            ngettext("%(num)s order waits for a call", "%(num)s orders wait for a call", found.to_call),
            "",
            found.to_call,
            Urgency.TODAY,
        ),
        (
            ngettext("%(num)s order waits to be confirmed", "%(num)s orders wait to be confirmed", found.to_confirm),
            "",
            found.to_confirm,
            Urgency.TODAY,
        ),
        (
            ngettext("%(num)s order waits to be prepared", "%(num)s orders wait to be prepared", found.to_prepare),
            "?xem=chuan-bi",
            found.to_prepare,
            Urgency.WAITING,
        ),
        (
            ngettext("%(num)s order is ready to go out", "%(num)s orders are ready to go out", found.to_send),
            "?xem=chuan-bi",
            found.to_send,
            Urgency.WAITING,
        ),
    )
    return [WorkItem(text, _PLACE + more, count, urgency, "orders") for text, more, count, urgency in listed]


def case_panel(shop: ShopRef, subject: object) -> Markup:
    """On the page of a case about an order: where the order stands, and the way to a decision."""
    if not isinstance(subject, CaseRow) or subject.subject is None or subject.subject.kind != "order":
        return Markup("")
    order = find_order(shop, subject.subject.id)
    if order is None:
        return Markup("")
    return Markup(render_template("orders/backoffice/case.html", order=order, words=backoffice_words))  # noqa: S704 - ours.
