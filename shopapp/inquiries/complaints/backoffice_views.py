"""Complaints as the shop works on them: figures, another topic, an answer by word of mouth. The rest is inquiries'."""

from datetime import timedelta

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from shopapp.inquiries.backoffice_views import detail, reachable
from shopapp.inquiries.complaints import actions, queries
from shopapp.inquiries.complaints.rules import NoComplaint
from shopapp.inquiries.complaints.wording import lasting
from shopapp.inquiries.forms.desk import SpokenForm, TopicForm
from shopapp.inquiries.rules import AlreadyClosed, NoSuchInquiry
from shopapp.kernel import clock
from shopapp.platform.access import Permission, require
from shopapp.platform.database import transaction
from shopapp.platform.web.gate import current_principal, current_shop
from shopapp.shops.complaint_times import Topic
from shopapp.shops.queries import get_profile
from shopapp.shops.words import TOPICS, times_words

blueprint = Blueprint("complaints_backoffice", __name__, url_prefix="/quan-tri/hoi-dap")

ONE = "/<int(max=999999999999):inquiry_id>"
PERIODS = (30, 90, 365)


@blueprint.get("/khieu-nai")
@require(Permission.SHOP_CHANGE)
def figures() -> str:
    """How the promised times were kept, by topic, of the last 30, 90 or (`?ngay=`) 365 days; no names."""
    shop, now = current_shop(), clock.now()
    days = next((days for days in PERIODS if request.args.get("ngay") == str(days)), PERIODS[1])
    found = queries.figures(shop, since=now - timedelta(days=days), now=now)
    tabs = [
        {"label": _("%(count)s days", count=each), "href": url_for(".figures", ngay=each), "current": each == days}
        for each in PERIODS
    ]
    times = get_profile(shop).complaint_times
    return render_template(
        "inquiries/backoffice/complaint_figures.html",
        found=[row for row in found if row.received],
        tabs=tabs,
        topics=TOPICS,
        promised={topic: times_words(times[topic]) for topic in times},
        lasting=lasting,
        count_late=queries.count_late(shop, now=now),
    )


@blueprint.post(f"{ONE}/chu-de")
@require(Permission.INQUIRIES_CHANGE)
def change_topic(inquiry_id: int) -> Response:
    """Put a complaint under another topic; its times stay."""
    reachable(inquiry_id)
    form = TopicForm()
    if not form.validate():
        flash(_("Please choose what the complaint is about."), "error")
        return _back(inquiry_id)
    try:
        with transaction():
            actions.change_topic(current_shop(), inquiry_id, Topic(form.topic.data))
    except (NoSuchInquiry, NoComplaint):
        abort(404)
    flash(_("Saved."), "success")
    return _back(inquiry_id)


@blueprint.post(f"{ONE}/da-noi")
@require(Permission.INQUIRIES_CHANGE)
def note_answer(inquiry_id: int) -> Response | tuple[str, int]:
    """Keep what was answered on the telephone or at the shop."""
    inquiry, form, account_id = reachable(inquiry_id), SpokenForm(), current_principal().account_id
    if not form.validate():
        return detail(inquiry, spoken_form=form), 422
    said, now = form.said.data or "", clock.now()
    try:
        with transaction():
            actions.note_answer(current_shop(), inquiry_id, said, account_id=account_id, now=now)
    except (NoSuchInquiry, NoComplaint):
        abort(404)
    except AlreadyClosed:
        flash(_("The inquiry is already closed."), "error")
        return _back(inquiry_id)
    flash(_("Noted as answered; the customer was sent nothing."), "success")
    return _back(inquiry_id)


def _back(inquiry_id: int) -> Response:
    return redirect(url_for("inquiries_backoffice.inquiry", inquiry_id=inquiry_id), 303)
