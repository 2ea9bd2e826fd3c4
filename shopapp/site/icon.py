"""The shop's icon: its first letter on its colour, drawn anew for each face."""

from functools import lru_cache

from markupsafe import escape

from shopapp.kernel.colour import derive_pair

_INK = "#17120f"
_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="14" fill="{fill}"/>'
    '<text x="32" y="45" text-anchor="middle" font-family="system-ui,sans-serif" font-size="38" font-weight="700" '
    'fill="{words}">{letter}</text></svg>'
)
# What many names begin with says nothing about the shop.
_COMMON = {"tiệm", "nhà", "shop", "cửa", "hàng", "tạp", "hóa", "biển", "hiệu", "quán", "siêu", "thị"}


@lru_cache(maxsize=256)
def icon_svg(name: str, colour: str) -> str:
    """An SVG of 64 × 64. `colour` is "#rrggbb"."""
    telling = [word for word in name.split() if word.casefold() not in _COMMON] or name.split() or ["•"]
    pair = derive_pair(colour, paper="#ffffff", grounds=("#ffffff",), ink=_INK)
    return _SVG.format(fill=pair.fill, words=pair.on_fill, letter=escape(telling[0][0].upper()))
