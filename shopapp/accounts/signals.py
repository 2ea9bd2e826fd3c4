"""News this room has for higher ones: somebody says that an account, an order or a contact was used without leave.

    misuse_reported.send(shop, report=MisuseReport(...))

is sent inside the transaction of the change it belongs to; `inquiries` listens and opens a case in that same
transaction, so that neither is ever there without the other. A receiver that raises ends the transaction.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from blinker import Namespace

from shopapp.records.rules import Reference


class MisuseKind(StrEnum):
    """What is said to have happened."""

    UNAUTHORISED_USE = "unauthorised_use"
    ABUSE = "abuse"
    BREACH = "breach"
    CREDENTIALS = "credentials"
    NOT_ME = "not_me"
    ACCOUNT_SECURED = "account_secured"


@dataclass(frozen=True)
class MisuseReport:
    """One report: which account and row it is about (None: not known), who says so, and what they say.

    `contact` is a phone number in E.164 form, an e-mail address, or "" where none was given; answers go to it in
    `language` ("vi" or "en"). `text` is what was typed, or "" where a button was all that was pressed. `now` is aware
    UTC.
    """

    kind: MisuseKind
    account_id: int | None
    subject: Reference | None
    name: str
    contact: str
    text: str
    language: str
    now: datetime


_news = Namespace()
misuse_reported = _news.signal("misuse-reported")
