"""One customer of each sample shop with an account, so that the account pages have something to show."""

from datetime import datetime

from sqlalchemy import select

from shopapp.accounts.passwords import hash_password
from shopapp.customers import actions
from shopapp.customers.queries import find_account_id
from shopapp.customers.rules import AddressDraft, Registration, Visit
from shopapp.delivery.places import find_place, wards
from shopapp.delivery.queries import list_areas
from shopapp.notifications.models import Message
from shopapp.operations.demo.shops import host_of
from shopapp.operations.demo.stories import PEOPLE
from shopapp.platform.database import db, transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for

# Whoever the stories begin with: their orders and questions join the account.
WHO = PEOPLE[0]


def set_customer_password(shop: ShopRef, password: str, *, shop_name: str, now: datetime) -> None:
    """Give the shop's sample customer this password; registers them first where there is no account yet."""
    with acting_for(shop):
        account = find_account_id(shop, WHO.email)
        if account is None:
            account = _register(shop, password, now)
            with transaction():
                actions.add_address(shop, account, _home(shop), now=now)
            return
        with transaction():
            actions.change_password(
                shop, account, password, shop_name=shop_name, visit=Visit(host_of(shop.slug)), now=now
            )


def _register(shop: ShopRef, password: str, now: datetime) -> int:
    """The road of a visitor; the code is read from the outbox, where only the demo looks for it."""
    draft = Registration(WHO.name, WHO.phone, WHO.email, "email", hash_password(password), "vi", None, "")
    with transaction():
        token = actions.claim_for_registration(shop, draft, now=now)
    newest = select(Message.facts).where(Message.shop_id == shop.id, Message.kind == "accounts.code")
    code = db.session.execute(newest.order_by(Message.id.desc()).limit(1)).scalar_one()["code"]
    with transaction():
        actions.fulfil(shop, token, code, visit=Visit(host_of(shop.slug)), account_id=None, now=now)
    account = find_account_id(shop, WHO.email)
    if account is None:
        raise RuntimeError("the sample customer did not register")
    return account


def _home(shop: ShopRef) -> AddressDraft:
    area = list_areas(shop)[0]
    province = min(area.provinces)
    place = find_place(province, min(area.wards, default=wards(province)[0][0]))
    if place is None:
        raise RuntimeError("a sample shop delivers to a place that is not there")
    return AddressDraft(
        "Nhà", "", "", WHO.street, place.ward_code, place.ward_name, place.province_code, place.province_name
    )
