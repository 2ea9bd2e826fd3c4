"""What happens once a contact is proven: an account is made, a contact is changed, earlier orders join."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete

from shopapp.accounts.actions import set_password, start_session
from shopapp.accounts.models import Account, SignInLink
from shopapp.accounts.signals import MisuseKind, MisuseReport, misuse_reported
from shopapp.customers import messages
from shopapp.customers.actions.claims import drop_claims, prove, take_proven
from shopapp.customers.actions.guests import join_guests
from shopapp.customers.models import Customer
from shopapp.customers.queries import get_own_account, get_registered, is_contact_taken
from shopapp.customers.rules import NEW_PASSWORD, Claimed, ClaimPurpose, ContactTaken, NoClaim, Visit, is_email
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.records.actions import record_acknowledgement
from shopapp.records.rules import Reference


@dataclass(frozen=True)
class Fulfilled:
    """What a code has brought about. `session` is the token of a new sign-in or ""; `joined` counts earlier guests."""

    purpose: ClaimPurpose
    session: str = ""
    joined: int = 0


def fulfil(shop: ShopRef, token: str, code: str, *, visit: Visit, account_id: int | None, now: datetime) -> Fulfilled:
    """Take the code and do what it was for; a new password is still to come (`set_new_password`).

    `account_id` is who is signed in: a change begun while signed in ends only there. Raises NoClaim, WrongCode,
    TooManyTries, CodeExpired, ContactTaken.
    """
    claimed = prove(shop, token, code, now=now)
    if claimed.purpose in NEW_PASSWORD:
        return Fulfilled(claimed.purpose)
    if claimed.purpose is ClaimPurpose.REGISTER:
        return _register(shop, claimed, visit, now)
    if claimed.account_id is None or claimed.account_id != account_id:
        raise NoClaim
    drop_claims(shop, claim_id=claimed.id)
    if claimed.purpose is ClaimPurpose.CHANGE:
        _change_contact(shop, claimed.account_id, claimed.contact, now)
    return Fulfilled(claimed.purpose, joined=join_guests(shop, claimed.account_id, claimed.contact))


def set_new_password(
    shop: ShopRef, token: str, password: str, *, shop_name: str, text: str, visit: Visit, now: datetime
) -> Fulfilled:
    """Give the account of a proven claim a new password, end all its sessions, and sign this browser in.

    Securing an account also reports to the shop, with `text` in the customer's own words or "". Raises NoClaim,
    WeakPassword.
    """
    claimed = take_proven(shop, token, now=now)
    if claimed.purpose not in NEW_PASSWORD or claimed.account_id is None:
        raise NoClaim
    account = get_own_account(shop, claimed.account_id)
    renew_password(shop, account, password, shop_name=shop_name, now=now)
    if claimed.purpose is ClaimPurpose.SECURE:
        report_misuse(shop, account, text, now=now)
    return Fulfilled(claimed.purpose, session=begin_session(shop, account.id, visit, way="code", now=now))


def renew_password(shop: ShopRef, account: Account, password: str, *, shop_name: str, now: datetime) -> None:
    """A new password: every session and every waiting claim ends, and the proven contacts are told. WeakPassword."""
    set_password(shop, account.id, password, shop_name=shop_name, now=now)
    drop_claims(shop, account_id=account.id)
    messages.tell_password_changed(shop, account, get_registered(shop, account.id).language, now=now)


def report_misuse(shop: ShopRef, account: Account, text: str, *, now: datetime) -> None:
    """Tell the shop that the customer has secured the account; rooms above open a case in this transaction."""
    language = get_registered(shop, account.id).language
    report = MisuseReport(
        kind=MisuseKind.ACCOUNT_SECURED,
        account_id=account.id,
        subject=Reference("account", account.id),
        name=account.name,
        contact=account.phone or account.email or "",
        text=text,
        language=language,
        now=now,
    )
    misuse_reported.send(shop, report=report)


def begin_session(shop: ShopRef, account_id: int, visit: Visit, *, way: str, now: datetime) -> str:
    """Sign the account in on this browser; returns the token for the cookie."""
    return start_session(
        shop,
        account_id,
        host=visit.host,
        way=way,
        is_kept=visit.is_kept,
        device=visit.device,
        now=now,
        instead_of=visit.token_before,
    )


def _register(shop: ShopRef, claimed: Claimed, visit: Visit, now: datetime) -> Fulfilled:
    if is_contact_taken(shop, claimed.contact):
        raise ContactTaken
    data, by_email = claimed.data, is_email(claimed.contact)
    account = Account(
        shop_id=shop.id,
        kind="customer",
        role="",
        name=data["name"],
        email=claimed.contact if by_email else None,
        phone=None if by_email else claimed.contact,
        password_hash=data["password_hash"],
        password_changed_at=now,
        joined_at=now,
        created_at=now,
    )
    db.session.add(account)
    db.session.flush()
    customer = Customer(
        shop_id=shop.id,
        name=data["name"],
        phone=data["phone"],
        email=data["email"],
        language=claimed.language,
        source="account",
        account_id=account.id,
        is_registered=True,
        phone_proven_at=None if by_email else now,
        email_proven_at=now if by_email else None,
        created_at=now,
        last_seen_at=now,
    )
    db.session.add(customer)
    _acknowledge(shop, account.id, claimed, now)
    drop_claims(shop, claim_id=claimed.id)
    joined = join_guests(shop, account.id, claimed.contact)
    return Fulfilled(claimed.purpose, begin_session(shop, account.id, visit, way="code", now=now), joined)


def _acknowledge(shop: ShopRef, account_id: int, claimed: Claimed, now: datetime) -> None:
    version = claimed.data["policy_version_id"]
    if version is not None:
        record_acknowledgement(
            shop,
            subject=Reference("account", account_id),
            policy_version_id=version,
            kind="policy",
            wording=claimed.data["wording"],
            language=claimed.language,
            now=now,
        )


def _change_contact(shop: ShopRef, account_id: int, contact: str, now: datetime) -> None:
    if is_contact_taken(shop, contact, except_for=account_id):
        raise ContactTaken
    account, customer = get_own_account(shop, account_id), get_registered(shop, account_id)
    if is_email(contact):
        before, account.email = account.email, contact
        customer.email, customer.email_proven_at = contact, now
    else:
        before, account.phone = account.phone, contact
        customer.phone, customer.phone_proven_at = contact, now
    # A code or link that is on its way to the contact of before must open nothing any more.
    drop_claims(shop, account_id=account_id)
    unused = delete(SignInLink).where(SignInLink.shop_id == shop.id, SignInLink.account_id == account_id)
    db.session.execute(unused.execution_options(synchronize_session=False))
    if before and before != contact:
        messages.tell_contact_changed(shop, account, before, contact, customer.language, now=now)
    db.session.flush()
