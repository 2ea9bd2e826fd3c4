"""The desk of requests: the list with its clocks, one request with what can be done, and requests typed in."""

from shopapp.privacy.rights.backoffice_views import correct, detail, identity, others, steps
from shopapp.privacy.rights.backoffice_views.base import blueprint

__all__ = ["blueprint", "correct", "detail", "identity", "others", "steps"]
