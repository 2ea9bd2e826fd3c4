"""The blueprint, what every page on one's own data shares, and what is answered when a proof is over."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, render_template
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from shopapp.kernel import clock
from shopapp.platform.database import transaction
from shopapp.platform.i18n import language, show_time
from shopapp.platform.personal_data import Purpose
from shopapp.platform.web.gate import current_shop
from shopapp.platform.web.limits import limit_or_429
from shopapp.privacy.rights.actions import open_request
from shopapp.privacy.rights.rules import Identity, RequestKind
from shopapp.privacy.rights.showing.reading import shown_contact
from shopapp.privacy.rights.visiting.rules import REQUESTS, REQUESTS_WINDOW
from shopapp.privacy.rights.visiting.web import Visitor, set_token

Page = tuple[str, int]
blueprint = Blueprint("rights_storefront", __name__)


@blueprint.after_request
def keep_out_of_search(response: Response) -> Response:
    """Pages on somebody's data do not belong into a search engine."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def show(template: str, visitor: Visitor, status: int = 200, /, **context: Any) -> Page:
    """A page for whoever has proven a contact; `me` says which, and how long the proof holds."""
    me: Mapping[str, Any] = {
        "contacts": [shown_contact(contact, visitor.plain) for contact in sorted(visitor.plain)],
        "until": show_time(visitor.until) if visitor.until else "",
        "is_signed_in": visitor.is_signed_in,
    }
    return render_template(f"privacy/storefront/rights_{template}.html", me=me, **context), status


def over(typed: str = "") -> Response:
    """The proof has ended, or the data was erased meanwhile; what was typed is shown, so that it is not lost."""
    response = Response(render_template("privacy/storefront/rights_over.html", typed=typed), 410)
    response.content_type = "text/html; charset=utf-8"
    set_token(response, "")
    return response


def ask(visitor: Visitor, kind: RequestKind, *, details: str = "", purpose: Purpose | None = None) -> tuple[int, str]:
    """Take a request in; (its id, its receipt number). One that runs already is given back instead of a second.

    429 beyond what one contact asks for in a day: each request is work and a message.
    """
    limit_or_429(current_shop(), "data_requests", limit=REQUESTS, window=REQUESTS_WINDOW, who=visitor.contact)
    try:
        return _ask(visitor, kind, details, purpose)
    except IntegrityError:
        # Two taps at once: the second finds what the first has stored.
        return _ask(visitor, kind, details, purpose)


def _ask(visitor: Visitor, kind: RequestKind, details: str, purpose: Purpose | None) -> tuple[int, str]:
    with transaction():
        request = open_request(
            current_shop(),
            kind=kind,
            person=visitor.person,
            contact=visitor.contact,
            language=language(),
            details=details,
            identity=Identity.SIGNED_IN if visitor.is_signed_in else Identity.CODE,
            purpose=purpose,
            now=clock.now(),
        )
        return request.id, request.code
