"""Where backups lie by default, and how long."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from shopapp.config import Settings

_NAME = re.compile(r"shopapp-(\d{8}T\d{6}Z)\.tar(?:\.age)?")
_MOMENT = "%Y%m%dT%H%M%SZ"


def default_target(settings: Settings, *, is_encrypted: bool, now: datetime) -> Path:
    """A file named for the moment."""
    return settings.data / "backups" / f"shopapp-{now:{_MOMENT}}.tar{'.age' if is_encrypted else ''}"


def remove_old(newest: Path, days: int, *, now: datetime) -> int:
    """Remove backups beside `newest` that are named for a moment more than `days` days ago; how many. Nothing else."""
    removed = 0
    for path in newest.parent.iterdir():
        found = _NAME.fullmatch(path.name)
        if found is None or path == newest:
            continue
        made = datetime.strptime(found[1], _MOMENT).replace(tzinfo=UTC)
        if now - made > timedelta(days=days):
            path.unlink()
            removed += 1
    return removed
