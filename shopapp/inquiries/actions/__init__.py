"""Every change to inquiries: what visitors send, what staff do with it, and files on their way into a thread."""

from shopapp.inquiries.actions.desk import add_note, answer, assign, close, reopen, type_in
from shopapp.inquiries.actions.files import forget_uploads, keep_uploads, move_uploads
from shopapp.inquiries.actions.send import send_inquiry, write_on

__all__ = [
    "add_note",
    "answer",
    "assign",
    "close",
    "forget_uploads",
    "keep_uploads",
    "move_uploads",
    "reopen",
    "send_inquiry",
    "type_in",
    "write_on",
]
