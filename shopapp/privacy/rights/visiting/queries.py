"""Reads of visits, and of the requests of whoever made one."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from shopapp.kernel.codes import hash_token
from shopapp.platform.database import db
from shopapp.platform.holdings import Person, holding
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.rights.holdings import NAME as REQUESTS
from shopapp.privacy.rights.models import DataRequest
from shopapp.privacy.rights.visiting.models import DataVisit
from shopapp.privacy.rights.visiting.rules import Visit

MOST_REQUESTS = 50


def find_visit(shop: ShopRef, token: str, *, now: datetime) -> Visit | None:
    """The visit of the browser that holds this token, while it lasts."""
    if not token:
        return None
    query = select(DataVisit).where(
        DataVisit.shop_id == shop.id, DataVisit.token_hash == hash_token(token), DataVisit.expires_at > now
    )
    row = db.session.execute(query).scalars().one_or_none()
    return Visit(row.id, row.contact, row.proven_at is not None, row.expires_at) if row else None


def list_own_requests(shop: ShopRef, person: Person) -> Sequence[DataRequest]:
    """The requests a person has made, the latest first; the latest fifty."""
    mine = holding(REQUESTS).found(shop, person)
    query = select(DataRequest).where(DataRequest.shop_id == shop.id, DataRequest.id.in_(mine))
    return db.session.execute(query.order_by(DataRequest.id.desc()).limit(MOST_REQUESTS)).scalars().all()
