"""What the privacy room gives to the program."""

from datetime import timedelta

from flask import Flask

from shopapp.notifications.rules import DESK_PATHS, LINK_PATHS
from shopapp.platform.rooms import Periodic, Room
from shopapp.privacy import backoffice_views, storefront_views
from shopapp.privacy.actions import NOTICE_JOB
from shopapp.privacy.capabilities import CAPABILITIES
from shopapp.privacy.holdings import HOLDINGS
from shopapp.privacy.jobs import republish, tell_of_change
from shopapp.privacy.keeping.backoffice_views import blueprint as keeping_blueprint
from shopapp.privacy.keeping.jobs import JOBS as KEEPING_JOBS
from shopapp.privacy.keeping.jobs import PERIODIC as KEEPING_PERIODIC
from shopapp.privacy.panels import desk, own_data
from shopapp.privacy.research.backoffice_views import blueprint as research_blueprint
from shopapp.privacy.rights.actions import JOB as REQUEST_JOB
from shopapp.privacy.rights.jobs import carry_on, remind


def attach(_app: Flask) -> None:
    """Say where links to requests lead, for visitors and for the desk."""
    LINK_PATHS["data_request"] = "/du-lieu-cua-toi/yeu-cau/{token}"
    DESK_PATHS["data_request"] = "/quan-tri/yeu-cau-du-lieu/{id}"


ROOM = Room(
    name="privacy",
    blueprints=(storefront_views.blueprint, backoffice_views.blueprint, keeping_blueprint, research_blueprint),
    jobs={"policy": republish, NOTICE_JOB: tell_of_change, REQUEST_JOB: carry_on, **KEEPING_JOBS},
    periodic=(Periodic("requests.remind", timedelta(hours=1), remind), *KEEPING_PERIODIC),
    panels={"backoffice.shop": (desk,), "customer.data": (own_data,)},
    capabilities=CAPABILITIES,
    holdings=HOLDINGS,
    attach=attach,
)
