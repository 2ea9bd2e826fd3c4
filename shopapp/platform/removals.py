"""Files that are to go once nothing names them any more: asked for with the change, removed after its commit."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped

from shopapp.platform.database import Base, db, transaction
from shopapp.platform.dispatch import Claim, Done, Outcome, enqueue
from shopapp.platform.personal_data import not_personal
from shopapp.platform.settings import files
from shopapp.platform.tenancy.models import ShopOwned
from shopapp.platform.tenancy.refs import ShopRef

JOB = "file_removal"


class FileRemoval(ShopOwned, Base):
    """A file on its way out."""

    __tablename__ = "file_removal"
    __table_args__ = ()

    key: Mapped[str] = not_personal("a random name under which bytes lie until they are removed", String(120))
    asked_at: Mapped[datetime]


def remove_later(shop: ShopRef, keys: Iterable[str], *, now: datetime) -> None:
    """Remove the files under these storage keys after this transaction commits."""
    rows = [FileRemoval(shop_id=shop.id, key=key, asked_at=now) for key in keys if key]
    db.session.add_all(rows)
    db.session.flush()
    for row in rows:
        enqueue(shop, JOB, row.id, due_at=now, now=now)


def remove(shop: ShopRef, row_id: int, _claim: Claim, _now: datetime) -> Outcome:
    """The job: the bytes first, so that a stop in between leaves a row to begin again from."""
    query = select(FileRemoval).where(FileRemoval.shop_id == shop.id, FileRemoval.id == row_id)
    found = db.session.execute(query).scalars().one_or_none()
    if found is None:
        return Done()
    files().delete(found.key)
    with transaction():
        again = db.session.execute(query).scalars().one_or_none()
        if again is not None:
            db.session.delete(again)
    return Done()
