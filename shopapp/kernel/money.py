"""Money is a whole number of đồng, never a float."""

from functools import lru_cache

NO_BREAK_SPACE = "\u00a0"


@lru_cache(maxsize=8192)
def format_money(amount: int, language: str = "vi") -> str:
    """350000 → "350.000 ₫" (vi) or "350,000 ₫" (en), with a no-break space so that the sign never wraps alone."""
    grouped = f"{amount:,}"
    if language == "vi":
        grouped = grouped.replace(",", ".")
    return f"{grouped}{NO_BREAK_SPACE}₫"
