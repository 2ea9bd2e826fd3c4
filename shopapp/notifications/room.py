"""What the notifications room gives to the program."""

from flask import Flask
from flask_mail import Mail

from shopapp.notifications import backoffice_views, storefront_views
from shopapp.notifications.capabilities import CAPABILITIES
from shopapp.notifications.channels import open_channel
from shopapp.notifications.holdings import HOLDINGS
from shopapp.notifications.jobs import deliver
from shopapp.notifications.panels import PANELS
from shopapp.notifications.rules import JOBS
from shopapp.platform.rooms import Room
from shopapp.platform.settings import current_settings


def attach(app: Flask) -> None:
    """Set Flask-Mail up, let signed reports in, and refuse an SMS channel that is not installed. Raises BadSetting."""
    with app.app_context():
        settings = current_settings()
    app.config["MAIL_DEFAULT_SENDER"] = settings.mail_sender or None
    # Flask-Mail would keep silent in tests; here tests have a mail server.
    app.config["MAIL_SUPPRESS_SEND"] = False
    Mail(app)
    open_channel("sms", settings)
    # A gateway sends no form; its signature is looked at instead.
    app.extensions["csrf"].exempt(storefront_views.report)


ROOM = Room(
    name="notifications",
    blueprints=(storefront_views.blueprint, backoffice_views.blueprint),
    jobs=dict.fromkeys(JOBS.values(), deliver),
    panels=PANELS,
    capabilities=CAPABILITIES,
    holdings=HOLDINGS,
    attach=attach,
)
