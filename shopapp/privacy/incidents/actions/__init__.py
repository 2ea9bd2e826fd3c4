"""Every change to incidents: the register with its clocks, the people concerned, the notice to them."""

from shopapp.privacy.incidents.actions.notices import begin_notice, save_notice, stop_notice, tell_next
from shopapp.privacy.incidents.actions.people import add_group, add_list, count_next, mark_called, remove_group
from shopapp.privacy.incidents.actions.register import (
    append_note,
    change_incident,
    close_incident,
    open_incident,
    remind,
    settle_clock,
)

__all__ = [
    "add_group",
    "add_list",
    "append_note",
    "begin_notice",
    "change_incident",
    "close_incident",
    "count_next",
    "mark_called",
    "open_incident",
    "remind",
    "remove_group",
    "save_notice",
    "settle_clock",
    "stop_notice",
    "tell_next",
]
