"""Every "no" of backup and restore; the text is the one line that is printed."""

from shopapp.kernel.refusal import Refusal


class BackupRefused(Refusal):
    """A backup or restore was not done, and nothing was changed."""


class Damaged(BackupRefused):
    """The archive is not as it was written: cut off, changed, or nothing of ours."""

    def __init__(self, what: str) -> None:
        super().__init__(f"the backup is damaged or no backup of shopapp ({what}); nothing was changed")


class CannotDecrypt(BackupRefused):
    """The key does not fit, is missing, or cannot be read."""


class DiskTooSmall(BackupRefused):
    """There is no room for what would be written."""


class InUse(BackupRefused):
    """Somebody works on the instance whose state would be replaced."""
