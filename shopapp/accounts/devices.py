"""What is kept of a browser: its family and system in words, and a digest by which it is known again. Pure."""

import re
from ipaddress import ip_address

# The first that fits names the browser; the order matters because most claim to be several.
_BROWSERS = (
    ("Zalo", r"Zalo"),
    ("Cốc Cốc", r"coc_coc|CocCoc"),
    ("Samsung Internet", r"SamsungBrowser"),
    ("Opera", r"OPR/|Opera"),
    ("Edge", r"Edg(?:e|A|iOS)?/"),
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Chrome", r"Chrome/|CriOS/|Chromium/"),
    ("Safari", r"Safari/"),
)
_SYSTEMS = (
    ("Android", r"Android"),
    ("iPhone", r"iPhone|iPod"),
    ("iPad", r"iPad"),
    ("Windows", r"Windows"),
    ("ChromeOS", r"CrOS"),
    ("macOS", r"Macintosh|Mac OS X"),
    ("Linux", r"Linux|X11"),
)
_LONGEST = 1000


def device_label(user_agent: str) -> str:
    """ "Chrome · Android"; "" when the browser says nothing that is known. No version, no model."""
    text = user_agent[:_LONGEST]
    return " · ".join(word for word in (_first(_BROWSERS, text), _first(_SYSTEMS, text)) if word)


def browser_family(user_agent: str) -> str:
    """ "Chrome"; "" when it is none that is known."""
    return _first(_BROWSERS, user_agent[:_LONGEST])


def network_of(address: str) -> str:
    """The rough network an address lies in (IPv4 /16, IPv6 /32): the same provider and area, nobody's home."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    bits = found.max_prefixlen - (16 if found.version == 4 else 32)
    return f"{found.version}:{int(found) >> bits:x}"


def _first(known: tuple[tuple[str, str], ...], text: str) -> str:
    return next((word for word, pattern in known if re.search(pattern, text)), "")
