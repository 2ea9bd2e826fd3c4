"""The shop's product pages as a person uses them: forms read from the page, changed, and sent."""

import io
import re
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from typing import Any

from flask import Flask
from sqlalchemy import select

from shopapp.catalog import queries
from shopapp.catalog.jobs import forget_files, make_picture_sizes
from shopapp.catalog.models import Picture, Product
from shopapp.platform.database import db
from shopapp.platform.dispatch import Claim, Dispatch, Job
from shopapp.platform.settings import files
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.builders import NOW

HOME = "/quan-tri/san-pham"
Upload = tuple[str, bytes]


class Filled(HTMLParser):
    """The fields of one form as a browser would send them untouched: without buttons, files and empty boxes."""

    def __init__(self, page: str, action: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._action, self._is_open, self._text, self._select = action, False, "", ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "form":
            self._is_open = given.get("method") == "post" and given["action"].partition("#")[0] == self._action
        if not self._is_open:
            return
        if tag == "input" and name and given.get("type") not in ("file", "submit"):
            if given.get("type") not in ("checkbox", "radio") or "checked" in given:
                self.fields[name] = value
        elif tag == "textarea":
            self._text = name
            self.fields[name] = ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and ("selected" in given or self._select not in self.fields):
            self.fields[self._select] = value

    def handle_endtag(self, tag: str) -> None:
        self._text = "" if tag == "textarea" else self._text
        self._is_open = self._is_open and tag != "form"

    def handle_data(self, data: str) -> None:
        if self._text:
            self.fields[self._text] += data.removeprefix("\r").removeprefix("\n")


def form_of(page: str, action: str) -> dict[str, str]:
    """What the page's form to `action` would send untouched."""
    fields = Filled(page, action).fields
    assert fields, f"no form to {action}"
    return fields


def fill(
    client: Any, path: str, changes: Mapping[str, str], *, uploads: Sequence[Upload] = (), do: str = "save"
) -> Any:
    """Open a page, change fields of its form, choose pictures, press a button; the answer."""
    return send(client, path, form_of(client.get(path).text, path) | dict(changes), uploads=uploads, do=do)


def send(client: Any, path: str, fields: Mapping[str, str], *, uploads: Sequence[Upload] = (), do: str = "save") -> Any:
    """Send a form with pictures."""
    chosen = [(io.BytesIO(content), name) for name, content in uploads] or [(io.BytesIO(b""), "")]
    data: dict[str, Any] = {**fields, "do": do, "pictures": chosen}
    return client.post(path, data=data, content_type="multipart/form-data")


def added(answer: Any) -> int:
    """The id of the product an answer leads to."""
    assert answer.status_code == 303, answer.text
    found = re.search(r"/san-pham/(\d+)", answer.headers["Location"])
    assert found is not None
    return int(found[1])


def product_row(app: Flask, shop: ShopRef, product_id: int) -> dict[str, Any]:
    """The columns of a product as they are stored. Called outside any context."""
    with app.app_context(), acting_for(shop):
        row = db.session.execute(select(Product.__table__).where(Product.id == product_id)).mappings().one()
        return dict(row)


def edited(app: Flask, shop: ShopRef, product_id: int) -> queries.EditProduct:
    """A product with everything that can be changed. Called outside any context."""
    with app.app_context(), acting_for(shop):
        found = queries.find_for_edit(shop, product_id)
        assert found is not None
        return found


def pictures_of(app: Flask, shop: ShopRef, product_id: int) -> list[queries.DeskPicture]:
    """The pictures of a product in their order. Called outside any context."""
    with app.app_context(), acting_for(shop):
        return queries.list_pictures(shop, product_id)


def picture_files(app: Flask, shop: ShopRef) -> set[str]:
    """The names of the shop's picture files."""
    with app.app_context():
        root = files()._root / str(shop.id) / "pictures"
        return {path.name for path in root.iterdir()} if root.is_dir() else set()


def count_picture_rows(app: Flask, shop: ShopRef) -> int:
    """How many rows there are, of whatever state."""
    with app.app_context(), acting_for(shop):
        return len(db.session.execute(select(Picture.id)).all())


def run_jobs(app: Flask, shop: ShopRef) -> None:
    """Do all the work that waits for pictures, whenever it is due, and take it off the list."""
    jobs: dict[str, Job] = {"picture": make_picture_sizes, "picture-gone": forget_files}
    with app.app_context(), acting_for(None):
        rows = list(db.session.execute(select(Dispatch.id, Dispatch.kind, Dispatch.row_id).order_by(Dispatch.due_at)))
    for row in rows:
        if row.kind in jobs:
            claim = Claim(id=row.id, shop_id=shop.id, kind=row.kind, row_id=row.row_id, token="t", attempt=9)
            with app.app_context(), acting_for(shop):
                jobs[row.kind](shop, row.row_id, claim, NOW)
