"""The words of incidents: kinds, clocks, rules by which people are found, ways of telling, papers, entries."""

from enum import StrEnum


class IncidentKind(StrEnum):
    """What sort of thing has happened."""

    ATTACK = "attack"
    LOSS = "loss"
    WRONG_RECIPIENT = "wrong_recipient"
    THEFT = "theft"
    OTHER = "other"


class ClockName(StrEnum):
    """The two duties to report: an attack on the system, and a violation that may harm people."""

    ATTACK = "attack"
    VIOLATION = "violation"


class ClockOutcome(StrEnum):
    """How a clock was stopped."""

    REPORTED = "reported"
    NOT_NEEDED = "not_needed"


class DataKind(StrEnum):
    """Kinds of data an incident may touch, as the report to the authority names them."""

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    RECIPIENT = "recipient"
    ORDERS = "orders"
    MESSAGES = "messages"
    FILES = "files"
    PASSWORDS = "passwords"
    PAYMENTS = "payments"
    OTHER = "other"


class GroupRule(StrEnum):
    """By which rule people concerned are found."""

    ALL = "all"
    ORDERS = "orders"
    PRODUCT = "product"
    INQUIRIES = "inquiries"
    SESSIONS = "sessions"
    LIST = "list"


NEEDS_DAYS = frozenset({GroupRule.ORDERS, GroupRule.INQUIRIES, GroupRule.SESSIONS})


class Way(StrEnum):
    """How people are told: by mail and those without an address by text message, or by one of the two alone."""

    BOTH = "both"
    EMAIL = "email"
    SMS = "sms"


class NoticeState(StrEnum):
    """How far the telling has come."""

    DRAFT = "draft"
    TELLING = "telling"
    STOPPED = "stopped"
    TOLD = "told"


class Paper(StrEnum):
    """Documents filled from the register: the report to the authority, the confirmation record, the closing report."""

    REPORT = "bao-cao"
    RECORD = "bien-ban"
    CLOSING = "tong-ket"


class EntryKind(StrEnum):
    """What was done about an incident."""

    OPENED = "opened"
    CHANGED = "changed"
    SETTLED = "settled"
    GROUP_ADDED = "group_added"
    GROUP_COUNTED = "group_counted"
    GROUP_REMOVED = "group_removed"
    NOTICE_BEGUN = "notice_begun"
    NOTICE_STOPPED = "notice_stopped"
    NOTICE_DONE = "notice_done"
    CALLED = "called"
    NOTE = "note"
    CLOSED = "closed"
