"""The page of proof, open to all and the same for everybody."""

from flask import Blueprint, render_template

from shopapp.kernel import clock
from shopapp.platform.access import open_to_all
from shopapp.platform.web.gate import current_shop
from shopapp.platform.web.headers import same_for_everybody
from shopapp.privacy.proof.queries import gather
from shopapp.privacy.proof.rules import FEW
from shopapp.privacy.proof.wording import parts

blueprint = Blueprint("proof_storefront", __name__)


@blueprint.get("/minh-bach")
@open_to_all
def proof() -> str:
    """What the shop has really done with personal data, counted at this moment and dated by the day."""
    same_for_everybody()
    now = clock.now()
    found = parts(gather(current_shop(), now=now), now)
    return render_template("privacy/storefront/proof.html", parts=found, now=now, few=FEW)
