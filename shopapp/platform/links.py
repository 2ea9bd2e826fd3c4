"""Unguessable links: derived by HMAC, looked up by hash, so that no table holds a token that opens anything.

A link names (kind, id, version). The worker and a repeated form can derive it again; raising the version ends it.
"""

from flask import current_app

from shopapp.kernel.codes import hash_token, keyed_digest
from shopapp.platform.tenancy.refs import ShopRef


def link_token(shop: ShopRef, kind: str, row_id: int, version: int = 1) -> str:
    """The token of one row's link: 48 hexadecimal digits, 192 bits."""
    return keyed_digest(current_app.extensions["shopapp_link_keys"][0], "link", shop.id, kind, row_id, version)[:48]


def link_hash(shop: ShopRef, kind: str, row_id: int, version: int = 1) -> str:
    """What the row stores to be found by its link."""
    return hash_token(link_token(shop, kind, row_id, version))


def token_matching(shop: ShopRef, kind: str, row_id: int, version: int, stored_hash: str) -> str:
    """The token whose hash the row stores, found also after the secret key was changed (old keys are tried).

    Raises LookupError when no known key fits.
    """
    for key in current_app.extensions["shopapp_link_keys"]:
        token = keyed_digest(key, "link", shop.id, kind, row_id, version)[:48]
        if hash_token(token) == stored_hash:
            return token
    raise LookupError(f"no key derives the link of {kind} {row_id}")
