"""The shop's logo: taken in as it comes from people, seen on every ground, kept as long as somebody may want it."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from PIL import Image

from shopapp.kernel import clock
from shopapp.kernel.colour import contrast
from shopapp.platform.database import db, transaction
from shopapp.platform.dispatch import Claim, Dispatch
from shopapp.platform.settings import files
from shopapp.platform.tenancy.refs import KINDS, ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.shops import uploads
from shopapp.shops.actions import hold_logo
from shopapp.shops.forms import FORMS
from shopapp.shops.jobs import forget_old_logos
from shopapp.shops.logos import NotALogo, draw_mark, file_names, read_logo, storage_key
from shopapp.shops.mark import plate_of
from shopapp.shops.models import LogoFile
from shopapp.shops.queries import get_profile
from shopapp.shops.rules import LOOK_CHOICES, LogoGone, Profile
from tests.accounts.builders import make_staff, sign_in
from tests.builders import NOW
from tests.conftest import ShopClient, on_one_engine
from tests.orders.builders import errors_of
from tests.shops.builders import logo_bytes
from tests.support.forms import filled

LOOK = "/quan-tri/cua-hang/dien-mao"
GPS = 0x8825
KILOBYTE = 1024
CLAIM = Claim(1, 1, "logos", 1, "", 1)
ClientOf = Callable[[ShopRef], ShopClient]
engine = on_one_engine("sqlite")


def in_mode(mode: str, image_format: str, size: tuple[int, int] = (300, 300), **save: Any) -> bytes:
    target = io.BytesIO()
    Image.new(mode, size).save(target, image_format, **save)
    return target.getvalue()


def animated_gif() -> bytes:
    frames = [Image.new("P", (80, 80), colour) for colour in (1, 2)]
    target = io.BytesIO()
    frames[0].save(target, "GIF", save_all=True, append_images=frames[1:])
    return target.getvalue()


@pytest.fixture
def owner(app: Flask, shop: ShopRef, client: ShopClient) -> ShopClient:
    """The browser of the owner."""
    make_staff(app, shop)
    sign_in(client, "chu@a.example")
    return client


def profile_of(app: Flask, shop: ShopRef) -> Profile:
    with app.app_context(), acting_for(shop):
        return get_profile(shop)


def upload(client: ShopClient, content: bytes, button: str = "save", **changes: str) -> Any:
    """Choose a file in the form as it stands and press a button."""
    data: dict[str, Any] = {**filled(client.get(LOOK).text, LOOK), **changes, "do": button}
    return client.post(LOOK, data=data | {"upload": (io.BytesIO(content), "logo.png")})


def test_a_logo_is_cut_to_what_is_drawn_and_kept_without_notes() -> None:
    exif = Image.Exif()
    exif[GPS] = {1: "N", 2: (21.0, 1.0, 42.0)}
    drawn = draw_mark(logo_bytes(exif=exif), "0" * 12)
    assert (drawn.mark.width, drawn.mark.height) == (111, 56)
    kept = Image.open(io.BytesIO(drawn.files[".png"]))
    assert kept.size == (201, 101)
    assert not kept.getexif()
    sizes = {name: Image.open(io.BytesIO(content)).size for name, content in drawn.files.items() if "webp" in name}
    # Never larger than it was drawn.
    assert sizes == {"-1.webp": (111, 56)}


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (in_mode("CMYK", "JPEG"), "jpg"),
        (in_mode("LA", "PNG"), ""),
        (in_mode("L", "PNG"), "jpg"),
        (in_mode("RGB", "AVIF"), "jpg"),
        (logo_bytes(image_format="WEBP"), "png"),
        (logo_bytes(image_format="JPEG"), "jpg"),
    ],
)
def test_whatever_people_have_is_taken_or_named(content: bytes, ending: str) -> None:
    if not ending:
        with pytest.raises(NotALogo):
            draw_mark(content, "0" * 12)
        return
    drawn = draw_mark(content, "0" * 12)
    assert drawn.mark.original == ending
    # A picture with a ground of its own needs no plate.
    assert bool(drawn.mark.tones) == (ending == "png")


def test_a_logo_stands_on_a_plate_only_where_it_would_be_lost() -> None:
    black, white = (draw_mark(logo_bytes(ink), "0" * 12).mark for ink in ("#000000", "#ffffff"))
    assert {kind: plate_of(black, kind, "#2e7d32") for kind in KINDS} == {
        "florist": "pale-dark",
        "puppies": "pale-dark",
        "signs": "pale",
        "clothes": "pale-dark",
        "general": "pale-dark",
    }
    assert plate_of(white, "signs", "#2e7d32") == ""
    assert plate_of(white, "florist", "#2e7d32") == "ink-light"
    # The general shop's head has the shop's own colour: a logo of the same stands on a plate.
    same = draw_mark(logo_bytes("#2e7d32"), "0" * 12).mark
    assert plate_of(same, "general", "#2e7d32") == "pale-light"
    assert contrast("#2e7d32", "#ffffff") > 4.5
    assert plate_of(None, "general", "#2e7d32") == ""


WRONG: list[tuple[bytes, str]] = [
    (in_mode("RGB", "PNG", (1, 1)), "1 × 1"),
    (logo_bytes(size=(60, 20)), "31 × 11"),
    (in_mode("RGB", "PNG", (2400, 40)), "2400 × 40"),
    (in_mode("RGBA", "PNG"), "trong suốt"),
    (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
    (animated_gif(), "PNG, JPEG, WebP"),
    (in_mode("1", "PNG", (7000, 6000)), "40 triệu"),
    (logo_bytes()[:300], "hỏng"),
    (b"\0" * (10 * KILOBYTE + 1), "10 MB"),
]


def test_what_cannot_be_a_logo_is_told_at_its_field_and_the_choices_stay(
    app: Flask, shop: ShopRef, owner: ShopClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A megabyte is made small here, so that nothing that large has to be sent.
    monkeypatch.setattr(uploads, "MEGABYTE", KILOBYTE)
    before = profile_of(app, shop)
    for content, words in WRONG:
        answer = upload(owner, content, headings="serif")
        assert answer.status_code == 422, words
        assert words in errors_of(answer.text)["upload"], words
        assert filled(answer.text, LOOK)["headings"] == "serif"
    assert profile_of(app, shop) == before
    with app.app_context(), acting_for(shop):
        assert db.session.query(LogoFile).count() == 0


def test_a_logo_is_seen_before_it_is_saved_and_then_on_every_page(
    app: Flask, shop: ShopRef, two_shops: tuple[ShopRef, ShopRef], owner: ShopClient, client_of: ClientOf
) -> None:
    visitor = client_of(shop)
    page = upload(owner, logo_bytes(), "preview", is_alone="y")
    src = re.findall(r'<img class="logo" src="(/logo/[0-9a-f]{12}-1\.webp)"', page.text)[0]
    assert "plate=pale-dark" in page.text
    assert "/logo/" not in visitor.get("/").text
    # The preview carries the upload on, though a file cannot travel through a page.
    carried = filled(page.text, LOOK)
    assert owner.post(LOOK, data=carried | {"do": "save"}).status_code == 303
    home = visitor.get("/").text
    assert f'src="{src}"' in home
    assert f'alt="{profile_of(app, shop).name}"' in home
    sheet = re.findall(r"/theme-\w+\.css", home)[0]
    assert ".logo{background:#ffffff" in visitor.get(sheet).text
    picture = visitor.get(src)
    assert picture.mimetype == "image/webp"
    assert "immutable" in picture.headers["Cache-Control"]
    assert client_of(two_shops[1]).get(src).status_code == 404
    # One press takes it back, one more brings it again.
    for shown in (False, True):
        undo = filled(owner.get(LOOK).text, f"{LOOK}/hoan-tac")
        assert owner.post(f"{LOOK}/hoan-tac", data=undo).status_code == 303
        assert (src in visitor.get("/").text) == shown


def test_logos_nobody_will_see_again_are_deleted_a_day_later(app: Flask, shop: ShopRef, owner: ShopClient) -> None:
    names = {}
    for step, button in (("tried", "preview"), ("first", "save"), ("second", "save"), ("third", "save")):
        answer = upload(owner, logo_bytes(), button, removed="")
        assert answer.status_code in (200, 303)
        with app.app_context(), acting_for(shop):
            rows = db.session.query(LogoFile).order_by(LogoFile.id).all()
            names[step] = str(rows[-1].key)
    with app.app_context(), acting_for(shop):
        forget_old_logos(shop, shop.id, CLAIM, clock.now())
        assert db.session.query(LogoFile).count() == 4
        later = db.session.query(Dispatch).filter(Dispatch.kind == "logos").order_by(Dispatch.id.desc()).first()
        assert later is not None
        db.session.rollback()
        forget_old_logos(shop, shop.id, CLAIM, later.due_at + timedelta(seconds=1))
        kept = {row.key for row in db.session.query(LogoFile)}
        # The one that is shown, and the one an undo would bring back.
        assert kept == {names["second"], names["third"]}
        shown = get_profile(shop).logo
        assert shown is not None
        assert all(files().exists(storage_key(shop, name)) for name in file_names(shown))
        assert read_logo(shop, shown)
        assert not files().exists(storage_key(shop, f"{names['first']}.png"))
        with pytest.raises(LogoGone), transaction():
            hold_logo(shop, names["tried"], now=NOW)


def test_choices_change_the_style_sheet_and_nothing_else_can_be_chosen(
    app: Flask, shop: ShopRef, owner: ShopClient, client_of: ClientOf
) -> None:
    visitor = client_of(shop)
    before = re.findall(r"/theme-\w+\.css", visitor.get("/").text)[0]
    form = filled(owner.get(LOOK).text, LOOK)
    tried = owner.post(LOOK, data=form | {"corners": "round", "do": "preview"}).text
    sheet = re.findall(r'"(/quan-tri/cua-hang/giao-dien\.css[^"]*)"', tried)[0].replace("&amp;", "&")
    assert "--round:14px" in owner.get(sheet).text
    assert owner.post(LOOK, data=form | {"corners": "round", "pictures": "wide", "do": "save"}).status_code == 303
    after = re.findall(r"/theme-\w+\.css", visitor.get("/").text)[0]
    assert after != before
    assert "--ratio:3/2" in visitor.get(after).text
    for name in LOOK_CHOICES:
        answer = owner.post(LOOK, data=filled(owner.get(LOOK).text, LOOK) | {name: "}body{", "do": "save"})
        assert answer.status_code == 422
        assert name in errors_of(answer.text)
    for wrong in ("corners=}body{", "plate=pale-print){}", "plate=pale-dark)"):
        assert "body{" not in owner.get(f"/quan-tri/cua-hang/giao-dien.css?mau=a8504e&{wrong}").text.split("@layer")[-1]


def test_a_pressed_swatch_and_a_mistyped_colour_are_kept(app: Flask, shop: ShopRef, owner: ShopClient) -> None:
    address = "/quan-tri/cua-hang/thong-tin"
    form = filled(owner.get(address).text, address)
    pressed = owner.post(address, data=form | {"name": "Tên mới", "do": "colour-0d6b64"})
    # The token holds the second it was made in.
    made_anew = {"seen": "", "csrf_token": ""}
    assert filled(pressed.text, address) | made_anew == form | {"name": "Tên mới", "colour": "#0d6b64"} | made_anew
    for typed, told in (
        ("pink", "#a8504e"),
        ("#FFF", "#ffffff"),
        ("c0392b", "#c0392b"),
        ("", "màu"),
        ("#12345g", "ví dụ"),
    ):
        answer = owner.post(address, data=form | {"colour": typed, "name": "Tên mới", "do": "save"})
        assert answer.status_code == 422, typed
        assert told in errors_of(answer.text)["colour"]
        again = filled(answer.text, address)
        assert (again["colour"], again["name"]) == (typed, "Tên mới")
    assert set(FORMS) >= {"look", "languages"}
