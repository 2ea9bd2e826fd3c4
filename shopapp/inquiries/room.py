"""What the inquiries room gives to the program."""

from flask import Flask

from shopapp.accounts.signals import misuse_reported
from shopapp.inquiries import backoffice_views, storefront_views
from shopapp.inquiries.capabilities import CAPABILITIES
from shopapp.inquiries.cases import backoffice_views as case_desk
from shopapp.inquiries.cases import storefront_views as reporting
from shopapp.inquiries.cases.actions import open_reported
from shopapp.inquiries.complaints import backoffice_views as complaint_desk
from shopapp.inquiries.holdings import HOLDINGS
from shopapp.inquiries.jobs import PERIODIC
from shopapp.inquiries.panels import PANELS
from shopapp.platform.rooms import Room


def attach(app: Flask) -> None:
    """Open a case for each report of misuse, and let forms with files and long texts check their token themselves.

    The check before every view would answer an outdated token with an error page, and what was typed would be gone; it
    would also read the form before the view has said how large it may be.
    """
    csrf = app.extensions["csrf"]
    for view in (
        storefront_views.send_question,
        storefront_views.send_quote_request,
        storefront_views.write,
        backoffice_views.type_in,
        backoffice_views.answer,
        backoffice_views.add_note,
        reporting.send,
        case_desk.close,
        complaint_desk.note_answer,
    ):
        csrf.exempt(view)
    misuse_reported.connect(open_reported)


ROOM = Room(
    name="inquiries",
    blueprints=(
        storefront_views.blueprint,
        backoffice_views.blueprint,
        reporting.blueprint,
        case_desk.blueprint,
        complaint_desk.blueprint,
    ),
    periodic=PERIODIC,
    panels=PANELS,
    capabilities=CAPABILITIES,
    holdings=HOLDINGS,
    attach=attach,
)
