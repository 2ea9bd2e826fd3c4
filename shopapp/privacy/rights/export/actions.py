"""How a copy stands: begun, ready, failed, expired, fetched. Each step is one row, which is gone once erased."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import and_, select, update

from shopapp.kernel.codes import new_token
from shopapp.platform.database import db
from shopapp.platform.dispatch import enqueue
from shopapp.platform.removals import remove_later
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.rights.actions import EXPORT_JOB, export_ready
from shopapp.privacy.rights.export.rules import KEPT_FOR
from shopapp.privacy.rights.models import DataExport, DataRequest
from shopapp.privacy.rights.rules import ExportState

OVER_JOB = "data_export_over"


def begin(shop: ShopRef, export_id: int, *, total: int) -> str:
    """Note that the worker has begun; returns the key under which the file is to lie, "" when nobody wants it."""
    export = _locked(shop, export_id)
    if export is None or export.state not in (ExportState.WAITING, ExportState.RUNNING):
        return ""
    # A try that was broken off goes on under the same key, so that it leaves no second file behind.
    export.file_key = export.file_key or f"{shop.id}/exports/{export.id}-{_word()}.zip"
    export.state, export.done, export.total = ExportState.RUNNING.value, 0, total
    db.session.flush()
    return export.file_key


def note_progress(shop: ShopRef, export_id: int, done: int) -> bool:
    """Say how many records are in; False when nobody wants the copy any more."""
    query = update(DataExport).where(
        DataExport.shop_id == shop.id,
        DataExport.id == export_id,
        DataExport.state == ExportState.RUNNING.value,
        DataExport.file_key != "",
    )
    query = query.values(done=done).returning(DataExport.id).execution_options(synchronize_session=False)
    return db.session.execute(query).one_or_none() is not None


def finish(shop: ShopRef, export_id: int, *, size: int, now: datetime) -> bool:
    """The file is complete (`size` bytes): whoever asked is told. False when nobody wants it any more.

    One made for the same contact before goes: it is out of date, and asking again and again must not fill the disk.
    """
    export = _locked(shop, export_id)
    if export is None or export.state != ExportState.RUNNING or not export.file_key:
        return False
    query = select(DataRequest).where(DataRequest.shop_id == shop.id, DataRequest.id == export.request_id)
    request = db.session.execute(query.with_for_update()).scalars().one()
    if request.ended_at is not None:
        # Everything was deleted while the copy was being made.
        return False
    for earlier in _ready(shop, request.contact):
        _drop(shop, earlier, ExportState.EXPIRED, now)
    export.state, export.bytes, export.done = ExportState.READY.value, size, export.total
    export.ready_at, export.expires_at = now, now + KEPT_FOR
    enqueue(shop, OVER_JOB, export.id, due_at=export.expires_at, now=now)
    export_ready(shop, request, now=now)
    return True


def fail(shop: ShopRef, export_id: int, *, now: datetime) -> None:
    """Give a copy up; staff see the request still open, and whoever asked may ask again."""
    export = _locked(shop, export_id)
    if export is not None and export.state in (ExportState.WAITING, ExportState.RUNNING):
        _drop(shop, export, ExportState.FAILED, now)


def try_again(shop: ShopRef, request_id: int, *, now: datetime) -> None:
    """Make a copy that was given up once more, for the same request; one that stands otherwise is left as it is."""
    query = select(DataExport).where(DataExport.shop_id == shop.id, DataExport.request_id == request_id)
    export = db.session.execute(query.with_for_update()).scalars().one_or_none()
    if export is not None and export.state == ExportState.FAILED:
        export.state, export.done, export.total = ExportState.WAITING.value, 0, 0
        enqueue(shop, EXPORT_JOB, export.id, due_at=now, now=now)


def expire(shop: ShopRef, export_id: int, *, now: datetime) -> datetime | None:
    """Let a copy go when its days are over; returns when to come again if they are not."""
    export = _locked(shop, export_id)
    if export is None or export.state != ExportState.READY or export.expires_at is None:
        return None
    if export.expires_at > now:
        return export.expires_at
    _drop(shop, export, ExportState.EXPIRED, now)
    return None


def note_fetched(shop: ShopRef, export_id: int, *, now: datetime) -> None:
    """Note when the copy was fetched last."""
    query = update(DataExport).where(DataExport.shop_id == shop.id, DataExport.id == export_id)
    db.session.execute(query.values(fetched_at=now).execution_options(synchronize_session=False))


def _drop(shop: ShopRef, export: DataExport, state: ExportState, now: datetime) -> None:
    keys: Collection[str] = (export.file_key,)
    export.state, export.file_key = state.value, ""
    remove_later(shop, keys, now=now)


def _ready(shop: ShopRef, contact: str) -> Sequence[DataExport]:
    same = and_(DataRequest.shop_id == DataExport.shop_id, DataRequest.id == DataExport.request_id)
    query = select(DataExport).join(DataRequest, same).where(DataExport.shop_id == shop.id)
    query = query.where(DataExport.state == ExportState.READY.value, DataRequest.contact == contact)
    return db.session.execute(query.with_for_update(of=DataExport)).scalars().all()


def _locked(shop: ShopRef, export_id: int) -> DataExport | None:
    query = select(DataExport).where(DataExport.shop_id == shop.id, DataExport.id == export_id)
    return db.session.execute(query.with_for_update()).scalars().one_or_none()


def _word() -> str:
    return "".join(c for c in new_token().lower() if c.isalnum())[:24]
