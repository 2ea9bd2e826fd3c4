"""The back office's home, and the shop's place in it."""

from flask import Blueprint, render_template

from shopapp.frames.context import todays_work
from shopapp.kernel.clock import now
from shopapp.platform.access import ROLE_MATRIX, Permission, Role, require

blueprint = Blueprint("frames_backoffice", __name__)


@blueprint.get("/quan-tri")
@require(Permission.BACK_OFFICE)
def home() -> str:
    """What has to be done now, as sentences that can be tapped."""
    return render_template("backoffice_home/home.html", work=todays_work(), today=now())


@blueprint.get("/quan-tri/cua-hang")
@require(Permission.SHOP_SEE)
def shop() -> str:
    """The shop's details, its staff, and the ways to everything that belongs to neither orders nor products."""
    return render_template(
        "backoffice_home/shop.html", roles=list(Role), permissions=list(Permission), matrix=ROLE_MATRIX
    )
