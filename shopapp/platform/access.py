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
    INQUIRIES_SEE = "inquiries_see"
    INQUIRIES_CHANGE = "inquiries_change"
    PRODUCTS_SEE = "products_see"
    PRODUCTS_CHANGE = "products_change"
    SHOP_SEE = "shop_see"
    SHOP_CHANGE = "shop_change"
    MESSAGES_SEE = "messages_see"
    MESSAGES_SEND = "messages_send"


class Role(StrEnum):
    """What a member of staff is in the shop."""

    OWNER = "owner"
    SELLER = "seller"


ROLE_MATRIX: dict[Role, frozenset[Permission]] = {
    Role.OWNER: frozenset(Permission),
    Role.SELLER: frozenset(Permission) - {Permission.SHOP_CHANGE, Permission.PRODUCTS_CHANGE},
}


@dataclass(frozen=True)
class Principal(UserMixin):  # type: ignore[misc]  # Flask-Login ships no types.
    """A signed-in member of staff, as a request holds them."""

    account_id: int
    shop_id: int
    role: Role
    name: str

    def get_id(self) -> str:
        """Flask-Login asks for a text."""
        return str(self.account_id)

    def may(self, permission: Permission) -> bool:
        """Whether the role's row of the matrix holds the permission."""
        return permission in ROLE_MATRIX[self.role]


@dataclass(frozen=True)
class AccessRule:
    """How a route is guarded: `open` to all, by an unguessable `link`, or for `staff` with a permission.

    `shopless` routes are served on any host, before a shop is looked up.
    """

    kind: str
    permission: Permission | None = None
    shopless: bool = False


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


def require(permission: Permission) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A signed-in member of staff of this shop whose role holds the permission."""
    return _declare(AccessRule("staff", permission))
