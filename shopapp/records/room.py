"""What the records room gives to the program."""

from shopapp.platform import removals
from shopapp.platform.rooms import Room
from shopapp.records.bars import JOB
from shopapp.records.capabilities import CAPABILITIES
from shopapp.records.holdings import HOLDINGS
from shopapp.records.jobs import write_tombstone

ROOM = Room(
    name="records",
    jobs={JOB: write_tombstone, removals.JOB: removals.remove},
    capabilities=CAPABILITIES,
    holdings=HOLDINGS,
)
