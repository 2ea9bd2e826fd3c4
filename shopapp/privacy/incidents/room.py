"""What incidents add to the privacy room."""

from flask import Flask

from shopapp.notifications.rules import DESK_PATHS
from shopapp.privacy.incidents.backoffice_views import TYPED, blueprint


def attach_incidents(app: Flask) -> None:
    """Say where an incident's page is, and let forms with long texts check their token themselves."""
    DESK_PATHS["incident"] = "/quan-tri/su-co/{id}"
    csrf = app.extensions["csrf"]
    for name in TYPED:
        csrf.exempt(app.view_functions[f"{blueprint.name}.{name}"])
