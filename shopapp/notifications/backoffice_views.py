"""The outbox as the shop sees it: what could not be sent and why, what waits, what went."""

import re

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from shopapp.kernel import clock
from shopapp.notifications import queries, words
from shopapp.notifications.actions import cancel_message, send_again
from shopapp.notifications.rules import (
    STOPPED,
    NoSuchMessage,
    NothingToSend,
    NotWaiting,
    State,
    StillTooMany,
)
from shopapp.platform.access import Permission, require
from shopapp.platform.database import transaction
from shopapp.platform.web.gate import current_principal, current_shop

blueprint = Blueprint("notifications_backoffice", __name__, url_prefix="/quan-tri/cua-hang/tin-nhan")

# The word in the address, and the states it shows; the first is where a shopkeeper has something to do.
VIEWS: dict[str, tuple[State, ...]] = {
    "can-xem": STOPPED,
    "dang-cho": (State.QUEUED, State.SENDING, State.RETRYING),
    "da-gui": (State.SENT,),
    "da-dung": (State.CANCELLED,),
}
LARGEST_ID = 10**15
_OWN_PLACE = re.compile(r"/quan-tri(?:/[a-z0-9-]+)+")


@blueprint.get("")
@require(Permission.MESSAGES_SEE)
def messages() -> str:
    """One page of messages in the chosen states."""
    shop = current_shop()
    view = request.args.get("xem", "")
    states = VIEWS.get(view, ())
    before = request.args.get("truoc", type=int)
    rows = queries.list_by_state(shop, states, before=before if before and 0 < before < LARGEST_ID else None)
    return render_template(
        "notifications/backoffice/messages.html",
        place="shop",
        person=current_principal().name,
        view=view if view in VIEWS else "",
        tabs=_tabs(view),
        rows=rows,
        words=words,
        stopped=STOPPED,
        states=State,
        next_before=rows[-1].id if len(rows) == queries.PAGE else None,
    )


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
    return redirect(url_for(".messages", xem=view if view in VIEWS else None), 303)


def _tabs(view: str) -> list[dict[str, object]]:
    # What was sent is never counted: that would be thousands, and tells nobody anything.
    counted = [state for name, states in VIEWS.items() if name != "da-gui" for state in states]
    counts = queries.count_by_state(current_shop(), counted)
    names = {
        "can-xem": gettext("To look at"),
        "dang-cho": gettext("Waiting"),
        "da-gui": gettext("Sent"),
        "da-dung": gettext("Stopped"),
    }
    shown = [{"label": gettext("All"), "href": url_for(".messages"), "count": None, "current": view not in VIEWS}]
    for name, states in VIEWS.items():
        count = sum(counts.get(state, 0) for state in states)
        shown.append(
            {
                "label": names[name],
                "href": url_for(".messages", xem=name),
                "count": count if name != "da-gui" else None,
                "current": view == name,
            }
        )
    return shown
