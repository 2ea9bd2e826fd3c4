"""A shop's keeping periods, the record of its purges, and warnings of accounts that are about to go."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shopapp.platform.database import Base, BigId
from shopapp.platform.personal_data import not_personal
from shopapp.platform.tenancy.models import ShopOwned, shop_key

_HOLDING = "the name of a sort of records"


class KeepingRule(ShopOwned, Base):
    """How long data declared for one rule is kept. `count` None: until the person asks. A missing row: the default."""

    __tablename__ = "keeping_rule"
    __table_args__ = (UniqueConstraint("shop_id", "keep"),)

    keep: Mapped[str] = not_personal("one of the closed list of keeping rules", String(20))
    count: Mapped[int | None]
    unit: Mapped[str] = not_personal("days or months", String(6), default="")
    account_id: Mapped[int | None] = mapped_column(BigInteger)
    changed_at: Mapped[datetime]


class PurgeRun(ShopOwned, Base):
    """One purge. `step` and `last_id` say how far it has come, so that another worker can go on after a crash."""

    __tablename__ = "purge_run"
    __table_args__ = (Index(None, "shop_id", "finished_at"),)

    night: Mapped[date]
    cause: Mapped[str] = not_personal("night or command", String(8))
    step: Mapped[str] = not_personal(_HOLDING, String(60), default="")
    last_id: Mapped[int] = mapped_column(BigInteger, default=0)
    started_at: Mapped[datetime]
    worked_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class PurgeCount(ShopOwned, Base):
    """How many records of one sort a purge removed under which rule, and how many had to wait."""

    __tablename__ = "purge_count"
    __table_args__ = (
        shop_key("run_id", "purge_run", ondelete="CASCADE"),
        UniqueConstraint("shop_id", "run_id", "holding"),
    )

    run_id: Mapped[int] = mapped_column(BigId)
    holding: Mapped[str] = not_personal(_HOLDING, String(60))
    rule: Mapped[str] = not_personal("the rule and its period", String(40))
    removed: Mapped[int] = mapped_column(default=0)
    waiting: Mapped[int] = mapped_column(default=0)


class InactiveAccount(ShopOwned, Base):
    """A customer's account that was warned because nobody has used it for long. The row goes with the account."""

    __tablename__ = "inactive_account"
    __table_args__ = (
        UniqueConstraint("shop_id", "account_id"),
        shop_key("account_id", "account", ondelete="CASCADE"),
    )

    account_id: Mapped[int] = mapped_column(BigId)
    message_id: Mapped[int] = mapped_column(BigInteger)
    warned_at: Mapped[datetime]
