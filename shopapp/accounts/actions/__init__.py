"""Every change to accounts, their sessions and links, and to proofs of a contact."""

from shopapp.accounts.actions.proofs import check_proof_code, make_proof_code, send_proof_code
from shopapp.accounts.actions.sessions import (
    end_session,
    end_sessions,
    make_sign_in_link,
    mark_seen,
    start_session,
    sweep,
    use_sign_in_link,
)
from shopapp.accounts.actions.staff import create_staff, disable_account, enable_account, renew_hash, set_password

__all__ = [
    "check_proof_code",
    "create_staff",
    "disable_account",
    "enable_account",
    "end_session",
    "end_sessions",
    "make_proof_code",
    "make_sign_in_link",
    "mark_seen",
    "renew_hash",
    "send_proof_code",
    "set_password",
    "start_session",
    "sweep",
    "use_sign_in_link",
]
