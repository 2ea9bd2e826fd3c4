"""After each answer: is it a page somebody has looked at, and as what is it counted? Takes some microseconds.

A page is asked for each time, also by a browser that has it already and is told "unchanged" (`platform/web/headers.py`
forbids keeping it unasked), so every look passes here. Not counted: robots, whoever asks by Do Not Track or Global
Privacy Control not to be, staff who are signed in, and the back office.
"""

from flask import Flask, Response, current_app, g, request

from shopapp.accounts.devices import browser_family
from shopapp.accounts.web import read_staff_token
from shopapp.content.counting import count, usage
from shopapp.content.usage.rules import is_robot, page_of, source_of, wants_no_counting
from shopapp.content.usage.visits import Came
from shopapp.kernel.clock import local_day, now
from shopapp.kernel.codes import keyed_digest
from shopapp.platform.settings import current_settings
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.web.limits import sender

# Staff's pages, and pieces of pages that a script asks for.
_NO_PAGES = ("/quan-tri", "/tim-kiem/goi-y", "/dia-chi/")


def init_seeing(app: Flask) -> None:
    """Look at every answer."""
    app.after_request(_see)


def may_be_counted() -> bool:
    """Whether what sends this request is somebody who may be counted."""
    told = request.headers
    if is_robot(told.get("User-Agent", "")):
        return False
    purpose = told.get("Sec-Purpose", "") + told.get("Purpose", "")
    if wants_no_counting(told.get("DNT", ""), told.get("Sec-GPC", ""), purpose):
        return False
    return not read_staff_token()


def _see(response: Response) -> Response:
    shop = g.get("shop")
    if isinstance(shop, ShopRef) and _is_page(response) and may_be_counted():
        present = now()
        kind, key = g.get("counted_as") or page_of(request.path)
        count(shop, kind, key, now=present)
        agent = request.headers.get("User-Agent", "")[:500]
        secret, address = current_settings().secret_key, sender()
        browser = keyed_digest(secret, "visit", shop.id, address, agent)
        host = request.host.partition(":")[0]
        came = Came(browser_family(agent) or "other", source_of(request.headers.get("Referer", ""), host), present)
        usage(current_app).add_visit(shop, local_day(present), browser, came, line=hash((secret, address)))
    return response


def _is_page(response: Response) -> bool:
    return (
        request.method == "GET"
        and response.status_code in (200, 304)
        and (response.mimetype == "text/html")
        and not request.path.startswith(_NO_PAGES)
    )
