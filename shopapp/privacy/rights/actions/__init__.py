"""Every change to requests about one's own data."""

from shopapp.privacy.rights.actions.carry import EXPORT_JOB, EXPORT_LINK, JOB, export_ready
from shopapp.privacy.rights.actions.correct import correct_records
from shopapp.privacy.rights.actions.desk import answer_request, do_request, extend_request, refuse_request
from shopapp.privacy.rights.actions.erase import go_on
from shopapp.privacy.rights.actions.history import LINK, locked, note_step, token_of
from shopapp.privacy.rights.actions.identity import check_code, note_identity, send_code
from shopapp.privacy.rights.actions.others import mail_order, note_sent, tick_off
from shopapp.privacy.rights.actions.requests import open_request

__all__ = [
    "EXPORT_JOB",
    "EXPORT_LINK",
    "JOB",
    "LINK",
    "answer_request",
    "check_code",
    "correct_records",
    "do_request",
    "export_ready",
    "extend_request",
    "go_on",
    "locked",
    "mail_order",
    "note_identity",
    "note_sent",
    "note_step",
    "open_request",
    "refuse_request",
    "send_code",
    "tick_off",
    "token_of",
]
