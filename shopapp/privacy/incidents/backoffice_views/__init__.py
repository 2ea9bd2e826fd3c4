"""The register as owners and managers work on it: incidents and clocks, people, notices, papers."""

from shopapp.privacy.incidents.backoffice_views import clocks, notices, papers, people
from shopapp.privacy.incidents.backoffice_views.register import blueprint

# What is typed here is long; these views check their token themselves, so that an outdated one costs nothing of it.
TYPED = ("open_one", "save", "append", "close", "settle", "add_rule", "add_people", "save_notice")

__all__ = ["TYPED", "blueprint", "clocks", "notices", "papers", "people"]
