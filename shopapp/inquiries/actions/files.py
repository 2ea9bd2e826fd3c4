"""Files on their way into a thread: a row first, the bytes after it, and both gone together."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, update

from shopapp.inquiries.models import Attachment, PendingAttachment
from shopapp.inquiries.queries import list_pending
from shopapp.inquiries.rules import Sending, UploadDraft
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef


def keep_uploads(shop: ShopRef, form_key: str, uploads: Sequence[UploadDraft], *, now: datetime) -> list[int]:
    """Name the files that are about to be written for the form of this key; returns the rows' ids."""
    rows = [
        PendingAttachment(
            shop_id=shop.id,
            form_key=form_key,
            key=upload.key,
            name=upload.name,
            content_type=upload.content_type,
            bytes=upload.bytes,
            created_at=now,
        )
        for upload in uploads
    ]
    db.session.add_all(rows)
    db.session.flush()
    return [row.id for row in rows]


def forget_uploads(shop: ShopRef, ids: Collection[int]) -> None:
    """Drop the rows of kept files. The bytes must be gone before: afterwards nothing names them any more."""
    query = delete(PendingAttachment).where(PendingAttachment.shop_id == shop.id, PendingAttachment.id.in_(ids))
    db.session.execute(query.execution_options(synchronize_session=False))


def move_uploads(shop: ShopRef, form_key: str, new_form_key: str) -> None:
    """Hand kept files on to another form, when what is on the page becomes a form of its own."""
    query = update(PendingAttachment).where(PendingAttachment.shop_id == shop.id)
    query = query.where(PendingAttachment.form_key == form_key).values(form_key=new_form_key)
    db.session.execute(query.execution_options(synchronize_session=False))


def attach_kept(shop: ShopRef, message_id: int, sending: Sending, *, now: datetime) -> None:
    """Make the files that were kept for this form part of the message it became."""
    if not sending.kept:
        return
    kept = [row for row in list_pending(shop, sending.key, now=now) if row.id in sending.kept]
    db.session.add_all(
        Attachment(
            shop_id=shop.id,
            message_id=message_id,
            key=row.key,
            name=row.name,
            content_type=row.content_type,
            bytes=row.bytes,
        )
        for row in kept
    )
    for row in kept:
        db.session.delete(row)
    db.session.flush()
