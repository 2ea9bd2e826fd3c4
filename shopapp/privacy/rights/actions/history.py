"""A request's row held for a change, the lines of its history, and its end."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from shopapp.platform.database import db
from shopapp.platform.links import link_token, token_matching
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.rights import messages
from shopapp.privacy.rights.models import DataRequest, DataRequestStep
from shopapp.privacy.rights.rules import AlreadyEnded, Happened, NoSuchRequest, RequestState

LINK = "data_request"


def locked(shop: ShopRef, request_id: int) -> DataRequest:
    """The request, held against a second change at the same time. Raises NoSuchRequest."""
    query = select(DataRequest).where(DataRequest.shop_id == shop.id, DataRequest.id == request_id)
    request = db.session.execute(query.with_for_update()).scalars().one_or_none()
    if request is None:
        raise NoSuchRequest
    return request


def still_running(shop: ShopRef, request_id: int) -> DataRequest:
    """The request, held, if it has not ended. Raises NoSuchRequest, AlreadyEnded."""
    request = locked(shop, request_id)
    if request.ended_at is not None:
        raise AlreadyEnded
    return request


def note_step(
    shop: ShopRef,
    request: DataRequest,
    what: Happened,
    *,
    now: datetime,
    account_id: int | None = None,
    note: str = "",
    counts: Mapping[str, int] | None = None,
) -> None:
    """Add a line to the history."""
    db.session.add(
        DataRequestStep(
            shop_id=shop.id,
            request_id=request.id,
            what=what.value,
            account_id=account_id,
            note=note,
            counts=dict(counts or {}),
            created_at=now,
        )
    )
    db.session.flush()


def end_request(
    shop: ShopRef,
    request: DataRequest,
    state: RequestState,
    *,
    now: datetime,
    what: Happened = Happened.DONE,
    account_id: int | None = None,
    note: str = "",
) -> None:
    """Bring a request to its end and tell the person; the first answer has been given with it at the latest."""
    request.state, request.ended_at, request.running_key = state.value, now, None
    request.answered_at = request.answered_at or now
    note_step(shop, request, what, account_id=account_id, note=note, counts=request.counts, now=now)
    if what is not Happened.OVERTAKEN:
        messages.tell_news(shop, request, state.value, now=now)


def token_of(shop: ShopRef, request: DataRequest) -> str:
    """The token of the request's own page, also one made under an earlier secret key. Raises LookupError."""
    if request.link_hash is None:
        return link_token(shop, LINK, request.id, request.link_version)
    return token_matching(shop, LINK, request.id, request.link_version, request.link_hash)
