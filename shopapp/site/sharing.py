"""Which preview card belongs to a page: its words, its address, and where its picture lies."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import Markup

from shopapp.catalog.actions import storage_key
from shopapp.catalog.queries import PictureView
from shopapp.content.queries import TextPicture
from shopapp.platform.i18n import language
from shopapp.platform.settings import files
from shopapp.platform.tenancy.refs import ShopFace, ShopRef
from shopapp.site.cards import CardWords

# Pages with a card of their own; every other page is shown with the card of the shop.
OWN = re.compile(r"/(?:san-pham|danh-muc|tin-tuc|trang)/[a-z0-9-]+")
# What a card shows; larger sizes would only take longer to read.
_WIDTH = 640
AnyPicture = PictureView | TextPicture


@dataclass(frozen=True)
class Shared:
    """A page as its card shows it. `picture` is part of the digest only where the page itself is about it."""

    title: str
    picture: AnyPicture | None = None


def share_card(shop: ShopRef, face: ShopFace, path: str, title: str, picture: AnyPicture | None = None) -> str:
    """The address of a page's card, in the language of the page; it changes with everything the card shows."""
    mark = "" if language() == shop.language else f"?lang={language()}"
    if not OWN.fullmatch(path):
        return f"/the-{digest_of(shop, face, None)}.jpg{mark}"
    words = title.unescape() if isinstance(title, Markup) else title
    shared = Shared(words, None if path.startswith("/danh-muc/") else picture)
    return f"/the-{digest_of(shop, face, shared)}{path}.jpg{mark}"


def words_of(shop: ShopRef, face: ShopFace, shared: Shared | None) -> CardWords:
    """What a card says: of a page its title, of the shop its motto."""
    title = shared.title if shared else face.tagline or face.name
    foot = urlsplit(shop.base_url).netloc
    return CardWords(face.kind, face.colour, face.name, title, face.tagline if shared else "", foot)


def digest_of(shop: ShopRef, face: ShopFace, shared: Shared | None) -> str:
    """Twelve hexadecimal digits that change with the words, the picture and the logo of a card."""
    picture = shared.picture.key if shared and shared.picture else ""
    return words_of(shop, face, shared).digest(picture, face.logo.key if face.logo else "")


def read_picture(shop: ShopRef, picture: AnyPicture | None) -> bytes | None:
    """The bytes of a picture of goods or of a text, which lie in one folder; a small size where there is one."""
    if picture is None:
        return None
    width = next((w for w in picture.widths if w >= _WIDTH), 0)
    names = [f"{picture.key}-{width}.webp"] if width else []
    for name in (*names, f"{picture.key}.{picture.format}"):
        content = files().get(storage_key(shop, name))
        if content is not None:
            return content
    return None
