"""What is counted, as what, and what is left out. Pure."""

import re
from urllib.parse import urlsplit

# Visits count once a browser and Vietnamese day; somebody is "here now" for so long after their last page.
ONLINE_MINUTES = 5
# After so many months the counts of a day are deleted.
KEPT_MONTHS = 25

# The first part of a path → the kind of page. Anything else that is a page is "other".
PAGES = {
    "": "home",
    "danh-muc": "category",
    "san-pham": "product",
    "tim-kiem": "search",
    "tin-tuc": "news",
    "trang": "page",
    "dat-hang": "order_form",
    "don-hang": "own_order",
    "tra-cuu": "look_up",
    "lien-he": "ask",
    "bao-gia": "quote",
    "yeu-cau": "own_inquiry",
    "tai-khoan": "account",
    "chinh-sach-bao-mat": "policy",
    "minh-bach": "proof",
    "du-lieu-cua-toi": "own_data",
    "giao-hang": "rules",
    "doi-tra": "rules",
    "thanh-toan": "rules",
    "khieu-nai": "rules",
    "gia-ca": "rules",
}
OTHER = "other"
# Of these the count is kept for each page by its public name. Everywhere else an address may hold somebody's own key.
_NAMED = {"danh-muc", "san-pham", "tin-tuc", "trang"}
_RULES = frozenset(path for path, kind in PAGES.items() if kind == "rules")
_SLUG = re.compile(r"[a-z0-9-]{1,80}")

# What a tap on a link may be told as; the address to tell it to is /dem/ and this word.
LINKS = {"goi": "phone", "zalo": "zalo", "thu": "email", "ngoai": "outside"}

_ROBOT = re.compile(
    r"bot\b|bot[/_-]|crawl|spider|slurp|archiv|preview|facebookexternalhit|whatsapp|telegram|monitor|uptime|"
    r"lighthouse|pagespeed|headless|scrapy|curl|wget|libwww|httpclient|http-client|python-|aiohttp|httpx|go-http|"
    r"java/|okhttp|axios|node-fetch|feedfetcher|validator|scan",
    re.IGNORECASE,
)
_SEARCH = {
    "google": "google",
    "coccoc": "coccoc",
    "bing": "bing",
    "duckduckgo": "duckduckgo",
    "yahoo": "yahoo",
    "yandex": "yandex",
    "baidu": "baidu",
}
_SOCIAL = {
    "facebook": "facebook",
    "fb": "facebook",
    "messenger": "facebook",
    "zalo": "zalo",
    "zaloapp": "zalo",
    "tiktok": "tiktok",
    "instagram": "instagram",
    "youtube": "youtube",
    "twitter": "x",
    "linkedin": "linkedin",
    "pinterest": "pinterest",
    "threads": "threads",
}
_SHORT = {"t.co": "x", "x.com": "x"}


def page_of(path: str) -> tuple[str, str]:
    """(kind, key) a path is counted as; a key only where it is the public name of something."""
    first, _, rest = path.strip("/").partition("/")
    if first in _RULES:
        return "rules", first
    kind = PAGES.get(first, OTHER)
    if first not in _NAMED or not rest:
        return ("news_list" if kind == "news" else kind), ""
    return ("post" if kind == "news" else kind), rest if _SLUG.fullmatch(rest) else ""


def is_robot(user_agent: str) -> bool:
    """Whether a program calls itself one, or says nothing of itself."""
    return not user_agent.strip() or _ROBOT.search(user_agent[:500]) is not None


def wants_no_counting(track: str, privacy: str, purpose: str) -> bool:
    """Do Not Track or Global Privacy Control; and pages fetched before anybody wanted to see them."""
    return track == "1" or privacy == "1" or "prefetch" in purpose.lower()


def source_of(referrer: str, own_host: str) -> str:
    """Where a visit came from: "search:google", "social:zalo", "site" (any other page) or "direct".

    The address it came from is looked at and forgotten; of an unknown page not even the host is kept.
    """
    try:
        host = (urlsplit(referrer[:500]).hostname or "").lower()
    except ValueError:
        host = ""
    if not host or host == own_host.lower():
        return "direct"
    if host in _SHORT:
        return f"social:{_SHORT[host]}"
    labels = set(host.split(".")[:-1])
    for family, known in (("search", _SEARCH), ("social", _SOCIAL)):
        found = next((name for label, name in known.items() if label in labels), None)
        if found is not None:
            return f"{family}:{found}"
    return "site"
