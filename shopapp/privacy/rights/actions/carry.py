"""Carrying a request out, by its kind: at once, or handed to the worker."""

from collections.abc import Collection
from datetime import datetime

from shopapp.notifications.actions import stop_purpose
from shopapp.platform.database import db
from shopapp.platform.dispatch import enqueue
from shopapp.platform.links import link_hash
from shopapp.platform.personal_data import Purpose
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.erasing.actions import begin_erasure
from shopapp.privacy.erasing.queries import collect
from shopapp.privacy.rights.actions.history import end_request, note_step
from shopapp.privacy.rights.models import DataExport, DataRequest
from shopapp.privacy.rights.queries import find_export, orders_left
from shopapp.privacy.rights.rules import ExportState, Happened, RequestKind, RequestState
from shopapp.privacy.rights.wording import withdrawal_wording
from shopapp.records.actions import record_consent
from shopapp.records.bars import BarKind, bury
from shopapp.records.law import needs_consent
from shopapp.records.queries import current_policy_id, has_consented
from shopapp.records.rules import Reference

JOB = "data_request"
EXPORT_JOB = "data_export"
EXPORT_LINK = "data_export"
ADVERTS = (Purpose.MARKETING, Purpose.NEWS)


def carry_out(shop: ShopRef, request: DataRequest, *, now: datetime, account_id: int | None = None) -> None:
    """Do what was asked. An erasure or a copy goes on in the worker; the rest is done when this returns.

    Where somebody outside still has to act, the request stays with the staff until they confirm.
    """
    kind = RequestKind(request.kind)
    if kind is RequestKind.WITHDRAW:
        _withdraw(shop, request, [Purpose(request.purpose)] if request.purpose else list(Purpose), now)
    elif kind is RequestKind.OBJECT:
        for contact in request.person().contacts:
            bury(shop, contact, BarKind.OBJECTED, now=now)
        _withdraw(shop, request, ADVERTS, now)
    elif kind is RequestKind.RESTRICT:
        for contact in request.person().contacts:
            bury(shop, contact, BarKind.RESTRICTED, now=now)
    elif kind is RequestKind.SEE:
        request.counts = {held.name: len(ids) for held, ids in collect(shop, request.person())}
    elif kind is RequestKind.PROVIDE:
        _ask_for_copy(shop, request, now)
    elif kind is RequestKind.DELETE:
        begin_erasure(shop, request.person(), now=now)
        enqueue(shop, JOB, request.id, due_at=now, now=now)
    if kind in (RequestKind.PROVIDE, RequestKind.DELETE):
        request.state = RequestState.WORKING.value
        note_step(shop, request, Happened.BEGUN, account_id=account_id, now=now)
        return
    own_part_done(shop, request, account_id=account_id, now=now)


def own_part_done(shop: ShopRef, request: DataRequest, *, now: datetime, account_id: int | None = None) -> None:
    """The shop has done its part; the request ends unless somebody outside still has to."""
    request.carried_out_at = now
    if orders_left(shop, request.id):
        request.state = RequestState.WORKING.value
        note_step(shop, request, Happened.BEGUN, account_id=account_id, now=now)
    else:
        end_request(shop, request, RequestState.DONE, account_id=account_id, now=now)


def export_ready(shop: ShopRef, request: DataRequest, *, now: datetime) -> None:
    """The copy lies ready: the request has been carried out, and the person is told where to fetch it."""
    note_step(shop, request, Happened.READY, now=now)
    own_part_done(shop, request, now=now)


def retry_copy(shop: ShopRef, request: DataRequest, *, now: datetime) -> bool:
    """Have a copy made again that the worker has given up; False when there is none such."""
    export = find_export(shop, request.id)
    if export is None or export.state != ExportState.FAILED:
        return False
    export.state, export.done = ExportState.WAITING.value, 0
    note_step(shop, request, Happened.BEGUN, now=now)
    enqueue(shop, EXPORT_JOB, export.id, due_at=now, now=now)
    return True


def _ask_for_copy(shop: ShopRef, request: DataRequest, now: datetime) -> None:
    export = DataExport(shop_id=shop.id, request_id=request.id, created_at=now)
    db.session.add(export)
    db.session.flush()
    export.link_hash = link_hash(shop, EXPORT_LINK, export.id, export.link_version)
    enqueue(shop, EXPORT_JOB, export.id, due_at=now, now=now)


def _withdraw(shop: ShopRef, request: DataRequest, purposes: Collection[Purpose], now: datetime) -> None:
    """Take every yes for these purposes back, and stop what waits to be sent under it."""
    taken_back = 0
    for contact in request.person().contacts:
        for purpose in (purpose for purpose in purposes if needs_consent(purpose)):
            stop_purpose(shop, contact, purpose)
            if has_consented(shop, contact, purpose):
                taken_back += 1
                _record(shop, request, contact, purpose, now)
    request.counts = {"consent": taken_back}


def _record(shop: ShopRef, request: DataRequest, contact: str, purpose: Purpose, now: datetime) -> None:
    record_consent(
        shop,
        subject=Reference("data_request", request.id),
        contact=contact,
        purpose=purpose,
        given=False,
        wording=withdrawal_wording(request.language),
        policy_version_id=current_policy_id(shop) or 0,
        channel=request.channel,
        source="data_request",
        now=now,
    )
