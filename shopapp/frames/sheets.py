"""The style sheet of a visitor's page: written into the page for whoever arrives, linked for whoever goes on.

Nothing can be painted without it, and on a slow line a second way to the server takes as long as the page itself.
Whoever arrives has nothing of the shop yet, so the sheet comes with the page; its digest in the page's policy lets
this one text in and no other. Whoever goes on from page to page has it already, or loads it once.
"""

import base64
import hashlib
from functools import lru_cache
from typing import Any

from flask import g, request
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from shopapp.frames.theme import page_css
from shopapp.platform.tenancy.refs import ShopFace
from shopapp.platform.web.headers import allow_style, depends_on

# What browsers say of a page that was typed, bookmarked or linked elsewhere; older ones say nothing and get the link.
_FROM_ELSEWHERE = ("none", "cross-site", "same-site")


@pass_context
def sheet_tag(context: Context, sort: Any) -> Markup:
    """The sheet of a page of this sort (a key of `theme.PAGES`, "" for every part) as the page's head holds it."""
    page = str(sort).strip()
    address = context.resolve("theme_url")()
    href = f"{address}{'&' if '?' in address else '?'}trang={page}" if page else address
    face = g.get("face")
    # A look that is only tried out has an address of its own.
    if not isinstance(face, ShopFace) or "preview_bar" in context:
        return _link(href)
    depends_on("Sec-Fetch-Site")
    if request.headers.get("Sec-Fetch-Site") not in _FROM_ELSEWHERE:
        return _link(href)
    css = page_css(face.kind, face.colour, face.look, page)
    allow_style(_digest(css))
    # The script fetches what later pages link, once this one stands.
    return Markup('<style data-next="%s">%s</style>') % (href, Markup(css))  # noqa: S704 - Written by this program.


def _link(href: str) -> Markup:
    return Markup('<link rel="stylesheet" href="%s">') % href


@lru_cache(maxsize=512)
def _digest(css: str) -> str:
    return base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
