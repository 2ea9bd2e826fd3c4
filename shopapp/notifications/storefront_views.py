"""The one address of this room on the outside: where a gateway reports what became of text messages."""

from flask import Blueprint, request
from werkzeug.exceptions import abort
from werkzeug.wrappers import Response

from shopapp.kernel import clock
from shopapp.notifications.actions.reports import take_report
from shopapp.notifications.channels.http_answers import read_report
from shopapp.notifications.channels.signing import is_signed
from shopapp.notifications.rules import REPORT_PATH, NoSuchMessage
from shopapp.platform.access import open_to_all
from shopapp.platform.database import transaction
from shopapp.platform.settings import current_settings
from shopapp.platform.web.gate import current_shop

blueprint = Blueprint("notifications_storefront", __name__)

LONGEST_REPORT = 8 * 1024


@blueprint.post(REPORT_PATH)
@open_to_all
def report() -> Response:
    """Take a delivery report of the gateway that holds the secret; nobody else is listened to."""
    shop, settings = current_shop(), current_settings()
    if settings.sms_channel != "http":
        abort(404)
    request.max_content_length = LONGEST_REPORT
    body = request.get_data(cache=False)
    now, url = clock.now(), shop.base_url + REPORT_PATH
    headers, secret = dict(request.headers), settings.sms_http_secret
    if not is_signed(headers, settings.sms_http_key_id, secret, url, int(now.timestamp()), body):
        return _said("bad_signature", 403)
    try:
        said = read_report(body)
        if said is not None:
            with transaction():
                take_report(shop, said, now=now)
    except NoSuchMessage:
        return _said("no_such_message", 404)
    except ValueError:
        return _said("bad_report", 422)
    return Response(status=204)


def _said(word: str, status: int) -> Response:
    return Response(f'{{"error": "{word}"}}', status, mimetype="application/json")
