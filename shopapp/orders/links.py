"""The links by which the contacts of an order say that it is not theirs: one a contact, so that we know who says so."""

from enum import StrEnum

from shopapp.orders.models import Order
from shopapp.platform.links import link_hash
from shopapp.platform.tenancy.refs import ShopRef


class Medium(StrEnum):
    """By which of the order's contacts a link came."""

    MAIL = "mail"
    SMS = "sms"


# The kind names the purpose: a link made for one thing opens no other.
KINDS = {Medium.MAIL: "disown_mail", Medium.SMS: "disown_sms"}
PATH = "/khong-phai-toi/{token}"


def disown_link(shop: ShopRef, order: Order, medium: Medium) -> list[object]:
    """The link for a message's facts. Its hash is stored on the order, also on one from before there were such."""
    if medium is Medium.MAIL:
        stored = order.disown_mail_hash = order.disown_mail_hash or _hash(shop, order, medium)
    else:
        stored = order.disown_sms_hash = order.disown_sms_hash or _hash(shop, order, medium)
    return [KINDS[medium], order.number, order.link_version, stored]


def give_disown_links(shop: ShopRef, order: Order) -> None:
    """Store the hashes of a new order's links together with the order."""
    for medium in Medium:
        if contact_of(order, medium):
            disown_link(shop, order, medium)


def contact_of(order: Order, medium: Medium) -> str:
    """The contact such a link was sent to."""
    return order.sender_email if medium is Medium.MAIL else order.sender_phone


def _hash(shop: ShopRef, order: Order, medium: Medium) -> str:
    return link_hash(shop, KINDS[medium], order.number, order.link_version)
