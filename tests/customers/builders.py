"""Customers with accounts, and browsers that are signed in as one."""

import re
from datetime import datetime
from typing import Any

from flask import Flask
from sqlalchemy import select

from shopapp.accounts.passwords import hash_password
from shopapp.customers import actions
from shopapp.customers.rules import Registration, Visit
from shopapp.notifications.models import Message
from shopapp.platform.database import db, transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.builders import NOW, csrf_token

PASSWORD = "ba con cá vàng bơi"
NEW = "chín con vịt đi chợ"
NAME, PHONE, EMAIL = "Phạm Thị Khách", "+84900000151", "khach.mau@khach.example"
TYPED = {"name": NAME, "phone": "0900 000 151", "email": EMAIL, "by": "phone", "password": PASSWORD}


def make_customer(app: Flask, shop: ShopRef, *, now: datetime = NOW, by: str = "phone", **differences: Any) -> int:
    """A registered customer whose one contact is proven; the account's id. Called outside any context."""
    values = {"name": NAME, "phone": PHONE, "email": EMAIL, "language": "vi"} | differences
    draft = Registration(**values, by=by, password_hash=hash_password(PASSWORD), policy_version_id=None, wording="")
    with app.app_context(), acting_for(shop):
        with transaction():
            token = actions.claim_for_registration(shop, draft, now=now)
        code = newest_code(app, shop, nested=True)
        host = shop.base_url.removeprefix("http://")
        with transaction():
            actions.fulfil(shop, token, code, visit=Visit(host), account_id=None, now=now)
        from shopapp.customers.queries import find_account_id

        found = find_account_id(shop, draft.contact)
    assert found is not None
    return found


def newest_code(app: Flask, shop: ShopRef, *, nested: bool = False) -> str:
    """The code that was sent last. Called outside any context unless `nested`."""
    query = select(Message.facts).where(Message.kind == "accounts.code").order_by(Message.id.desc()).limit(1)
    if nested:
        return str(db.session.execute(query).scalar_one()["code"])
    with app.app_context(), acting_for(shop):
        return str(db.session.execute(query).scalar_one()["code"])


def sign_in(client: Any, contact: str = PHONE, password: str = PASSWORD, **fields: str) -> Any:
    """Fill the customers' sign-in form and send it; the answer. The client keeps the cookie."""
    page = client.get("/tai-khoan/dang-nhap").text
    data = {"csrf_token": csrf_token(page), "contact": contact, "password": password, **fields}
    return client.post("/tai-khoan/dang-nhap", data=data)


def post(client: Any, path: str, *, page: str = "", **fields: str) -> Any:
    """Send a form to `path` with the CSRF token (and policy) of `page`, the path itself unless told otherwise."""
    text = client.get(page or path).text
    policy = re.search(r'name="policy"[^>]*value="(\d*)"', text)
    known = {"policy": policy.group(1)} if policy else {}
    return client.post(path, data={"csrf_token": csrf_token(text), **known, **fields})


def register(client: Any, app: Flask, shop: ShopRef, **differences: str) -> Any:
    """The whole way to an account; the answer to the code."""
    answer = post(client, "/tai-khoan/dang-ky", **(TYPED | differences))
    assert answer.status_code == 303, answer.text
    return post(client, "/tai-khoan/xac-nhan", code=newest_code(app, shop))


def is_in(client: Any) -> bool:
    """Whether the account's home opens."""
    return bool(client.get("/tai-khoan").status_code == 200)
