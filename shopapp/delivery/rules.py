"""Pure decisions about delivery: which area a place lies in, what it costs, which days and slots can still be met."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from shopapp.kernel.clock import at_local, local, local_day, start_of_local_day
from shopapp.kernel.refusal import Refusal
from shopapp.platform.tenancy.refs import Closure

MOST_DAYS_AHEAD = 365
AREAS, SCHEDULE = "delivery.areas", "delivery.schedule"
"""The sections of the shop's settings that delivery owns."""


class NoSuchArea(Refusal):
    """The shop has no such area (any more)."""


class DayNotPossible(Refusal):
    """The shop cannot deliver on that day."""


class DayIsPast(DayNotPossible):
    """The day lies before today."""


class DayIsTooFar(DayNotPossible):
    """The shop does not take orders that far ahead; `last` is the last day."""

    def __init__(self, last: date) -> None:
        super().__init__(last.isoformat())
        self.last = last


class DayIsClosed(DayNotPossible):
    """The shop does not deliver on that day; `closure` says why where it is one that is announced."""

    def __init__(self, closure: Closure | None = None) -> None:
        super().__init__(closure.name if closure else "")
        self.closure = closure


class TooSoon(DayNotPossible):
    """The shop needs longer; `earliest` is the first day and slot it can still meet."""

    def __init__(self, earliest: "Appointment | None") -> None:
        super().__init__(str(earliest))
        self.earliest = earliest


class NoSuchSlot(DayNotPossible):
    """The shop has no such slot."""


@dataclass(frozen=True)
class Slot:
    """A span of a day in which the shop delivers."""

    id: int
    label: str
    starts: time
    ends: time

    @property
    def span(self) -> str:
        """The clock times, such as "09:00–12:00"."""
        return f"{self.starts:%H:%M}–{self.ends:%H:%M}"


@dataclass(frozen=True)
class Appointment:
    """A day and, where the shop has slots, one of them."""

    day: date
    slot: Slot | None


@dataclass(frozen=True)
class Schedule:
    """When a shop delivers.

    An order is ready `lead_minutes` after it came; one that came at `cut_off` or later counts as come with the next
    day's first minute, and one that came while the shop was closed for days as come with the first minute after
    them. A slot can be met when the order is ready before the slot ends.
    """

    lead_minutes: int = 0
    cut_off: time | None = None
    days_ahead: int = 30
    closed_weekdays: frozenset[int] = frozenset()
    closed_dates: frozenset[date] = frozenset()
    slots: tuple[Slot, ...] = ()
    closures: tuple[Closure, ...] = ()

    def is_closed(self, day: date) -> bool:
        """Whether the shop delivers nothing on that day."""
        return day.weekday() in self.closed_weekdays or day in self.closed_dates or self.closure_on(day) is not None

    def closure_on(self, day: date) -> Closure | None:
        """The announced closed days that day lies in."""
        return next((closure for closure in self.closures if closure.holds(day)), None)

    def last_day(self, now: datetime) -> date:
        """The last day that can be asked for."""
        return local_day(now) + timedelta(days=self.days_ahead)

    def find_slot(self, slot_id: int) -> Slot | None:
        """The slot of that id."""
        return next((slot for slot in self.slots if slot.id == slot_id), None)


def ready_at(schedule: Schedule, now: datetime) -> datetime:
    """When an order that comes `now` can leave the shop."""
    here = local(now)
    late = schedule.cut_off is not None and here.time() >= schedule.cut_off
    counted_from = start_of_local_day(here.date() + timedelta(days=1)) if late else now
    while (closure := schedule.closure_on(local_day(counted_from))) is not None:
        counted_from = start_of_local_day(closure.last_day + timedelta(days=1))
    return counted_from + timedelta(minutes=schedule.lead_minutes)


def open_slots(schedule: Schedule, day: date, now: datetime) -> list[Slot]:
    """The slots of a day that can still be met; empty on a closed day."""
    if schedule.is_closed(day):
        return []
    ready = ready_at(schedule, now)
    return [slot for slot in schedule.slots if ready <= at_local(day, slot.ends)]


def appointments(schedule: Schedule, now: datetime) -> Iterator[Appointment]:
    """Every day and slot that can be met, earliest first."""
    for ahead in range(schedule.days_ahead + 1):
        day = local_day(now) + timedelta(days=ahead)
        if schedule.slots:
            yield from (Appointment(day, slot) for slot in open_slots(schedule, day, now))
        elif not schedule.is_closed(day) and day >= local_day(ready_at(schedule, now)):
            yield Appointment(day, None)


def earliest(schedule: Schedule, now: datetime) -> Appointment | None:
    """The first day and slot the shop can still meet, None when it can meet none."""
    return next(appointments(schedule, now), None)


@dataclass(frozen=True)
class Promise:
    """The first day that can be met; `before`: until when today to order for it, None where that ends no earlier."""

    day: date
    before: time | None


def promise_of(schedule: Schedule, now: datetime) -> Promise | None:
    """What can be promised to whoever orders now, None where no day can be met."""
    first = earliest(schedule, now)
    if first is None:
        return None
    ends = [at_local(first.day, slot.ends) - timedelta(minutes=schedule.lead_minutes) for slot in schedule.slots]
    if schedule.cut_off is not None:
        ends.append(at_local(local_day(now), schedule.cut_off))
    # Only what an order misses by coming a moment later is told.
    for end in sorted(moment for moment in ends if moment > now and local_day(moment) == local_day(now)):
        later = earliest(schedule, end + timedelta(seconds=1))
        if later is None or later.day > first.day:
            return Promise(first.day, local(end).time())
    return Promise(first.day, None)


def check_day(schedule: Schedule, day: date, now: datetime) -> None:
    """Raise the DayNotPossible that says why the shop cannot deliver on `day` at all."""
    if day < local_day(now):
        raise DayIsPast
    if day > schedule.last_day(now):
        raise DayIsTooFar(schedule.last_day(now))
    if schedule.is_closed(day):
        raise DayIsClosed(schedule.closure_on(day))
    if not any(appointment.day == day for appointment in appointments(schedule, now)):
        raise TooSoon(earliest(schedule, now))


def check_appointment(schedule: Schedule, day: date, slot_id: int | None, now: datetime) -> Slot | None:
    """The slot, None where the shop has none. Raises DayNotPossible."""
    check_day(schedule, day, now)
    if not schedule.slots:
        return None
    slot = schedule.find_slot(slot_id) if slot_id is not None else None
    if slot is None:
        raise NoSuchSlot
    if slot not in open_slots(schedule, day, now):
        raise TooSoon(earliest(schedule, now))
    return slot


@dataclass(frozen=True)
class Area:
    """Places that share a fee in đồng; from `free_from` đồng of goods on, delivery costs nothing."""

    id: int
    name: str
    fee: int
    free_from: int | None = None
    provinces: frozenset[str] = field(default_factory=frozenset)
    wards: frozenset[str] = field(default_factory=frozenset)
    note: str = ""


@dataclass(frozen=True)
class Fee:
    """What delivering costs in đồng, and where it would be free of charge."""

    area: Area
    amount: int

    @property
    def is_free(self) -> bool:
        """Whether the area's fee was waived because enough is ordered."""
        return self.amount == 0 and self.area.fee > 0


def find_area(areas: Sequence[Area], province_code: str, ward_code: str) -> Area | None:
    """The area of a ward: the one that names it, else the first that has its whole province."""
    for area in areas:
        if ward_code in area.wards and province_code in area.provinces:
            return area
    return next((area for area in areas if province_code in area.provinces and not area.wards), None)


def fee_in(area: Area, goods_total: int) -> Fee:
    """The fee of an area for goods of that worth."""
    free = area.free_from is not None and goods_total >= area.free_from
    return Fee(area, 0 if free else area.fee)


def served_provinces(areas: Sequence[Area]) -> set[str]:
    """The codes of all provinces of which the shop serves at least a part."""
    return {code for area in areas for code in area.provinces}
