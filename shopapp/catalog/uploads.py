"""Pictures on their way into a product: read at once, kept with their form until it is saved.

Nothing that was uploaded has to be chosen again because of a mistake elsewhere in the form: the row is committed, then
the file is written, and the form shows what it holds.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from flask import request
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from shopapp.catalog import queries
from shopapp.catalog.actions import describe, drop_loose, keep_loose, storage_key
from shopapp.catalog.forms import PicturesForm, ProductForm
from shopapp.catalog.queries import DeskPicture
from shopapp.catalog.rules import MOST_PICTURES
from shopapp.config import MEGABYTE
from shopapp.kernel.folding import tidy
from shopapp.platform.database import transaction
from shopapp.platform.logs import log
from shopapp.platform.pictures import NotAPicture, Original, read_original
from shopapp.platform.settings import current_settings, files
from shopapp.platform.tenancy.refs import ShopRef

# What a browser offers to choose; with HEIC left out, phones hand their photographs over as JPEG.
ACCEPT = "image/jpeg,image/png,image/webp,image/avif"


@dataclass(frozen=True)
class Received:
    """The pictures that wait for the form, and whether each upload of this request could be taken."""

    pictures: list[DeskPicture]
    is_good: bool


def allow_uploads() -> None:
    """Let this request be as large as all its pictures may be together. To be called before its form is read."""
    settings = current_settings()
    request.max_content_length = settings.request_bytes + (MOST_PICTURES - 1) * settings.upload_megabytes * MEGABYTE


def receive(shop: ShopRef, form: ProductForm | PicturesForm, *, now: datetime) -> Received:
    """Keep what was uploaded and drop what was unticked; what could not be taken is told at the form's field."""
    key = str(form.form_key.data)
    unwanted = {int(text) for text in request.form.getlist("drop") if re.fullmatch(r"[0-9]{1,15}", text)}
    accepted, errors = _read(request.files.getlist("pictures"))
    if unwanted or accepted:
        rows = [describe(original) for original in accepted]
        with transaction():
            drop_loose(shop, key, unwanted, now=now)
            keep_loose(shop, key, rows, now=now)
        try:
            for row, original in zip(rows, accepted, strict=True):
                files().put(storage_key(shop, f"{row.key}.{row.format}"), original.content)
        except OSError as error:
            log.error("upload_not_written", exc_info=error, shop_id=shop.id)
            errors.append(_("The pictures could not be kept. Please save without them, or try again later."))
    form.pictures.errors = [*form.pictures.errors, *errors]
    return Received(waiting(shop, form), not errors)


def waiting(shop: ShopRef, form: ProductForm | PicturesForm) -> list[DeskPicture]:
    """The pictures that wait for the form, as far as their files arrived."""
    found = queries.list_loose(shop, str(form.form_key.data))
    return [p for p in found if files().exists(storage_key(shop, f"{p.view.key}.{p.view.format}"))]


def _read(uploads: list[FileStorage]) -> tuple[list[Original], list[str]]:
    named = [upload for upload in uploads if upload.filename]
    accepted: list[Original] = []
    errors: list[str] = []
    for upload in named[:MOST_PICTURES]:
        megabytes = current_settings().upload_megabytes
        content = upload.stream.read(megabytes * MEGABYTE + 1)
        name = tidy(str(upload.filename)[-60:])
        if len(content) > megabytes * MEGABYTE:
            errors.append(_("%(name)s is larger than %(megabytes)s MB.", name=name, megabytes=megabytes))
            continue
        try:
            accepted.append(read_original(content))
        except NotAPicture as refused:
            errors.append(word_refusal(refused) % {"name": name})
    if len(named) > MOST_PICTURES:
        errors.append(too_many())
    return accepted, errors


def too_many() -> str:
    """What is said where a product would have too many pictures."""
    return str(_("A product has at most %(count)s pictures. Please take some away.", count=MOST_PICTURES))


def word_refusal(refused: NotAPicture) -> str:
    """Why a picture was refused and what to do, with %(name)s for the file."""
    words = {
        "heic": _(
            "%(name)s is a HEIC photograph. Please save it as JPEG first, or choose it from the phone's gallery."
        ),
        "pixels": _("%(name)s has too many pixels (more than 40 million). Please send a smaller one."),
        "broken": _("%(name)s is damaged and cannot be opened. Please choose it again."),
    }
    other = _("%(name)s is not a picture the shop can show. JPEG, PNG, WebP and AVIF are possible.")
    return str(words.get(refused.reason, other))
