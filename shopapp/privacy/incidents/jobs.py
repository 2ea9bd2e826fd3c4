"""Work of incidents after a commit: counting people, telling them, reminding the owners of a clock."""

from datetime import datetime

from shopapp.platform.database import transaction
from shopapp.platform.dispatch import Claim, Job, Outcome
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.incidents import actions
from shopapp.privacy.incidents.actions.notices import NOTICE_JOB
from shopapp.privacy.incidents.actions.people import PEOPLE_JOB
from shopapp.privacy.incidents.actions.register import CLOCK_JOB


def count_people(shop: ShopRef, group_id: int, _claim: Claim, now: datetime) -> Outcome:
    """Find the next few people concerned."""
    with transaction():
        return actions.count_next(shop, group_id, now=now)


def tell_people(shop: ShopRef, notice_id: int, _claim: Claim, now: datetime) -> Outcome:
    """Tell the next few people concerned."""
    with transaction():
        return actions.tell_next(shop, notice_id, now=now)


def remind_of_clock(shop: ShopRef, clock_id: int, _claim: Claim, now: datetime) -> Outcome:
    """Remind the owners of a clock, if it still runs."""
    with transaction():
        return actions.remind(shop, clock_id, now=now)


JOBS: dict[str, Job] = {PEOPLE_JOB: count_people, NOTICE_JOB: tell_people, CLOCK_JOB: remind_of_clock}
