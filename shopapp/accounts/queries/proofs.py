"""Reads of proofs that a contact belongs to whoever asks."""

from datetime import datetime

from sqlalchemy import select

from shopapp.accounts.models import ContactProof
from shopapp.kernel.codes import hash_token
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.records.rules import Reference


def is_proven(shop: ShopRef, *, subject: Reference, holder: str, now: datetime) -> bool:
    """Whether whoever holds this token has typed back the code sent to the subject's contact, not long ago."""
    if not holder:
        return False
    query = select(ContactProof.id).where(
        ContactProof.shop_id == shop.id,
        ContactProof.holder_hash == hash_token(holder),
        ContactProof.subject_kind == subject.kind,
        ContactProof.subject_id == subject.id,
        ContactProof.holder_expires_at > now,
    )
    return db.session.execute(query).one_or_none() is not None
