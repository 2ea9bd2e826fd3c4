"""Messages of incidents: to the owners before a clock ends, and to the people concerned."""

from collections.abc import Sequence
from datetime import datetime

from shopapp.accounts.queries import owner_emails
from shopapp.notifications.actions import queue_messages
from shopapp.notifications.rules import MessageDraft
from shopapp.platform.i18n import show_moment, speaking
from shopapp.platform.personal_data import Purpose
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.incidents.models import Incident, IncidentClock, IncidentPerson
from shopapp.privacy.incidents.rules import NoticeDraft, channel_for, ends_at
from shopapp.records.rules import Reference
from shopapp.shops.queries import get_profile


def remind_owners(shop: ShopRef, incident: Incident, clock: IncidentClock, *, now: datetime) -> None:
    """Tell the owners (the shop's own mailbox while it has none) that a clock is about to end, or has ended.

    Nothing of what is written about the incident goes by mail.
    """
    end = ends_at(incident.detected_at, clock.hours)
    with speaking(shop.language):
        until = show_moment(end)
    facts = {
        "code": incident.code,
        "clock": clock.name,
        "hours": clock.hours,
        "until": until,
        "is_over": now >= end,
        "links": {"desk": f"/quan-tri/su-co/{incident.id}"},
    }
    about = Reference("incident", incident.id)
    queue_messages(
        shop,
        [
            MessageDraft("privacy.incident_clock", "email", to, shop.language, "staff", Purpose.SECURITY, about, facts)
            for to in owner_emails(shop) or [get_profile(shop).email]
            if to
        ],
        now=now,
    )


def tell_people(
    shop: ShopRef, incident: Incident, notice: NoticeDraft, people: Sequence[IncidentPerson], *, now: datetime
) -> None:
    """Queue the notice for these people and note on each row that, how and by which message they were told."""
    drafts = [_draft(incident, notice, person) for person in people]
    ids = queue_messages(shop, drafts, now=now)
    for person, draft, message_id in zip(people, drafts, ids, strict=True):
        person.told_by, person.told_at, person.message_id = draft.channel, now, message_id


def _draft(incident: Incident, notice: NoticeDraft, person: IncidentPerson) -> MessageDraft:
    by_mail = channel_for(notice.way, has_email=person.has_email, phone=person.phone) == "email"
    return MessageDraft(
        kind="privacy.incident_notice",
        channel="email" if by_mail else "sms",
        to=person.contact if by_mail else person.phone,
        language=person.language,
        audience="customer",
        purpose=Purpose.SECURITY,
        about=Reference("incident", incident.id),
        facts={"body": notice.text("email" if by_mail else "sms", person.language), "code": incident.code},
    )
