"""What the shop's staff do with a request: answer, extend, carry out, refuse."""

from datetime import datetime

from shopapp.kernel.clock import local_day
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.rights import messages
from shopapp.privacy.rights.actions.carry import carry_out, own_part_done, retry_copy
from shopapp.privacy.rights.actions.history import end_request, note_step, still_running
from shopapp.privacy.rights.rules import (
    AlreadyEnded,
    AlreadyExtended,
    Happened,
    Identity,
    IdentityUnproven,
    RefusalGround,
    RequestKind,
    RequestState,
    TooLate,
    dues,
)
from shopapp.records.law import the_law


def answer_request(shop: ShopRef, request_id: int, text: str, *, account_id: int, now: datetime) -> None:
    """Answer and explain how it goes on. Raises NoSuchRequest, AlreadyEnded."""
    request = still_running(shop, request_id)
    request.answer = text
    request.answered_at = request.answered_at or now
    note_step(shop, request, Happened.ANSWERED, account_id=account_id, note=text, now=now)
    messages.tell_news(shop, request, "answered", now=now)


def extend_request(shop: ShopRef, request_id: int, reason: str, *, account_id: int, now: datetime) -> None:
    """Use the one extension, and say why. Raises NoSuchRequest, AlreadyEnded, AlreadyExtended, TooLate."""
    request = still_running(shop, request_id)
    if request.extended_at is not None:
        raise AlreadyExtended
    if local_day(now) > request.due_on:
        raise TooLate
    request.extended_at = now
    request.answered_at = request.answered_at or now
    due = dues(
        RequestKind(request.kind), request.received_on, the_law(), with_others=request.with_others, is_extended=True
    )
    request.due_on = due.due_on
    request.answer = reason
    note_step(shop, request, Happened.EXTENDED, account_id=account_id, note=reason, now=now)
    messages.tell_news(shop, request, "extended", now=now)


def refuse_request(
    shop: ShopRef, request_id: int, ground: RefusalGround, reason: str, *, account_id: int, now: datetime
) -> None:
    """Refuse on one of the law's grounds, and say why. Raises NoSuchRequest, AlreadyEnded.

    What has been carried out cannot be refused any more: AlreadyEnded too.
    """
    request = still_running(shop, request_id)
    if request.carried_out_at is not None or request.state == RequestState.WORKING:
        raise AlreadyEnded
    request.refusal, request.answer = ground.value, reason
    end_request(shop, request, RequestState.REFUSED, what=Happened.REFUSED, account_id=account_id, note=reason, now=now)


def do_request(shop: ShopRef, request_id: int, text: str, *, account_id: int, now: datetime) -> None:
    """Carry it out and answer with `text`, if there is anything to say. For a correction: it has been made.

    Raises NoSuchRequest, AlreadyEnded (also when the worker is at it), IdentityUnproven.
    """
    request = still_running(shop, request_id)
    if request.state != RequestState.OPEN:
        if retry_copy(shop, request, now=now):
            return
        raise AlreadyEnded
    if request.identity == Identity.UNPROVEN:
        raise IdentityUnproven
    request.answer = text or request.answer
    request.answered_at = request.answered_at or now
    if request.kind == RequestKind.CORRECT:
        own_part_done(shop, request, account_id=account_id, now=now)
    else:
        carry_out(shop, request, account_id=account_id, now=now)
