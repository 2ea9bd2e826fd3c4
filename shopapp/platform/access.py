"""Who may do what: every route declares its access rule, and one gate enforces it before the view runs.

A route without a rule is refused (and fails a test), so forgetting is loud and never open.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ParamSpec, TypeVar

from flask_login import UserMixin

P = ParamSpec("P")
R = TypeVar("R")


class Permission(StrEnum):
    """What a member of staff may be allowed to do. One per place and depth of touch."""

    BACK_OFFICE = "back_office"
    ORDERS_SEE = "orders_see"
    ORDERS_CHANGE = "orders_change"
    ORDERS_DELIVER = "orders_deliver"
    INQUIRIES_SEE = "inquiries_see"
    INQUIRIES_CHANGE = "inquiries_change"
    CONTACTS_REVEAL = "contacts_reveal"
    CASES_SEE = "cases_see"
    CASES_CHANGE = "cases_change"
    INCIDENTS_MANAGE = "incidents_manage"
    PRODUCTS_SEE = "products_see"
    PRODUCTS_CHANGE = "products_change"
    SHOP_SEE = "shop_see"
    SHOP_CHANGE = "shop_change"
    MESSAGES_SEE = "messages_see"
    MESSAGES_SEND = "messages_send"
    STAFF_MANAGE = "staff_manage"
    OWNERS_MANAGE = "owners_manage"
    SECURITY_CHANGE = "security_change"
    DATA_REQUESTS = "data_requests"


class Role(StrEnum):
    """What a member of staff is in the shop. An agent works for somebody else, so that their access ends on a day."""

    OWNER = "owner"
    MANAGER = "manager"
    SELLER = "seller"
    COURIER = "courier"
    AGENT = "agent"


class Area(StrEnum):
    """The personal data a role may meet."""

    ORDERS = "orders"
    INQUIRIES = "inquiries"


class Reach(StrEnum):
    """How much of an area a role sees: all, what they are in charge of, of that what is to be delivered, or nothing."""

    ALL = "all"
    ASSIGNED = "assigned"
    DELIVERIES = "deliveries"
    NONE = "none"


ROLE_MATRIX: dict[Role, frozenset[Permission]] = {
    Role.OWNER: frozenset(Permission),
    Role.MANAGER: frozenset(Permission) - {Permission.OWNERS_MANAGE, Permission.SECURITY_CHANGE},
    Role.SELLER: frozenset(
        {
            Permission.BACK_OFFICE,
            Permission.ORDERS_SEE,
            Permission.ORDERS_CHANGE,
            Permission.ORDERS_DELIVER,
            Permission.INQUIRIES_SEE,
            Permission.INQUIRIES_CHANGE,
            Permission.CONTACTS_REVEAL,
            Permission.CASES_SEE,
            Permission.PRODUCTS_SEE,
            Permission.SHOP_SEE,
            Permission.MESSAGES_SEE,
            Permission.MESSAGES_SEND,
        }
    ),
    Role.COURIER: frozenset({Permission.BACK_OFFICE, Permission.ORDERS_DELIVER}),
    Role.AGENT: frozenset(
        {
            Permission.BACK_OFFICE,
            Permission.ORDERS_SEE,
            Permission.INQUIRIES_SEE,
            Permission.INQUIRIES_CHANGE,
            Permission.PRODUCTS_SEE,
            Permission.PRODUCTS_CHANGE,
        }
    ),
}

ROLE_REACH: dict[Role, dict[Area, Reach]] = {
    Role.OWNER: {Area.ORDERS: Reach.ALL, Area.INQUIRIES: Reach.ALL},
    Role.MANAGER: {Area.ORDERS: Reach.ALL, Area.INQUIRIES: Reach.ALL},
    Role.SELLER: {Area.ORDERS: Reach.ALL, Area.INQUIRIES: Reach.ALL},
    Role.COURIER: {Area.ORDERS: Reach.DELIVERIES, Area.INQUIRIES: Reach.NONE},
    Role.AGENT: {Area.ORDERS: Reach.ASSIGNED, Area.INQUIRIES: Reach.ASSIGNED},
}


@dataclass(frozen=True)
class Principal(UserMixin):  # type: ignore[misc]  # Flask-Login ships no types.
    """A signed-in member of staff, as a request holds them."""

    account_id: int
    shop_id: int
    role: Role
    name: str
    must_set_up: bool = False
    """The owner asks for a second factor and this account has none: nothing but setting it up is open."""

    def get_id(self) -> str:
        """Flask-Login asks for a text."""
        return str(self.account_id)

    def may(self, permission: Permission) -> bool:
        """Whether the role's row of the matrix holds the permission."""
        return permission in ROLE_MATRIX[self.role]

    def reach(self, area: Area) -> Reach:
        """How much of an area's data the role sees."""
        return ROLE_REACH[self.role][area]


@dataclass(frozen=True)
class CustomerPrincipal:
    """A signed-in customer, as a request holds them. They see what is linked to their account and nothing else."""

    account_id: int
    shop_id: int
    name: str


@dataclass(frozen=True)
class AccessRule:
    """How a route is guarded: `open` to all, by an unguessable `link`, for a signed-in `customer`, or for `staff`.

    Only `staff` come with a permission.

    `shopless` routes are served on any host, before a shop is looked up. `in_set_up`: open also to staff who still
    have to set up their second factor.
    """

    kind: str
    permission: Permission | None = None
    shopless: bool = False
    in_set_up: bool = False


def access_rule_of(view: Callable[..., Any]) -> AccessRule | None:
    """The rule a view was declared with."""
    found = getattr(view, "access_rule", None)
    return found if isinstance(found, AccessRule) else None


def _declare(rule: AccessRule) -> Callable[[Callable[P, R]], Callable[P, R]]:
    def mark(view: Callable[P, R]) -> Callable[P, R]:
        view.access_rule = rule  # type: ignore[attr-defined]  # A function carries its own rule.
        return view

    return mark


def open_to_all(view: Callable[P, R]) -> Callable[P, R]:
    """Anybody may call this route of a shop."""
    return _declare(AccessRule("open"))(view)


def for_any_host(view: Callable[P, R]) -> Callable[P, R]:
    """Anybody, on any host, without a shop: health, static files."""
    return _declare(AccessRule("open", shopless=True))(view)


def by_link(view: Callable[P, R]) -> Callable[P, R]:
    """Whoever holds the unguessable token in the address; the view looks it up in its shop and answers 404 else."""
    return _declare(AccessRule("link"))(view)


def require(permission: Permission, *, in_set_up: bool = False) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A signed-in member of staff of this shop whose role holds the permission."""
    return _declare(AccessRule("staff", permission, in_set_up=in_set_up))


def for_customer(view: Callable[P, R]) -> Callable[P, R]:
    """A customer of this shop who is signed in; the view looks up only what is linked to their account."""
    return _declare(AccessRule("customer"))(view)
