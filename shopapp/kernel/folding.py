"""Text as people paste it, made regular; and folded, for search without accents."""

import re
import unicodedata

_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\n{3,}")
# Longer text is refused by every form; tidying megabytes first would only keep a worker busy.
_TOO_LONG_TO_TIDY = 100_000
# Zero-width and direction marks come along when text is pasted from chats; a reader never sees them, a search stumbles.
# Joiners (200C, 200D) stay: emoji are made with them.
_INVISIBLE = dict.fromkeys(
    (0x00AD, 0x200B, 0x200E, 0x200F, *range(0x2028, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF)
)


def tidy(text: str) -> str:
    """One line of text: composed accents (NFC), single plain spaces, no control or invisible characters."""
    return _SPACES.sub(" ", tidy_lines(text).replace("\n", " ")).strip()


def tidy_lines(text: str) -> str:
    """Several lines of text: as `tidy`, but line ends stay (never more than one empty line in a row)."""
    if len(text) > _TOO_LONG_TO_TIDY:
        return text
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.translate(_INVISIBLE)
    text = "".join(c for c in text if c == "\n" or c == "\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    lines = [_SPACES.sub(" ", line).strip() for line in text.split("\n")]
    return _LINES.sub("\n\n", "\n".join(lines)).strip()


def fold(text: str) -> str:
    """Lower case without Vietnamese marks, for search: "Hoa Hồng Đỏ" → "hoa hong do".

    đ has no decomposition in Unicode, so it is replaced by hand.
    """
    lowered = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return tidy("".join(c for c in lowered if not unicodedata.combining(c)))


def plain_ascii(text: str) -> str:
    """Text a bank or an old phone can carry: Vietnamese marks dropped, case kept, anything else not ASCII left out."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in decomposed if ord(c) < 128)


def slug(text: str, longest: int = 80) -> str:
    """An address part made of a-z, 0-9 and hyphens; empty when the text holds no letter or digit."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:longest].strip("-")
