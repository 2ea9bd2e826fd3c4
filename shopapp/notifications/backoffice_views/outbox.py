"""The outbox as the shop sees it: what could not be sent and why, what waits, what went."""

import re

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from shopapp.kernel import clock
from shopapp.notifications import queries, words
from shopapp.notifications.actions import cancel_message, send_again, send_failed_again
from shopapp.notifications.reading import mail_policy, read_message
from shopapp.notifications.rules import (
    STOPPED,
    NoSuchMessage,
    NothingToSend,
    NotWaiting,
    OnHold,
    Report,
    State,
    StillTooMany,
)
from shopapp.platform.access import Permission, require
from shopapp.platform.database import transaction
from shopapp.platform.web.gate import current_principal, current_shop
from shopapp.records.rules import Reference
from shopapp.records.web import note_once

blueprint = Blueprint("notifications_backoffice", __name__, url_prefix="/quan-tri/cua-hang/tin-nhan")

# The word in the address, and the states it shows; the first is where a shopkeeper has something to do.
VIEWS: dict[str, tuple[State, ...]] = {
    "can-xem": STOPPED,
    "dang-cho": (State.QUEUED, State.SENDING, State.RETRYING),
    "da-gui": (State.SENT,),
    "da-dung": (State.CANCELLED,),
}
CHANNELS = ("email", "sms")
LARGEST_ID = 10**15
_OWN_PLACE = re.compile(r"/quan-tri(?:/[a-z0-9-]+)+")


@blueprint.get("")
@require(Permission.MESSAGES_SEE)
def messages() -> str:
    """One page of messages in the chosen states and of the chosen medium."""
    shop = current_shop()
    view, channel = request.args.get("xem", ""), request.args.get("loai", "")
    channel = channel if channel in CHANNELS else ""
    before = request.args.get("truoc", type=int)
    before = before if before and 0 < before < LARGEST_ID else None
    rows = queries.list_by_state(shop, VIEWS.get(view, ()), channel=channel, before=before)
    return render_template(
        "notifications/backoffice/messages.html",
        place="shop",
        person=current_principal().name,
        view=view if view in VIEWS else "",
        channel=channel,
        tabs=_tabs(view, channel),
        channels=_channels(view, channel),
        rows=rows,
        words=words,
        stopped=STOPPED,
        states=State,
        is_first=before is None,
        resendable=queries.count_resendable(shop, clock.now()) if view == "can-xem" else 0,
        next_before=rows[-1].id if len(rows) == queries.PAGE else None,
    )


@blueprint.get("/<int(max=999999999999999):message_id>")
@require(Permission.MESSAGES_SEE)
def message(message_id: int) -> str:
    """One message: its way so far, and the text that left, without codes and keys."""
    shop = current_shop()
    stored = queries.get_message(shop, message_id) or abort(404)
    about = Reference(stored.about_kind, stored.about_id)
    page = render_template(
        "notifications/backoffice/message.html",
        place="shop",
        person=current_principal().name,
        row=queries.row_of(stored),
        reading=read_message(shop, stored),
        words=words,
        stopped=STOPPED,
        states=State,
        reports=Report,
    )
    note_once(about, "message")
    return page


@blueprint.get("/<int(max=999999999999999):message_id>/thu")
@require(Permission.MESSAGES_SEE)
def look(message_id: int) -> Response:
    """A mail as its reader sees it, on a page by itself that may do nothing."""
    stored = queries.get_message(current_shop(), message_id)
    reading = read_message(current_shop(), stored) if stored is not None else None
    if stored is None or reading is None or not reading.html:
        abort(404)
    note_once(Reference(stored.about_kind, stored.about_id), "message")
    return Response(reading.html, mimetype="text/html", headers={"Content-Security-Policy": mail_policy(reading.html)})


@blueprint.post("/gui-lai-tat-ca")
@require(Permission.MESSAGES_SEND)
def again_all() -> Response:
    """Send again whatever failed in the last days for a reason that may have passed."""
    with transaction():
        resent = send_failed_again(current_shop(), now=clock.now())
    if resent.going:
        words_going = ngettext(
            "%(num)s message goes out again within a minute.",
            "%(num)s messages go out again within a minute.",
            resent.going,
        )
        flash(words_going, "success")
    if resent.kept:
        flash(gettext("Some stay here: their contacts have been sent many messages already."), "warning")
    if not resent.going and not resent.kept:
        flash(gettext("There is nothing to send again."), "info")
    return redirect(url_for(".messages", xem="can-xem"), 303)


@blueprint.post("/<int(max=999999999999999):message_id>/gui-lai")
@require(Permission.MESSAGES_SEND)
def again(message_id: int) -> Response:
    """Send a message once more."""
    try:
        with transaction():
            send_again(current_shop(), message_id, now=clock.now())
    except NoSuchMessage:
        abort(404)
    except NothingToSend:
        flash(gettext("What this message said is no longer kept, so it cannot be sent again."), "error")
    except OnHold:
        flash(words.reason_words("on_hold"), "error")
    except StillTooMany:
        flash(gettext("This contact has been sent many messages already. Please try again later."), "error")
    else:
        flash(gettext("The message goes out again within a minute."), "success")
    return _back()


@blueprint.post("/<int(max=999999999999999):message_id>/dung")
@require(Permission.MESSAGES_SEND)
def cancel(message_id: int) -> Response:
    """Stop a message that waits, or put one aside that did not go."""
    try:
        with transaction():
            cancel_message(current_shop(), message_id)
    except NoSuchMessage:
        abort(404)
    except NotWaiting:
        flash(gettext("This message has already left, so it cannot be stopped."), "error")
    else:
        flash(gettext("The message will not be sent."), "success")
    return _back()


def _back() -> Response:
    """To the list, or to the order or inquiry whose page the button stood on; only ever inside the back office."""
    place = request.form.get("tiep", "")
    if _OWN_PLACE.fullmatch(place):
        return redirect(place, 303)
    view = request.form.get("xem", "")
    channel = request.form.get("loai", "")
    xem, loai = view if view in VIEWS else None, channel if channel in CHANNELS else None
    return redirect(url_for(".messages", xem=xem, loai=loai), 303)


def _channels(view: str, channel: str) -> list[dict[str, object]]:
    """The media to choose from, as links that keep the chosen states."""
    names = {"": gettext("E-mail and SMS"), "email": gettext("E-mail"), "sms": gettext("SMS")}
    xem = view if view in VIEWS else None
    return [
        {"label": name, "href": url_for(".messages", xem=xem, loai=key or None), "current": key == channel}
        for key, name in names.items()
    ]


def _tabs(view: str, channel: str) -> list[dict[str, object]]:
    # What was sent is never counted: that would be thousands, and tells nobody anything.
    counted = [state for name, states in VIEWS.items() if name != "da-gui" for state in states]
    counts = queries.count_by_state(current_shop(), counted)
    names = {
        "can-xem": gettext("To look at"),
        "dang-cho": gettext("Waiting"),
        "da-gui": gettext("Sent"),
        "da-dung": gettext("Stopped"),
    }
    loai = channel or None
    shown = [
        {"label": gettext("All"), "href": url_for(".messages", loai=loai), "count": None, "current": view not in VIEWS}
    ]
    for name, states in VIEWS.items():
        count = sum(counts.get(state, 0) for state in states)
        shown.append(
            {
                "label": names[name],
                "href": url_for(".messages", xem=name, loai=loai),
                "count": count if name != "da-gui" else None,
                "current": view == name,
            }
        )
    return shown
