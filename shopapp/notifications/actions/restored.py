"""What becomes of the messages that wait in a restored backup."""

from sqlalchemy import delete, or_, update

from shopapp.notifications.models import Message
from shopapp.notifications.rules import JOBS, UNDER_WAY, State
from shopapp.platform.database import db
from shopapp.platform.dispatch import Dispatch
from shopapp.platform.tenancy.refs import ShopRef

RESTORED = "restored"


def hold_back_all(shop: ShopRef) -> int:
    """Hold back every message that waits, for people to look at; how many it was.

    The system the backup was made of has gone on and may have sent them. Codes and links for one use are worth nothing
    any more and are wiped.
    """
    waiting = Message.state.in_(sorted(UNDER_WAY))
    mine = (Message.shop_id == shop.id, waiting)
    wiped = update(Message).where(*mine, Message.sensitive.is_(True))
    wiped = wiped.values(state=State.CANCELLED.value, error=RESTORED, next_try_at=None, facts={})
    held = update(Message).where(*mine, Message.sensitive.is_(False))
    held = held.values(state=State.WITHHELD.value, error=RESTORED, next_try_at=None)
    _done(wiped)
    count = len(db.session.execute(held.returning(Message.id).execution_options(synchronize_session=False)).all())
    _done(delete(Dispatch).where(Dispatch.shop_id == shop.id, or_(*(Dispatch.kind == job for job in JOBS.values()))))
    return count


def _done(statement: object) -> None:
    db.session.execute(statement.execution_options(synchronize_session=False))  # type: ignore[attr-defined]
