"""Reads that leave a line: who of the staff opened whose data, once a quarter of an hour."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import flash, request
from flask_babel import gettext as _

from shopapp.kernel import clock
from shopapp.platform.database import transaction
from shopapp.platform.web.gate import current_principal, current_shop
from shopapp.records.actions import note_read
from shopapp.records.queries import has_read_since
from shopapp.records.rules import NotLawful, ReadReason, Reference

P = ParamSpec("P")
R = TypeVar("R")

# Somebody who works on an order opens its page again and again; one line tells that as well as twenty.
ONCE_IN = timedelta(minutes=15)


def audited(kind: str, parameter: str, *, what: str = "detail") -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Note that whoever is signed in had this page of a subject; `parameter` names its id in the route.

    Stands below the access rule. A page that was refused leaves no line; `what` is "detail", "file" or "print".
    """

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def reading(*args: P.args, **kwargs: P.kwargs) -> R:
            answer = view(*args, **kwargs)
            subject_id: Any = kwargs[parameter]
            note_once(Reference(kind, int(subject_id)), what)
            return answer

        return reading

    return decorate


def chosen_reason() -> ReadReason | None:
    """Why somebody wants contact data shown, as the pressed button says; None when none of the list was chosen."""
    wanted = request.form.get("ly-do", "")
    return ReadReason(wanted) if wanted in set(ReadReason) else None


def show_in_full(
    subject: Reference, *, what: str = "contact", reason: ReadReason | None = None, is_locked: bool = False
) -> bool:
    """Note who has contact data shown in full, and what for: the reason that was chosen, unless one is given.

    False, with a word on the next page, when nothing was chosen or nothing makes it lawful: then nothing is shown.
    `is_locked`: the person wants it only kept, and what it was needed for is finished.
    """
    if is_locked:
        flash(_("Whose data this is wants it only kept. It is shown to nobody until they lift that."), "warning")
        return False
    reason = reason or chosen_reason()
    if reason is None:
        flash(_("Please say what the contact data is needed for."), "warning")
        return False
    shop, account_id = current_shop(), current_principal().account_id
    try:
        with transaction():
            note_read(shop, account_id=account_id, subject=subject, what=what, reason=reason, now=clock.now())
    except NotLawful:
        flash(_("Nobody has agreed to this use of the data, so it is not shown."), "warning")
        return False
    return True


def note_once(subject: Reference, what: str) -> None:
    """Note that whoever is signed in opened this of a subject, unless they did within the last quarter of an hour."""
    shop, account_id, now = current_shop(), current_principal().account_id, clock.now()
    if has_read_since(shop, account_id=account_id, subject=subject, what=what, since=now - ONCE_IN):
        return
    with transaction():
        note_read(shop, account_id=account_id, subject=subject, what=what, now=now)
