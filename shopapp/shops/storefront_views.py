"""The files of the shop's logo."""

import re

from flask import Blueprint, Response, abort

from shopapp.platform.access import open_to_all
from shopapp.platform.pictures import MIME_TYPES
from shopapp.platform.settings import files
from shopapp.platform.web.gate import current_shop
from shopapp.platform.web.static import FOREVER
from shopapp.shops.logos import storage_key

blueprint = Blueprint("shops_storefront", __name__)
_FILE = re.compile(r"[0-9a-f]{12}(?:-[123])?\.(png|jpg|webp)")


@blueprint.get("/logo/<logo>")
@open_to_all
def logo(logo: str) -> Response:
    """A file of this shop's logo: a size of it (key-2.webp) or what it was made from. Its name never changes."""
    found = _FILE.fullmatch(logo)
    content = files().get(storage_key(current_shop(), logo)) if found else None
    if found is None or content is None:
        abort(404)
    response = Response(content, mimetype=MIME_TYPES[found[1]])
    response.headers["Cache-Control"] = FOREVER
    return response
