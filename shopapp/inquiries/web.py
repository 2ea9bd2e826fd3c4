"""What the views of both sides share: uploads on their way into a thread, and files handed out again.

An upload is written in three steps, so that a stop at any moment leaves no file that nothing names: its row is
committed, then its bytes are written whole, then the sending makes the row part of the thread. A row without bytes is
passed over; a row that was never sent goes after a day, its bytes before it.
"""

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar
from urllib.parse import quote

from flask import Response, abort, request
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from shopapp.inquiries.actions import forget_uploads, keep_uploads, move_uploads
from shopapp.inquiries.attachments import EXTENSIONS, JPEG, MEGABYTE, PDF, preview
from shopapp.inquiries.forms.fields import ACCEPT, FilingForm
from shopapp.inquiries.models import Attachment, PendingAttachment
from shopapp.inquiries.queries import FileRow, list_pending
from shopapp.inquiries.rules import MOST_FILES, InquiryDraft, MessageDraft, Sending, UploadDraft, fingerprint_of
from shopapp.kernel.codes import new_token
from shopapp.kernel.folding import plain_ascii
from shopapp.platform.database import transaction
from shopapp.platform.logs import log
from shopapp.platform.settings import current_settings, files
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.web.limits import is_within, limit_or_429

T = TypeVar("T")

TEN_MINUTES = timedelta(minutes=10)
WITH_FILES = 20
WITH_FILES_A_DAY = 400


def allow_uploads() -> None:
    """Let this request be as large as all its files may be together. To be called before its form is read."""
    settings = current_settings()
    request.max_content_length = settings.request_bytes + (MOST_FILES - 1) * settings.upload_megabytes * MEGABYTE


def list_kept(shop: ShopRef, form: FilingForm, *, now: datetime) -> list[FileRow]:
    """Files kept for this form from an earlier try, without those that were ticked for removal."""
    form_key, unwanted = form.settle_key(), set(request.form.getlist("drop"))
    found = [(row.id, row.key, _shown(row)) for row in list_pending(shop, form_key, now=now)]
    dropped = [(row_id, key) for row_id, key, _row in found if str(row_id) in unwanted]
    if dropped:
        _forget(shop, dropped)
    kept = [row for row_id, key, row in found if str(row_id) not in unwanted and files().exists(key)]
    form.kept_count = len(kept)
    return kept


def keep_accepted(shop: ShopRef, form: FilingForm, *, now: datetime) -> list[FileRow]:
    """Keep what was accepted in this request. Where there is no room for it, the form says so and nothing is kept."""
    accepted = form.files.accepted
    if not accepted:
        return []
    drafts = [
        UploadDraft(_new_key(shop, file.content_type), file.name, file.content_type, len(file.content))
        for file in accepted
    ]
    with transaction():
        ids = keep_uploads(shop, form.settle_key(), drafts, now=now)
    try:
        for draft, file in zip(drafts, accepted, strict=True):
            files().put(draft.key, file.content)
    except OSError as error:
        log.error("upload_not_written", exc_info=error, shop_id=shop.id)
        _forget(shop, [(row_id, draft.key) for row_id, draft in zip(ids, drafts, strict=True)])
        form.files.errors = [_("The files could not be kept. Please send the form without them, or try again later.")]
        return []
    return [
        FileRow(row_id, draft.name, draft.content_type, draft.bytes) for row_id, draft in zip(ids, drafts, strict=True)
    ]


def keep_from_visitor(shop: ShopRef, form: FilingForm, *, now: datetime) -> list[FileRow]:
    """Keep what was accepted, unless strangers have sent this shop more in one day than it could ever look at."""
    if form.is_stale or not form.files.accepted:
        return []
    if not is_within(shop, "inquiry_files_day", "all", limit=WITH_FILES_A_DAY, window=timedelta(days=1), now=now):
        form.files.errors = [_("The files could not be kept. Please send the form without them, or try again later.")]
        return []
    return keep_accepted(shop, form, now=now)


def limit_files(shop: ShopRef) -> None:
    """Pictures cost time before anything else is known of them, so who sends many is stopped before they are read."""
    if any(upload.filename for upload in request.files.values()):
        limit_or_429(shop, "inquiry_files", limit=WITH_FILES, window=TEN_MINUTES)


def file_rules() -> dict[str, object]:
    """What a template says about files."""
    return {"accept": ACCEPT, "most_files": MOST_FILES, "megabytes": current_settings().upload_megabytes}


def sending_of(
    form: FilingForm, draft: InquiryDraft | MessageDraft, kept: Sequence[FileRow], scope: str = ""
) -> Sending:
    """This sending of the form; what is fingerprinted is what was posted, not what was kept before."""
    digests = [file.digest for file in form.files.accepted]
    fingerprint = fingerprint_of(current_settings().secret_key, draft, digests, scope)
    return Sending(form.settle_key(), fingerprint, tuple(file.id for file in kept))


def make_own_form(shop: ShopRef, form: FilingForm) -> None:
    """Sent before with other content: what is typed now stays, as a form that can be sent in its own right."""
    old = form.settle_key()
    form.form_key.data = new_token()
    with transaction():
        move_uploads(shop, old, form.settle_key())


def in_one_transaction(change: Callable[[], T]) -> T:
    """Carry a sending out. Two of one form at the same moment collide on its key: the second then finds the first."""
    try:
        with transaction():
            return change()
    except IntegrityError:
        with transaction():
            return change()


def file_response(attachment: Attachment | None) -> Response:
    """A file of a thread, for whoever the view has let in: never kept by a cache, never run, a PDF only saved.

    `?nho=1` asks for a picture in small.
    """
    content = files().get(attachment.key) if attachment is not None else None
    if attachment is None or content is None:
        abort(404)
    if attachment.content_type != PDF and "nho" in request.args:
        response = Response(preview(content), mimetype=JPEG)
    else:
        response = Response(content, mimetype=attachment.content_type)
    how = "attachment" if attachment.content_type == PDF else "inline"
    # Headers carry ASCII only: old browsers read the first name, all others the second.
    names = {"filename": plain_ascii(attachment.name), "filename*": f"UTF-8''{quote(attachment.name, safe='')}"}
    response.headers.set("Content-Disposition", how, **names)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _shown(row: PendingAttachment) -> FileRow:
    return FileRow(row.id, row.name, row.content_type, row.bytes)


def _new_key(shop: ShopRef, content_type: str) -> str:
    return f"{shop.id}/attachments/{secrets.token_hex(16)}.{EXTENSIONS[content_type]}"


def _forget(shop: ShopRef, rows: Sequence[tuple[int, str]]) -> None:
    for _row_id, key in rows:
        files().delete(key)
    with transaction():
        forget_uploads(shop, [row_id for row_id, _key in rows])
