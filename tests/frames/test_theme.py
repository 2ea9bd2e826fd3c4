"""Looks: every kind has one, its words can be read on every surface, and small enough to send with each first visit."""

import re
from itertools import product
from pathlib import Path

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopapp.frames.theme import LOOKS, PAGES, BadColour, Ground, page_css, theme_css, theme_hash
from shopapp.kernel.colour import contrast, show_colour
from shopapp.platform.tenancy.refs import KINDS

STATIC = Path(__file__).resolve().parents[2] / "shopapp" / "static"
BASE = "".join(path.read_text(encoding="utf-8") for path in sorted((STATIC / "storefront").glob("*.css")))
GROUNDS = [(kind, mode, getattr(look, mode)) for kind, look in LOOKS.items() for mode in ("light", "dark")]
colours = st.tuples(*[st.integers(0, 255)] * 3).map(show_colour)


def tokens(css: str) -> tuple[dict[str, str], dict[str, str]]:
    """The colours of the first two `:root` blocks: light, then dark."""
    light, dark = re.findall(r":root\s*\{([^}]*--paper[^}]*)\}", css)[:2]
    found = [dict(re.findall(r"--([\w-]+):\s*(#[0-9a-fA-F]{6})", block)) for block in (light, dark)]
    return found[0], found[1]


def test_every_kind_of_shop_has_a_look() -> None:
    assert set(LOOKS) == set(KINDS)


@pytest.mark.parametrize(("kind", "mode", "ground"), GROUNDS)
def test_words_and_field_outlines_show_on_each_ground(kind: str, mode: str, ground: Ground) -> None:
    for surface in (ground.paper, ground.surface):
        assert contrast(ground.ink, surface) >= 7, (kind, mode)
        assert contrast(ground.soft, surface) >= 4.5, (kind, mode)
        assert contrast(ground.field, surface) >= 3, (kind, mode)


@pytest.mark.parametrize(("kind", "mode", "ground"), GROUNDS)
def test_the_colours_of_states_can_be_read_on_each_ground(kind: str, mode: str, ground: Ground) -> None:
    states = tokens(BASE)[0 if mode == "light" else 1]
    for state, surface in product(("good", "warn", "bad"), (ground.paper, ground.surface)):
        assert contrast(states[state], surface) >= 4.5, (kind, mode, state)


@given(colours)
@settings(max_examples=40, deadline=None)  # A busy machine may take its time.
def test_any_brand_colour_is_readable_in_every_look(colour: str) -> None:
    for kind, look in LOOKS.items():
        for mode in tokens(theme_css(kind, colour)):
            surfaces = [mode[name] for name in ("paper", "surface", "tint")]
            assert contrast(mode["on-brand"], mode["brand"]) >= 4.5, kind
            for words, surface in product(("brand-ink", "ink", "soft"), surfaces):
                assert contrast(mode[words], surface) >= 4.5, (kind, words)
            # Outlines of buttons and fields; the ring of focus is ink on the page and on-brand on what the brand fills.
            for shape, surface in product(("edge", "field", "ink"), surfaces):
                assert contrast(mode[shape], surface) >= 3, (kind, shape)
            if look.board:
                assert contrast(mode["board-edge"], look.board) >= 3, kind


def test_what_a_look_paints_by_itself_can_be_read() -> None:
    board = LOOKS["signs"].board
    assert all(contrast(colour, board) >= 4.5 for colour in ("#f1f0ed", "#abadaf", "#6fd08c", "#ffffff"))
    assert contrast("#8b8f94", board) >= 3
    ground = LOOKS["puppies"]
    for accent, words, mode in (("#0d6b64", "#ffffff", ground.light), ("#6fcabf", "#10201e", ground.dark)):
        assert contrast(words, accent) >= 4.5
        assert contrast(accent, mode.surface) >= 3
    # A card of paper stays cream by night.
    assert contrast("#2c2320", "#fffdf8") >= 7


@pytest.mark.parametrize("colour", ["pink", "#abc", "", "red;}body{display:none"])
def test_what_is_not_a_colour_never_reaches_the_style_sheet(colour: str) -> None:
    with pytest.raises(BadColour):
        theme_css("florist", colour)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(KeyError):
        theme_css("bakery", "#336699")


def test_looks_differ_in_type_picture_shape_and_rhythm() -> None:
    sheets = [theme_css(kind, "#336699") for kind in LOOKS]
    shapes = [tuple(re.findall(r"--(?:display|h-weight|ratio|round|gap):[^;]+", sheet)) for sheet in sheets]
    assert len(set(shapes)) == len(LOOKS)


def test_the_address_changes_with_kind_and_colour_only() -> None:
    hashes = {theme_hash(kind, colour) for kind in LOOKS for colour in ("#336699", "#336698")}
    assert len(hashes) == 2 * len(LOOKS)
    assert theme_hash("signs", "#336699") == theme_hash("signs", "#336699")
    assert all(re.fullmatch("[0-9a-f]{12}", each) for each in hashes)


@pytest.mark.parametrize("kind", list(LOOKS))
def test_a_theme_is_plain_css_of_the_own_origin(kind: str) -> None:
    css = theme_css(kind, "#336699")
    assert css.count("{") == css.count("}")
    assert "/*" not in css
    # Nothing may be fetched: no fonts, no pictures, no further sheets.
    assert not re.search(r"url\(|@import|@font-face|https?:", css)


@pytest.mark.parametrize(
    ("page", "most"), [("window", 6_400), ("form", 7_000), ("order", 6_400), ("text", 6_400), ("", 8_000)]
)
def test_the_sheet_of_each_sort_of_page_stays_light(page: str, most: int) -> None:
    sent = {kind: len(brotli.compress(page_css(kind, "#336699", page=page).encode())) for kind in LOOKS}
    assert max(sent.values()) <= most, sent


def test_each_sort_of_page_leaves_out_what_it_does_not_show() -> None:
    sheets = {page: page_css("florist", "#336699", page=page) for page in (*PAGES, "")}
    held = {
        page: {part for part in (".gallery{", ".timeline{", ".toc{") if part in css} for page, css in sheets.items()
    }
    assert held == {
        "window": {".gallery{"},
        "form": {".timeline{"},
        "order": set(),
        "text": {".toc{"},
        "": {".gallery{", ".timeline{", ".toc{"},
    }


def test_no_sheet_or_script_loads_from_elsewhere() -> None:
    for path in [*STATIC.glob("*.css"), *STATIC.glob("*.js")]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"url\(|@import|https?://", text), path.name


def test_every_icon_a_template_names_is_in_the_sprite() -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text(encoding="utf-8")))
    templates = (STATIC.parents[1] / "templates").rglob("*.html")
    named = {name for path in templates for name in re.findall(r"icon\('([\w-]+)'\)", path.read_text(encoding="utf-8"))}
    assert named <= drawn
