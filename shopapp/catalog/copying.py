"""Copies of a product's picture files, for a product that begins as a copy."""

import secrets
from datetime import datetime

from shopapp.catalog import queries
from shopapp.catalog.actions import keep_loose, storage_key
from shopapp.catalog.rules import LoosePicture
from shopapp.kernel.codes import new_token
from shopapp.platform.database import transaction
from shopapp.platform.settings import files
from shopapp.platform.tenancy.refs import ShopRef


def copy_pictures(shop: ShopRef, product_id: int, *, now: datetime) -> str:
    """Keep a copy of every picture as an upload that waits for a product; returns the name it waits under."""
    form_key = new_token()
    views = [picture.view for picture in queries.list_pictures(shop, product_id)]
    copies = [LoosePicture(secrets.token_hex(6), v.format, v.width, v.height, v.colour, v.alt) for v in views]
    with transaction():
        keep_loose(shop, form_key, copies, now=now)
    for view, copy in zip(views, copies, strict=True):
        content = files().get(storage_key(shop, f"{view.key}.{view.format}"))
        if content is not None:
            files().put(storage_key(shop, f"{copy.key}.{copy.format}"), content)
    return form_key
