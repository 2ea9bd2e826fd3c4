"""Beginning and ending a visit. Whatever is known of the contact, the same is done: one row, one code, one message."""

from datetime import datetime

from sqlalchemy import ColumnElement, select

from shopapp.accounts.actions import check_proof_code, send_proof_code
from shopapp.kernel.codes import hash_token, new_token
from shopapp.platform.database import db
from shopapp.platform.holdings import Person, holding
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.erasing.actions import erase_records
from shopapp.privacy.rights.visiting.holdings import NAME
from shopapp.privacy.rights.visiting.models import DataVisit
from shopapp.privacy.rights.visiting.rules import CODE_WAITS, VISIT_FOR, NoVisit
from shopapp.records.bars import BarKind, lift
from shopapp.records.rules import Reference

# Visits that are forgotten in one statement.
AT_ONCE = 200


def begin_visit(shop: ShopRef, contact: str, *, language: str, now: datetime) -> str:
    """Send a code to the contact (E.164 or e-mail); returns the token for the cookie. Raises TooManyCodes."""
    token = new_token()
    visit = DataVisit(
        shop_id=shop.id,
        token_hash=hash_token(token),
        contact=contact,
        language=language,
        created_at=now,
        expires_at=now + CODE_WAITS,
    )
    db.session.add(visit)
    db.session.flush()
    _send(shop, visit, now)
    return token


def send_again(shop: ShopRef, token: str, *, now: datetime) -> None:
    """Another code for the same visit; the one before stops working. Raises NoVisit, TooManyCodes."""
    visit = _locked(shop, token, now)
    if visit.proven_at is not None:
        raise NoVisit
    _send(shop, visit, now)


def prove(shop: ShopRef, token: str, code: str, *, now: datetime) -> str:
    """Take the code and open the visit; returns the token for the cookie, which is a new one.

    Raises NoVisit, WrongCode, TooManyTries, CodeExpired.
    """
    visit = _locked(shop, token, now)
    if visit.proven_at is not None:
        raise NoVisit
    check_proof_code(shop, subject=_reference(visit), proof_id=visit.proof_id, code=code, now=now)
    # Whoever may have planted the first token in this browser does not get in with it.
    opened = new_token()
    visit.token_hash, visit.proven_at, visit.expires_at = hash_token(opened), now, now + VISIT_FOR
    db.session.flush()
    return opened


def end_visit(shop: ShopRef, token: str, *, now: datetime) -> None:
    """Forget a visit, and whom its code went to; none is no error."""
    _forget(shop, DataVisit.token_hash == hash_token(token), now)


def lift_restriction(shop: ShopRef, person: Person, *, now: datetime) -> None:
    """Let the data of a person be used again, as they wish."""
    for contact in sorted(person.contacts):
        lift(shop, contact, BarKind.RESTRICTED, now=now)


def sweep(shop: ShopRef, *, now: datetime) -> None:
    """Delete visits whose time is over, and whom their codes went to."""
    _forget(shop, DataVisit.expires_at <= now, now)


def _forget(shop: ShopRef, which: ColumnElement[bool], now: datetime) -> None:
    over = list(db.session.execute(select(DataVisit.id).where(DataVisit.shop_id == shop.id, which)).scalars())
    for start in range(0, len(over), AT_ONCE):
        erase_records(shop, holding(NAME), over[start : start + AT_ONCE], now=now)


def _send(shop: ShopRef, visit: DataVisit, now: datetime) -> None:
    about = _reference(visit)
    visit.proof_id = send_proof_code(shop, subject=about, contact=visit.contact, language=visit.language, now=now)
    db.session.flush()


def _locked(shop: ShopRef, token: str, now: datetime) -> DataVisit:
    query = select(DataVisit).where(
        DataVisit.shop_id == shop.id, DataVisit.token_hash == hash_token(token), DataVisit.expires_at > now
    )
    visit = db.session.execute(query.with_for_update()).scalars().one_or_none()
    if visit is None:
        raise NoVisit
    return visit


def _reference(visit: DataVisit) -> Reference:
    return Reference("data_visit", visit.id)
