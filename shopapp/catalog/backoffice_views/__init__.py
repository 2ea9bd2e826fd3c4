"""The catalogue as the shop works on it."""

from shopapp.catalog.backoffice_views import categories, desk, editing, pictures
from shopapp.catalog.backoffice_views.base import blueprint

__all__ = ["blueprint", "categories", "desk", "editing", "pictures"]
