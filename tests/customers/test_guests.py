"""Who comes again is the same guest, in each shop for itself."""

from typing import Any

from flask import Flask

from shopapp.customers.actions import remember_guest
from shopapp.customers.models import Customer
from shopapp.customers.queries import find_customer, get_customers
from shopapp.platform.database import transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.builders import NOW
from tests.orders.builders import EMAIL, PHONE, rows_of


def remember(app: Flask, shop: ShopRef, **differences: Any) -> int:
    guest = {"name": "Nguyễn Thị Mẫu", "phone": PHONE, "email": EMAIL, "language": "vi", "source": "web", "now": NOW}
    with app.app_context(), acting_for(shop), transaction():
        return remember_guest(shop, **(guest | differences))  # type: ignore[arg-type]


def test_the_same_contact_is_the_same_guest_under_its_first_name(app: Flask, shop: ShopRef) -> None:
    first = remember(app, shop)
    assert remember(app, shop, name="Ai Đó", source="phone") == first
    [guest] = rows_of(app, shop, Customer)
    assert (guest.name, guest.source) == ("Nguyễn Thị Mẫu", "web")


def test_another_phone_or_email_is_another_guest(app: Flask, shop: ShopRef) -> None:
    ids = {
        remember(app, shop),
        remember(app, shop, email=""),
        remember(app, shop, phone=""),
        remember(app, shop, phone="+84900000199"),
    }
    assert len(ids) == 4


def test_guests_without_any_contact_are_never_taken_for_one(app: Flask, shop: ShopRef) -> None:
    assert remember(app, shop, phone="", email="") != remember(app, shop, phone="", email="")


def test_a_guest_of_one_shop_is_a_stranger_in_the_other(app: Flask, two_shops: tuple[ShopRef, ShopRef]) -> None:
    a, b = two_shops
    in_a, in_b = remember(app, a), remember(app, b)
    assert in_a != in_b
    with app.app_context(), acting_for(b):
        assert find_customer(b, in_a) is None
        assert set(get_customers(b, [in_a, in_b])) == {in_b}
