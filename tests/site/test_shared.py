"""Preview cards, icons and the manifest: what stands for a shop on other people's screens."""

import io
import json
import os
import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from PIL import Image

from shopapp.catalog.rules import PictureDraft
from shopapp.config import Settings
from shopapp.platform.tenancy.refs import KINDS, ShopRef
from shopapp.site import kept_cards
from shopapp.site.cards import SIZE, STYLES, CardWords, draw_card
from shopapp.site.icon import icon_png, icon_svg
from shopapp.site.lettering import DRAWING, Hand, Letters, drawable, lay_out, width_of, write
from tests.catalog.builders import make_category, make_product, picture_bytes
from tests.conftest import on_one_engine
from tests.content.builders import make_post
from tests.site.builders import LONG_AGO

engine = on_one_engine("sqlite")

FOREVER = "public, max-age=31536000, immutable"
A_DAY = "public, max-age=86400"
HARD = "ỄẬẶ Nguyễn Quỳnh Ẫu ₫ “Hẻm”…"


def card_of(text: str) -> str:
    """The address of the card a page names, without its host."""
    found = re.search(r'<meta property="og:image" content="http://a\.localhost([^"]+)">', text)
    assert found, text[:2000]
    return found[1]


def test_each_page_names_a_card_that_is_there(app: Flask, shop: ShopRef, client: Any) -> None:
    category = make_category(app, shop)
    make_product(app, shop, category_id=category, pictures=(PictureDraft(picture_bytes(), "Bó hồng"),))
    make_product(app, shop, "chua-chup")
    make_post(app, shop, "tin", published_at=LONG_AGO)
    kept = {
        "/": A_DAY,
        "/lien-he": A_DAY,
        "/danh-muc/hoa-bo": A_DAY,
        "/san-pham/hoa-hong": FOREVER,
        "/san-pham/chua-chup": A_DAY,
        "/tin-tuc/tin": A_DAY,
        "/?lang=en": A_DAY,
    }
    cards = {}
    for path, wanted in kept.items():
        address = card_of(client.get(path).text)
        answer = client.get(address)
        assert (answer.status_code, answer.mimetype) == (200, "image/jpeg"), (path, address)
        assert answer.headers["Cache-Control"] == wanted, path
        assert "Set-Cookie" not in answer.headers
        with Image.open(io.BytesIO(answer.data)) as image:
            assert image.size == SIZE
        assert len(answer.data) < 150_000
        cards[path] = address
    assert cards["/"] == cards["/lien-he"]
    assert len(set(cards.values())) == 6
    outdated = client.get(re.sub(r"the-\w+", "the-000000000000", cards["/san-pham/hoa-hong"]))
    assert outdated.headers["Cache-Control"] == "public, no-cache"
    assert client.get("/the-000000000000/san-pham/nirgends.jpg").status_code == 404
    assert client.get("/the-000000000000/tin-tuc/nirgends.jpg").status_code == 404


def test_a_card_changes_its_address_with_what_it_shows() -> None:
    words = CardWords("florist", "#b5586b", "Tiệm", "Hoa", "Mỗi ngày", "a.example")
    others = [
        CardWords("general", "#b5586b", "Tiệm", "Hoa", "Mỗi ngày", "a.example"),
        CardWords("florist", "#b5586c", "Tiệm", "Hoa", "Mỗi ngày", "a.example"),
        CardWords("florist", "#b5586b", "TiệmHoa", "", "Mỗi ngày", "a.example"),
        CardWords("florist", "#b5586b", "Tiệm", "Hoa", "Mỗi ngày", "b.example"),
    ]
    digests = [words.digest("", ""), words.digest("p", ""), words.digest("", "p"), *(w.digest("", "") for w in others)]
    assert len(set(digests)) == len(digests)


@pytest.mark.parametrize("kind", KINDS)
def test_every_look_draws_any_words(kind: str) -> None:
    long = CardWords(kind, "#c0392b", "Cửa hàng " * 20, "X" * 200, "Một dòng rất dài " * 20, "a" * 60)
    strange = CardWords(kind, "#ffffff", "🌸🌸", "花屋 🌸", "", "")
    for words in (long, strange):
        with Image.open(io.BytesIO(draw_card(words, None, b"no picture at all"))) as image:
            assert image.size == SIZE
    with_picture = draw_card(long, picture_bytes(size=(30, 900)), None)
    left, top, right, bottom = STYLES[kind].picture
    with Image.open(io.BytesIO(with_picture)) as image, Image.open(io.BytesIO(draw_card(long, None, None))) as plain:
        middle = (left + right) // 2, (top + bottom) // 2
        assert image.getpixel(middle) != plain.getpixel(middle)


@pytest.mark.parametrize("letters", Letters)
def test_marks_are_never_cut_off_nor_letters_missing(letters: Letters) -> None:
    hand = Hand(letters)
    setting = lay_out(HARD, hand, room=(4000, 400), sizes=(80, 80), most_lines=1)
    assert setting.lines == (HARD,)

    def ink(height: int, y: int) -> Any:
        image = Image.new("RGB", (2400, height), "white")
        write(image, setting, (20, y), "black")
        return image.convert("L").point(lambda value: 255 - value).getbbox()

    roomy, close = ink(600, 200), ink(setting.height + 80, 40)
    assert roomy is not None
    assert roomy[3] - roomy[1] == close[3] - close[1]
    # Both marks of the first letter reach well above a capital without any.
    bare = lay_out("EAA", hand, room=(4000, 400), sizes=(80, 80), most_lines=1)
    image = Image.new("RGB", (2400, 600), "white")
    write(image, bare, (20, 200), "black")
    capital = image.convert("L").point(lambda value: 255 - value).getbbox()
    assert capital is not None
    assert capital[1] - roomy[1] > 20


def test_words_fit_their_room_and_end_where_they_do_not() -> None:
    hand = Hand(Letters.BOLD)
    for text in ("Một cái tên bình thường", "X" * 200, "dài lắm " * 60):
        setting = lay_out(text, hand, room=(500, 300), sizes=(80, 40), most_lines=3)
        assert len(setting.lines) <= 3
        assert setting.height <= 300
        assert all(width_of(line, hand, setting.size) <= 500 for line in setting.lines)
    assert lay_out("dài lắm " * 60, hand, room=(500, 300), sizes=(80, 40), most_lines=3).lines[-1].endswith("…")
    assert lay_out("🌸", hand, room=(500, 300), sizes=(80, 40), most_lines=3).lines == ()
    assert drawable("e\u0302\u0303 \u200b🌸 ok") == "ễ ok"


def test_a_card_is_drawn_once_and_the_oldest_make_room(
    app: Flask, shop: ShopRef, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_cards, "MOST", 10)
    drawn: list[str] = []

    def get(digest: str, **options: Any) -> bytes:
        def draw() -> bytes:
            drawn.append(digest)
            return digest.encode()

        return kept_cards.get_card(shop, digest, draw, **options)

    folder = settings.data / "cache" / "cards" / str(shop.id)
    shutil.rmtree(folder, ignore_errors=True)
    with app.app_context():
        assert get("a0") == get("a0") == b"a0"
        age(folder / "a0.jpg", 3600)
        assert get("a0", oldest=7200) == b"a0"
        assert drawn == ["a0"]
        assert get("a0", oldest=60) == b"a0"
        assert drawn == ["a0", "a0"]
        age(folder / "a0.jpg", 3600)
        for number in range(1, 11):
            get(f"a{number}")
    left = {path.stem for path in folder.glob("*.jpg")}
    assert len(left) == 9
    assert "a0" not in left
    assert "a10" in left


def age(path: Path, seconds: float) -> None:
    """Let a file be older than it is."""
    past = time.time() - seconds
    os.utime(path, (past, past))


def test_whoever_waits_too_long_for_a_card_is_sent_away_politely(
    app: Flask, shop: ShopRef, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    monkeypatch.setattr(kept_cards, "PATIENCE", 0.05)
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with DRAWING:
            held.set()
            done.wait(10)

    other = threading.Thread(target=hold)
    other.start()
    held.wait(10)
    try:
        answer = client.get("/the-000000000001.jpg")
    finally:
        done.set()
        other.join()
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "10"
    assert client.get("/the-000000000001.jpg").status_code == 200


def test_icons_come_in_every_size_from_the_first_telling_letter(
    shop: ShopRef, client: Any, statements: list[str]
) -> None:
    svg = client.get("/icon.svg")
    assert svg.mimetype == "image/svg+xml"
    assert ">A</text>" in svg.text
    sizes = {"/icon-32.png": 32, "/icon-180.png": 180, "/icon-192.png": 192, "/icon-512.png": 512}
    others = {"/icon-maskable.png": 512, "/apple-touch-icon.png": 180, "/favicon.ico": 32}
    for path, size in (sizes | others).items():
        statements.clear()
        answer = client.get(path)
        assert len(statements) == 1, path
        assert answer.headers["Cache-Control"] == A_DAY
        with Image.open(io.BytesIO(answer.data)) as image:
            assert image.size == (size, size)
            corner = image.convert("RGBA").getpixel((0, 0))
        assert isinstance(corner, tuple)
        # Phones cut their own shape out of these two; a clear corner would come out black.
        assert (corner[3] == 255) == (path in ("/icon-maskable.png", "/apple-touch-icon.png")), path
    assert client.get("/icon-33.png").status_code == 404
    assert ">&lt;</text>" in icon_svg("Tiệm <b>", "#ffffff")
    assert ">T</text>" in icon_svg("Tiệm", "#000000")
    assert ">•</text>" in icon_svg("  ", "#c0392b")
    assert icon_png("🌸", "#c0392b", 64) == icon_png("•", "#c0392b", 64)


def test_a_nearly_square_logo_is_the_icon_and_a_long_one_is_not() -> None:
    red_square, red_line = (io.BytesIO() for _ in range(2))
    Image.new("RGBA", (200, 180), "#ff0000").save(red_square, "PNG")
    Image.new("RGBA", (600, 60), "#ff0000").save(red_line, "PNG")

    def middle(mark: bytes) -> Any:
        with Image.open(io.BytesIO(icon_png("Lá", "#00aa00", 64, mark))) as image:
            return image.convert("RGBA").getpixel((12, 32))

    assert middle(red_square.getvalue()) == (255, 0, 0, 255)
    assert middle(red_line.getvalue()) != (255, 0, 0, 255)
    assert "data:image/png;base64," in icon_svg("Lá", "#00aa00", red_square.getvalue())
    assert ">L</text>" in icon_svg("Lá", "#00aa00", red_line.getvalue())


def test_the_manifest_names_the_shop_and_icons_that_are_there(
    shop: ShopRef, client: Any, statements: list[str]
) -> None:
    statements.clear()
    answer = client.get("/manifest.webmanifest")
    assert len(statements) == 1
    assert answer.mimetype == "application/manifest+json"
    data = json.loads(answer.data)
    assert f"<title>{data['description']} – {data['name']}</title>" in client.get("/").text
    assert data["start_url"] == "/"
    for icon in data["icons"]:
        with Image.open(io.BytesIO(client.get(icon["src"]).data)) as image:
            assert icon["sizes"] == f"{image.width}x{image.height}"
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in data["icons"]}
    page = client.get("/").text
    assert '<link rel="manifest" href="/manifest.webmanifest">' in page
    assert len(re.findall(r'<meta name="theme-color" content="#[0-9a-f]{6}" media="', page)) == 2


def test_a_page_of_one_shop_never_shows_the_card_of_another(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], client_of: Callable[[ShopRef], Any]
) -> None:
    make_product(app, two_shops[1], "hang-xom")
    assert client_of(two_shops[0]).get("/the-000000000000/san-pham/hang-xom.jpg").status_code == 404
