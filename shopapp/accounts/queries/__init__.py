"""Every read of accounts, sessions, links, second factors and proofs that has a name."""

from shopapp.accounts.queries.factors import (
    FactorState,
    accounts_with_factor,
    get_factor,
    has_factor,
    needs_second_factor,
)
from shopapp.accounts.queries.proofs import is_proven
from shopapp.accounts.queries.sessions import (
    LinkState,
    Pending,
    SessionRow,
    SignedIn,
    find_link,
    find_pending,
    find_signed_in,
    list_sessions,
)
from shopapp.accounts.queries.staff import (
    NOBODY,
    Credentials,
    StaffRow,
    find_credentials,
    find_member,
    find_staff,
    get_account,
    is_open,
    list_staff,
    names_of_staff,
    owner_emails,
)

__all__ = [
    "NOBODY",
    "Credentials",
    "FactorState",
    "LinkState",
    "Pending",
    "SessionRow",
    "SignedIn",
    "StaffRow",
    "accounts_with_factor",
    "find_credentials",
    "find_link",
    "find_member",
    "find_pending",
    "find_signed_in",
    "find_staff",
    "get_account",
    "get_factor",
    "has_factor",
    "is_open",
    "is_proven",
    "list_sessions",
    "list_staff",
    "names_of_staff",
    "needs_second_factor",
    "owner_emails",
]
