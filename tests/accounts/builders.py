"""Members of staff, and browsers that are signed in."""

from datetime import datetime
from typing import Any

from flask import Flask

from shopapp.accounts import actions
from shopapp.platform.access import Role
from shopapp.platform.database import transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.builders import NOW, csrf_token

PASSWORD = "bốn con mèo uống trà"


def make_staff(app: Flask, shop: ShopRef, *, now: datetime = NOW, **differences: Any) -> int:
    """An owner who signs in as chu@<slug>.example; returns the account's id. Called outside any context."""
    draft: dict[str, Any] = {
        "name": "Trần Thị Chủ",
        "email": f"chu@{shop.slug}.example",
        "role": Role.OWNER,
        "password": PASSWORD,
    }
    with app.app_context(), acting_for(shop), transaction():
        return actions.create_staff(shop, **(draft | differences), now=now)


def make_seller(app: Flask, shop: ShopRef, **differences: Any) -> int:
    """A seller who signs in as ban@<slug>.example."""
    draft = {"name": "Lê Văn Bán", "email": f"ban@{shop.slug}.example", "role": Role.SELLER}
    return make_staff(app, shop, **(draft | differences))


def make_link(app: Flask, shop: ShopRef, account_id: int, *, now: datetime) -> str:
    """The token of a sign-in link."""
    with app.app_context(), acting_for(shop), transaction():
        return actions.make_sign_in_link(shop, account_id, now=now)


def sign_in(client: Any, email: str, password: str = PASSWORD, **fields: str) -> Any:
    """Fill the sign-in form and send it; the answer. The client keeps the cookie."""
    page = client.get("/quan-tri/dang-nhap").text
    data = {"csrf_token": csrf_token(page), "email": email, "password": password, **fields}
    return client.post("/quan-tri/dang-nhap", data=data)


def post(client: Any, path: str, *, page: str = "", **fields: str) -> Any:
    """Send a form to `path` with the CSRF token of `page` (the path itself unless told otherwise)."""
    token = csrf_token(client.get(page or path).text)
    return client.post(path, data={"csrf_token": token, **fields})
