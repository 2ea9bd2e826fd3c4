"""Inquiries, their forms and files."""

import io
import re
from typing import Any

from flask import Flask
from PIL import Image

from shopapp.inquiries import actions
from shopapp.inquiries.rules import InquiryDraft, Sending, Sent
from shopapp.kernel.codes import new_token
from shopapp.platform.database import transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.builders import NOW, csrf_token

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
    return fields_of(page) | typed | differences


def ask(client: Any, path: str = "/lien-he", **differences: Any) -> Any:
    """Open a form, fill it in, send it; the answer."""
    return client.post(path, data=filled(client.get(path).text, **differences))


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: Any) -> bytes:
    """A small picture of one colour."""
    made = io.BytesIO()
    Image.new(mode, size).save(made, kind, **options)
    return made.getvalue()


def upload(content: bytes, name: str = "anh.jpg") -> tuple[io.BytesIO, str]:
    """A file as the test client sends it."""
    return io.BytesIO(content), name


PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
