"""Where the shop's record of a customer and their account name a person; which customer rows are an account's."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, and_, or_, select, update

from shopapp.accounts.models import Account, AccountSession, KnownDevice, SignInLink
from shopapp.customers.models import ContactClaim, Customer, CustomerAddress
from shopapp.platform.database import db
from shopapp.platform.holdings import Holding, Ids, Part, Person
from shopapp.platform.personal_data import Keep, Subject
from shopapp.platform.tenancy.refs import ShopRef

# An account's columns are declared for staff, who are most of its readers; a customer's are the same columns.
_ACCOUNT = frozenset({Subject.STAFF})


def rows_of_account(shop: ShopRef, person: Person) -> Select[int]:
    """The customer rows of a person's account; none for somebody without (ids begin at 1)."""
    return select(Customer.id).where(Customer.shop_id == shop.id, Customer.account_id == (person.account_id or 0))


def _customers(shop: ShopRef, person: Person) -> Select[int]:
    """Guests by what they typed; registered customers by what they have proven, lest a slip of theirs erase them."""
    contacts, is_guest = sorted(person.contacts), Customer.is_registered.is_(False)
    mine = or_(
        and_(Customer.phone.in_(contacts), or_(is_guest, Customer.phone_proven_at.is_not(None))),
        and_(Customer.email.in_(contacts), or_(is_guest, Customer.email_proven_at.is_not(None))),
        Customer.id.in_(rows_of_account(shop, person)),
    )
    return select(Customer.id).where(Customer.shop_id == shop.id, Customer.erased_at.is_(None), mine)


def _long_away(shop: ShopRef, before: datetime) -> Select[int]:
    """Guests who have not been seen since; a registered customer goes with the account, after a warning."""
    return select(Customer.id).where(
        Customer.shop_id == shop.id,
        Customer.erased_at.is_(None),
        Customer.last_seen_at < before,
        Customer.account_id.is_(None),
    )


def _accounts(shop: ShopRef, person: Person) -> Select[int]:
    contacts = sorted(person.contacts)
    mine = or_(Account.phone.in_(contacts), Account.email.in_(contacts), Account.id == (person.account_id or 0))
    return select(Account.id).where(
        Account.shop_id == shop.id, Account.kind == "customer", Account.erased_at.is_(None), mine
    )


def _close(shop: ShopRef, ids: Ids) -> None:
    """Nobody gets in any more, and no new guest's row is joined to what was closed."""
    query = update(Account).where(Account.shop_id == shop.id, Account.id.in_(ids)).values(is_active=False)
    db.session.execute(query.execution_options(synchronize_session=False))
    rows = and_(Customer.shop_id == shop.id, Customer.account_id.in_(ids))
    let_go = update(Customer).where(rows).values(is_registered=False, phone_proven_at=None, email_proven_at=None)
    db.session.execute(let_go.execution_options(synchronize_session=False))


def _claims(shop: ShopRef, person: Person) -> Select[int]:
    mine = or_(ContactClaim.contact.in_(sorted(person.contacts)), ContactClaim.account_id == (person.account_id or 0))
    return select(ContactClaim.id).where(ContactClaim.shop_id == shop.id, mine)


HOLDINGS = (
    Holding(
        name="customer",
        kind="customer",
        title=_l("The shop's record of you, and your address book"),
        subject=Subject.CUSTOMER,
        parts=(Part(Customer), Part(CustomerAddress, "customer_id")),
        found=_customers,
        keep=Keep.UNTIL_PURPOSE_ENDS,
        over=_long_away,
        stamp="erased_at",
    ),
    Holding(
        name="account",
        kind="account",
        title=_l("Your account and the devices signed in"),
        subject=Subject.CUSTOMER,
        parts=(
            Part(Account, subjects=_ACCOUNT),
            Part(AccountSession, "account_id", subjects=_ACCOUNT),
            Part(KnownDevice, "account_id", subjects=_ACCOUNT),
            Part(SignInLink, "account_id", subjects=_ACCOUNT),
        ),
        found=_accounts,
        keep=Keep.UNTIL_ASKED,
        release=_close,
        stamp="erased_at",
    ),
    Holding(
        name="claim",
        kind="claim",
        title=_l("Registrations and changes that wait for a code"),
        subject=Subject.CUSTOMER,
        parts=(Part(ContactClaim),),
        found=_claims,
        keep=Keep.HOURS_24,
    ),
)
