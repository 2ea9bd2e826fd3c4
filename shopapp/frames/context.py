"""What the back office's frame shows on every page: where one stands, who one is, how much waits in each place."""

from typing import Any

from flask import Flask, current_app, g, has_request_context, request
from flask_login import current_user

from shopapp.frames.rules import place_of
from shopapp.frames.sheets import sheet_tag
from shopapp.frames.work import WorkBoard, collect_work
from shopapp.kernel.clock import now
from shopapp.platform.access import Permission, Principal, access_rule_of


class OpenWork:
    """The counts beside the places, asked of the rooms only when a template wants one.

    An error page renders with the same context and must not go to the database, which may be what failed.
    """

    def get(self, place: str) -> int:
        """How much waits in a place."""
        return todays_work().counts.get(place, 0)


def init_frames(app: Flask) -> None:
    """Give the back office's templates their context; pages of visitors get nothing."""
    app.context_processor(_desk)
    app.jinja_env.filters.update(sheet=sheet_tag)


def todays_work() -> WorkBoard:
    """What waits for whoever is signed in, asked once a request."""
    if "work_board" not in g:
        principal = current_user._get_current_object()
        if not isinstance(principal, Principal):
            raise RuntimeError("only staff have work")
        g.work_board = collect_work(g.shop, principal, now=now())
    board = g.work_board
    if not isinstance(board, WorkBoard):
        raise TypeError("g.work_board is for the back office's frame")
    return board


def _desk() -> dict[str, Any]:
    if not has_request_context():
        return {}  # The worker words messages without a request.
    view = current_app.view_functions.get(request.endpoint or "")
    rule = access_rule_of(view) if view is not None else None
    # Asking Flask-Login is only safe where the gate has done so: elsewhere it would look at the cookie.
    principal = g.get("_login_user") if rule is not None and rule.kind == "staff" else None
    if not isinstance(principal, Principal):
        return {}

    def may(permission: str) -> bool:
        return principal.may(Permission(permission))

    return {"place": place_of(request.path), "person": principal.name, "counts": OpenWork(), "may": may}
