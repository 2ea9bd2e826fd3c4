"""Incidents in words: kinds, clocks, rules by which people are found, what was done, and the samples of a notice."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from shopapp.kernel.contacts import show_phone
from shopapp.platform.i18n import language, show_date, show_day, speaking
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.incidents.models import Incident
from shopapp.privacy.incidents.queries import Group
from shopapp.privacy.incidents.rules import (
    Clock,
    ClockName,
    ClockOutcome,
    DataKind,
    EntryKind,
    GroupRule,
    IncidentKind,
    NoticeDraft,
    NoticeState,
    Paper,
    Span,
    Way,
    draft_from,
    span_between,
)
from shopapp.records.law import Source, the_law
from shopapp.shops.queries import get_profile

KINDS: dict[IncidentKind, Any] = {
    IncidentKind.ATTACK: _l("The shop's system was attacked or broken into"),
    IncidentKind.LOSS: _l("Data was lost, or seen by somebody who must not see it"),
    IncidentKind.WRONG_RECIPIENT: _l("Something was sent to the wrong person"),
    IncidentKind.THEFT: _l("A device or paper with data was stolen or lost"),
    IncidentKind.OTHER: _l("Something else"),
}
DATA_KINDS: dict[DataKind, Any] = {
    DataKind.NAME: _l("full names"),
    DataKind.PHONE: _l("phone numbers"),
    DataKind.EMAIL: _l("e-mail addresses"),
    DataKind.ADDRESS: _l("addresses"),
    DataKind.RECIPIENT: _l("names, phone numbers and addresses of recipients"),
    DataKind.ORDERS: _l("what was ordered, and for how much"),
    DataKind.MESSAGES: _l("greetings, questions and answers"),
    DataKind.FILES: _l("pictures and files that were sent"),
    DataKind.PASSWORDS: _l("passwords in unreadable form"),
    DataKind.PAYMENTS: _l("how and when orders were paid"),
    DataKind.OTHER: _l("other data"),
}
CLOCKS: dict[ClockName, Any] = {
    ClockName.ATTACK: _l("Report of an attack"),
    ClockName.VIOLATION: _l("Report of a violation"),
}
OUTCOMES: dict[ClockOutcome, Any] = {
    ClockOutcome.REPORTED: _l("It was reported"),
    ClockOutcome.NOT_NEEDED: _l("It does not have to be reported"),
}
RULES: dict[GroupRule, Any] = {
    GroupRule.ALL: _l("Everybody the shop has data about"),
    GroupRule.ORDERS: _l("Who ordered between two days"),
    GroupRule.PRODUCT: _l("Who ordered a certain product"),
    GroupRule.INQUIRIES: _l("Who sent a question, quote request or complaint between two days"),
    GroupRule.SESSIONS: _l("Whose account was signed in between two days"),
    GroupRule.LIST: _l("A list of contacts and codes"),
}
WAYS: dict[Way, Any] = {
    Way.BOTH: _l("By e-mail; by text message to who has no e-mail address"),
    Way.EMAIL: _l("By e-mail only"),
    Way.SMS: _l("By text message only"),
}
NOTICE_STATES: dict[NoticeState, Any] = {
    NoticeState.DRAFT: _l("written, not sent yet"),
    NoticeState.TELLING: _l("on its way"),
    NoticeState.STOPPED: _l("stopped"),
    NoticeState.TOLD: _l("everybody was told"),
}
PAPERS: dict[Paper, Any] = {
    Paper.REPORT: _l("Report to the authority"),
    Paper.RECORD: _l("Confirmation record"),
    Paper.CLOSING: _l("Closing report"),
}


def clock_source(name: ClockName) -> Source:
    """Where a clock's hours stand."""
    law = the_law()
    return law.attack_source if name is ClockName.ATTACK else law.violation_source


def clock_duty(name: ClockName) -> str:
    """When and to whom has to be reported, with where it stands."""
    source = clock_source(name)
    place = _("article %(article)s of %(act)s", article=source.article, act=source.name(language()))
    if name is ClockName.ATTACK:
        return str(
            _(
                "To the competent authority, when the system was attacked and customers' data is at risk (%(place)s).",
                place=place,
            )
        )
    return str(
        _(
            "To the authority for personal data in the Ministry of Public Security, when what happened may harm "
            "somebody's safety, honour or property (%(place)s).",
            place=place,
        )
    )


def span_words(span: Span) -> str:
    """A length of time: "2 d 23 h", "5 h 20 min", and only minutes in the last hour."""
    if span.hours >= 48:
        return str(_("%(days)s d %(hours)s h", days=span.hours // 24, hours=span.hours % 24))
    if span.hours:
        return str(_("%(hours)s h %(minutes)s min", hours=span.hours, minutes=span.minutes))
    return str(_("%(minutes)s min", minutes=span.minutes))


def clock_words(clock: Clock, now: datetime) -> str:
    """How a clock stands."""
    if clock.outcome is ClockOutcome.NOT_NEEDED:
        return str(_("Does not have to be reported"))
    if clock.reported_at is not None:
        if clock.was_late:
            late = span_words(span_between(clock.ends_at, clock.reported_at))
            return str(_("Reported %(span)s late", span=late))
        return str(_("Reported in time"))
    span = span_words(span_between(now, clock.ends_at))
    return str(_("%(span)s overdue", span=span) if clock.is_over(now) else _("%(span)s left", span=span))


def clock_look(clock: Clock, now: datetime) -> str:
    """The shape of a clock's badge."""
    if clock.is_running:
        return "bad" if clock.is_over(now) else "warn" if clock.is_near(now) else "wait"
    return "warn" if clock.was_late else "good" if clock.reported_at else "plain"


def data_words(names: list[str]) -> str:
    """Kinds of data as a list within a sentence."""
    return "; ".join(str(DATA_KINDS[kind]) for kind in DataKind if kind in names)


def group_words(group: Group, products: Mapping[int, str]) -> str:
    """A rule with its days or product."""
    words, draft = str(RULES[group.rule]), draft_from(group.rule, group.facts)
    parts = [products.get(draft.product_id, "")] if draft.product_id else []
    if draft.first and draft.last:
        parts.append(f"{show_day(draft.first)} – {show_day(draft.last)}")
    return ": ".join([words, ", ".join(part for part in parts if part)]) if any(parts) else words


def entry_words(kind: EntryKind, facts: Mapping[str, Any]) -> str:
    """What was done, in a line."""
    if kind is EntryKind.SETTLED:
        clock = str(CLOCKS[ClockName(facts["clock"])])
        if facts["outcome"] == ClockOutcome.REPORTED:
            return str(_("%(clock)s (%(hours)s hours): reported", clock=clock, hours=facts["hours"]))
        return str(_("%(clock)s (%(hours)s hours): not needed", clock=clock, hours=facts["hours"]))
    if kind in (EntryKind.GROUP_ADDED, EntryKind.GROUP_COUNTED, EntryKind.GROUP_REMOVED):
        return _group_entry(kind, facts)
    if kind is EntryKind.NOTICE_BEGUN:
        return str(
            _("Telling begun: %(email)s by e-mail, %(sms)s by text message", email=facts["email"], sms=facts["sms"])
        )
    words = {
        EntryKind.OPENED: _("Written into the register"),
        EntryKind.CHANGED: _("What is known was changed"),
        EntryKind.NOTICE_STOPPED: _("Telling stopped"),
        EntryKind.NOTICE_DONE: _("Everybody who can be reached was told"),
        EntryKind.CALLED: _("Somebody was told on the telephone"),
        EntryKind.NOTE: _("Note"),
        EntryKind.CLOSED: _("Closed"),
    }
    return str(words[kind])


def _group_entry(kind: EntryKind, facts: Mapping[str, Any]) -> str:
    rule = str(RULES[GroupRule(facts["rule"])])
    if kind is EntryKind.GROUP_ADDED:
        return str(_("People are looked for: %(rule)s", rule=rule))
    if kind is EntryKind.GROUP_REMOVED:
        return str(_("Taken back: %(rule)s (%(people)s people)", rule=rule, people=facts["people"]))
    return str(_("%(people)s people found: %(rule)s", rule=rule, people=facts["people"]))


def sample_notice(shop: ShopRef, incident: Incident) -> NoticeDraft:
    """A notice to begin with, filled with what the register says, in both languages."""
    texts = {}
    for code in ("vi", "en"):
        with speaking(code):
            texts[code] = (_sample_mail(shop, incident), _sample_sms(shop))
    return NoticeDraft(Way.BOTH, texts["vi"][0], texts["en"][0], texts["vi"][1], texts["en"][1])


def _sample_mail(shop: ShopRef, incident: Incident) -> str:
    profile, kinds = get_profile(shop), data_words(incident.data_kinds)
    day = show_date(incident.detected_at)
    happened = {
        IncidentKind.ATTACK: _("On %(day)s we found that our system had been broken into.", day=day),
        IncidentKind.LOSS: _("On %(day)s we found that customers' data was lost or seen by others.", day=day),
        IncidentKind.WRONG_RECIPIENT: _("On %(day)s we found that data was sent to a wrong person.", day=day),
        IncidentKind.THEFT: _("On %(day)s a device or paper with customers' data was lost.", day=day),
        IncidentKind.OTHER: _("On %(day)s we found that something had happened to customers' data.", day=day),
    }[IncidentKind(incident.kind)]
    about = _("Concerned may be: %(kinds)s.", kinds=kinds) if kinds else ""
    # What the shop has written stands in its own language.
    speaks = language() == shop.language
    done = _("What we have done: %(measures)s", measures=incident.measures) if incident.measures and speaks else ""
    advice = _(
        "Please be careful with calls and messages from people who say they are the shop or a bank. We never ask for "
        "passwords or codes. If a password used here is used elsewhere too, please change it there."
    )
    ask = _("For anything further please call %(phone)s.", phone=show_phone(profile.hotline))
    sorry = _("We are sorry that this happened.")
    parts = [" ".join(str(part) for part in (happened, about) if part), done, advice, f"{sorry} {ask}"]
    return "\n\n".join(str(part) for part in parts if part)


def _sample_sms(shop: ShopRef) -> str:
    profile = get_profile(shop)
    return str(
        _(
            "%(shop)s: your data with us may have been seen by others. Please be careful with calls from strangers; we "
            "never ask for codes. Questions: %(phone)s",
            shop=profile.name,
            phone=show_phone(profile.hotline),
        )
    )
