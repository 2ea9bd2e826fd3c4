"""Erasing for a request, pass by pass in the worker, until nothing is left; last of all the request's own contact."""

from contextlib import suppress
from datetime import datetime, timedelta

from shopapp.notifications.actions import send_again
from shopapp.notifications.rules import StillTooMany
from shopapp.platform.dispatch import Done, Outcome, TryAgain
from shopapp.platform.holdings import Hindrance, holding
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.erasing.actions import end_erasure, erase_person, erase_records, free_of_hindrance
from shopapp.privacy.erasing.rules import Erased
from shopapp.privacy.rights import messages
from shopapp.privacy.rights.actions.carry import own_part_done
from shopapp.privacy.rights.actions.history import end_request, locked, note_step
from shopapp.privacy.rights.holdings import NAME
from shopapp.privacy.rights.models import DataRequest
from shopapp.privacy.rights.queries import begun_at, list_ended, list_other_running, list_withheld
from shopapp.privacy.rights.rules import Happened, RequestKind, RequestState

SOON, LATER, TOMORROW = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LONGEST_WITHHELD = timedelta(days=2)
# A mail under way is gone in a minute, or its gateway is out of order for hours.
IMPATIENT = timedelta(minutes=30)


def go_on(shop: ShopRef, request_id: int, *, now: datetime) -> Outcome:
    """One pass of an erasure, in the caller's transaction. Raises NoSuchRequest."""
    request = locked(shop, request_id)
    if request.kind != RequestKind.DELETE or request.erased_at is not None or request.state == RequestState.REFUSED:
        return Done()
    if request.ended_at is not None:
        return _forget(shop, request, now)
    if request.carried_out_at is not None:
        # Only others have something left to do; what ends the request lets this go on.
        return TryAgain(now + LATER)
    # What comes later was not asked to go: an order placed since is delivered, and cannot put this off for ever.
    erased = erase_person(shop, request.person(), now=now, until=begun_at(shop, request.id))
    counts = dict(request.counts)
    for name, count in erased.records.items():
        counts[name] = counts.get(name, 0) + count
    request.counts = counts
    if erased.has_more:
        return TryAgain(now)
    reasons = _reasons(erased)
    if reasons:
        return _wait(shop, request, reasons, now)
    for other in list_other_running(shop, request):
        end_request(shop, other, RequestState.DONE, what=Happened.OVERTAKEN, note=request.code, now=now)
    end_erasure(shop, request.person(), now=now)
    own_part_done(shop, request, now=now)
    return TryAgain(now + SOON)


def _forget(shop: ShopRef, request: DataRequest, now: datetime) -> Outcome:
    """Once the last message has left, no request of the person keeps a contact any more."""
    held = holding(NAME)
    ended = [found.id for found in list_ended(shop, request)]
    ended_for = now - (request.ended_at or now)
    withheld = list_withheld(shop, request.id) if ended_for < LONGEST_WITHHELD else []
    for message_id in withheld:
        # Too many messages in an hour hold the last one back; it goes as soon as the limit lets it.
        with suppress(StillTooMany):
            send_again(shop, message_id, now=now)
    if withheld or len(free_of_hindrance(shop, held, ended)) < len(ended):
        return TryAgain(now + (SOON if ended_for < IMPATIENT else LATER))
    erase_records(shop, held, ended, now=now)
    return Done()


def _reasons(erased: Erased) -> dict[str, int]:
    """Why records wait, and how many; requests themselves come last and are no reason."""
    reasons: dict[str, int] = {}
    for name, waiting in erased.waiting.items():
        for hindrance, count in waiting.items():
            if name != NAME:
                reasons[hindrance.value] = reasons.get(hindrance.value, 0) + count
    return reasons


def _wait(shop: ShopRef, request: DataRequest, reasons: dict[str, int], now: datetime) -> Outcome:
    """What is hindered is tried again; the person is told once of each reason that they can do something about."""
    told = set(request.waits_for.split())
    told_now = set(reasons) - {Hindrance.UNSENT.value}
    if told_now - told:
        request.waits_for = " ".join(sorted(told | told_now))
        note_step(shop, request, Happened.WAITING, counts=reasons, now=now)
        messages.tell_news(shop, request, "waiting", reasons=sorted(told_now), now=now)
    if told_now:
        return TryAgain(now + TOMORROW)
    return TryAgain(now + (SOON if now - request.created_at < IMPATIENT else LATER))
