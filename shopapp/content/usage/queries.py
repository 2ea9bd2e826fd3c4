"""What was counted, by days; and adding to it."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Integer, cast, delete, func, select, update

from shopapp.content.models import Page, Post, UsageCount
from shopapp.content.usage.models import VisitTally
from shopapp.content.usage.rules import KEPT_MONTHS
from shopapp.kernel.clock import local_day
from shopapp.platform.database import db, transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.upsert import upsert

# Counts that are no looks at a page.
NO_PAGES = ("visit", "browser", "source", "link")
_TEXTS: Mapping[str, type[Post] | type[Page]] = {"post": Post, "page": Page}
_NO_SYNC = {"synchronize_session": False}


@dataclass(frozen=True)
class DayFigures:
    """One Vietnamese day: visits, and pages looked at."""

    day: date
    visits: int
    views: int


@dataclass(frozen=True)
class Figures:
    """What happened in the days asked for. Each list holds (kind, key) or key with its count, the most first."""

    days: tuple[DayFigures, ...]
    pages: tuple[tuple[str, str, int], ...]
    kinds: tuple[tuple[str, int], ...]
    links: tuple[tuple[str, int], ...]
    browsers: tuple[tuple[str, int], ...]
    sources: tuple[tuple[str, int], ...]

    @property
    def visits(self) -> int:
        """All visits of these days."""
        return sum(day.visits for day in self.days)

    @property
    def views(self) -> int:
        """All pages looked at in these days."""
        return sum(day.views for day in self.days)


def add_count(shop: ShopRef, kind: str, key: str, day: date, count: int) -> None:
    """Add to one count. Inside a transaction."""
    upsert(
        shop,
        UsageCount,
        {"kind": kind, "key": key, "day": day, "count": count},
        unique=["kind", "key", "day"],
        change={"count": UsageCount.count + count},
        returning=UsageCount.id,
    )


def add_views(shop: ShopRef, counts: Counter[tuple[str, str, date]]) -> None:
    """News and pages keep their whole number beside them: that of the days goes in time. Inside a transaction."""
    for (kind, key, _day), count in sorted(counts.items()):
        model = _TEXTS.get(kind)
        if model is not None and key:
            query = update(model).where(model.shop_id == shop.id, model.slug == key)
            db.session.execute(query.values(views=model.views + count).execution_options(**_NO_SYNC))


def get_figures(shop: ShopRef, *, days: int, now: datetime, longest: int = 20) -> Figures:
    """The last `days` days up to today. Reads no more than those days' rows."""
    today = local_day(now)
    first = today - timedelta(days=days - 1)
    mine = (UsageCount.shop_id == shop.id, UsageCount.day >= first)
    by_day = select(UsageCount.day, UsageCount.kind, func.sum(UsageCount.count).label("number"))
    by_day = by_day.where(*mine).group_by(UsageCount.day, UsageCount.kind)
    visits, views, kinds = Counter[date](), Counter[date](), Counter[str]()
    for row in db.session.execute(by_day):
        if row.kind == "visit":
            visits[row.day] += int(row.number)
        elif row.kind not in NO_PAGES:
            views[row.day] += int(row.number)
            kinds[row.kind] += int(row.number)
    each = [first + timedelta(days=n) for n in range(days)]
    lists = _by_key(shop, first)
    return Figures(
        days=tuple(DayFigures(day, visits[day], views[day]) for day in each),
        pages=_pages(shop, first, longest),
        kinds=tuple(kinds.most_common()),
        links=lists["link"],
        browsers=lists["browser"],
        sources=lists["source"],
    )


def _by_key(shop: ShopRef, first: date) -> dict[str, tuple[tuple[str, int], ...]]:
    number = cast(func.sum(UsageCount.count), Integer).label("number")
    query = select(UsageCount.kind, UsageCount.key, number)
    query = query.where(UsageCount.shop_id == shop.id, UsageCount.day >= first)
    query = query.where(UsageCount.kind.in_(("link", "browser", "source")))
    query = query.group_by(UsageCount.kind, UsageCount.key).order_by(number.desc(), UsageCount.key)
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for row in db.session.execute(query):
        found[row.kind].append((row.key, row.number))
    return {name: tuple(found[name]) for name in ("link", "browser", "source")}


def _pages(shop: ShopRef, first: date, longest: int) -> tuple[tuple[str, str, int], ...]:
    number = cast(func.sum(UsageCount.count), Integer).label("number")
    query = select(UsageCount.kind, UsageCount.key, number)
    query = query.where(UsageCount.shop_id == shop.id, UsageCount.day >= first, UsageCount.key != "")
    query = query.where(UsageCount.kind.not_in(NO_PAGES)).group_by(UsageCount.kind, UsageCount.key)
    query = query.order_by(number.desc(), UsageCount.kind, UsageCount.key).limit(longest)
    return tuple((row.kind, row.key, row.number) for row in db.session.execute(query))


def are_figures_shown(shop: ShopRef) -> bool:
    """Whether the footer tells how many are and were here; yes until the shop says otherwise."""
    query = select(VisitTally.is_shown).where(VisitTally.shop_id == shop.id)
    found = db.session.execute(query).scalar_one_or_none()
    return True if found is None else found


def total_visits(shop: ShopRef) -> int:
    """All visits there ever were."""
    query = select(VisitTally.total).where(VisitTally.shop_id == shop.id)
    return db.session.execute(query).scalar_one_or_none() or 0


def forget_counts(shop: ShopRef, now: datetime) -> None:
    """Delete the counts of days that are longer ago than they are kept."""
    today = local_day(now)
    months = today.year * 12 + today.month - 1 - KEPT_MONTHS
    first = date(months // 12, months % 12 + 1, 1)
    with transaction():
        query = delete(UsageCount).where(UsageCount.shop_id == shop.id, UsageCount.day < first)
        # The read counter of a version of the policy is part of its page, for as long as the version is.
        query = query.where(UsageCount.kind != "policy")
        db.session.execute(query.execution_options(**_NO_SYNC))
