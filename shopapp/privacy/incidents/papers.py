"""Documents filled from the register, always in Vietnamese: the report, the confirmation record, the closing report.

The report asks what form 08 of Decree 356/2025 asks: time, place, act, organisation, kinds of data, number of people,
who is in charge, consequences, measures. What nobody has written yet is shown as a gap to be filled by hand.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _

from shopapp.kernel.clock import local
from shopapp.kernel.contacts import show_phone
from shopapp.platform.i18n import show_day, show_moment
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.incidents.models import Incident
from shopapp.privacy.incidents.queries import Tally, list_clocks, tally
from shopapp.privacy.incidents.rules import Clock, ClockName, IncidentKind, Paper
from shopapp.privacy.incidents.wording import CLOCKS, KINDS, clock_words, data_words
from shopapp.shops.queries import get_profile

GAP = "……………………………………"


@dataclass(frozen=True)
class Part:
    """A numbered part of a document: short facts, then longer texts."""

    title: str
    facts: Sequence[tuple[str, str]] = ()
    texts: Sequence[str] = ()


@dataclass(frozen=True)
class Document:
    """One document as the page and the file show it. `signers` stand side by side at its end."""

    paper: Paper
    title: str
    number: str
    addressed_to: str
    opening: str
    parts: Sequence[Part]
    closing: str
    place_and_day: str
    signers: Sequence[str]


def make_document(shop: ShopRef, incident: Incident, paper: Paper, *, now: datetime) -> Document:
    """Fill a document. Called while Vietnamese is spoken."""
    clocks, people = list_clocks(shop, incident), tally(shop, incident.id)
    today = local(now)
    place_and_day = _(
        "%(place)s, day %(day)s month %(month)s year %(year)s",
        place=GAP[:12],
        day=f"{today.day:02d}",
        month=f"{today.month:02d}",
        year=today.year,
    )
    make = {Paper.REPORT: _report, Paper.RECORD: _record, Paper.CLOSING: _closing}[paper]
    return make(shop, incident, clocks, people, str(place_and_day))


def missing(incident: Incident) -> list[str]:
    """What the report asks for and nobody has written yet, by the names of the columns."""
    wanted = ("happened", "place", "data_kinds", "consequences", "measures", "charge_name", "charge_contact")
    return [name for name in wanted if not getattr(incident, name)]


def _report(shop: ShopRef, incident: Incident, clocks: Sequence[Clock], people: Tally, place_and_day: str) -> Document:
    return Document(
        Paper.REPORT,
        _("Notification of a violation of personal data protection"),
        incident.code,
        _("The specialised authority for personal data protection, Ministry of Public Security"),
        _("The shop reports the following, as the law on personal data protection asks."),
        (
            _organisation(shop),
            _what_happened(incident, people),
            _in_charge(incident),
            Part(_("Consequences that have come or may come"), texts=[_or_gap(incident.consequences)]),
            Part(_("Measures taken and planned"), texts=[_or_gap(incident.measures), *_late(clocks)]),
        ),
        _("The shop answers for the truth of this notification and will add what becomes known later."),
        place_and_day,
        (_("Representative of the shop"),),
    )


def _record(shop: ShopRef, incident: Incident, clocks: Sequence[Clock], people: Tally, place_and_day: str) -> Document:
    return Document(
        Paper.RECORD,
        _("Record confirming a violation of personal data protection"),
        incident.code,
        "",
        _("Those who sign below have established the following."),
        (
            _organisation(shop),
            _what_happened(incident, people),
            Part(_("Consequences that have come or may come"), texts=[_or_gap(incident.consequences)]),
            Part(_("Measures taken and planned"), texts=[_or_gap(incident.measures)]),
            Part(_("Who took part in making this record"), texts=[GAP, GAP]),
        ),
        _("The record was read out, found right, and made in two copies of the same value."),
        place_and_day,
        (_("Who made the record"), _("Witness"), _("Representative of the shop")),
    )


def _closing(shop: ShopRef, incident: Incident, clocks: Sequence[Clock], people: Tally, place_and_day: str) -> Document:
    told = [
        (_("By e-mail"), str(people.by_email)),
        (_("By text message"), str(people.by_sms)),
        (_("On the telephone"), str(people.by_phone)),
        (_("Not told"), str(people.people - people.told)),
    ]
    ended = show_moment(incident.closed_at) if incident.closed_at else _("not closed yet")
    return Document(
        Paper.CLOSING,
        _("Closing report on a data incident"),
        incident.code,
        "",
        _("How the incident went, from the register."),
        (
            _organisation(shop),
            _what_happened(incident, people),
            Part(_("Reports to authorities"), facts=[(_clock_title(c), _clock_state(c)) for c in clocks]),
            Part(_("People who were told"), facts=told),
            Part(_("Measures taken and planned"), texts=[_or_gap(incident.measures)]),
            Part(_("What was learned"), facts=[(_("Closed"), ended)], texts=[_or_gap(incident.lessons)]),
        ),
        "",
        place_and_day,
        (_("Representative of the shop"),),
    )


def _organisation(shop: ShopRef) -> Part:
    profile = get_profile(shop)
    legal = profile.legal
    registered = _(
        "%(code)s, issued on %(day)s by %(by)s", code=legal.code, day=_day_of(legal.issued_on), by=legal.issued_by
    )
    facts = [
        (_("Name of the organisation"), legal.name or profile.name),
        (_("Shop"), profile.name if legal.name else ""),
        (_("Address"), legal.address or profile.address),
        (_("Registration number"), registered if legal.code else ""),
        (_("Representative"), legal.representative),
        (_("Phone"), show_phone(profile.hotline)),
        (_("E-mail"), profile.email),
        (_("Website"), shop.base_url),
    ]
    return Part(_("The organisation"), facts=[(word, value) for word, value in facts if value])


def _day_of(iso: str) -> str:
    return show_day(date.fromisoformat(iso)) if iso else GAP[:12]


def _what_happened(incident: Incident, people: Tally) -> Part:
    facts = [
        (_("Kind of violation"), str(KINDS[IncidentKind(incident.kind)])),
        (_("Time it happened"), _or_gap(incident.happened)),
        (_("Time it was found out"), show_moment(incident.detected_at)),
        (_("Place of the violation"), _or_gap(incident.place)),
        (_("Course of events"), incident.what),
        (_("Kinds of personal data"), _or_gap(data_words(incident.data_kinds))),
        (_("Number of people concerned"), str(people.people) if people.people else _("not established yet")),
    ]
    return Part(_("The violation"), facts=facts)


def _in_charge(incident: Incident) -> Part:
    return Part(
        _("Who is in charge of protecting personal data"),
        facts=[
            (_("Full name"), _or_gap(incident.charge_name)),
            (_("Phone or e-mail"), _or_gap(incident.charge_contact)),
        ],
    )


def _late(clocks: Sequence[Clock]) -> list[str]:
    """Whoever reports late says why."""
    return [
        str(_("Reason for reporting after %(hours)s hours: %(reason)s", hours=c.hours, reason=c.late_reason))
        for c in clocks
        if c.name is ClockName.VIOLATION and c.late_reason
    ]


def _clock_title(clock: Clock) -> str:
    return str(_("%(clock)s, within %(hours)s hours", clock=CLOCKS[clock.name], hours=clock.hours))


def _clock_state(clock: Clock) -> str:
    if clock.is_running:
        return str(_("not reported yet"))
    state = clock_words(clock, clock.settled_at or clock.ends_at)
    when = f" ({show_moment(clock.reported_at)})" if clock.reported_at else ""
    return ". ".join(part for part in (f"{state}{when}", clock.note, clock.late_reason) if part)


def _or_gap(text: str) -> str:
    return text or GAP
