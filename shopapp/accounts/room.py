"""What the accounts room gives to the program."""

from datetime import timedelta

from flask import Flask

from shopapp.accounts import backoffice_views, jobs, panels
from shopapp.accounts.capabilities import CAPABILITIES
from shopapp.accounts.web import StaffLogin
from shopapp.notifications.rules import DESK_PATHS
from shopapp.platform.rooms import Periodic, Room


def _attach(app: Flask) -> None:
    StaffLogin().init_app(app)
    DESK_PATHS["staff"] = "/quan-tri/cua-hang/nhan-vien/{id}"


ROOM = Room(
    name="accounts",
    blueprints=(backoffice_views.blueprint,),
    jobs={"staff_reset": jobs.answer_reset},
    periodic=(Periodic("accounts.sweep", timedelta(hours=1), jobs.sweep),),
    capabilities=CAPABILITIES,
    panels={"backoffice.shop": (panels.staff,)},
    attach=_attach,
)
