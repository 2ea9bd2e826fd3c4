"""What templates and views of every room use of the catalogue: addresses of pictures, places in a long list."""

import re
from collections.abc import Sequence

from flask import Flask

from shopapp.catalog.queries import PictureView, ProductSheet

_PLACE = re.compile(r"([0-9]{1,9})-([0-9]{1,15})")
_RANKED_PLACE = re.compile(r"([01])-([0-9]{1,9})-([0-9]{1,15})")


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


def write_place(*numbers: int) -> str:
    """Where a page of a list ended, for the address of the next: (position, id), a search's rank before them."""
    return "-".join(str(number) for number in numbers)


def read_place(text: str | None) -> tuple[int, int] | None:
    """The inverse of `write_place`; anything else is the beginning."""
    found = _PLACE.fullmatch(text or "")
    return (int(found[1]), int(found[2])) if found else None


def read_ranked_place(text: str | None) -> tuple[int, int, int] | None:
    """Where a page of a search ended; anything else is the beginning."""
    found = _RANKED_PLACE.fullmatch(text or "")
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


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
        data["offers"] = {
            "@type": "AggregateOffer",
            "priceCurrency": "VND",
            "lowPrice": sheet.prices[0],
            "highPrice": sheet.prices[-1],
            "availability": "https://schema.org/" + ("InStock" if sheet.is_orderable else "SoldOut"),
        }
    return data
