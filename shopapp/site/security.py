"""The file by which a shop tells finders of weaknesses whom to write to. Pure but for the shop's own data."""

from datetime import UTC, datetime, time, timedelta

from shopapp.platform.tenancy.refs import ShopFace, ShopRef

# RFC 9116 wants less than a year; the file is made anew each day, so that it never runs out while the shop is served.
VALID_FOR = timedelta(days=180)


def security_text(shop: ShopRef, face: ShopFace, *, now: datetime) -> str:
    """The lines of security.txt: the form first, because what comes through it becomes a case that nobody overlooks."""
    first_moment = datetime.combine(now.astimezone(UTC).date(), time(), UTC)
    languages = ", ".join(dict.fromkeys((shop.language, "vi", "en")))
    lines = [f"Contact: {shop.base_url}/bao-cao-an-ninh"]
    if face.email:
        lines.append(f"Contact: mailto:{face.email}")
    if face.hotline:
        lines.append(f"Contact: tel:{face.hotline}")
    lines += [
        f"Expires: {first_moment + VALID_FOR:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {languages}",
        f"Canonical: {shop.base_url}/.well-known/security.txt",
        f"Policy: {shop.base_url}/chinh-sach-bao-mat",
    ]
    return "\n".join(lines) + "\n"
