"""The shop's side of accounts: the doors, one's own account, and who works here."""

from shopapp.accounts.backoffice_views import doors, factor, forgotten, own, staff
from shopapp.accounts.backoffice_views.base import blueprint

__all__ = ["blueprint", "doors", "factor", "forgotten", "own", "staff"]
