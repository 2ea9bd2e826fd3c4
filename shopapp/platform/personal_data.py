"""The vocabulary in which personal data is declared, once, on its column; many readers read it there.

Policy page, consent wording, export, erasure, keeping periods, masking, disclosure checks and log scrubbing all ask
`personal_columns()`. A test refuses a column that could hold text and declares nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Boolean, Column, Date, DateTime, Integer, MetaData, Numeric, Time
from sqlalchemy.orm import MappedColumn, mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine

_PERSONAL = "personal"
_NOT_PERSONAL = "not_personal"
_SHORT_LIVED = "short_lived"
# Numbers, moments and yes or no: by themselves they name nobody.
_TELLS_NOTHING = (Boolean, Integer, Numeric, DateTime, Date, Time)


class Subject(StrEnum):
    """Whose data it is."""

    CUSTOMER = "customer"
    RECIPIENT = "recipient"
    STAFF = "staff"
    VISITOR = "visitor"


class Kind(StrEnum):
    """What sort of data it is; masking follows from it."""

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    CONTACT = "contact"
    ADDRESS = "address"
    FREE_TEXT = "free_text"
    FILE = "file"
    DEVICE = "device"
    CREDENTIAL = "credential"
    RECORD = "record"


class Purpose(StrEnum):
    """The closed list of purposes each consent, use and keeping rule refers to."""

    ORDER = "order"
    CARE = "care"
    PERSONALISATION = "personalisation"
    IMPROVEMENT = "improvement"
    MARKETING = "marketing"
    SECURITY = "security"
    LEGAL = "legal"
    RESEARCH = "research"
    NEWS = "news"
    STATISTICS = "statistics"


class Keep(StrEnum):
    """When it stops being needed; the periods themselves are settings of each shop."""

    UNTIL_ASKED = "until_asked"
    UNTIL_PURPOSE_ENDS = "until_purpose_ends"
    AFTER_DELIVERY = "after_delivery"
    AFTER_ANSWER = "after_answer"
    AFTER_SENT = "after_sent"
    HOURS_24 = "hours_24"
    WHILE_VALID = "while_valid"
    LAW = "law"


class Erase(StrEnum):
    """What erasing does to it."""

    BLANK = "blank"
    DELETE_ROW = "delete_row"
    KEEP_PROOF = "keep_proof"


class ReceiverKind(StrEnum):
    """Kinds of outsiders data may be handed to."""

    CARRIER = "carrier"
    PAYMENT = "payment"
    MAIL_GATEWAY = "mail_gateway"
    SMS_GATEWAY = "sms_gateway"
    HOSTING = "hosting"
    AUTHORITY = "authority"
    RESEARCH = "research"
    SUPPLIER = "supplier"


class Mask(StrEnum):
    """How a value is shown to people who have not asked for all of it."""

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    HIDDEN = "hidden"
    NEVER_SHOWN = "never_shown"


# What has no mask of its own is hidden whole; a credential is shown to nobody at all.
_MASKS = {
    Kind.NAME: Mask.NAME,
    Kind.PHONE: Mask.PHONE,
    Kind.EMAIL: Mask.EMAIL,
    Kind.CREDENTIAL: Mask.NEVER_SHOWN,
}


@dataclass(frozen=True)
class Declaration:
    """Everything the program knows about one personal column."""

    subject: Subject
    kind: Kind
    purposes: frozenset[Purpose]
    keep: Keep
    erase: Erase
    receivers: frozenset[ReceiverKind]

    @property
    def mask(self) -> Mask:
        """How the value is shown until somebody asks for all of it; follows from its kind."""
        return _MASKS.get(self.kind, Mask.HIDDEN)


def personal(
    subject: Subject,
    kind: Kind,
    *args: Any,
    purposes: set[Purpose],
    keep: Keep,
    erase: Erase,
    receivers: set[ReceiverKind] | None = None,
    **kwargs: Any,
) -> MappedColumn[Any]:
    """A mapped column that holds personal data. Further arguments go to `mapped_column`."""
    declaration = Declaration(subject, kind, frozenset(purposes), keep, erase, frozenset(receivers or ()))
    return mapped_column(*args, info={_PERSONAL: declaration}, **kwargs)


def not_personal(why: str, *args: Any, **kwargs: Any) -> MappedColumn[Any]:
    """A mapped text column that holds no personal data, with the reason. Further arguments go to `mapped_column`."""
    return mapped_column(*args, info={_NOT_PERSONAL: why}, **kwargs)


def short_lived(why: str, *args: Any, **kwargs: Any) -> MappedColumn[Any]:
    """A mapped text column made of what a browser sends, which by itself leads to nobody and is soon gone.

    It is no personal data, but the inventory names it all the same, with the reason. Further arguments go to
    `mapped_column`.
    """
    return mapped_column(*args, info={_NOT_PERSONAL: why, _SHORT_LIVED: True}, **kwargs)


def short_lived_columns(metadata: MetaData) -> Iterator[tuple[Column[Any], str]]:
    """Every short-lived column with its reason, in the order of the tables' names."""
    for table in sorted(metadata.tables.values(), key=lambda t: t.name):
        for column in table.columns:
            if column.info.get(_SHORT_LIVED):
                yield column, str(column.info[_NOT_PERSONAL])


def declaration_of(column: Column[Any]) -> Declaration | None:
    """The declaration of a personal column, None for any other."""
    found = column.info.get(_PERSONAL)
    return found if isinstance(found, Declaration) else None


def is_declared(column: Column[Any]) -> bool:
    """Whether the column says either way."""
    return _PERSONAL in column.info or bool(column.info.get(_NOT_PERSONAL))


def undeclared_columns(metadata: MetaData) -> list[Column[Any]]:
    """Columns that could hold something about a person and say neither way."""
    columns = (column for table in metadata.tables.values() for column in table.columns)
    return [
        column for column in columns if not isinstance(_kept_as(column), _TELLS_NOTHING) and not is_declared(column)
    ]


def _kept_as(column: Column[Any]) -> TypeEngine[Any]:
    """The type a column has in the database, below any type of ours around it."""
    found: TypeEngine[Any] = column.type
    return found.impl_instance if isinstance(found, TypeDecorator) else found


def personal_columns(metadata: MetaData) -> Iterator[tuple[Column[Any], Declaration]]:
    """Every personal column of the schema with its declaration, in the order of the tables' names."""
    for table in sorted(metadata.tables.values(), key=lambda t: t.name):
        for column in table.columns:
            declaration = declaration_of(column)
            if declaration is not None:
                yield column, declaration
