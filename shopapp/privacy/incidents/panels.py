"""What incidents put on the pages of lower rooms: the alarm, the way to the register, the step from a report."""

from collections.abc import Sequence
from datetime import datetime

from flask import render_template
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from shopapp.frames.rules import Urgency, WorkItem
from shopapp.frames.work import work_source
from shopapp.inquiries.cases.queries import CaseRow
from shopapp.platform.access import Permission, Principal
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.incidents.queries import find_by_source, list_open
from shopapp.privacy.incidents.rules import Clock, span_between
from shopapp.privacy.incidents.wording import CLOCKS, span_words
from shopapp.records.rules import Reference

HOME = "/quan-tri/su-co"


@work_source
def incident_work(shop: ShopRef, principal: Principal, now: datetime) -> Sequence[WorkItem]:
    """A sentence for each clock that is over or near its end, and one for what else is open."""
    if not principal.may(Permission.INCIDENTS_MANAGE):
        return []
    found, quiet = [], 0
    for incident in list_open(shop):
        urgent = [clock for clock in incident.clocks if clock.is_near(now)]
        found += [_alarm(incident.code, incident.id, clock, now) for clock in urgent]
        quiet += not urgent
    words = ngettext("%(num)s data incident is open", "%(num)s data incidents are open", quiet)
    return [*found, WorkItem(words, HOME, quiet, Urgency.TODAY, "shop")]


def _alarm(code: str, incident_id: int, clock: Clock, now: datetime) -> WorkItem:
    span, title = span_words(span_between(now, clock.ends_at)), str(CLOCKS[clock.name])
    if clock.is_over(now):
        words = _("Incident %(code)s: %(clock)s is %(span)s overdue", code=code, clock=title.lower(), span=span)
    else:
        words = _("Incident %(code)s: %(span)s left for the %(clock)s", code=code, clock=title.lower(), span=span)
    return WorkItem(str(words), f"{HOME}/{incident_id}", 1, Urgency.LATE, "shop")


def register_panel(_shop: ShopRef, _subject: object) -> Markup:
    """The way to the register; on the shop's place of the back office."""
    return Markup(render_template("privacy/backoffice/incident_panel.html"))  # noqa: S704 - Jinja escaped it.


def case_panel(shop: ShopRef, subject: object) -> Markup:
    """From a safety case to its incident, or to the form that makes it one."""
    if not isinstance(subject, CaseRow):
        return Markup("")
    made = find_by_source(shop, Reference("inquiry", subject.inquiry_id))
    page = render_template("privacy/backoffice/incident_case.html", case=subject, made=made)
    return Markup(page)  # noqa: S704 - Jinja escaped it.
