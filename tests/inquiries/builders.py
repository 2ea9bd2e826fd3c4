"""Inquiries, their forms and files."""

import dataclasses
import io
import re
from typing import Any, TypeVar

from flask import Flask
from PIL import Image
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from shopapp.catalog.actions import add_product
from shopapp.catalog.rules import ProductDraft, VariantDraft
from shopapp.inquiries import actions
from shopapp.inquiries.rules import InquiryDraft, Sending, Sent
from shopapp.kernel.codes import new_token
from shopapp.kernel.folding import slug
from shopapp.notifications.models import Message
from shopapp.platform.database import db, transaction
from shopapp.platform.settings import current_settings
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.builders import NOW, csrf_token

T = TypeVar("T")

NAME, PHONE, EMAIL = "Lê Thị Hỏi Mẫu", "+84900000105", "mau.hoi@khach.example"


def make_draft(**differences: Any) -> InquiryDraft:
    """A question by an invented visitor."""
    draft: dict[str, Any] = {
        "kind": "question",
        "name": NAME,
        "phone": PHONE,
        "email": EMAIL,
        "address": "",
        "body": "Hoa có giao trong sáng mai không?",
        "language": "vi",
    }
    return InquiryDraft(**(draft | differences))


def make_inquiry(app: Flask, shop: ShopRef, *, now: Any = NOW, **differences: Any) -> Sent:
    """An inquiry as the website takes it in. Called outside any context."""
    draft = make_draft(**differences)
    with app.app_context(), acting_for(shop), transaction():
        return actions.send_inquiry(shop, draft, Sending(new_token(), "f"), now=now)


def fields_of(page: str) -> dict[str, str]:
    """The hidden fields of the form on a page that a browser would send back."""
    found = {"csrf_token": csrf_token(page)}
    for name in ("form_key", "policy"):
        value = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)
        if value:
            found[name] = value.group(1)
    return found


def filled(page: str, **differences: Any) -> dict[str, Any]:
    """A question as a visitor would fill it in on this page."""
    typed = {"name": NAME, "phone": "0900 000 105", "email": EMAIL, "body": "Hoa có giao trong sáng mai không?"}
    # Only complaints ask what they are about.
    about = {"topic": "goods"} if 'name="topic"' in page else {}
    return fields_of(page) | typed | about | differences


def ask(client: Any, path: str = "/lien-he", **differences: Any) -> Any:
    """Open a form, fill it in, send it; the answer."""
    return send(client, path, filled(client.get(path).text, **differences))


def send(client: Any, path: str, data: dict[str, Any]) -> Any:
    """Post a form; its body is put together in memory, for the client's own way leaves a temporary file open."""
    boundary, body = encode_multipart(data)
    return client.post(path, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: Any) -> bytes:
    """A small picture of one colour."""
    made = io.BytesIO()
    Image.new(mode, size).save(made, kind, **options)
    return made.getvalue()


def upload(content: bytes, name: str = "anh.jpg") -> FileStorage:
    """A file as a browser sends it."""
    return FileStorage(io.BytesIO(content), filename=name)


PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def make_product(app: Flask, shop: ShopRef, name: str = "Bé Mochi", **differences: Any) -> int:
    """A product on offer for 5.000.000 ₫; its slug is made of its name. Called outside any context."""
    draft = ProductDraft(slug=slug(name), name=name, variants=(VariantDraft(price=5_000_000, stock=1),))
    with app.app_context(), acting_for(shop), transaction():
        return add_product(shop, dataclasses.replace(draft, **differences), now=NOW)


def rows_of(app: Flask, shop: ShopRef, model: type[T]) -> list[T]:
    """Every row of the shop's table, oldest first, detached."""
    with app.app_context(), acting_for(shop):
        return list(db.session.execute(select(model).order_by(model.id)).scalars())  # type: ignore[attr-defined]


def messages_of(app: Flask, shop: ShopRef) -> list[tuple[str, str, str]]:
    """(kind, channel, to) of every message, oldest first."""
    return [(m.kind, m.channel, m.to_contact) for m in rows_of(app, shop, Message)]


def stored_files(app: Flask) -> list[str]:
    """Names of the attachments that lie in the storage."""
    with app.app_context():
        folder = current_settings().files
    return sorted(path.name for path in folder.rglob("*") if path.is_file() and path.parent.name == "attachments")
