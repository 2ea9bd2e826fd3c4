"""What templates and views of every room use of the catalogue: addresses of pictures, places in a long list."""

import re
from collections.abc import Sequence

from flask import Flask

from shopapp.catalog.queries import PictureView, ProductSheet
from shopapp.platform.web.schema import filled

# No number of a place has more digits than the moments by which the newest stand first, nor any place more numbers.
_PLACE = re.compile(r"n?[0-9]{1,17}(?:_n?[0-9]{1,17}){1,2}")


def attach(app: Flask) -> None:
    """Give templates `picture_url` and the address of the search."""
    app.jinja_env.globals.update(picture_url=picture_url, search_url="/tim-kiem")


def picture_url(picture: PictureView, width: int = 0, kind: str = "") -> str:
    """The address of a size in "webp" or "avif", or of the original (width 0, or while no size has been made).

    A width that was not made leads to the next larger one, at most to the largest.
    """
    if not width or not picture.widths:
        return f"/anh/{picture.key}.{picture.format}"
    made = next((w for w in picture.widths if w >= width), picture.widths[-1])
    return f"/anh/{picture.key}-{made}.{kind}"


def write_place(place: Sequence[int]) -> str:
    """Where a page of a list ended, for the address of the next; "" where it was the last."""
    return "_".join(f"n{-number}" if number < 0 else str(number) for number in place)


def read_place(text: str | None) -> tuple[int, ...]:
    """The inverse of `write_place`; anything else is the beginning: ()."""
    if not _PLACE.fullmatch(text or ""):
        return ()
    return tuple(-int(part[1:]) if part.startswith("n") else int(part) for part in (text or "").split("_"))


def structured_data(sheet: ProductSheet, pictures: Sequence[PictureView], base_url: str) -> dict[str, object]:
    """A product in the words of schema.org, for search engines."""
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": sheet.name,
        "description": sheet.summary,
        "url": f"{base_url}/san-pham/{sheet.slug}",
        "image": [base_url + picture_url(picture) for picture in pictures],
    }
    if sheet.prices:
        offer: dict[str, object] = {
            "@type": "Offer",
            "url": data["url"],
            "priceCurrency": "VND",
            "availability": "https://schema.org/" + ("InStock" if sheet.is_orderable else "SoldOut"),
        }
        least, most = sheet.prices[0], sheet.prices[-1]
        several = {"@type": "AggregateOffer", "lowPrice": least, "highPrice": most, "offerCount": len(sheet.variants)}
        data["offers"] = offer | ({"price": least} if least == most else several)
    return filled(data)
