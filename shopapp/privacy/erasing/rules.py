"""Words of erasing: what was done, what law keeps, and what has to wait."""

from collections.abc import Mapping
from dataclasses import dataclass

from shopapp.platform.holdings import Hindrance


@dataclass(frozen=True)
class Erased:
    """What one pass of erasing did: records by the name of their holding, and those that have to wait, with the reason.

    `has_more` says that a further pass is needed, because a pass works on a bounded number of records.
    """

    records: Mapping[str, int]
    waiting: Mapping[str, Mapping[Hindrance, int]]
    has_more: bool
