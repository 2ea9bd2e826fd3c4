"""One's own requests: the list, and one of them behind its link, with its days, its history and the answer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import abort, render_template
from werkzeug.wrappers import Response

from shopapp.kernel import clock
from shopapp.kernel.clock import local_day
from shopapp.platform.access import by_link
from shopapp.platform.i18n import show_moment
from shopapp.platform.web.gate import current_shop
from shopapp.platform.web.limits import limit_or_429
from shopapp.privacy.rights import wording
from shopapp.privacy.rights.actions import token_of
from shopapp.privacy.rights.models import DataRequest
from shopapp.privacy.rights.queries import find_by_link, list_steps
from shopapp.privacy.rights.rules import RUNNING, Happened, Identity, RequestKind, RequestState
from shopapp.privacy.rights.storefront_views.base import blueprint
from shopapp.privacy.rights.visiting.queries import list_own_requests
from shopapp.privacy.rights.visiting.rules import WRONG_LINKS, WRONG_LINKS_WINDOW
from shopapp.privacy.rights.visiting.web import Visitor

# What staff remind each other of is no step of the person's request.
_OWN_STEPS = frozenset(Happened) - {Happened.REMINDED}


@dataclass(frozen=True)
class Line:
    """A request in a list."""

    code: str
    kind: str
    title: str
    state: str
    look: str
    token: str
    received_on: date
    due_on: date
    is_running: bool
    is_extended: bool
    is_proven: bool


def own_requests(visitor: Visitor) -> list[Line]:
    """The visitor's requests, the latest first."""
    return [_line(request) for request in list_own_requests(current_shop(), visitor.person)]


def running(visitor: Visitor, *kinds: RequestKind) -> Line | None:
    """The visitor's running request of one of these kinds; what a caller asked for whom nobody has checked is none."""
    mine = (line for line in own_requests(visitor) if line.is_running and line.is_proven)
    return next((line for line in mine if line.kind in kinds), None)


@blueprint.get("/du-lieu-cua-toi/yeu-cau/<token>")
@by_link
def request_page(token: str) -> str | Response:
    """One request as whoever made it follows it; the link came with the receipt. Contacts are not shown."""
    shop = current_shop()
    found = find_by_link(shop, token) if re.fullmatch(r"[0-9a-f]{48}", token) else None
    if found is None:
        limit_or_429(shop, "data_request_link", limit=WRONG_LINKS, window=WRONG_LINKS_WINDOW)
        abort(404)
    is_running = found.state in RUNNING
    return render_template(
        "privacy/storefront/rights_request.html",
        asked=found,
        line=_line(found),
        steps=_steps(found),
        waits=[str(wording.HINDRANCES[reason]) for reason in found.waits_for.split()] if is_running else [],
        counts=wording.counted(found.counts),
        ground=_ground(found),
        days=wording.days_left(found.due_on, local_day(clock.now())) if is_running else "",
        is_copy=found.kind == RequestKind.PROVIDE and found.state == RequestState.DONE,
        is_deletion=found.kind == RequestKind.DELETE,
    )


def _ground(found: DataRequest) -> tuple[str, str]:
    """(ground of a refusal, where it stands), or two empty texts."""
    if found.state != RequestState.REFUSED or not found.refusal:
        return "", ""
    return str(wording.GROUNDS[found.refusal]), wording.ground_basis(found.refusal)


def _steps(found: DataRequest) -> Sequence[dict[str, str]]:
    """Entries for the macro of a timeline; what staff noted beside a step is theirs, an extension's reason is not."""
    steps = [step for step in list_steps(current_shop(), found.id) if step.what in _OWN_STEPS]
    return [
        {
            "label": str(wording.STEPS[step.what]),
            "at": show_moment(step.created_at),
            "state": "now" if step is steps[-1] and found.state in RUNNING else "done",
            "note": step.note if step.what == Happened.EXTENDED else "",
        }
        for step in steps
    ]


def _line(request: DataRequest) -> Line:
    return Line(
        code=request.code,
        kind=request.kind,
        title=str(wording.KINDS[request.kind]),
        state=str(wording.STATES[request.state]),
        look=wording.STATE_LOOKS[request.state],
        token=token_of(current_shop(), request),
        received_on=request.received_on,
        due_on=request.due_on,
        is_running=request.state in RUNNING,
        is_extended=request.extended_at is not None,
        is_proven=request.identity != Identity.UNPROVEN,
    )
