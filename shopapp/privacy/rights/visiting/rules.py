"""Decisions about visits: how long they last, how many may be begun. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from shopapp.kernel.refusal import Refusal

# As long as it takes to find the phone and type; then as long as it takes to read and decide.
CODE_WAITS = timedelta(minutes=30)
VISIT_FOR = timedelta(minutes=30)
# Codes one network address may ask for; phones of one carrier share addresses.
VISITS, VISITS_WINDOW = 30, timedelta(hours=1)
# Requests of one contact, copies included.
REQUESTS, REQUESTS_WINDOW = 20, timedelta(days=1)
# Unknown links to requests one address may try.
WRONG_LINKS, WRONG_LINKS_WINDOW = 20, timedelta(minutes=10)


class NoVisit(Refusal):
    """Nothing waits for a code in this browser: it was typed already, took too long, or the data is erased."""


@dataclass(frozen=True)
class Visit:
    """A visit as pages know it. `is_proven`: the code was typed back, and the contact's data may be shown."""

    id: int
    contact: str
    is_proven: bool
    expires_at: datetime
