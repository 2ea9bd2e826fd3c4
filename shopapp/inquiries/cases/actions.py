"""Opening, settling and closing safety cases. Lower and higher rooms report; staff decide."""

from datetime import datetime

from sqlalchemy import select

from shopapp.accounts.signals import MisuseKind, MisuseReport
from shopapp.inquiries.actions.send import as_before, locked, note_agreement, open_inquiry, token_of
from shopapp.inquiries.cases import messages
from shopapp.inquiries.cases.rules import NoSuchCase, Opened, Outcome, StillHeld
from shopapp.inquiries.models import Inquiry, InquiryNote, SafetyCase
from shopapp.inquiries.queries import find_sent_inquiry
from shopapp.inquiries.rules import AlreadyClosed, InquiryDraft, Kind, Sending, Sent, State
from shopapp.kernel.codes import new_token
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.records.rules import Reference


def send_report(shop: ShopRef, kind: MisuseKind, draft: InquiryDraft, sending: Sending, *, now: datetime) -> Sent:
    """Take in what somebody typed into the public form; the same form sent twice is one case. Raises AlreadySent."""
    earlier = find_sent_inquiry(shop, sending.key)
    if earlier is not None:
        return as_before(shop, earlier, sending)
    inquiry = open_inquiry(shop, draft, sending, now=now)
    note_agreement(shop, inquiry.id, draft, now=now)
    case = _add(shop, inquiry, kind)
    messages.tell_opened(shop, inquiry, case, draft.body, now=now)
    return Sent(inquiry.id, token_of(shop, inquiry), True)


def open_case(shop: ShopRef, report: MisuseReport, *, order_code: str = "", holds: bool = False) -> Opened:
    """Open a case from a report and tell both sides.

    `order_code` is what people call the order the report is about; `holds` says that its room holds the row of
    `report.subject` back and will end the case by `settle`.
    """
    is_mail = "@" in report.contact
    draft = InquiryDraft(
        kind=Kind.SECURITY,
        name=report.name,
        phone="" if is_mail else report.contact,
        email=report.contact if is_mail else "",
        address="",
        body=report.text,
        language=report.language,
        order_code=order_code,
    )
    inquiry = open_inquiry(shop, draft, Sending(new_token(), ""), now=report.now)
    case = _add(shop, inquiry, report.kind, report.account_id, report.subject, holds=holds)
    messages.tell_opened(shop, inquiry, case, report.text, now=report.now)
    return Opened(inquiry.id, inquiry.code, token_of(shop, inquiry))


def open_reported(shop: ShopRef, report: MisuseReport) -> None:
    """The receiver of `misuse_reported`."""
    open_case(shop, report)


def close_case(shop: ShopRef, inquiry_id: int, *, note: str, account_id: int, now: datetime) -> None:
    """End a case that holds nothing; `note` says what was found. Raises NoSuchInquiry, NoSuchCase, AlreadyClosed,
    StillHeld.
    """
    inquiry = locked(shop, inquiry_id)
    case = _get(shop, inquiry_id)
    if inquiry.state == State.CLOSED:
        raise AlreadyClosed
    if case.is_holding:
        raise StillHeld
    _end(shop, inquiry, case, Outcome.SETTLED, note=note, account_id=account_id, now=now)


def settle(
    shop: ShopRef, subject: Reference, outcome: Outcome, *, note: str, account_id: int, now: datetime
) -> list[int]:
    """End every case that holds this row, because its room has let it go or cancelled it; returns the inquiries."""
    query = select(SafetyCase.inquiry_id).where(
        SafetyCase.shop_id == shop.id,
        SafetyCase.subject_kind == subject.kind,
        SafetyCase.subject_id == subject.id,
        SafetyCase.is_holding.is_(True),
    )
    ended = list(db.session.execute(query.order_by(SafetyCase.inquiry_id)).scalars())
    for inquiry_id in ended:
        inquiry = locked(shop, inquiry_id)
        _end(shop, inquiry, _get(shop, inquiry_id), outcome, note=note, account_id=account_id, now=now)
    return ended


def _add(
    shop: ShopRef,
    inquiry: Inquiry,
    kind: MisuseKind,
    account_id: int | None = None,
    subject: Reference | None = None,
    *,
    holds: bool = False,
) -> SafetyCase:
    case = SafetyCase(
        shop_id=shop.id,
        inquiry_id=inquiry.id,
        kind=kind.value,
        account_id=account_id,
        subject_kind=subject.kind if subject else "",
        subject_id=subject.id if subject else None,
        is_holding=holds,
    )
    db.session.add(case)
    db.session.flush()
    return case


def _get(shop: ShopRef, inquiry_id: int) -> SafetyCase:
    query = select(SafetyCase).where(SafetyCase.shop_id == shop.id, SafetyCase.inquiry_id == inquiry_id)
    case = db.session.execute(query.execution_options(populate_existing=True)).scalars().one_or_none()
    if case is None:
        raise NoSuchCase
    return case


def _end(
    shop: ShopRef, inquiry: Inquiry, case: SafetyCase, outcome: Outcome, *, note: str, account_id: int, now: datetime
) -> None:
    db.session.add(
        InquiryNote(shop_id=shop.id, inquiry_id=inquiry.id, account_id=account_id, body=note, created_at=now)
    )
    case.is_holding, case.outcome, case.closed_by_id = False, outcome.value, account_id
    inquiry.state, inquiry.closed_at, inquiry.touched_at = State.CLOSED.value, now, now
    inquiry.assigned_account_id = inquiry.assigned_account_id or account_id
    db.session.flush()
    messages.tell_closed(shop, inquiry, case, now=now)
