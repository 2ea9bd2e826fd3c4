"""Reads of keeping periods: a shop's rules, what is due, and the record of purges."""

from shopapp.privacy.keeping.queries.due import Foreseen, Step, foresee, next_ids, steps, still_due
from shopapp.privacy.keeping.queries.runs import (
    Place,
    PurgeLine,
    PurgeRecord,
    find_place,
    find_run,
    find_unfinished,
    last_night,
    last_purge,
    list_purges,
)
from shopapp.privacy.keeping.queries.settings import rules_of

__all__ = [
    "Foreseen",
    "Place",
    "PurgeLine",
    "PurgeRecord",
    "Step",
    "find_place",
    "find_run",
    "find_unfinished",
    "foresee",
    "last_night",
    "last_purge",
    "list_purges",
    "next_ids",
    "rules_of",
    "steps",
    "still_due",
]
