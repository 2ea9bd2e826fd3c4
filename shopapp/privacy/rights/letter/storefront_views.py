"""The letter, for whoever holds the request's link, and for staff who hand it over on paper."""

import re

from flask import Blueprint, abort, render_template
from flask_babel import gettext as _

from shopapp.kernel.clock import local_day
from shopapp.platform.access import by_link
from shopapp.platform.i18n import show_day
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.web.gate import current_shop
from shopapp.platform.web.limits import limit_or_429
from shopapp.privacy.rights import wording
from shopapp.privacy.rights.models import DataRequest
from shopapp.privacy.rights.queries import find_by_link, list_orders
from shopapp.privacy.rights.rules import RequestKind, RequestState
from shopapp.privacy.rights.showing.kept import Kept, accounts_kept
from shopapp.privacy.rights.visiting.rules import WRONG_LINKS, WRONG_LINKS_WINDOW
from shopapp.records.law import the_law

blueprint = Blueprint("rights_letter", __name__)


@blueprint.get("/du-lieu-cua-toi/yeu-cau/<token>/thu")
@by_link
def letter(token: str) -> str:
    """What the shop answers, on one page. It names no contact, so it can lie on a table."""
    shop = current_shop()
    found = find_by_link(shop, token) if re.fullmatch(r"[0-9a-f]{48}", token) else None
    if found is None:
        limit_or_429(shop, "data_request_link", limit=WRONG_LINKS, window=WRONG_LINKS_WINDOW)
        abort(404)
    law = the_law()
    return render_template(
        "privacy/storefront/request_letter.html",
        request=found,
        title=_("Answer to data request %(code)s", code=found.code),
        kind=wording.KINDS[found.kind],
        days=_days(found),
        result=wording.result_words(found.kind, found.state),
        ground=wording.ground_words(found.refusal),
        waits=[str(wording.HINDRANCES[reason]) for reason in found.waits_for.split()]
        if found.state == RequestState.WORKING
        else [],
        counts=wording.counted(found.counts) if found.kind in (RequestKind.DELETE, RequestKind.SEE) else [],
        receivers=[
            (order.receiver, show_day(order.done_on) if order.done_on else "") for order in list_orders(shop, found.id)
        ],
        kept=_kept(shop, found),
        source=law.terms_source,
    )


def _kept(shop: ShopRef, found: DataRequest) -> Kept | None:
    """What the law keeps of orders that were erased, until when at the latest."""
    if found.kind != RequestKind.DELETE or not found.counts.get("order.sent"):
        return None
    return accounts_kept(shop, found.received_on)


def _days(found: DataRequest) -> list[tuple[str, str]]:
    answered, ended = found.answered_at, found.ended_at
    return [
        (_("Day of receipt"), show_day(found.received_on)),
        (_("First answer due"), show_day(found.answer_due_on)),
        (_("First answer given"), show_day(local_day(answered)) if answered else ""),
        (_("Extended on"), show_day(local_day(found.extended_at)) if found.extended_at else ""),
        (_("To be carried out by"), show_day(found.due_on)),
        (_("Day it ended"), show_day(local_day(ended)) if ended else ""),
    ]
