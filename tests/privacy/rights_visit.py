"""Ways of a visitor to their own data: proving a contact, sending the forms, letting the worker work."""

import csv
import io
import json
import zipfile
from typing import Any

from flask import Flask

from shopapp.platform.settings import current_settings
from shopapp.platform.tenancy.refs import ShopRef
from tests.conftest import ShopClient
from tests.customers.builders import newest_code, post

HOME = "/du-lieu-cua-toi"
CODE = f"{HOME}/xac-nhan"


def prove(client: ShopClient, app: Flask, shop: ShopRef, contact: str) -> str:
    """Type a contact and the code that went to it; the page that opens."""
    assert post(client, HOME, contact=contact).status_code == 303
    answer = post(client, CODE, code=newest_code(app, shop))
    assert answer.status_code == 303, answer.text
    return client.get(HOME).text


def send(client: ShopClient, path: str, page: str | None = None, **fields: str) -> Any:
    """Send one of the pages' forms; the page it stands on is HOME + `page`, the path itself unless told otherwise."""
    return post(client, HOME + path, page=HOME + (path if page is None else page), **fields)


def opened(data: bytes) -> dict[str, bytes]:
    """The files of a copy, by path."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


def data_of(files: dict[str, bytes]) -> dict[str, list[dict[str, Any]]]:
    """The records of a copy by the name of their holding."""
    found = json.loads(files["du-lieu.json"])
    return {held["name"]: held["records"] for held in found["holdings"]}


def table_of(files: dict[str, bytes], name: str) -> list[list[str]]:
    """The rows of one of the tables of a copy."""
    return list(csv.reader(io.StringIO(files[f"bang/{name}.csv"].decode("utf-8-sig"))))


def stored_copies(app: Flask) -> list[str]:
    """Names of the copies that lie in the storage, finished or not."""
    with app.app_context():
        folder = current_settings().files
    return sorted(path.name for path in folder.rglob("*") if path.is_file() and path.parent.name == "exports")
