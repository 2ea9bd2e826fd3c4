"""The owner's side: the policy's own words and its receivers, and the register of what was given to whom."""

from shopapp.privacy.backoffice_views import register
from shopapp.privacy.backoffice_views.desk import blueprint

__all__ = ["blueprint", "register"]
