"""What counted things are called."""

from flask_babel import gettext as _

_ADDRESSES = {
    "category": "/danh-muc/",
    "product": "/san-pham/",
    "post": "/tin-tuc/",
    "page": "/trang/",
    "policy": "/chinh-sach-bao-mat/",
    "rules": "/",
}
_NAMES = {
    "google": "Google",
    "coccoc": "Cốc Cốc",
    "bing": "Bing",
    "duckduckgo": "DuckDuckGo",
    "yahoo": "Yahoo",
    "yandex": "Yandex",
    "baidu": "Baidu",
    "facebook": "Facebook",
    "zalo": "Zalo",
    "tiktok": "TikTok",
    "instagram": "Instagram",
    "youtube": "YouTube",
    "x": "X",
    "linkedin": "LinkedIn",
    "pinterest": "Pinterest",
    "threads": "Threads",
}


def page_address(kind: str, key: str) -> str:
    """The path under which a counted page stands."""
    return _ADDRESSES.get(kind, "/") + key


def kind_words(kind: str) -> str:
    """A kind of page."""
    words = {
        "home": _("Home"),
        "category": _("Categories"),
        "product": _("Products"),
        "search": _("Search"),
        "news_list": _("List of news"),
        "post": _("News"),
        "page": _("Own pages"),
        "order_form": _("Order form"),
        "own_order": _("Pages of an order"),
        "look_up": _("Look up an order"),
        "ask": _("Ask the shop"),
        "quote": _("Ask for a quote"),
        "own_inquiry": _("Pages of a question"),
        "account": _("Customer accounts"),
        "policy": _("Privacy policy"),
        "proof": _("Page of proof"),
        "own_data": _("My data"),
        "rules": _("Shop rules"),
    }
    return str(words.get(kind, _("Other")))


def link_words(key: str) -> str:
    """A kind of link."""
    words = {
        "phone": _("Phone numbers"),
        "zalo": "Zalo",
        "email": _("E-mail addresses"),
        "outside": _("Links to other sites"),
    }
    return str(words.get(key, _("Other")))


def source_words(key: str) -> str:
    """The kind of way a visit came."""
    family, _colon, name = key.partition(":")
    if family == "search":
        return str(_("Search: %(name)s", name=_NAMES.get(name, name)))
    if family == "social":
        return _NAMES.get(name, name)
    return str(_("Typed, bookmarked or from an app") if family == "direct" else _("Another site"))
