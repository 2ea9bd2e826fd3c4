"""The one list of rooms: what each gives to the program. A room that is not here does not exist."""

from flask import Flask

from shopapp.accounts.room import ROOM as ACCOUNTS
from shopapp.catalog.room import ROOM as CATALOG
from shopapp.content.room import ROOM as CONTENT
from shopapp.customers.room import ROOM as CUSTOMERS
from shopapp.delivery.room import ROOM as DELIVERY
from shopapp.frames.room import ROOM as FRAMES
from shopapp.inquiries.room import ROOM as INQUIRIES
from shopapp.notifications.room import ROOM as NOTIFICATIONS
from shopapp.operations.room import ROOM as OPERATIONS
from shopapp.orders.room import ROOM as ORDERS
from shopapp.platform.rooms import Room
from shopapp.platform.web.panels import Panel, init_panels
from shopapp.privacy.room import ROOM as PRIVACY
from shopapp.records.room import ROOM as RECORDS
from shopapp.shops.room import ROOM as SHOPS
from shopapp.site.room import ROOM as SITE

# Lowest first.
ROOMS: tuple[Room, ...] = (
    FRAMES,
    RECORDS,
    SHOPS,
    NOTIFICATIONS,
    ACCOUNTS,
    CATALOG,
    CONTENT,
    DELIVERY,
    CUSTOMERS,
    INQUIRIES,
    ORDERS,
    PRIVACY,
    SITE,
    OPERATIONS,
)


def register(app: Flask) -> None:
    """Attach every room to the application."""
    panels: dict[str, list[Panel]] = {}
    for room in ROOMS:
        for blueprint in room.blueprints:
            app.register_blueprint(blueprint)
        for place, shown in room.panels.items():
            panels.setdefault(place, []).extend(shown)
        if room.attach:
            room.attach(app)
    init_panels(app, panels)
    app.extensions["shopapp_capabilities"] = tuple(c for room in ROOMS for c in room.capabilities)
    app.extensions["shopapp_holdings"] = tuple(held for room in ROOMS for held in room.holdings)
    app.extensions["shopapp_jobs"] = {kind: job for room in ROOMS for kind, job in room.jobs.items()}
    app.extensions["shopapp_periodic"] = tuple(work for room in ROOMS for work in room.periodic)
