"""Pictures of a product: added, described, put in order, taken away; no file is left that nobody wants."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask

from shopapp.catalog import actions
from shopapp.catalog.rules import MOST_PICTURES, NoSuchProduct
from shopapp.platform.database import transaction
from shopapp.platform.tenancy.refs import ShopRef
from tests.accounts.builders import make_staff, sign_in
from tests.builders import NOW
from tests.catalog.builders import make_product, picture_bytes
from tests.catalog.desk import HOME, count_picture_rows, fill, form_of, picture_files, pictures_of, run_jobs

Inside = Callable[[ShopRef | None], AbstractContextManager[None]]
SMALL = picture_bytes("JPEG", (400, 500))


@pytest.fixture
def owner(app: Flask, shop: ShopRef, client: Any) -> Any:
    """A browser in which the owner of the first shop is signed in."""
    make_staff(app, shop)
    assert sign_in(client, "chu@a.example").status_code == 303
    return client


@pytest.fixture
def path(app: Flask, shop: ShopRef, owner: Any) -> str:
    """The page of a product with three pictures: a JPEG, a PNG, a WebP."""
    page = f"{HOME}/{make_product(app, shop)}/anh"
    uploads = [(kind, picture_bytes(kind, (400, 500))) for kind in ("JPEG", "PNG", "WEBP")]
    assert fill(owner, page, {}, uploads=uploads).status_code == 303
    return page


def formats(app: Flask, shop: ShopRef, path: str) -> str:
    return " ".join(p.view.format for p in pictures_of(app, shop, product_of(path)))


def product_of(path: str) -> int:
    return int(path.split("/")[3])


def test_any_button_saves_what_was_typed_and_does_what_it_says(
    app: Flask, shop: ShopRef, owner: Any, path: str, client_of: Callable[[ShopRef], Any]
) -> None:
    first, _second, third = (p.id for p in pictures_of(app, shop, product_of(path)))
    typed = {"lines-0-alt": "Bó hoa nhìn từ trên", "lines-2-alt": "Thiệp"}
    assert fill(owner, path, typed, do=f"up-{third}").status_code == 303
    assert formats(app, shop, path) == "jpg webp png"
    assert fill(owner, path, {}, do=f"down-{first}").status_code == 303
    assert fill(owner, path, {}, do=f"top-{first}").status_code == 303
    assert [p.view.alt for p in pictures_of(app, shop, product_of(path))] == [
        "Bó hoa nhìn từ trên",
        "Thiệp",
        "Hoa hồng đỏ",
    ]
    page = client_of(shop).get("/san-pham/hoa-hong").text
    assert page.index("Bó hoa nhìn từ trên") < page.index("Thiệp")


def test_a_picture_taken_away_comes_back_or_goes_for_good(app: Flask, shop: ShopRef, owner: Any, path: str) -> None:
    second = pictures_of(app, shop, product_of(path))[1]
    assert fill(owner, path, {}, do=f"gone-{second.id}").status_code == 303
    assert formats(app, shop, path) == "jpg webp"
    undo = form_of(owner.get(path).text, f"{path}/lai")
    assert owner.post(f"{path}/lai", data=undo).status_code == 303
    assert formats(app, shop, path) == "jpg png webp"
    run_jobs(app, shop)
    assert len(picture_files(app, shop)) == 3 + 3 * 4
    assert fill(owner, path, {}, do=f"gone-{second.id}").status_code == 303
    run_jobs(app, shop)
    assert not any(second.view.key in name for name in picture_files(app, shop))
    assert len(picture_files(app, shop)) == 2 + 2 * 4
    assert count_picture_rows(app, shop) == 2
    late = owner.post(f"{path}/lai", data=undo, follow_redirects=True)
    assert "xóa hẳn" in late.text


def test_uploads_of_a_form_nobody_saved_leave_nothing(app: Flask, shop: ShopRef, owner: Any) -> None:
    answer = fill(owner, f"{HOME}/moi", {"name": ""}, uploads=[("a.jpg", SMALL), ("b.jpg", SMALL)])
    assert answer.status_code == 422
    assert len(picture_files(app, shop)) == 2
    assert "Hoa" not in owner.get(HOME).text.split("<main")[1]
    run_jobs(app, shop)
    assert picture_files(app, shop) == set()
    assert count_picture_rows(app, shop) == 0


def test_words_another_wrote_about_a_picture_stay(app: Flask, shop: ShopRef, owner: Any, path: str) -> None:
    mine = form_of(owner.get(path).text, path)
    assert fill(owner, path, {"lines-0-alt": "Của người khác"}).status_code == 303
    answer = owner.post(path, data=mine | {"lines-1-alt": "Của tôi", "do": "save"})
    assert answer.status_code == 303
    assert [p.view.alt for p in pictures_of(app, shop, product_of(path))][:2] == ["Của người khác", "Của tôi"]


def test_a_product_has_only_so_many_pictures(app: Flask, shop: ShopRef, owner: Any, path: str) -> None:
    tiny = picture_bytes("JPEG", (8, 8))
    answer = fill(owner, path, {}, uploads=[("x.jpg", tiny)] * (MOST_PICTURES - 2))
    assert answer.status_code == 409
    assert str(MOST_PICTURES) in answer.text
    assert len(pictures_of(app, shop, product_of(path))) == 3
    drop = re.findall(r'name="drop" value="(\d+)"', answer.text)[0]
    assert owner.post(path, data=form_of(answer.text, path) | {"drop": drop, "do": "save"}).status_code == 303
    assert len(pictures_of(app, shop, product_of(path))) == MOST_PICTURES


def test_sizes_made_for_a_picture_taken_away_do_not_bring_it_back(
    app: Flask, shop: ShopRef, path: str, inside: Inside
) -> None:
    (first, *_others) = pictures_of(app, shop, product_of(path))
    with inside(shop), transaction():
        actions.remove_picture(shop, product_of(path), first.id, now=NOW)
    with inside(shop), transaction():
        actions.record_sizes(shop, first.id, (320,))
    assert formats(app, shop, path) == "png webp"
    with inside(shop), pytest.raises(NoSuchProduct), transaction():
        actions.remove_picture(shop, product_of(path), first.id, now=NOW)
