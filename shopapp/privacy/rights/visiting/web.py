"""Between the cookie of a visit and the person behind a request: proven by a code, or a signed-in customer."""

from dataclasses import dataclass
from datetime import datetime

from flask import g, request
from werkzeug.wrappers import Response

from shopapp.accounts.web import cookie_name
from shopapp.customers.queries import person_behind, person_of_account, proven_contacts
from shopapp.kernel import clock
from shopapp.platform.holdings import Person
from shopapp.platform.settings import current_settings
from shopapp.platform.web.gate import current_shop, find_current_customer
from shopapp.privacy.rights.visiting.queries import find_visit
from shopapp.privacy.rights.visiting.rules import VISIT_FOR, Visit

COOKIE = "data"
_LONGEST_TOKEN = 64


@dataclass(frozen=True)
class Visitor:
    """Who may see data on this request.

    `contact` is where answers go; `plain` are the contacts they have proven themselves here, shown in full; any other
    is masked. `until` is when a code's proof ends, None for a signed-in customer.
    """

    person: Person
    contact: str
    plain: frozenset[str]
    until: datetime | None

    @property
    def is_signed_in(self) -> bool:
        """Whether they signed in with an account instead of typing a code."""
        return self.until is None


def read_token() -> str:
    """The token of the visit's cookie of this request, or ""."""
    token = request.cookies.get(cookie_name(COOKIE), "")
    return token if len(token) <= _LONGEST_TOKEN else ""


def set_token(response: Response, token: str) -> None:
    """Keep a visit in this browser for half an hour; "" takes it back."""
    response.set_cookie(
        cookie_name(COOKIE),
        token,
        max_age=VISIT_FOR if token else 0,
        secure=current_settings().secure_cookies,
        httponly=True,
        samesite="Lax",
    )


def current_visit() -> Visit | None:
    """The visit of this browser, proven or still waiting for its code."""
    return find_visit(current_shop(), read_token(), now=clock.now())


def find_visitor() -> Visitor | None:
    """Whose data this request may see: of the contact that was proven by code, else of whoever is signed in."""
    if "data_visitor" not in g:
        g.data_visitor = _load()
    found = g.data_visitor
    return found if isinstance(found, Visitor) else None


def _load() -> Visitor | None:
    shop, visit = current_shop(), current_visit()
    if visit is not None and visit.is_proven:
        plain = frozenset({visit.contact})
        return Visitor(person_behind(shop, visit.contact), visit.contact, plain, visit.expires_at)
    me = find_current_customer()
    contacts = proven_contacts(shop, me.account_id) if me is not None else []
    if me is None or not contacts:
        return None
    return Visitor(person_of_account(shop, me.account_id), contacts[0], frozenset(contacts), None)
