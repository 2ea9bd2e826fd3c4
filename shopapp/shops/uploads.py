"""A logo on its way into the look of a shop: read at once, kept until its form is saved.

Nothing has to be chosen again because of a mistake elsewhere in the form, nor after a preview: the form carries the
name under which the files lie.
"""

import secrets
from datetime import datetime

from flask import request
from flask_babel import gettext as _

from shopapp.config import MEGABYTE
from shopapp.platform.database import transaction
from shopapp.platform.logs import log
from shopapp.platform.pictures import NotAPicture
from shopapp.platform.settings import current_settings
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.shops.actions import note_logo
from shopapp.shops.forms.look import LookForm
from shopapp.shops.logos import SMALLEST_EDGE, Drawn, NotALogo, draw_mark, keep_files
from shopapp.shops.mark import Mark
from shopapp.shops.queries import find_mark

ACCEPT = "image/png,image/jpeg,image/webp,image/avif"
# What a camera or a scanner makes may be far larger than allowed: it is read, so that the form can say so.
_READ_MEGABYTES = 48


def allow_upload() -> None:
    """Let this request hold more than a logo may, or the form would be lost. To be called before its form is read."""
    request.max_content_length = current_settings().request_bytes + _READ_MEGABYTES * MEGABYTE


def receive_logo(shop: ShopRef, form: LookForm, *, now: datetime) -> None:
    """Give the form the logo sent with this request, else the one it carries; what is wrong is told at its field."""
    mark, form.upload_error = _received(shop, now=now)
    if mark is not None:
        form.logo.data, form.removed.data = mark.key, False
    elif form.logo.data and (mark := find_mark(shop, str(form.logo.data))) is None:
        form.logo.data = ""
        form.upload_error = form.upload_error or logo_gone()
    form.mark = mark


def logo_gone() -> str:
    """What is said of a form that was left open too long."""
    return str(_("The logo was kept for a day and is gone now. Please choose the file again."))


def _received(shop: ShopRef, *, now: datetime) -> tuple[Mark | None, str]:
    """The uploaded logo, kept under a new name, or why it could not be taken ("" without one)."""
    upload = request.files.get("upload")
    if upload is None or not upload.filename:
        return None, ""
    megabytes = current_settings().upload_megabytes
    content = upload.stream.read(megabytes * MEGABYTE + 1)
    # What was too large for memory lies in a file, which nobody else closes.
    upload.close()
    if len(content) > megabytes * MEGABYTE:
        return None, str(_("The picture is larger than %(megabytes)s MB. Please save it smaller.", megabytes=megabytes))
    try:
        drawn = draw_mark(content, secrets.token_hex(6))
    except NotAPicture as refused:
        return None, _no_picture(refused)
    except NotALogo as refused:
        return None, _no_logo(refused)
    return _keep(shop, drawn, now=now)


def _keep(shop: ShopRef, drawn: Drawn, *, now: datetime) -> tuple[Mark | None, str]:
    with transaction():
        note_logo(shop, drawn.mark, now=now)
    try:
        keep_files(shop, drawn)
    except OSError as error:
        log.error("logo_not_written", exc_info=error, shop_id=shop.id)
        return None, str(_("The logo could not be kept. Please save without it, or try again later."))
    return drawn.mark, ""


def _no_picture(refused: NotAPicture) -> str:
    words = {
        "heic": _("This is a HEIC photograph. Please save it as JPEG first, or choose it from the phone's gallery."),
        "pixels": _("The picture has too many pixels (more than 40 million). Please save it smaller."),
        "broken": _("The file is damaged and cannot be opened. Please choose it again."),
    }
    other = _("This is not a picture the shop can show. PNG, JPEG, WebP and AVIF are possible.")
    return str(words.get(refused.reason, other))


def _no_logo(refused: NotALogo) -> str:
    size = {"width": refused.width, "height": refused.height}
    words = {
        "svg": _(
            "SVG files are not taken, because they can hold programs. Please save the logo as PNG and choose that."
        ),
        "empty": _("Nothing can be seen in this picture: it is transparent all over. Please choose another one."),
        "thin": _(
            "The logo is too long and narrow (%(width)s × %(height)s pixels) to be seen at the top of a page. Please "
            "choose a more compact one.",
            **size,
        ),
        "small": _(
            "The logo is too small (%(width)s × %(height)s pixels). Please choose one of at least %(edge)s pixels, "
            "better of 500.",
            edge=SMALLEST_EDGE,
            **size,
        ),
    }
    return str(words[refused.reason])
