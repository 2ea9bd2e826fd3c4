"""Claims: somebody says that a contact is theirs; a code goes there, or a word on why there is none.

Whatever is known of the contact, the same is done here: one claim, one proof, one message. Only the message differs,
and it is read by whoever holds the contact.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from shopapp.accounts.actions import check_proof_code, make_proof_code
from shopapp.accounts.rules import TooManyTries
from shopapp.customers import messages
from shopapp.customers.models import ContactClaim
from shopapp.customers.queries import find_account_id, is_contact_taken
from shopapp.customers.rules import CLAIM_FOR, PROVEN_FOR, Claimed, ClaimPurpose, NoClaim, Registration
from shopapp.kernel.codes import hash_token, new_token
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.records.rules import Reference


def claim_for_registration(shop: ShopRef, draft: Registration, *, now: datetime) -> str:
    """Send a code to the contact that is proven first; returns the token for the cookie. Raises TooManyCodes."""
    data = {
        "name": draft.name,
        "phone": draft.phone,
        "email": draft.email,
        "password_hash": draft.password_hash,
        "policy_version_id": draft.policy_version_id,
        "wording": draft.wording,
    }
    is_taken = is_contact_taken(shop, draft.contact)
    return _open(
        shop, ClaimPurpose.REGISTER, draft.contact, data=data, language=draft.language, is_hollow=is_taken, now=now
    )


def claim_for_password(
    shop: ShopRef, contact: str, *, language: str, now: datetime, purpose: ClaimPurpose = ClaimPurpose.RESET
) -> str:
    """Begin a new password for the account of this contact, if there is one. Raises TooManyCodes."""
    account_id = find_account_id(shop, contact)
    return _open(
        shop, purpose, contact, account_id=account_id, language=language, is_hollow=account_id is None, now=now
    )


def claim_for_change(shop: ShopRef, account_id: int, contact: str, *, language: str, now: datetime) -> str:
    """Begin to change (or first prove) the account's phone or e-mail. The password was checked. TooManyCodes."""
    is_taken = is_contact_taken(shop, contact, except_for=account_id)
    return _open(
        shop, ClaimPurpose.CHANGE, contact, account_id=account_id, language=language, is_hollow=is_taken, now=now
    )


def claim_for_join(shop: ShopRef, account_id: int, contact: str, *, language: str, now: datetime) -> str:
    """Prove a contact of one's own once more, so that later orders of a guest join. Raises TooManyCodes."""
    return _open(shop, ClaimPurpose.JOIN, contact, account_id=account_id, language=language, now=now)


def send_again(shop: ShopRef, token: str, *, now: datetime) -> None:
    """Another code for the same claim; the one before stops working. Raises NoClaim, TooManyCodes."""
    claim = _locked(shop, token, now)
    if claim.proven_at is not None:
        raise NoClaim
    _send(shop, claim, now)


def prove(shop: ShopRef, token: str, code: str, *, now: datetime) -> Claimed:
    """Take the code of a claim. Raises NoClaim, WrongCode, TooManyTries, CodeExpired."""
    claim = _locked(shop, token, now)
    if claim.proven_at is not None:
        raise NoClaim
    check_proof_code(shop, subject=_reference(claim), proof_id=claim.proof_id, code=code, now=now)
    if claim.is_hollow:
        # The code of a hollow claim went nowhere, so whoever has it has guessed.
        raise TooManyTries
    claim.proven_at, claim.expires_at = now, now + PROVEN_FOR
    return _claimed(claim)


def take_proven(shop: ShopRef, token: str, *, now: datetime) -> Claimed:
    """A claim whose code was typed back not long ago, locked. Raises NoClaim."""
    claim = _locked(shop, token, now)
    if claim.proven_at is None:
        raise NoClaim
    return _claimed(claim)


def drop_claims(shop: ShopRef, *, account_id: int | None = None, claim_id: int = 0) -> None:
    """Forget one claim, and all of an account: after a password or contact has changed none of them holds."""
    for condition in (
        ContactClaim.id == claim_id,
        *((ContactClaim.account_id == account_id,) if account_id is not None else ()),
    ):
        query = delete(ContactClaim).where(ContactClaim.shop_id == shop.id, condition)
        db.session.execute(query.execution_options(synchronize_session=False))


def sweep(shop: ShopRef, *, now: datetime) -> None:
    """Delete claims whose time is over."""
    query = delete(ContactClaim).where(ContactClaim.shop_id == shop.id, ContactClaim.expires_at <= now)
    db.session.execute(query.execution_options(synchronize_session=False))


def _open(
    shop: ShopRef,
    purpose: ClaimPurpose,
    contact: str,
    *,
    language: str,
    now: datetime,
    account_id: int | None = None,
    data: dict[str, Any] | None = None,
    is_hollow: bool = False,
) -> str:
    token = new_token()
    claim = ContactClaim(
        shop_id=shop.id,
        token_hash=hash_token(token),
        purpose=purpose.value,
        account_id=account_id,
        contact=contact,
        data=data or {},
        language=language,
        is_hollow=is_hollow,
        created_at=now,
        expires_at=now + CLAIM_FOR,
    )
    db.session.add(claim)
    db.session.flush()
    _send(shop, claim, now)
    return token


def _send(shop: ShopRef, claim: ContactClaim, now: datetime) -> None:
    about = _reference(claim)
    claim.proof_id, code = make_proof_code(shop, subject=about, contact=claim.contact, now=now)
    purpose = ClaimPurpose(claim.purpose)
    if not claim.is_hollow:
        messages.send_code(shop, claim.contact, code, claim.language, about, now=now)
    elif purpose in (ClaimPurpose.REGISTER, ClaimPurpose.CHANGE):
        messages.tell_known(shop, claim.contact, claim.language, about, now=now)
    else:
        messages.tell_unknown(shop, claim.contact, claim.language, about, now=now)
    db.session.flush()


def _locked(shop: ShopRef, token: str, now: datetime) -> ContactClaim:
    query = select(ContactClaim).where(
        ContactClaim.shop_id == shop.id, ContactClaim.token_hash == hash_token(token), ContactClaim.expires_at > now
    )
    claim = db.session.execute(query.with_for_update()).scalars().one_or_none()
    if claim is None:
        raise NoClaim
    return claim


def _reference(claim: ContactClaim) -> Reference:
    return Reference("claim", claim.id)


def _claimed(claim: ContactClaim) -> Claimed:
    return Claimed(
        claim.id, ClaimPurpose(claim.purpose), claim.account_id, claim.contact, dict(claim.data), claim.language
    )
