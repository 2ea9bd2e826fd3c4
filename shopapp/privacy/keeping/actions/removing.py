"""How each step of a purge removes what is due."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from shopapp.accounts.models import Account
from shopapp.customers.queries import get_registered
from shopapp.platform.database import db
from shopapp.platform.holdings import Ids, Person
from shopapp.platform.removals import remove_later
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.erasing.actions import erase_person, erase_records, free_of_hindrance
from shopapp.privacy.erasing.queries import collect
from shopapp.privacy.keeping import messages
from shopapp.privacy.keeping.models import InactiveAccount
from shopapp.privacy.keeping.queries import Step
from shopapp.records.models import Consent, Disclosure

# An account may have many records; a pass takes as many of them as a batch of any other step.
OF_ACCOUNT = 20


@dataclass(frozen=True)
class Taken:
    """What a batch did. `upto` is the last id that is finished with; 0 when the first of the batch needs another."""

    removed: int
    waiting: int
    upto: int


def remove(shop: ShopRef, step: Step, ids: Ids, *, now: datetime) -> Taken:
    """Remove the records of these ids, which are due; those that are hindered stay and are counted."""
    if step.held is not None:
        free = free_of_hindrance(shop, step.held, ids)
        if free:
            erase_records(shop, step.held, free, now=now)
        return Taken(len(free), len(ids) - len(free), ids[-1])
    return _OTHERS[step.name](shop, ids, now)


def _forgive(shop: ShopRef, ids: Ids, _now: datetime) -> Taken:
    """Whoever is back hears nothing more of it, and is warned anew another time."""
    mine = (InactiveAccount.shop_id == shop.id, InactiveAccount.account_id.in_(ids))
    _change(delete(InactiveAccount).where(*mine))
    return Taken(0, 0, ids[-1])


def _end_account(shop: ShopRef, ids: Ids, now: datetime) -> Taken:
    """One account with all that is bound to it; what only shares its contacts may be somebody else's, and newer."""
    account_id = ids[0]
    person = Person(frozenset(), account_id)
    if any(len(free_of_hindrance(shop, held, found)) < len(found) for held, found in collect(shop, person)):
        return Taken(0, 1, account_id)
    if erase_person(shop, person, now=now, most=OF_ACCOUNT).has_more:
        return Taken(0, 0, 0)
    _forgive(shop, [account_id], now)
    return Taken(1, 0, account_id)


def _warn(shop: ShopRef, ids: Ids, now: datetime) -> Taken:
    """Tell whoever can sign in with these accounts, by a contact they have proven."""
    query = select(Account).where(Account.shop_id == shop.id, Account.id.in_(ids)).order_by(Account.id)
    for account in db.session.execute(query).scalars():
        language = get_registered(shop, account.id).language
        message_id = messages.warn_inactive(shop, account, language, now=now)
        db.session.add(
            InactiveAccount(shop_id=shop.id, account_id=account.id, message_id=message_id, warned_at=now),
        )
    db.session.flush()
    return Taken(0, len(ids), ids[-1])


def _forget_consents(shop: ShopRef, ids: Ids, _now: datetime) -> Taken:
    _change(delete(Consent).where(Consent.shop_id == shop.id, Consent.id.in_(ids)))
    return Taken(len(ids), 0, ids[-1])


def _forget_reasons(shop: ShopRef, ids: Ids, now: datetime) -> Taken:
    """That data was given, which and to whom, stays; why may name people, and so may the paper."""
    mine = (Disclosure.shop_id == shop.id, Disclosure.id.in_(ids))
    papers = db.session.execute(select(Disclosure.paper_key).where(*mine, Disclosure.paper_key != "")).scalars()
    remove_later(shop, list(papers), now=now)
    _change(update(Disclosure).where(*mine).values(reason="", paper_key=""))
    return Taken(len(ids), 0, ids[-1])


def _change(statement: Any) -> None:
    db.session.execute(statement.execution_options(synchronize_session=False))


_OTHERS: Mapping[str, Callable[[ShopRef, Ids, datetime], Taken]] = {
    "account.back": _forgive,
    "account.gone": _end_account,
    "account.warned": _warn,
    "evidence.consent": _forget_consents,
    "evidence.disclosure": _forget_reasons,
}
