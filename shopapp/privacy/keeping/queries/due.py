"""What a purge would remove: its steps in their order, and the ids each of them finds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func

from shopapp.platform.database import db
from shopapp.platform.holdings import Holding, Ids, holdings
from shopapp.platform.personal_data import Keep
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.keeping.queries import accounts, evidence
from shopapp.privacy.keeping.rules import LIMITS, Rules, cut_off, evidence_period

# To count who has to wait, records are looked at one by one; a list this long is told of as it is.
LOOKED_AT = 500


@dataclass(frozen=True)
class Step:
    """One sort of records a purge goes through. `due` gives their ids as of a moment, None where nothing ends.

    `rule` is the rule and its period in few letters, for the record. `held` is the holding they are of, if they are
    removed as it says.
    """

    name: str
    due: Callable[[ShopRef, Rules, datetime], Select[int] | None]
    rule: Callable[[Rules], str]
    held: Holding | None = None
    keep: Keep = Keep.LAW


def steps() -> Sequence[Step]:
    """Every step: whoever received a gift first, then the other records, accounts, and evidence."""
    held = [found for found in holdings() if found.over is not None]
    held.sort(key=lambda found: found.keep is not Keep.AFTER_DELIVERY)
    ends = Keep.UNTIL_PURPOSE_ENDS
    return (
        *(_step_of(found) for found in held),
        Step("account.back", accounts.back, _rule_of(ends), keep=ends),
        Step("account.gone", accounts.gone, _rule_of(ends), keep=ends),
        Step("account.warned", accounts.to_warn, _rule_of(ends), keep=ends),
        Step("evidence.consent", evidence.consents, _law_of("consent")),
        Step("evidence.disclosure", evidence.demands, _law_of("disclosure")),
    )


def next_ids(shop: ShopRef, step: Step, rules: Rules, *, after: int, most: int, now: datetime) -> list[int]:
    """The next ids of a step, in their order."""
    query = step.due(shop, rules, now)
    if query is None:
        return []
    [column] = query.selected_columns
    return list(db.session.execute(query.where(column > after).order_by(column).limit(most)).scalars())


def still_due(shop: ShopRef, step: Step, rules: Rules, ids: Ids, *, now: datetime) -> list[int]:
    """Those of the ids that are due at this moment, locked where the database can, so that none comes back to life."""
    query = step.due(shop, rules, now)
    if query is None:
        return []
    [column] = query.selected_columns
    locked = query.where(column.in_(ids)).order_by(column).with_for_update(of=column.table)
    return list(db.session.execute(locked).scalars())


@dataclass(frozen=True)
class Foreseen:
    """What a purge would do at this moment with one sort of records: remove so many, let so many wait."""

    step: str
    keep: Keep
    count: int
    waiting: int


def foresee(shop: ShopRef, rules: Rules, *, now: datetime) -> list[Foreseen]:
    """What a purge would remove now under these rules; steps without anything are left out. Reads alone."""
    found = [_foreseen(shop, step, rules, now) for step in steps() if step.name != "account.back"]
    return [one for one in found if one.count or one.waiting]


def _foreseen(shop: ShopRef, step: Step, rules: Rules, now: datetime) -> Foreseen:
    query = step.due(shop, rules, now)
    if query is None:
        return Foreseen(step.name, step.keep, 0, 0)
    total = db.session.execute(query.with_only_columns(func.count(), maintain_column_froms=True)).scalar_one()
    waiting = 0
    if step.held is not None and 0 < total <= LOOKED_AT:
        waiting = len(step.held.hindered(shop, next_ids(shop, step, rules, after=0, most=LOOKED_AT, now=now)))
    return Foreseen(step.name, step.keep, total - waiting, waiting)


def _step_of(held: Holding) -> Step:
    over, is_chosen = held.over, held.keep in LIMITS

    def due(shop: ShopRef, rules: Rules, now: datetime) -> Select[int] | None:
        moment = cut_off(rules, held.keep, now) if is_chosen else evidence_period(held.name).before(now)
        return over(shop, moment) if over is not None and moment is not None else None

    return Step(held.name, due, _rule_of(held.keep) if is_chosen else _law_of(held.name), held, held.keep)


def _rule_of(keep: Keep) -> Callable[[Rules], str]:
    def rule(rules: Rules) -> str:
        choice = rules.get(keep)
        return f"{keep.value}:{choice.code if choice else '-'}"

    return rule


def _law_of(kind: str) -> Callable[[Rules], str]:
    return lambda _rules: f"{Keep.LAW.value}:{evidence_period(kind).code}"
