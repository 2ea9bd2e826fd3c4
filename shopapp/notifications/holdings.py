"""Where messages name a person: by the contact they went to; and what is said in messages about a row."""

from collections.abc import Callable
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, select, update

from shopapp.notifications.models import Message
from shopapp.notifications.rules import UNDER_WAY, State
from shopapp.platform.database import db
from shopapp.platform.holdings import Hindrance, Holding, Ids, Part, Person
from shopapp.platform.personal_data import Keep, Subject
from shopapp.platform.tenancy.refs import ShopRef


def messages_about(kind: str) -> Callable[[ShopRef, Ids], Select[int]]:
    """For the holdings of rooms above: the messages about their rows, whoever they went to."""

    def rows(shop: ShopRef, ids: Ids) -> Select[int]:
        return select(Message.id).where(
            Message.shop_id == shop.id, Message.about_kind == kind, Message.about_id.in_(ids)
        )

    return rows


def unsent_about(shop: ShopRef, kind: str, ids: Ids) -> dict[int, Hindrance]:
    """Rows about which a message is still under way."""
    query = select(Message.about_id).where(
        Message.shop_id == shop.id, Message.about_kind == kind, Message.about_id.in_(ids), Message.state.in_(UNDER_WAY)
    )
    return dict.fromkeys(db.session.execute(query).scalars(), Hindrance.UNSENT)


def stop_unsent(shop: ShopRef, kind: str, ids: Ids) -> None:
    """Nobody is told any more about rows that are about to be erased."""
    query = update(Message).where(
        Message.shop_id == shop.id, Message.about_kind == kind, Message.about_id.in_(ids), Message.state.in_(UNDER_WAY)
    )
    stopped = query.values(state=State.CANCELLED.value, error="erased", next_try_at=None)
    db.session.execute(stopped.execution_options(synchronize_session=False))


def _found(shop: ShopRef, person: Person) -> Select[int]:
    return select(Message.id).where(
        Message.shop_id == shop.id, Message.erased_at.is_(None), Message.to_contact.in_(sorted(person.contacts))
    )


def _over(shop: ShopRef, before: datetime) -> Select[int]:
    return select(Message.id).where(
        Message.shop_id == shop.id,
        Message.erased_at.is_(None),
        Message.queued_at < before,
        Message.state.not_in(UNDER_WAY),
    )


def _unsent(shop: ShopRef, ids: Ids) -> dict[int, Hindrance]:
    query = select(Message.id).where(Message.shop_id == shop.id, Message.id.in_(ids), Message.state.in_(UNDER_WAY))
    return dict.fromkeys(db.session.execute(query).scalars(), Hindrance.UNSENT)


HOLDINGS = (
    Holding(
        name="message",
        kind="message",
        title=_l("Messages the shop sent you"),
        subject=Subject.CUSTOMER,
        parts=(Part(Message),),
        found=_found,
        keep=Keep.AFTER_SENT,
        over=_over,
        hindered=_unsent,
        stamp="erased_at",
        born="queued_at",
    ),
)
