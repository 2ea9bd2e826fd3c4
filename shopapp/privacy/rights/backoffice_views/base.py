"""The blueprint, and the page of one request, which every form on it shows again when something is missing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from shopapp.accounts.queries import names_of_staff
from shopapp.kernel import clock
from shopapp.kernel.clock import local_day
from shopapp.platform.holdings import holdings
from shopapp.platform.i18n import show_day, show_moment
from shopapp.platform.web.gate import current_shop
from shopapp.privacy.erasing.queries import collect
from shopapp.privacy.rights import wording
from shopapp.privacy.rights.actions import token_of
from shopapp.privacy.rights.backoffice_views.letters import order_letters
from shopapp.privacy.rights.desk_forms import (
    AnswerForm,
    CodeForm,
    ConfirmedForm,
    DoForm,
    ExtendForm,
    IdentityForm,
    OrderForm,
    RefuseForm,
)
from shopapp.privacy.rights.models import DataRequest
from shopapp.privacy.rights.queries import find_export, find_request, list_steps
from shopapp.privacy.rights.rules import (
    RUNNING,
    ExportState,
    Identity,
    RequestKind,
    RequestState,
    is_overdue,
    next_due,
)

Page = tuple[str, int]
ONE = "/<int(max=999999999999):request_id>"
blueprint = Blueprint("requests_backoffice", __name__, url_prefix="/quan-tri/yeu-cau-du-lieu")


@dataclass
class Forms:
    """The forms of a request's page; the one that was posted takes the place of its empty twin."""

    answer: AnswerForm = field(default_factory=lambda: AnswerForm(formdata=None))
    do: DoForm = field(default_factory=lambda: DoForm(formdata=None))
    extend: ExtendForm = field(default_factory=lambda: ExtendForm(formdata=None))
    refuse: RefuseForm = field(default_factory=lambda: RefuseForm(formdata=None))
    identity: IdentityForm = field(default_factory=lambda: IdentityForm(formdata=None))
    code: CodeForm = field(default_factory=lambda: CodeForm(formdata=None))
    order: OrderForm = field(default_factory=lambda: OrderForm(formdata=None))
    confirmed: ConfirmedForm = field(default_factory=lambda: ConfirmedForm(formdata=None))
    order_id: int = 0


def reachable(request_id: int) -> DataRequest:
    """The request, or 404."""
    found = find_request(current_shop(), request_id)
    if found is None:
        abort(404)
    return found


def back(request_id: int) -> Response:
    """To the request's page."""
    return redirect(url_for(".request_detail", request_id=request_id), 303)


def ended_meanwhile(request_id: int) -> Response:
    """Somebody else was faster."""
    flash(_("The request has ended meanwhile; nothing was added."), "error")
    return back(request_id)


def page_of(request_id: int, status: int = 200, *, forms: Forms | None = None, is_revealed: bool = False) -> Page:
    """The page of one request."""
    shop, found, today = current_shop(), reachable(request_id), local_day(clock.now())
    is_open = found.state == RequestState.OPEN
    is_proven = found.identity != Identity.UNPROVEN
    page = render_template(
        "privacy/backoffice/request_detail.html",
        request=found,
        forms=forms or Forms(),
        facts=_facts(found),
        held=_held(found),
        done=[
            (wording.desk_title(held), found.counts[held.name]) for held in holdings() if found.counts.get(held.name)
        ],
        steps=_history(found),
        letters=order_letters(shop, found),
        clock=_clock(found, today),
        is_running=found.state in RUNNING,
        can_do=is_proven and (is_open or _copy_failed(found)),
        can_refuse=is_open,
        can_extend=found.state in RUNNING and found.extended_at is None and today <= found.due_on,
        needs_identity=is_open and not is_proven,
        corrects=found.kind == RequestKind.CORRECT,
        is_revealed=is_revealed,
        waits=[str(wording.HINDRANCES[reason]) for reason in found.waits_for.split()],
        token=token_of(shop, found),
        wording=wording,
    )
    return page, status


def _held(found: DataRequest) -> list[tuple[str, int]]:
    if not found.contacts:
        return []
    return [(wording.desk_title(held), len(ids)) for held, ids in collect(current_shop(), found.person())]


def _facts(found: DataRequest) -> list[tuple[str, str]]:
    ground = f"{wording.GROUNDS[found.refusal]} ({wording.ground_basis(found.refusal)})" if found.refusal else ""
    return [
        (_("Receipt number"), found.code),
        (_("Came in by"), str(wording.CHANNELS[found.channel])),
        (_("Received at"), show_moment(found.created_at)),
        (_("Identity"), str(wording.IDENTITIES[found.identity])),
        (_("Ground"), ground),
    ]


def _clock(found: DataRequest, today: Any) -> Mapping[str, str]:
    """The days that matter, in words, with the look of a badge."""
    answered = found.answered_at is not None
    if found.state not in RUNNING:
        return {"word": "", "look": "", "answer": "", "due": show_day(found.due_on)}
    due = found.dues()
    late = is_overdue(RequestState(found.state), answered, due, today)
    near = (next_due(answered, due) - today).days <= 2
    return {
        "word": wording.days_left(next_due(answered, due), today),
        "look": "bad" if late else "warn" if near else "wait",
        "answer": "" if answered else show_day(found.answer_due_on),
        "due": show_day(found.due_on),
    }


def _copy_failed(found: DataRequest) -> bool:
    export = find_export(current_shop(), found.id) if found.kind == RequestKind.PROVIDE else None
    return export is not None and export.state == ExportState.FAILED and found.ended_at is None


def _in_lines(text: str) -> Markup:
    return Markup("<br>").join(text.split("\n"))


def _history(found: DataRequest) -> list[dict[str, str]]:
    shop = current_shop()
    steps = list_steps(shop, found.id)
    names = names_of_staff(shop, [step.account_id for step in steps if step.account_id is not None])
    return [
        {
            "label": str(wording.STEPS[step.what]),
            "at": " · ".join(filter(None, (show_moment(step.created_at), names.get(step.account_id or 0, "")))),
            "state": "done",
            "note": _in_lines(str(wording.IDENTITIES.get(step.note, step.note))),
        }
        for step in steps
    ]
