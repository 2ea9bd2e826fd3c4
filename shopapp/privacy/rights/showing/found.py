"""What is held about somebody, without the traces of their looking at it."""

from sqlalchemy import select

from shopapp.notifications.models import Message
from shopapp.platform.database import db
from shopapp.platform.holdings import Holding, Person
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.erasing.queries import collect
from shopapp.privacy.rights.visiting.holdings import NAME as VISITS


def found_of(shop: ShopRef, person: Person) -> list[tuple[Holding, list[int]]]:
    """The ids of records by holding, but this visit and the messages with its codes, which go by themselves."""
    found = [(held, ids) for held, ids in collect(shop, person) if held.parts[0].is_shown and held.name != VISITS]
    kept = [(held, _without_codes(shop, ids) if held.name == "message" else ids) for held, ids in found]
    return [(held, ids) for held, ids in kept if ids]


def _without_codes(shop: ShopRef, ids: list[int]) -> list[int]:
    """Message ids without those about visits."""
    query = select(Message.id).where(Message.shop_id == shop.id, Message.about_kind == VISITS, Message.id.in_(ids))
    codes = set(db.session.execute(query).scalars())
    return [id_ for id_ in ids if id_ not in codes]
