"""What people concerned are told: written from a sample, looked at, sent a few at a time, stopped, gone on with."""

from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from shopapp.kernel import clock
from shopapp.notifications.channels import Envelope
from shopapp.notifications.rules import sms_segments
from shopapp.notifications.wording import Worded, word
from shopapp.platform.access import Permission, require
from shopapp.platform.database import transaction
from shopapp.platform.web.gate import current_principal, current_shop
from shopapp.platform.web.preview import pressed
from shopapp.privacy.incidents import actions, queries, wording
from shopapp.privacy.incidents.actions.notices import MOST_A_DAY, draft_of
from shopapp.privacy.incidents.backoffice_views.register import (
    ONE,
    Page,
    blueprint,
    closed_already,
    get_incident,
    number_in,
)
from shopapp.privacy.incidents.forms import NoticeForm
from shopapp.privacy.incidents.models import Incident, IncidentNotice
from shopapp.privacy.incidents.rules import (
    AlreadyClosed,
    AlreadyTold,
    ChangedMeanwhile,
    NobodyToTell,
    NoSuchIncident,
    NoticeDraft,
    NoticeState,
    NoWords,
    StillTelling,
    Way,
)
from shopapp.records.web import audited


@dataclass(frozen=True)
class Shown:
    """One message as somebody would get it; `parts` counts the text messages it takes, 0 for a mail."""

    language: str
    envelope: Envelope
    parts: int


@blueprint.get(f"{ONE}/thong-bao")
@require(Permission.INCIDENTS_MANAGE)
@audited("incident", "incident_id")
def notice(incident_id: int) -> Response | Page:
    """The notice: the form while it is written, the progress once it is on its way."""
    found, shop = get_incident(incident_id), current_shop()
    written = queries.find_notice(shop, incident_id)
    if found.closed_at is not None and written is None:
        return closed_already(incident_id)
    draft = draft_of(written) if written else wording.sample_notice(shop, found)
    form = NoticeForm(formdata=None, obj=draft)
    form.way.data, form.edit.data = draft.way.value, str(written.edit if written else 0)
    return _page(found, written, form, 200, shown=written is not None)


@blueprint.post(f"{ONE}/thong-bao")
@require(Permission.INCIDENTS_MANAGE)
def save_notice(incident_id: int) -> Response | Page:
    """Show the notice as it will look, or keep it."""
    found, shop, form = get_incident(incident_id), current_shop(), NoticeForm()
    written = queries.find_notice(shop, incident_id)
    if not form.validate():
        return _page(found, written, form, 422)
    if pressed() == "preview":
        return _page(found, written, form, 200, shown=True)
    draft, edit = form.to_draft(), number_in(form.edit.data)
    try:
        with transaction():
            actions.save_notice(shop, incident_id, draft, edit=edit)
    except AlreadyClosed:
        return closed_already(incident_id)
    except AlreadyTold:
        return _back(incident_id, _("Telling has begun, so the words stay as they are."))
    except ChangedMeanwhile:
        theirs = queries.find_notice(shop, incident_id)
        form.edit.data = str(theirs.edit if theirs else 0)
        return _page(found, theirs, form, 409, is_late=True)
    flash(_("The words are kept. Nobody has been told yet."), "success")
    return redirect(url_for(".notice", incident_id=incident_id), 303)


@blueprint.post(f"{ONE}/thong-bao/gui")
@require(Permission.INCIDENTS_MANAGE)
def begin(incident_id: int) -> Response:
    """Begin to tell, or go on."""
    shop, account_id, now = current_shop(), current_principal().account_id, clock.now()
    try:
        with transaction():
            actions.begin_notice(shop, incident_id, account_id=account_id, now=now)
    except NoSuchIncident:
        abort(404)
    except AlreadyClosed:
        return closed_already(incident_id)
    except (NoWords, StillTelling, NobodyToTell) as refusal:
        return _back(incident_id, _why_not(refusal))
    flash(_("The notices are on their way."), "success")
    return redirect(url_for(".notice", incident_id=incident_id), 303)


@blueprint.post(f"{ONE}/thong-bao/dung")
@require(Permission.INCIDENTS_MANAGE)
def stop(incident_id: int) -> Response:
    """Tell nobody more for now."""
    shop, account_id, now = current_shop(), current_principal().account_id, clock.now()
    try:
        with transaction():
            actions.stop_notice(shop, incident_id, account_id=account_id, now=now)
    except NoSuchIncident:
        abort(404)
    flash(_("Stopped. Messages already in the outbox still go; nobody else is told until you go on."), "success")
    return redirect(url_for(".notice", incident_id=incident_id), 303)


def _why_not(refusal: Exception) -> str:
    if isinstance(refusal, NoWords):
        return str(_("Please write and save what people are told first."))
    if isinstance(refusal, StillTelling):
        return str(_("People are being counted or told already."))
    return str(_("There is nobody to tell this way. Find the people concerned first, or choose another way."))


def _back(incident_id: int, words: str) -> Response:
    flash(words, "error")
    return redirect(url_for(".notice", incident_id=incident_id), 303)


def _page(
    found: Incident,
    written: IncidentNotice | None,
    form: NoticeForm,
    status: int,
    *,
    shown: bool = False,
    is_late: bool = False,
) -> Page:
    shop = current_shop()
    way = Way(form.way.data) if form.way.data in set(Way) else Way.BOTH
    waiting = queries.count_to_tell(shop, found.id, way)
    page = render_template(
        "privacy/backoffice/incident_notice.html",
        incident=found,
        written=written,
        theirs=written if is_late else None,
        state=NoticeState(written.state) if written else NoticeState.DRAFT,
        states=NoticeState,
        form=form,
        samples=_samples(found, form.to_draft()) if shown else [],
        people=queries.tally(shop, found.id),
        waiting=waiting,
        to_call=queries.count_to_call(shop, found.id, way),
        days=max(-(-waiting[channel] // most) for channel, most in MOST_A_DAY.items()),
        wording=wording,
    )
    return page, status


def _samples(found: Incident, draft: NoticeDraft) -> list[Shown]:
    """The messages people would get, in each language there are words for."""
    shop, samples = current_shop(), []
    for channel in ("email", "sms"):
        if draft.way is (Way.SMS if channel == "email" else Way.EMAIL):
            continue
        for language in ("vi", "en"):
            text = draft.text(channel, language)
            if language == "en" and text == draft.text(channel, "vi"):
                continue
            facts = {"body": text, "code": found.code}
            envelope = word(shop, Worded("privacy.incident_notice", channel, "", language, "", facts))
            samples.append(Shown(language, envelope, sms_segments(envelope.text) if channel == "sms" else 0))
    return samples
