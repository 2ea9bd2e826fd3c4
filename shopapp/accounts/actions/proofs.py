"""Proofs of a contact: a code is sent to it, and whoever types it back holds a token for half an hour."""

import unicodedata
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select

from shopapp.accounts import messages
from shopapp.accounts.models import ContactProof
from shopapp.accounts.rules import (
    CODE_FOR,
    CODE_TRIES,
    CODES_PER_CONTACT,
    CODES_PER_SHOP,
    CODES_WINDOW,
    PROOF_FOR,
    WRONG_CODES_WINDOW,
    CodeExpired,
    TooManyCodes,
    TooManyTries,
    WrongCode,
)
from shopapp.kernel.codes import digit_code, hash_token, keyed_digest, new_token, same
from shopapp.platform.database import db
from shopapp.platform.settings import current_settings
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.web.limits import count_up, take_back
from shopapp.records.rules import Reference


def send_proof_code(shop: ShopRef, *, subject: Reference, contact: str, language: str, now: datetime) -> int:
    """Send six digits to the subject's stored contact (E.164 or e-mail); returns the proof's id for the form.

    A code sent earlier for this subject and not yet typed stops working. Raises TooManyCodes.
    """
    proof_id, code = make_proof_code(shop, subject=subject, contact=contact, now=now)
    messages.send_code(shop, contact=contact, code=code, language=language, about=subject, now=now)
    return proof_id


def make_proof_code(shop: ShopRef, *, subject: Reference, contact: str, now: datetime) -> tuple[int, str]:
    """(proof id, code) as `send_proof_code`, for a caller that words its own message or sends none. TooManyCodes."""
    contact_digest = _digest("contact", contact)
    for name, who, limit in (("code", contact_digest, CODES_PER_CONTACT), ("code_shop", "", CODES_PER_SHOP)):
        if count_up(shop, name, who, window=CODES_WINDOW, now=now) > limit:
            raise TooManyCodes
    earlier = delete(ContactProof).where(*_about(shop, subject), ContactProof.holder_hash.is_(None))
    db.session.execute(earlier.execution_options(synchronize_session=False))
    proof = ContactProof(
        shop_id=shop.id,
        subject_kind=subject.kind,
        subject_id=subject.id,
        contact_digest=contact_digest,
        code_digest="",
        created_at=now,
        expires_at=now + CODE_FOR,
    )
    db.session.add(proof)
    db.session.flush()
    code = digit_code()
    proof.code_digest = _code_digest(shop, proof.id, code)
    return proof.id, code


def check_proof_code(shop: ShopRef, *, subject: Reference, proof_id: int, code: str, now: datetime) -> str:
    """The token to set as the holder's cookie, when `code` is what was sent.

    Raises WrongCode, TooManyTries (both counted although they are refusals) and CodeExpired. Wrong tries are counted
    for the contact too, so that asking for one code after another gives no more of them.
    """
    query = select(ContactProof).where(*_about(shop, subject), ContactProof.id == proof_id).with_for_update()
    proof = db.session.execute(query).scalars().one_or_none()
    if proof is None or proof.holder_hash is not None or now >= proof.expires_at:
        raise CodeExpired
    proof.tries += 1
    wrong = count_up(shop, "wrong_code", proof.contact_digest, window=WRONG_CODES_WINDOW, now=now)
    if proof.tries > CODE_TRIES or wrong > CODE_TRIES:
        raise TooManyTries
    # Phones of some makers type full-width digits, people put spaces between.
    digits = "".join(c for c in unicodedata.normalize("NFKC", code) if c.isdigit())
    if not same(proof.code_digest, _code_digest(shop, proof.id, digits)):
        if proof.tries == CODE_TRIES:
            raise TooManyTries
        raise WrongCode(CODE_TRIES - proof.tries)
    take_back(shop, "wrong_code", proof.contact_digest, window=WRONG_CODES_WINDOW, now=now)
    holder = new_token()
    proof.holder_hash = hash_token(holder)
    proof.holder_expires_at = now + PROOF_FOR
    db.session.flush()
    return holder


def _about(shop: ShopRef, subject: Reference) -> tuple[ColumnElement[bool], ...]:
    return (
        ContactProof.shop_id == shop.id,
        ContactProof.subject_kind == subject.kind,
        ContactProof.subject_id == subject.id,
    )


def _digest(*parts: str | int) -> str:
    return keyed_digest(current_settings().secret_key, "proof", *parts)


def _code_digest(shop: ShopRef, proof_id: int, code: str) -> str:
    return _digest("code", shop.id, proof_id, code)
