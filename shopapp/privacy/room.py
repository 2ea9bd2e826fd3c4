"""What the privacy room gives to the program."""

from datetime import timedelta

from flask import Flask

from shopapp.notifications.rules import DESK_PATHS, LINK_PATHS
from shopapp.platform.rooms import Periodic, Room
from shopapp.privacy import backoffice_views, storefront_views
from shopapp.privacy.actions import NOTICE_JOB
from shopapp.privacy.capabilities import CAPABILITIES
from shopapp.privacy.holdings import HOLDINGS
from shopapp.privacy.incidents.backoffice_views import blueprint as incidents_blueprint
from shopapp.privacy.incidents.jobs import JOBS as INCIDENT_JOBS
from shopapp.privacy.incidents.panels import case_panel, incident_work, register_panel
from shopapp.privacy.incidents.room import attach_incidents
from shopapp.privacy.jobs import republish, tell_of_change
from shopapp.privacy.keeping.backoffice_views import blueprint as keeping_blueprint
from shopapp.privacy.keeping.jobs import JOBS as KEEPING_JOBS
from shopapp.privacy.keeping.jobs import PERIODIC as KEEPING_PERIODIC
from shopapp.privacy.panels import desk, own_data
from shopapp.privacy.proof.storefront_views import blueprint as proof_blueprint
from shopapp.privacy.research.backoffice_views import blueprint as research_blueprint
from shopapp.privacy.rights.actions import JOB as REQUEST_JOB
from shopapp.privacy.rights.backoffice_views import blueprint as requests_blueprint
from shopapp.privacy.rights.export.jobs import JOBS as EXPORT_JOBS
from shopapp.privacy.rights.jobs import carry_on, remind
from shopapp.privacy.rights.letter.storefront_views import blueprint as letter_blueprint
from shopapp.privacy.rights.panels import desk as requests_desk
from shopapp.privacy.rights.panels import open_work as open_requests
from shopapp.privacy.rights.storefront_views import blueprint as rights_blueprint
from shopapp.privacy.rights.visiting.jobs import PERIODIC as VISITS_PERIODIC


def attach(app: Flask) -> None:
    """Say where links to requests lead, for visitors and for the desk."""
    LINK_PATHS["data_request"] = "/du-lieu-cua-toi/yeu-cau/{token}"
    DESK_PATHS["data_request"] = "/quan-tri/yeu-cau-du-lieu/{id}"
    attach_incidents(app)


ROOM = Room(
    name="privacy",
    blueprints=(
        storefront_views.blueprint,
        rights_blueprint,
        letter_blueprint,
        requests_blueprint,
        backoffice_views.blueprint,
        keeping_blueprint,
        proof_blueprint,
        research_blueprint,
        incidents_blueprint,
    ),
    jobs={
        "policy": republish,
        NOTICE_JOB: tell_of_change,
        REQUEST_JOB: carry_on,
        **EXPORT_JOBS,
        **KEEPING_JOBS,
        **INCIDENT_JOBS,
    },
    periodic=(Periodic("requests.remind", timedelta(hours=1), remind), *VISITS_PERIODIC, *KEEPING_PERIODIC),
    panels={
        "backoffice.shop": (requests_desk, desk, register_panel),
        "backoffice.home": (open_requests, incident_work),
        "inquiries.case": (case_panel,),
        "customer.data": (own_data,),
    },
    capabilities=CAPABILITIES,
    holdings=HOLDINGS,
    attach=attach,
)
