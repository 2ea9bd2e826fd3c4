"""Telling the people concerned: the words, the start, the stop, and the next few."""

from datetime import datetime, timedelta

from sqlalchemy import select

from shopapp.platform import dispatch
from shopapp.platform.database import db
from shopapp.platform.dispatch import Done, Outcome
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.incidents import messages
from shopapp.privacy.incidents.actions.entries import locked, locked_open, note_entry
from shopapp.privacy.incidents.models import IncidentNotice
from shopapp.privacy.incidents.queries import count_to_tell, find_notice, list_groups
from shopapp.privacy.incidents.queries.people import count_told_since, day_before, list_to_tell
from shopapp.privacy.incidents.rules import (
    AlreadyTold,
    ChangedMeanwhile,
    EntryKind,
    NobodyToTell,
    NoticeDraft,
    NoticeState,
    NoWords,
    StillTelling,
    Way,
)

NOTICE_JOB = "incident_notice"
# The shop's messages of the day must leave room for its orders; see CAPS of the notifications.
TOLD_AT_ONCE, TELL_EVERY = 50, timedelta(minutes=5)
MOST_A_DAY = {"email": 2000, "sms": 400}
FULL_DAY_WAIT = timedelta(hours=1)


def save_notice(shop: ShopRef, incident_id: int, draft: NoticeDraft, *, edit: int) -> None:
    """Keep the words for the people concerned. `edit` is that of the page, 0 before there were any.

    Raises NoSuchIncident, AlreadyClosed, AlreadyTold (somebody has read them already), ChangedMeanwhile.
    """
    locked_open(shop, incident_id)
    notice = find_notice(shop, incident_id)
    if notice is not None and notice.state != NoticeState.DRAFT:
        raise AlreadyTold
    if (notice.edit if notice else 0) != edit:
        raise ChangedMeanwhile
    if notice is None:
        notice = IncidentNotice(shop_id=shop.id, incident_id=incident_id, state=NoticeState.DRAFT.value)
        db.session.add(notice)
    notice.way, notice.edit = draft.way.value, edit + 1
    notice.vi, notice.en, notice.sms_vi, notice.sms_en = draft.vi, draft.en, draft.sms_vi, draft.sms_en


def begin_notice(shop: ShopRef, incident_id: int, *, account_id: int, now: datetime) -> None:
    """Begin to tell everybody who has not been told, or go on after a stop.

    Raises NoSuchIncident, AlreadyClosed, NoWords, StillTelling (also while people are counted), NobodyToTell.
    """
    locked_open(shop, incident_id)
    notice = find_notice(shop, incident_id)
    if notice is None or not draft_of(notice).is_worded:
        raise NoWords
    if notice.state == NoticeState.TELLING or not all(g.is_counted for g in list_groups(shop, incident_id)):
        raise StillTelling
    waiting = count_to_tell(shop, incident_id, Way(notice.way))
    if not waiting["email"] + waiting["sms"]:
        raise NobodyToTell
    notice.state, notice.next_at, notice.ended_at = NoticeState.TELLING.value, now, None
    notice.begun_at = notice.begun_at or now
    note_entry(
        shop,
        incident_id,
        EntryKind.NOTICE_BEGUN,
        account_id=account_id,
        now=now,
        email=waiting["email"],
        sms=waiting["sms"],
    )
    dispatch.enqueue(shop, NOTICE_JOB, notice.id, due_at=now, now=now)


def stop_notice(shop: ShopRef, incident_id: int, *, account_id: int, now: datetime) -> None:
    """Tell nobody more for now. Raises NoSuchIncident; a notice that is not on its way stays as it is."""
    locked(shop, incident_id)
    notice = find_notice(shop, incident_id)
    if notice is None or notice.state != NoticeState.TELLING:
        return
    notice.state, notice.next_at = NoticeState.STOPPED.value, None
    dispatch.cancel(shop, NOTICE_JOB, notice.id)
    note_entry(shop, incident_id, EntryKind.NOTICE_STOPPED, account_id=account_id, now=now)


def tell_next(shop: ShopRef, notice_id: int, *, now: datetime) -> Outcome:
    """Queue the notice for the next few people and plan the next few; one transaction, so that nobody gets two."""
    query = select(IncidentNotice).where(IncidentNotice.shop_id == shop.id, IncidentNotice.id == notice_id)
    known = db.session.execute(query).scalars().one_or_none()
    if known is None:
        return Done()
    incident = locked(shop, known.incident_id)
    db.session.refresh(known)
    # Work that was asked for twice, as after a machine has died, finds the next turn planned already.
    if known.state != NoticeState.TELLING or known.next_at is None or now < known.next_at:
        return Done()
    draft = draft_of(known)
    rooms = {channel: most - count_told_since(shop, channel, day_before(now)) for channel, most in MOST_A_DAY.items()}
    people = list_to_tell(
        shop, incident.id, draft.way, [c for c, room in rooms.items() if room > 0], count=TOLD_AT_ONCE
    )
    if people:
        messages.tell_people(shop, incident, draft, people, now=now)
        db.session.flush()
    waiting = count_to_tell(shop, incident.id, draft.way)
    if not waiting["email"] + waiting["sms"]:
        known.state, known.next_at, known.ended_at = NoticeState.TOLD.value, None, now
        note_entry(shop, incident.id, EntryKind.NOTICE_DONE, account_id=None, now=now)
        return Done()
    known.next_at = now + (TELL_EVERY if people else FULL_DAY_WAIT)
    dispatch.enqueue(shop, NOTICE_JOB, known.id, due_at=known.next_at, now=now)
    return Done()


def draft_of(notice: IncidentNotice) -> NoticeDraft:
    """What a stored notice says."""
    return NoticeDraft(Way(notice.way), notice.vi, notice.en, notice.sms_vi, notice.sms_en)
