"""Reads of second factors and of what the owner asks of everybody."""

from dataclasses import dataclass

from sqlalchemy import Select, func, select

from shopapp.accounts.models import RecoveryCode, SecondFactor, SignInRules
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef


@dataclass(frozen=True)
class FactorState:
    """How an account's second factor stands. `sealed_seed` is there while it is being set up, to be shown once more."""

    is_on: bool
    sealed_seed: str
    codes_left: int


def get_factor(shop: ShopRef, account_id: int) -> FactorState:
    """How the account's second factor stands."""
    query = select(SecondFactor).where(SecondFactor.shop_id == shop.id, SecondFactor.account_id == account_id)
    row = db.session.execute(query).scalars().one_or_none()
    if row is None:
        return FactorState(False, "", 0)
    if row.confirmed_at is None:
        return FactorState(False, row.sealed_seed, 0)
    codes = select(func.count()).select_from(RecoveryCode)
    codes = codes.where(RecoveryCode.shop_id == shop.id, RecoveryCode.account_id == account_id)
    return FactorState(True, "", db.session.execute(codes).scalar_one())


def has_factor(shop: ShopRef, account_id: int) -> bool:
    """Whether signing in asks this account for a code."""
    query = confirmed(shop).where(SecondFactor.account_id == account_id)
    return db.session.execute(query).one_or_none() is not None


def accounts_with_factor(shop: ShopRef) -> set[int]:
    """Whose sign-in asks for a code."""
    return {row.account_id for row in db.session.execute(confirmed(shop))}


def needs_second_factor(shop: ShopRef) -> bool:
    """Whether the owner asks everybody for a second factor."""
    query = select(SignInRules.needs_second_factor).where(SignInRules.shop_id == shop.id)
    return bool(db.session.execute(query).scalar_one_or_none())


def confirmed(shop: ShopRef) -> Select[int]:
    """The ids of accounts whose second factor counts, as a query to narrow."""
    query = select(SecondFactor.account_id).where(SecondFactor.shop_id == shop.id)
    return query.where(SecondFactor.confirmed_at.is_not(None))
