"""What the customers room gives to the program."""

from datetime import timedelta

from flask import Flask

from shopapp.customers.capabilities import CAPABILITIES
from shopapp.customers.holdings import HOLDINGS
from shopapp.customers.jobs import forget_claims
from shopapp.customers.storefront_views import blueprint
from shopapp.customers.web import load_customer
from shopapp.platform.rooms import Periodic, Room
from shopapp.platform.web.gate import load_customers_by


def _attach(app: Flask) -> None:
    load_customers_by(app, load_customer)


ROOM = Room(
    name="customers",
    blueprints=(blueprint,),
    periodic=(Periodic("customers.claims", timedelta(hours=1), forget_claims),),
    capabilities=CAPABILITIES,
    holdings=HOLDINGS,
    attach=_attach,
)
