"""Reminding the owner of requests before their clock ends, and every day after it has; and keeping erasures going."""

from datetime import datetime, timedelta

from sqlalchemy import select

from shopapp.kernel.clock import local_day
from shopapp.platform.database import db
from shopapp.platform.dispatch import Dispatch, cancel, enqueue
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.rights import messages
from shopapp.privacy.rights.actions.carry import JOB
from shopapp.privacy.rights.actions.history import locked, note_step
from shopapp.privacy.rights.queries import list_unfinished_erasures, list_waiting
from shopapp.privacy.rights.rules import REMIND_BEFORE, Happened


def remind_all(shop: ShopRef, *, now: datetime) -> int:
    """One mail a request and day, from two days before its next last day on; returns how many requests it were."""
    today = local_day(now)
    near = [waiting for waiting in list_waiting(shop) if waiting.next_due <= today + timedelta(days=REMIND_BEFORE)]
    reminded = 0
    for waiting in near:
        request = locked(shop, waiting.id)
        # Whoever has just been told of a new request needs no reminder on the same day.
        if today in (request.reminded_on, request.received_on):
            continue
        request.reminded_on = today
        reminded += 1
        note_step(shop, request, Happened.REMINDED, now=now)
        news = "overdue" if waiting.next_due < today else "due_soon" if request.answered_at else "answer_soon"
        messages.tell_shop(shop, request, news, now=now)
    return reminded


def keep_going(shop: ShopRef, *, now: datetime) -> int:
    """Put erasures to work again that the worker has given up after too many failures; returns how many."""
    begun = 0
    for request_id in list_unfinished_erasures(shop):
        asked = (Dispatch.shop_id == shop.id, Dispatch.kind == JOB, Dispatch.row_id == request_id)
        query = select(Dispatch.id).where(*asked, Dispatch.failed_at.is_(None)).limit(1)
        if db.session.execute(query).first() is None:
            cancel(shop, JOB, request_id)
            enqueue(shop, JOB, request_id, due_at=now, now=now)
            begun += 1
    return begun
