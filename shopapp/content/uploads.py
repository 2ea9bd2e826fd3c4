"""The picture of news or of a page on its way in: kept at once, so that no mistake elsewhere loses it."""

from datetime import datetime

from flask import request
from flask_babel import gettext as _

from shopapp.content.actions import keep_picture, storage_key
from shopapp.content.forms import TextForm
from shopapp.content.queries import TextPicture, find_picture
from shopapp.kernel.folding import tidy
from shopapp.platform.database import transaction
from shopapp.platform.logs import log
from shopapp.platform.pictures import NotAPicture, read_original
from shopapp.platform.settings import current_settings, files
from shopapp.platform.tenancy.refs import ShopRef

# What a browser offers to choose; with HEIC left out, phones hand their photographs over as JPEG.
ACCEPT = "image/jpeg,image/png,image/webp,image/avif"
_MEGABYTE = 1024 * 1024


def receive(shop: ShopRef, form: TextForm, *, now: datetime) -> bool:
    """Keep what was uploaded and let the form name it; False when it could not be taken, which the field then says."""
    upload = request.files.get("picture")
    if upload is None or not upload.filename:
        return True
    name, megabytes = tidy(str(upload.filename)[-60:]), current_settings().upload_megabytes
    content = upload.stream.read(megabytes * _MEGABYTE + 1)
    if len(content) > megabytes * _MEGABYTE:
        form.picture.errors = [_("%(name)s is larger than %(megabytes)s MB.", name=name, megabytes=megabytes)]
        return False
    try:
        original = read_original(content)
    except NotAPicture as refused:
        form.picture.errors = [_refusal_words(refused, name)]
        return False
    with transaction():
        picture_id, file = keep_picture(shop, original, now=now)
    try:
        files().put(storage_key(shop, file), original.content)
    except OSError as error:
        log.error("upload_not_written", exc_info=error, shop_id=shop.id)
        form.picture.errors = [_("The picture could not be kept. Please save without it, or try again later.")]
        return False
    form.picture_id.data = str(picture_id)
    form.without_picture.data = False
    return True


def picture_of(shop: ShopRef, form: TextForm) -> TextPicture | None:
    """The picture the form names, as far as this shop has it; another's is forgotten without a word."""
    picture_id = form.seen_picture()
    found = find_picture(shop, picture_id, form.picture_alt.data or "") if picture_id else None
    if found is None and not form.without_picture.data:
        form.picture_id.data = ""
    return found


def _refusal_words(refused: NotAPicture, name: str) -> str:
    words = {
        "heic": _(
            "%(name)s is a HEIC photograph. Please save it as JPEG first, or choose it from the phone's gallery."
        ),
        "pixels": _("%(name)s has too many pixels (more than 40 million). Please send a smaller one."),
        "broken": _("%(name)s is damaged and cannot be opened. Please choose it again."),
    }
    other = _("%(name)s is not a picture the shop can show. JPEG, PNG, WebP and AVIF are possible.")
    return str(words.get(refused.reason, other)) % {"name": name}
