"""Text with light marks (Markdown) to safe HTML: no raw HTML in, an allow-list out."""

import re
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "h2", "h3", "h4", "blockquote", "a", "hr", "table", "thead"}
_TAGS |= {"tbody", "tr", "th", "td"}
_REL = "noopener nofollow"
# The sanitiser writes attributes in one order, and quotes what is in them.
_LEADS_OUT = re.compile(rf'(<a href="https?://[^"]*"[^>]*) rel="{_REL}"')
_OUTSIDE = re.compile(r'(<a href="https?://[^"]*"[^>]*>.*?)(</a>)', re.DOTALL)
_READER = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table")


@lru_cache(maxsize=512)
def render_markdown(text: str) -> Markup:
    """Markdown → sanitised HTML. Links go to http(s), mailto and tel only and are marked as leading outside."""
    html = nh3.clean(
        _READER.render(text),
        tags=_TAGS,
        attributes={"a": {"href", "title"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=_REL,
    )
    # The browser tells the shop, and nobody else, that such a link was tapped.
    html = _LEADS_OUT.sub(rf'\1 rel="{_REL} external" ping="/dem/ngoai"', html)
    return Markup(html)  # noqa: S704 - sanitised two lines above, and tested with hostile input.


def mark_outside(html: Markup, words: str) -> Markup:
    """The same with `words` in each link that leads to another site, for people who do not see the arrow beside it."""
    said = str(Markup('<span class="sr"> (%s)</span>') % words)
    return Markup(_OUTSIDE.sub(lambda link: link.group(1) + said + link.group(2), html))  # noqa: S704 - as above.
