"""Every read of safety cases that has a name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select

from shopapp.accounts.signals import MisuseKind
from shopapp.inquiries.cases.rules import OPEN_STATES
from shopapp.inquiries.models import Inquiry, SafetyCase
from shopapp.inquiries.rules import CAP, PAGE, State, read_cursor, write_cursor
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.records.rules import Reference


@dataclass(frozen=True)
class CaseRow:
    """A case as lists and the pages of what it is about show it. `subject` is None where it is about no row."""

    inquiry_id: int
    code: str
    kind: MisuseKind
    state: State
    subject: Reference | None
    order_code: str
    is_holding: bool
    outcome: str
    phone: str
    email: str
    link_version: int
    link_hash: str
    opened_at: datetime
    touched_at: datetime


@dataclass(frozen=True)
class CasePage:
    """One page of the list; `next` is the cursor of the following page or empty."""

    rows: tuple[CaseRow, ...]
    next: str


def find_case(shop: ShopRef, inquiry_id: int) -> CaseRow | None:
    """The case an inquiry is, None for any other inquiry."""
    row = db.session.execute(_statement(shop).where(Inquiry.id == inquiry_id)).one_or_none()
    return _case(row) if row else None


def list_cases_about(shop: ShopRef, subject: Reference) -> list[CaseRow]:
    """Every case about a row, oldest first."""
    about = (SafetyCase.subject_kind == subject.kind, SafetyCase.subject_id == subject.id)
    return [_case(row) for row in db.session.execute(_statement(shop).where(*about).order_by(Inquiry.id))]


def list_cases(shop: ShopRef, *, is_open: bool = True, kind: str = "", after: str = "") -> CasePage:
    """One page of open or of closed cases, the latest touched first; `kind` "" shows all kinds."""
    query = _statement(shop).where(*_filters(is_open, kind, after))
    query = query.order_by(Inquiry.touched_at.desc(), Inquiry.id.desc()).limit(PAGE + 1)
    found = db.session.execute(query).all()
    rows = tuple(_case(row) for row in found[:PAGE])
    return CasePage(rows, write_cursor(rows[-1].touched_at, rows[-1].inquiry_id) if len(found) > PAGE else "")


def count_cases(shop: ShopRef, states: Sequence[State] = OPEN_STATES) -> int:
    """How many cases stand in these states, counted no further than CAP + 1."""
    some = _joined(select(Inquiry.id), shop).where(Inquiry.state.in_([s.value for s in states])).limit(CAP + 1)
    return db.session.execute(select(func.count()).select_from(some.subquery())).scalar_one()


def _joined(query: Select[Any], shop: ShopRef) -> Select[Any]:
    on = and_(Inquiry.shop_id == SafetyCase.shop_id, Inquiry.id == SafetyCase.inquiry_id)
    return query.join(SafetyCase, on).where(Inquiry.shop_id == shop.id, SafetyCase.shop_id == shop.id)


def _statement(shop: ShopRef) -> Select[Any]:
    columns: tuple[Any, ...] = (
        Inquiry.id,
        Inquiry.code,
        Inquiry.state,
        Inquiry.order_code,
        Inquiry.phone,
        Inquiry.email,
        Inquiry.link_version,
        Inquiry.link_hash,
        Inquiry.created_at,
        Inquiry.touched_at,
        SafetyCase.kind,
        SafetyCase.subject_kind,
        SafetyCase.subject_id,
        SafetyCase.is_holding,
        SafetyCase.outcome,
    )
    return _joined(select(*columns), shop)


def _filters(is_open: bool, kind: str, after: str) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = [
        Inquiry.state != State.CLOSED.value if is_open else Inquiry.state == State.CLOSED.value
    ]
    if kind:
        wanted.append(SafetyCase.kind == kind)
    if place := read_cursor(after):
        moment, row_id = place
        wanted.append(or_(Inquiry.touched_at < moment, and_(Inquiry.touched_at == moment, Inquiry.id < row_id)))
    return wanted


def _case(row: Row[Any]) -> CaseRow:
    return CaseRow(
        inquiry_id=row.id,
        code=row.code,
        kind=MisuseKind(row.kind),
        state=State(row.state),
        subject=Reference(row.subject_kind, row.subject_id) if row.subject_id is not None else None,
        order_code=row.order_code,
        is_holding=row.is_holding,
        outcome=row.outcome,
        phone=row.phone,
        email=row.email,
        link_version=row.link_version,
        link_hash=row.link_hash or "",
        opened_at=row.created_at,
        touched_at=row.touched_at,
    )
