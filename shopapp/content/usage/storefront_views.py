"""Where a browser tells that a link was tapped: a kind of link and nothing else."""

from flask import Blueprint
from werkzeug.wrappers import Response

from shopapp.content.counting import count
from shopapp.content.usage.rules import LINKS
from shopapp.content.usage.seeing import may_be_counted
from shopapp.kernel import clock
from shopapp.platform.access import open_to_all
from shopapp.platform.web.gate import current_shop

blueprint = Blueprint("usage_storefront", __name__)


@blueprint.post(f"/dem/<any({', '.join(LINKS)}):link>")
@open_to_all
def tapped(link: str) -> Response:
    """Count a tap on a link to call, write or leave. Browsers send it by the link's `ping` and want no answer.

    It changes nothing but a count, reads nothing of what is sent, and so needs no token of a form.
    """
    if may_be_counted():
        count(current_shop(), "link", LINKS[link], now=clock.now())
    return Response(status=204)
