"""Reads of copies: what the worker needs to make one, and how one stands for whoever asked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, select

from shopapp.platform.database import db
from shopapp.platform.holdings import Person
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.rights.models import DataExport, DataRequest
from shopapp.privacy.rights.rules import ExportState, Identity, RequestKind


@dataclass(frozen=True)
class About:
    """Whose copy it is: the person, and the contacts that stand in it in full."""

    person: Person
    plain: frozenset[str]


@dataclass(frozen=True)
class Wanted:
    """A copy that is to be made."""

    person: Person
    contact: str
    identity: Identity
    language: str

    def as_shown(self) -> About:
        """A code proves the one contact it went to; who signed in or was known to staff has proven all of them."""
        one = frozenset({self.contact})
        return About(self.person, one if self.identity is Identity.CODE else one | self.person.contacts)


def find_wanted(shop: ShopRef, export_id: int) -> Wanted | None:
    """What a copy is about, None when it is not wanted any more."""
    query = (
        select(DataRequest)
        .join(DataExport, _same())
        .where(
            DataExport.shop_id == shop.id,
            DataExport.id == export_id,
            DataExport.state.in_((ExportState.WAITING.value, ExportState.RUNNING.value)),
            DataRequest.ended_at.is_(None),
        )
    )
    request = db.session.execute(query).scalars().one_or_none()
    if request is None:
        return None
    return Wanted(request.person(), request.contact, Identity(request.identity), request.language)


@dataclass(frozen=True)
class CopyState:
    """How a copy stands. `key` is where its file lies, "" unless it is ready."""

    id: int
    code: str
    state: ExportState
    done: int
    total: int
    bytes: int
    asked_at: datetime
    ready_at: datetime | None
    expires_at: datetime | None
    key: str

    @property
    def percent(self) -> int:
        """How far it is, 0 to 100; 100 only when it lies ready."""
        if self.state is ExportState.READY:
            return 100
        return min(99, 100 * self.done // self.total) if self.total else 0


def latest_copy(shop: ShopRef, contacts: Collection[str]) -> CopyState | None:
    """The copy these contacts asked for last."""
    query = _copies(shop).where(DataRequest.contact.in_(sorted(contacts))).order_by(DataExport.id.desc()).limit(1)
    row = db.session.execute(query).one_or_none()
    return _state(row.DataExport, row.DataRequest) if row else None


def find_copy(shop: ShopRef, export_id: int, contacts: Collection[str]) -> CopyState | None:
    """One copy, if it was asked for by one of these contacts."""
    query = _copies(shop).where(DataExport.id == export_id, DataRequest.contact.in_(sorted(contacts)))
    row = db.session.execute(query).one_or_none()
    return _state(row.DataExport, row.DataRequest) if row else None


def _copies(shop: ShopRef) -> Select[DataExport, DataRequest]:
    return (
        select(DataExport, DataRequest)
        .join(DataRequest, _same())
        .where(
            DataExport.shop_id == shop.id,
            DataRequest.kind == RequestKind.PROVIDE.value,
            DataRequest.erased_at.is_(None),
        )
    )


def _same() -> ColumnElement[bool]:
    return and_(DataRequest.shop_id == DataExport.shop_id, DataRequest.id == DataExport.request_id)


def _state(export: DataExport, request: DataRequest) -> CopyState:
    state = ExportState(export.state)
    return CopyState(
        id=export.id,
        code=request.code,
        state=state,
        done=export.done,
        total=export.total,
        bytes=export.bytes,
        asked_at=export.created_at,
        ready_at=export.ready_at,
        expires_at=export.expires_at,
        key=export.file_key if state is ExportState.READY else "",
    )
