"""Every change to requests about one's own data."""

from shopapp.privacy.rights.actions.requests import LINK, locked, note_step, open_request, token_of

__all__ = ["LINK", "locked", "note_step", "open_request", "token_of"]
