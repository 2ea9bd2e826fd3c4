"""When this instance was last backed up: one small file beside the data, written by whoever made the backup."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

_FILE = "last-backup.json"


@dataclass(frozen=True)
class LastBackup:
    """The latest backup that came to its end."""

    made_at: datetime
    is_verified: bool
    is_encrypted: bool


def note_backup(data: Path, made_at: datetime, *, is_verified: bool, is_encrypted: bool) -> None:
    """Remember a backup that is done; `data` is the instance's folder. Raises OSError."""
    partial = data / f".{_FILE}.partial"
    found = {"made_at": made_at.isoformat(), "is_verified": is_verified, "is_encrypted": is_encrypted}
    partial.write_text(json.dumps(found) + "\n", encoding="utf-8")
    partial.replace(data / _FILE)


def last_backup(data: Path) -> LastBackup | None:
    """The latest backup; None where none was made, or nothing readable says so."""
    try:
        found = json.loads((data / _FILE).read_text(encoding="utf-8"))
        made_at = datetime.fromisoformat(found["made_at"])
        known = LastBackup(made_at, found["is_verified"] is True, found["is_encrypted"] is True)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return known if made_at.tzinfo is not None else None
