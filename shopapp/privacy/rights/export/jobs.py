"""Making a copy in the worker, a few records at a time, while orders go on; and letting it go when it is too old."""

from datetime import datetime

from shopapp.kernel import clock
from shopapp.platform.database import transaction
from shopapp.platform.dispatch import Claim, Done, GivenUp, Outcome, TryAgain, renew
from shopapp.platform.logs import log
from shopapp.platform.settings import files
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.erasing.queries import collect
from shopapp.privacy.rights.actions import EXPORT_JOB
from shopapp.privacy.rights.export import actions
from shopapp.privacy.rights.export.queries import Wanted, find_wanted
from shopapp.privacy.rights.export.rules import MOST_ATTEMPTS
from shopapp.privacy.rights.export.writing import Copy


class _NotWanted(Exception):
    """Erased meanwhile, or another worker has the work."""


def make_export(shop: ShopRef, export_id: int, claim: Claim, now: datetime) -> Outcome:
    """The job of a copy that was asked for. No transaction is open while rows are read and written to the file."""
    wanted = find_wanted(shop, export_id)
    if wanted is None:
        return Done()
    if claim.attempt > MOST_ATTEMPTS:
        log.error("export_given_up", shop_id=shop.id, row_id=export_id)
        with transaction():
            actions.fail(shop, export_id, now=now)
        return GivenUp()
    found = [(held, ids) for held, ids in collect(shop, wanted.person) if held.parts[0].is_shown]
    with transaction():
        key = actions.begin(shop, export_id, total=sum(len(ids) for _held, ids in found))
    if not key:
        return Done()

    def went_on(done: int) -> None:
        with transaction():
            if not (renew(claim, now=clock.now()) and actions.note_progress(shop, export_id, done)):
                raise _NotWanted

    try:
        size = _write(shop, wanted, key, Copy(shop, wanted.as_shown(), found, went_on, now))
        with transaction():
            if actions.finish(shop, export_id, size=size, now=clock.now()):
                return Done()
    except _NotWanted:
        pass
    files().delete(key)
    return Done()


def drop_export(shop: ShopRef, export_id: int, _claim: Claim, now: datetime) -> Outcome:
    """The job that comes when a copy's days are over."""
    with transaction():
        later = actions.expire(shop, export_id, now=now)
    return TryAgain(later) if later is not None else Done()


def _write(shop: ShopRef, wanted: Wanted, key: str, copy: Copy) -> int:
    with files().writing(key) as file:
        copy.write(file, wanted.language)
        return file.tell()


JOBS = {EXPORT_JOB: make_export, actions.OVER_JOB: drop_export}
