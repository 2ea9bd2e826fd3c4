"""What it costs the server that pages are found and shared well: ratios, measured side by side in one process.

    python -m bench.found [--json]

Each pair is measured in turns and the median of the ratios is told, so that a busy machine disturbs both alike. Ends
with 1 where a goal is missed. Makes a folder that is thrown away and reads nothing else.
"""

import argparse
import io
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from flask import render_template_string
from PIL import Image

from shopapp import create_app
from shopapp.config import Settings
from shopapp.platform.tenancy.refs import LegalIdentity, OpeningHours, ShopFace, ShopRef
from shopapp.site.cards import SIZE, CardWords, draw_card
from shopapp.site.kept_cards import get_card
from shopapp.site.sitemap import MOST, Place, map_of

ROUNDS = 9
SHOP = ShopRef(1, "a", "http://a.example", "vi", "florist")
FACE = ShopFace(
    "Tiệm mẫu",
    "Hoa tươi mỗi ngày",
    "florist",
    "#a8504e",
    "+84900000101",
    "shop@a.example",
    "",
    "Số 1 đường Ví Dụ",
    (OpeningHours((0, 1, 2, 3, 4, 5, 6), "07:00", "20:00"),),
    (),
    LegalIdentity("", "", "", "", "", ""),
    (),
    "0",
)
HEAD = (
    '{% from "macros/head.html" import business, crumbs, share %}'
    '{{ share(shop, face, "/san-pham/hoa", "Hoa hồng", "Mười bông hồng") }}{{ business(shop, face) }}'
    '{{ crumbs(shop, [("Trang chủ", "/"), ("Hoa hồng", "/san-pham/hoa")]) }}'
)


@dataclass(frozen=True)
class Line:
    """One ratio: what takes how many times as long as what, and how many it may."""

    what: str
    beside: str
    ratio: float
    goal: float


def compare(what: str, beside: str, goal: float, work: Callable[[], object], base: Callable[[], object]) -> Line:
    """Both in turns; the first round, in which everything is loaded, does not count."""
    ratios = [timed(work) / timed(base) for _ in range(ROUNDS + 1)][1:]
    return Line(what, beside, round(statistics.median(ratios), 2), goal)


def timed(work: Callable[[], object]) -> float:
    """Seconds of one run."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def photograph() -> bytes:
    """A picture that is no single colour, as it lies on the disk."""
    target = io.BytesIO()
    Image.radial_gradient("L").resize((640, 800)).convert("RGB").save(target, "WEBP")
    return target.getvalue()


def encoded() -> bytes:
    """A picture of a card's size, unpacked, resized and packed, which no card can do without."""
    target = io.BytesIO()
    with Image.open(io.BytesIO(photograph())) as image:
        image.resize(SIZE, Image.Resampling.LANCZOS).save(target, "JPEG", quality=86, optimize=True, progressive=True)
    return target.getvalue()


def measure(data: Path) -> list[Line]:
    """Every ratio."""
    app = create_app(Settings(secret_key="x" * 40, data=data, scheme="http"))
    places = [Place(f"/san-pham/san-pham-so-{number}") for number in range(MOST // 2)]
    words = CardWords("florist", FACE.colour, FACE.name, "Một bó hoa hồng Đà Lạt", FACE.tagline, "a.example")
    picture = photograph()
    with app.test_request_context(base_url=SHOP.base_url):
        frame = "{% include 'frames/storefront_footer.html' %}"
        context = {"shop": SHOP, "face": FACE}

        def render(source: str) -> Callable[[], object]:
            return lambda: [render_template_string(source, **context) for _ in range(20)]

        def card(digest: str) -> bytes:
            return get_card(SHOP, digest, lambda: draw_card(words, picture, None))

        kept = data / "cache" / "cards" / "1" / "kept.jpg"
        card("kept")
        return [
            compare("head of a page", "its footer", 2.0, render(HEAD), render(frame)),
            compare(
                "map of 20,000 addresses", "joining 20,000 lines", 10.0, lambda: map_of(SHOP, FACE, places), joined
            ),
            compare(
                "card drawn", "a picture of its size packed", 1.0, lambda: draw_card(words, picture, None), encoded
            ),
            compare("card kept", "its file read", 4.0, lambda: card("kept"), kept.read_bytes),
        ]


def joined() -> str:
    """The least that a map of this length takes."""
    return "\n".join(f"<url><loc>http://a.example/san-pham/san-pham-so-{number}</loc></url>" for number in range(MOST))


def main() -> int:
    """Print the table; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one document in place of the table")
    wants_json = parser.parse_args().json
    with tempfile.TemporaryDirectory() as folder:
        lines = measure(Path(folder))
    if wants_json:
        print(json.dumps([asdict(line) for line in lines], indent=1))
    else:
        for line in lines:
            print(f"{line.what:26} ÷ {line.beside:30} {line.ratio:6.2f}  (at most {line.goal:g})")
    return int(any(line.ratio > line.goal for line in lines))


if __name__ == "__main__":
    sys.exit(main())
