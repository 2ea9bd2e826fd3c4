"""The words of every kind of message, with invented facts, in both languages."""

from collections.abc import Sequence
from itertools import groupby

from flask import abort, render_template, request
from werkzeug.wrappers import Response

from shopapp.notifications import words
from shopapp.notifications.backoffice_views.outbox import blueprint
from shopapp.notifications.reading import Reading, mail_policy, read_envelope
from shopapp.notifications.samples import MessageKind, find_kind, message_kinds
from shopapp.notifications.wording import CannotBeWorded, word_sample
from shopapp.platform.access import Permission, require
from shopapp.platform.i18n import LANGUAGES
from shopapp.platform.web.gate import current_principal, current_shop


@blueprint.get("/mau")
@require(Permission.MESSAGES_SEE)
def samples() -> str:
    """Every kind of message, by the room that sends it."""
    return render_template(
        "notifications/backoffice/samples.html",
        place="shop",
        person=current_principal().name,
        groups=_groups(message_kinds()),
        words=words,
    )


@blueprint.get("/mau/<message_kind>")
@require(Permission.MESSAGES_SEE)
def sample(message_kind: str) -> str:
    """What one kind of message says, by mail and by text message, in each language."""
    kind = find_kind(message_kind) or abort(404)
    readings = {code: {channel: _read(kind, channel, code) for channel in kind.channels} for code in LANGUAGES}
    return render_template(
        "notifications/backoffice/sample.html",
        place="shop",
        person=current_principal().name,
        kind=kind,
        readings=readings,
        words=words,
    )


@blueprint.get("/mau/<message_kind>/thu")
@require(Permission.MESSAGES_SEE)
def sample_look(message_kind: str) -> Response:
    """A mail of this kind as its reader sees it, on a page by itself that may do nothing."""
    kind = find_kind(message_kind) or abort(404)
    wanted = request.args.get("bang", "")
    reading = _read(kind, "email", wanted if wanted in LANGUAGES else LANGUAGES[0])
    if reading is None or not reading.html:
        abort(404)
    return Response(reading.html, mimetype="text/html", headers={"Content-Security-Policy": mail_policy(reading.html)})


def _read(kind: MessageKind, channel: str, language: str) -> Reading | None:
    if channel not in kind.channels:
        return None
    try:
        return read_envelope(word_sample(current_shop(), kind.name, channel, language), [])
    except CannotBeWorded:
        return None


def _groups(kinds: Sequence[MessageKind]) -> list[tuple[str, list[MessageKind]]]:
    """Kinds under the words for their room, in the order in which a shop meets them."""
    order = list(words.ROOM_WORDS)
    ranked = sorted(kinds, key=lambda kind: order.index(kind.room) if kind.room in order else len(order))
    return [(words.room_words(room), list(found)) for room, found in groupby(ranked, key=lambda kind: kind.room)]
