"""What the shop types wrongly about its goods is told in words and kept. One engine: no database is asked anything."""

from typing import Any

import pytest
from flask import Flask

from shopapp.platform.tenancy.refs import ShopRef
from tests.accounts.builders import make_staff, sign_in
from tests.catalog.builders import make_product, picture_bytes
from tests.catalog.desk import HOME, added, edited, fill, form_of, pictures_of, send
from tests.platform.test_pictures import png_claiming

NEW = f"{HOME}/moi"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(64)


@pytest.fixture(scope="session", params=["sqlite"])
def engine(request: pytest.FixtureRequest) -> str:
    """Forms are the same on both."""
    return str(request.param)


@pytest.fixture
def owner(app: Flask, shop: ShopRef, client: Any) -> Any:
    """A browser in which the owner of the first shop is signed in."""
    make_staff(app, shop)
    assert sign_in(client, "chu@a.example").status_code == 303
    return client


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "  ", "Vui lòng ghi tên sản phẩm"),
        ("name", "x" * 161, "160"),
        ("price", "abc", "150k"),
        ("price", "350", "350k"),
        ("facts", "không có dấu", "dấu hai chấm"),
        ("stock", "vài cái", "số nguyên"),
        ("slug", "Hoa Hồng", "hoa-hong-do"),
        ("category", "999999", "danh mục"),
        ("description", "x" * 8001, "8000"),
    ],
)
def test_what_cannot_be_taken_is_told_and_everything_typed_stays(
    app: Flask, shop: ShopRef, owner: Any, field: str, value: str, said: str
) -> None:
    typed = {"name": "Hoa quỳnh", "price": "150k", "summary": "Nở đêm", field: value}
    answer = fill(owner, NEW, typed)
    assert answer.status_code == 422
    summary = answer.text.split('id="error-summary"')[1].split("</div>")[0]
    assert said in summary
    back = form_of(answer.text, NEW)
    assert back["summary"] == "Nở đêm"
    assert back[field].strip() == value.strip() or field == "category"
    assert owner.get(f"{HOME}?q=quynh").text.count("Hoa quỳnh") == 0


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("logo.svg", SVG, "JPEG, PNG, WebP và AVIF"),
        ("anh.png", png_claiming(30_000, 30_000), "điểm ảnh"),
        ("IMG_2.HEIC", HEIC, "HEIC"),
        ("anh.jpg", picture_bytes("JPEG")[:900], "bị hỏng"),
        ("trống.jpg", b"", "JPEG, PNG, WebP và AVIF"),
    ],
)
def test_a_bad_picture_is_named_and_the_good_ones_need_not_be_chosen_again(
    app: Flask, shop: ShopRef, owner: Any, name: str, content: bytes, said: str
) -> None:
    uploads = [("tốt.jpg", picture_bytes("JPEG")), (name, content)]
    answer = fill(owner, NEW, {"name": "Hoa sen"}, uploads=uploads)
    assert answer.status_code == 422
    assert name in answer.text
    assert said in answer.text
    fields = form_of(answer.text, NEW)
    product = added(send(owner, NEW, fields))
    assert len(pictures_of(app, shop, product)) == 1


@pytest.mark.parametrize(
    "typed",
    [
        {"lines-0-name": "Cỡ"},
        {"lines-0-values": "S, M"},
        {"lines-0-name": "Cỡ", "lines-0-values": "S, s"},
        {"lines-0-name": "Cỡ", "lines-0-values": "S", "lines-1-name": "cỡ", "lines-1-values": "M"},
        {"lines-0-name": "Cỡ", "lines-0-values": ",".join(map(str, range(101)))},
        {"lines-0-name": "Cỡ", "lines-0-values": "x" * 41},
    ],
)
def test_choices_that_cannot_be_are_told(app: Flask, shop: ShopRef, owner: Any, typed: dict[str, str]) -> None:
    product = make_product(app, shop)
    answer = fill(owner, f"{HOME}/{product}/lua-chon", typed)
    assert answer.status_code == 422
    assert 'id="error-summary"' in answer.text
    assert edited(app, shop, product).options == ()
