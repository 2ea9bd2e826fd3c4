"""Members of staff, and browsers that are signed in."""

from datetime import date, datetime, timedelta
from typing import Any

from flask import Flask

from shopapp.accounts import actions
from shopapp.accounts.queries import get_account, get_factor
from shopapp.accounts.totp import code_at
from shopapp.platform.access import Role
from shopapp.platform.database import transaction
from shopapp.platform.sealing import open_sealed
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


def set_factor(shop: ShopRef, account_id: int, now: datetime) -> tuple[str, list[str]]:
    """Turn the second step on with a code of an earlier half minute; the seed and the recovery codes.

    Called inside the shop's scope and a transaction.
    """
    actions.begin_factor(shop, account_id, now=now)
    seed = open_sealed(get_factor(shop, account_id).sealed_seed)
    codes = actions.confirm_factor(shop, account_id, code_at(seed, now - timedelta(seconds=30)), now=now)
    return seed, codes


def give_factor(app: Flask, shop: ShopRef, account_id: int, *, now: datetime) -> tuple[str, list[str]]:
    """The same from outside any context."""
    with app.app_context(), acting_for(shop), transaction():
        return set_factor(shop, account_id, now)


def make_role(app: Flask, shop: ShopRef, role: Role, **differences: Any) -> int:
    """Somebody of that role who signs in as <role>@<slug>.example; an agent for one more month."""
    draft: dict[str, Any] = {"name": f"Người {role.value}", "email": f"{role.value}@{shop.slug}.example", "role": role}
    ends_on = differences.pop("ends_on", date(2027, 1, 31) if role is Role.AGENT else None)
    account_id = make_staff(app, shop, **(draft | differences))
    if ends_on is not None:
        with app.app_context(), acting_for(shop), transaction():
            get_account(shop, account_id).ends_on = ends_on
    return account_id


def sign_in(client: Any, email: str, password: str = PASSWORD, **fields: str) -> Any:
    """Fill the sign-in form and send it; the answer. The client keeps the cookie."""
    page = client.get("/quan-tri/dang-nhap").text
    data = {"csrf_token": csrf_token(page), "email": email, "password": password, **fields}
    return client.post("/quan-tri/dang-nhap", data=data)


def post(client: Any, path: str, *, page: str = "", **fields: str) -> Any:
    """Send a form to `path` with the CSRF token of `page` (the path itself unless told otherwise)."""
    token = csrf_token(client.get(page or path).text)
    return client.post(path, data={"csrf_token": token, **fields})
