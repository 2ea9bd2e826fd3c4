"""What is to be done next about an incident, as sentences that lead there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from shopapp.privacy.incidents.models import Incident, IncidentNotice
from shopapp.privacy.incidents.papers import missing
from shopapp.privacy.incidents.queries import Group, Tally
from shopapp.privacy.incidents.rules import Clock, ClockName, NoticeState, span_between
from shopapp.privacy.incidents.wording import clock_look, span_words

SLUGS = {ClockName.ATTACK: "tan-cong", ClockName.VIOLATION: "vi-pham"}


@dataclass(frozen=True)
class Step:
    """One thing to do: a sentence, where, how urgent ("bad", "warn", "wait"), and a word beside it."""

    text: str
    href: str
    state: str
    when: str = ""


def next_steps(
    incident: Incident,
    clocks: Sequence[Clock],
    groups: Sequence[Group],
    people: Tally,
    notice: IncidentNotice | None,
    waiting: Mapping[str, int],
    to_call: int,
    now: datetime,
) -> list[Step]:
    """What is still to be done, in the order in which it is best done; empty for a closed incident."""
    if incident.closed_at is not None:
        return []
    home = f"/quan-tri/su-co/{incident.id}"
    steps = [_clock_step(home, clock, now) for clock in clocks if clock.is_running]
    if missing(incident):
        steps.append(Step(_("Write down what the report asks for"), f"{home}/sua", "wait"))
    if not groups:
        steps.append(Step(_("Find out whose data is concerned"), f"{home}/nguoi", "wait"))
    elif not all(group.is_counted for group in groups):
        steps.append(Step(_("People are being counted"), f"{home}/nguoi", "plain"))
    steps += _notice_steps(home, people, notice, waiting, to_call)
    return steps or [Step(_("Write what was learned and close the incident"), "#close", "wait")]


def _clock_step(home: str, clock: Clock, now: datetime) -> Step:
    words = {
        ClockName.ATTACK: _("Report the attack, or note why it need not be reported"),
        ClockName.VIOLATION: _("Report the violation, or note why it need not be reported"),
    }[clock.name]
    span = span_words(span_between(now, clock.ends_at))
    when = _("%(span)s overdue", span=span) if clock.is_over(now) else _("%(span)s left", span=span)
    return Step(str(words), f"{home}/dong-ho/{SLUGS[clock.name]}", clock_look(clock, now), str(when))


def _notice_steps(
    home: str, people: Tally, notice: IncidentNotice | None, waiting: Mapping[str, int], to_call: int
) -> list[Step]:
    steps, sendable = [], waiting["email"] + waiting["sms"]
    state = NoticeState(notice.state) if notice else None
    if state is NoticeState.TELLING:
        words = _("People are being told: %(told)s so far, %(left)s to go", told=people.told, left=sendable)
        steps.append(Step(str(words), f"{home}/thong-bao", "plain"))
    elif sendable:
        words = ngettext("Tell %(num)s person what happened", "Tell %(num)s people what happened", sendable)
        steps.append(Step(str(words), f"{home}/thong-bao", "wait"))
    if to_call and state in (NoticeState.TOLD, NoticeState.STOPPED):
        words = ngettext(
            "Call %(num)s person whom no message reaches", "Call %(num)s people whom no message reaches", to_call
        )
        steps.append(Step(str(words), f"{home}/can-goi", "wait"))
    return steps
