"""What requests put on pages of lower rooms: sentences of the home, and the way to the desk."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask import render_template
from flask_babel import ngettext
from markupsafe import Markup

from shopapp.frames.rules import Urgency, WorkItem
from shopapp.frames.work import work_source
from shopapp.kernel.clock import local_day, now
from shopapp.platform.access import Permission, Principal
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.web.gate import current_principal
from shopapp.privacy.rights.queries import Waiting, list_waiting
from shopapp.privacy.rights.rules import REMIND_BEFORE

DESK = "/quan-tri/yeu-cau-du-lieu"


@work_source
def open_work(shop: ShopRef, principal: Principal, now: datetime) -> Sequence[WorkItem]:
    """Requests that are overdue, those whose last day is near, and others that wait for the staff."""
    if not principal.may(Permission.DATA_REQUESTS):
        return ()
    today = local_day(now)
    late: list[Waiting] = []
    near: list[Waiting] = []
    rest: list[Waiting] = []
    for waiting in list_waiting(shop):
        if waiting.next_due < today:
            late.append(waiting)
        elif waiting.for_staff:
            (near if waiting.next_due <= today + timedelta(days=REMIND_BEFORE) else rest).append(waiting)
    days = (near[0].next_due - today).days if near else 0
    return (
        WorkItem(
            ngettext("%(num)s data request is overdue", "%(num)s data requests are overdue", len(late)),
            _where(late),
            len(late),
            Urgency.LATE,
            "shop",
        ),
        WorkItem(_near(len(near), days), _where(near), len(near), Urgency.TODAY, "shop"),
        WorkItem(
            ngettext("%(num)s data request to work on", "%(num)s data requests to work on", len(rest)),
            _where(rest),
            len(rest),
            Urgency.WAITING,
            "shop",
        ),
    )


def _near(count: int, days: int) -> str:
    if not days:
        return str(
            ngettext(
                "%(num)s data request has to be answered today",
                "%(num)s data requests have to be answered today",
                count,
            )
        )
    return str(
        ngettext(
            "%(num)s data request has %(days)s days left",
            "%(num)s data requests have %(days)s days left",
            count,
            days=days,
        )
    )


def _where(found: Sequence[Waiting]) -> str:
    return f"{DESK}/{found[0].id}" if len(found) == 1 else DESK


def desk(shop: ShopRef, _subject: object) -> Markup:
    """The way to the desk; on the shop's place of the back office, for who may answer requests."""
    if not current_principal().may(Permission.DATA_REQUESTS):
        return Markup("")
    waiting, today = list_waiting(shop), local_day(now())
    return Markup(  # noqa: S704 - Jinja escaped it.
        render_template(
            "privacy/backoffice/request_panel.html",
            count=len(waiting),
            overdue=any(each.next_due < today for each in waiting),
        )
    )
