"""Second factors: set up, asked for, renewed, taken away; and what the owner asks of everybody."""

from datetime import datetime

from sqlalchemy import delete, select, update

from shopapp.accounts import messages
from shopapp.accounts.models import RecoveryCode, SecondFactor, SignInRules
from shopapp.accounts.queries import get_account, needs_second_factor
from shopapp.accounts.rules import RECOVERY_CODES, FactorIsOff, FactorIsOn, FactorNeeded, WrongFactor
from shopapp.accounts.totp import matching_step, new_recovery_code, new_seed, recovery_form
from shopapp.kernel.codes import keyed_digest
from shopapp.platform.database import db
from shopapp.platform.sealing import CannotOpen, open_sealed, seal
from shopapp.platform.settings import current_settings
from shopapp.platform.tenancy.refs import ShopRef


def begin_factor(shop: ShopRef, account_id: int, *, now: datetime) -> None:
    """Make a new seed, to be shown until a first code confirms it. Raises FactorIsOn."""
    row = _find(shop, account_id)
    if row is not None and row.confirmed_at is not None:
        raise FactorIsOn
    if row is None:
        row = SecondFactor(shop_id=shop.id, account_id=account_id, created_at=now)
        db.session.add(row)
    row.sealed_seed, row.last_step, row.created_at = seal(new_seed()), 0, now
    db.session.flush()


def confirm_factor(shop: ShopRef, account_id: int, typed: str, *, now: datetime) -> list[str]:
    """Let the second factor count, once the phone's first code is right; returns the recovery codes, shown only now.

    Raises FactorIsOff, FactorIsOn, WrongFactor.
    """
    row = _find(shop, account_id)
    if row is None:
        raise FactorIsOff
    if row.confirmed_at is not None:
        raise FactorIsOn
    _use_code(shop, row, typed, now)
    row.confirmed_at = now
    return _new_codes(shop, account_id)


def check_factor(shop: ShopRef, account_id: int, typed: str, *, now: datetime) -> int | None:
    """Take a code of the phone, or a recovery code, which is then used up.

    Returns how many recovery codes are left after one was used, None for a code of the phone. Raises WrongFactor, and
    FactorIsOff where there is nothing to ask for.
    """
    row = _find(shop, account_id)
    if row is None or row.confirmed_at is None:
        raise FactorIsOff
    recovery = recovery_form(typed)
    if recovery:
        return _use_recovery_code(shop, account_id, recovery)
    _use_code(shop, row, typed, now)
    return None


def renew_recovery_codes(shop: ShopRef, account_id: int, typed: str, *, now: datetime) -> list[str]:
    """Ten new recovery codes in place of the old, against a code. Raises WrongFactor, FactorIsOff."""
    check_factor(shop, account_id, typed, now=now)
    return _new_codes(shop, account_id)


def turn_factor_off(shop: ShopRef, account_id: int, typed: str, *, language: str, now: datetime) -> None:
    """Ask for no code any more, against a last one. Raises FactorNeeded, WrongFactor, FactorIsOff."""
    if needs_second_factor(shop):
        raise FactorNeeded
    check_factor(shop, account_id, typed, now=now)
    drop_factor(shop, account_id)
    messages.tell_factor_gone(shop, get_account(shop, account_id), by="", language=language, now=now)


def drop_factor(shop: ShopRef, account_id: int) -> None:
    """Take the second factor and its recovery codes away, whether set up or not."""
    for table in (RecoveryCode, SecondFactor):
        mine = delete(table).where(table.shop_id == shop.id, table.account_id == account_id)
        db.session.execute(mine.execution_options(synchronize_session=False))


def ask_everybody(shop: ShopRef, is_needed: bool, *, now: datetime) -> None:
    """Ask all staff of the shop for a second factor, or leave it to each."""
    row = db.session.execute(select(SignInRules).where(SignInRules.shop_id == shop.id)).scalars().one_or_none()
    if row is None:
        row = SignInRules(shop_id=shop.id)
        db.session.add(row)
    row.needs_second_factor, row.changed_at = is_needed, now
    db.session.flush()


def _find(shop: ShopRef, account_id: int) -> SecondFactor | None:
    query = select(SecondFactor).where(SecondFactor.shop_id == shop.id, SecondFactor.account_id == account_id)
    return db.session.execute(query.with_for_update()).scalars().one_or_none()


def _use_code(shop: ShopRef, row: SecondFactor, typed: str, now: datetime) -> None:
    """Take the phone's code unless it, or a later one, was taken before: of two at once only one gets in."""
    try:
        step = matching_step(open_sealed(row.sealed_seed), typed, now)
    except CannotOpen:
        raise WrongFactor from None
    if step is None:
        raise WrongFactor
    mine = (SecondFactor.shop_id == shop.id, SecondFactor.id == row.id, SecondFactor.last_step < step)
    query = update(SecondFactor).where(*mine).values(last_step=step).returning(SecondFactor.id)
    if db.session.execute(query.execution_options(synchronize_session=False)).one_or_none() is None:
        raise WrongFactor


def _use_recovery_code(shop: ShopRef, account_id: int, compact: str) -> int:
    mine = (RecoveryCode.shop_id == shop.id, RecoveryCode.account_id == account_id)
    digests = [_digest(key, shop, account_id, compact) for key in _keys()]
    query = delete(RecoveryCode).where(*mine, RecoveryCode.code_digest.in_(digests)).returning(RecoveryCode.id)
    if db.session.execute(query.execution_options(synchronize_session=False)).one_or_none() is None:
        raise WrongFactor
    return len(db.session.execute(select(RecoveryCode.id).where(*mine)).all())


def _new_codes(shop: ShopRef, account_id: int) -> list[str]:
    old = delete(RecoveryCode).where(RecoveryCode.shop_id == shop.id, RecoveryCode.account_id == account_id)
    db.session.execute(old.execution_options(synchronize_session=False))
    codes = [new_recovery_code() for _ in range(RECOVERY_CODES)]
    key = _keys()[0]
    for code in codes:
        digest = _digest(key, shop, account_id, recovery_form(code))
        db.session.add(RecoveryCode(shop_id=shop.id, account_id=account_id, code_digest=digest))
    db.session.flush()
    return codes


def _keys() -> tuple[str, ...]:
    settings = current_settings()
    return settings.secret_key, *settings.old_secret_keys


def _digest(key: str, shop: ShopRef, account_id: int, compact: str) -> str:
    return keyed_digest(key, "recovery", shop.id, account_id, compact)
