"""How soon a shop answers complaints and settles them, by what they are about: its own setting within limits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any

from shopapp.kernel.working_days import end_of_working_day_after, working_day_after
from shopapp.records.law import the_law

HOURS_MOST, DAYS_MOST = 72, 30


class Topic(StrEnum):
    """What a complaint is about; a closed list, so that times can be promised and measured for each."""

    GOODS = "goods"
    DELIVERY = "delivery"
    PAYMENT = "payment"
    CONDUCT = "conduct"
    DATA = "data"
    OTHER = "other"


@dataclass(frozen=True)
class Times:
    """Hours until somebody has answered, working days until the matter is settled."""

    answer_hours: int
    resolve_days: int


DEFAULTS: Mapping[str, Times] = {
    Topic.GOODS.value: Times(24, 5),
    Topic.DELIVERY.value: Times(8, 3),
    Topic.PAYMENT.value: Times(24, 7),
    Topic.CONDUCT.value: Times(24, 7),
    Topic.DATA.value: Times(24, 5),
    Topic.OTHER.value: Times(24, 7),
}


@lru_cache(maxsize=1)
def _most_about_data() -> Times:
    """What the law leaves a shop when personal data is the matter, whatever day of the week it begins on."""
    law = the_law()
    days = min(term.days for term in law.terms.values())
    monday = date(2026, 11, 23)
    begins = [monday + timedelta(days=at) for at in range(7)]
    fits = [n for n in range(1, days + 1) if all((working_day_after(b, n) - b).days <= days for b in begins)]
    return Times(min(HOURS_MOST, 24 * law.answer_working_days), min(DAYS_MOST, max(fits)))


def limits(topic: str) -> Times:
    """The longest times a shop may promise for a topic."""
    return _most_about_data() if topic == Topic.DATA else Times(HOURS_MOST, DAYS_MOST)


def times_from(stored: Mapping[str, Any]) -> dict[str, Times]:
    """The times of every topic from stored values; defaults where there are none, never longer than the limits."""
    found = {topic.value: Times(**stored[topic]) if topic in stored else DEFAULTS[topic] for topic in Topic}
    return {
        topic: Times(
            min(times.answer_hours, limits(topic).answer_hours), min(times.resolve_days, limits(topic).resolve_days)
        )
        for topic, times in found.items()
    }


def is_allowed(topic: str, times: Times) -> bool:
    """Whether a shop may promise these times."""
    most = limits(topic)
    return 0 < times.answer_hours <= most.answer_hours and 0 < times.resolve_days <= most.resolve_days


def due(times: Times, begun_at: datetime) -> tuple[datetime, datetime]:
    """The moments by which a complaint is to be answered and to be settled; the second is never before the first."""
    answer = begun_at + timedelta(hours=times.answer_hours)
    return answer, max(answer, end_of_working_day_after(begun_at, times.resolve_days))
