"""The blueprint, the draft's cookie, and what every page about somebody's order must say to browsers."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from flask import Blueprint, request
from werkzeug.wrappers import Response

from shopapp.accounts.web import cookie_name
from shopapp.orders.actions.drafts import KEPT_FOR
from shopapp.orders.queries import DraftRow, find_draft
from shopapp.platform.settings import current_settings
from shopapp.platform.web.gate import current_shop

blueprint = Blueprint("orders_storefront", __name__)

# Phones of one carrier share addresses, so that these are far from what one person does in ten minutes.
STEPS_LIMIT, PLACE_LIMIT, LIMIT_WINDOW = 1200, 600, timedelta(minutes=10)
_LONGEST_KEY = 64


@blueprint.after_request
def keep_out_of_search(response: Response) -> Response:
    """Nothing but the empty form belongs into a search engine."""
    if request.path != "/dat-hang":
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def read_draft_key() -> str:
    """The random key of this browser's draft, or ""."""
    key = request.cookies.get(cookie_name("draft"), "")
    return key if len(key) <= _LONGEST_KEY else ""


def set_draft_key(response: Response, key: str) -> Response:
    """Keep the key for as long as the draft lives; "" takes it back."""
    response.set_cookie(
        cookie_name("draft"),
        key,
        max_age=KEPT_FOR if key else 0,
        secure=current_settings().secure_cookies,
        httponly=True,
        samesite="Lax",
    )
    return response


def own_draft(now: datetime) -> DraftRow | None:
    """The draft of this browser."""
    return find_draft(current_shop(), read_draft_key(), now=now)


def typed_so_far(now: datetime) -> Mapping[str, str]:
    """What this browser's draft holds; nothing when there is none."""
    draft = own_draft(now)
    return draft.typed if draft else {}
