"""Reads of accounts: who works in the shop, and what a password is checked against."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, or_, select

from shopapp.accounts.models import Account
from shopapp.kernel.clock import local_day
from shopapp.platform.access import Role
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef


@dataclass(frozen=True)
class StaffRow:
    """A member of staff as lists show them. `phone` in E.164 or empty; `has_joined`: somebody has been in with it."""

    id: int
    name: str
    email: str
    phone: str
    role: Role
    is_active: bool
    ends_on: date | None = None
    has_joined: bool = True

    def works_on(self, day: date) -> bool:
        """Whether the account is open on that day."""
        return self.is_active and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True)
class Credentials:
    """What signing in with a password needs to know; `account_id` 0 and an empty hash when nobody has the address."""

    account_id: int
    password_hash: str


NOBODY = Credentials(0, "")


def is_open(now: datetime) -> ColumnElement[bool]:
    """The condition under which an account lets anybody in: not closed, and its last day not over."""
    return and_(Account.is_active.is_(True), or_(Account.ends_on.is_(None), Account.ends_on >= local_day(now)))


def get_account(shop: ShopRef, account_id: int) -> Account:
    """The account of that id; raises NoResultFound."""
    query = select(Account).where(Account.shop_id == shop.id, Account.id == account_id)
    return db.session.execute(query).scalars().one()


def list_staff(shop: ShopRef) -> list[StaffRow]:
    """Everybody who works in the shop, in the order of their roles, then by name; closed accounts last."""
    query = select(Account).where(Account.shop_id == shop.id, Account.kind == "staff")
    rows = [_staff(row) for row in db.session.execute(query).scalars()]
    order = list(Role)
    return sorted(rows, key=lambda r: (not r.is_active, order.index(r.role), r.name.casefold()))


def find_member(shop: ShopRef, account_id: int) -> StaffRow | None:
    """One member of staff."""
    query = select(Account).where(Account.shop_id == shop.id, Account.id == account_id, Account.kind == "staff")
    row = db.session.execute(query).scalars().one_or_none()
    return _staff(row) if row else None


def find_staff(shop: ShopRef, email: str) -> StaffRow | None:
    """The member of staff who signs in with this address (in its normal form)."""
    query = select(Account).where(Account.shop_id == shop.id, Account.kind == "staff", Account.email == email)
    row = db.session.execute(query).scalars().one_or_none()
    return _staff(row) if row else None


def owner_emails(shop: ShopRef) -> list[str]:
    """Where the shop's own mail goes: the addresses of its owners."""
    query = select(Account.email).where(
        Account.shop_id == shop.id,
        Account.kind == "staff",
        Account.role == Role.OWNER.value,
        Account.is_active.is_(True),
        Account.email.is_not(None),
    )
    return [email for email in db.session.execute(query.order_by(Account.id)).scalars() if email]


def find_credentials(shop: ShopRef, email: str, *, now: datetime) -> Credentials:
    """Id and hash of an open account of staff; NOBODY in any other case, which is to be checked all the same."""
    query = select(Account.id, Account.password_hash).where(
        Account.shop_id == shop.id, Account.kind == "staff", Account.email == email, is_open(now)
    )
    row = db.session.execute(query).one_or_none()
    return Credentials(row.id, row.password_hash) if row else NOBODY


def names_of_staff(shop: ShopRef, account_ids: Sequence[int]) -> dict[int, str]:
    """Account id → name, for lists that say who did something."""
    query = select(Account.id, Account.name).where(Account.shop_id == shop.id, Account.id.in_(account_ids))
    return {row.id: row.name for row in db.session.execute(query)}


def _staff(row: Account) -> StaffRow:
    return StaffRow(
        id=row.id,
        name=row.name,
        email=row.email or "",
        phone=row.phone or "",
        role=Role(row.role),
        is_active=row.is_active,
        ends_on=row.ends_on,
        has_joined=row.joined_at is not None,
    )
