"""Reads of the privacy room."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, and_, cast, func, select

from shopapp.content.models import UsageCount
from shopapp.customers.models import Customer
from shopapp.customers.rules import OwnRows
from shopapp.inquiries.models import Inquiry
from shopapp.orders.models import Order
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.models import PolicyNotice, PolicyWords
from shopapp.records.models import PolicyVersion


@dataclass(frozen=True)
class OwnWords:
    """What the shop adds to its policy, by language; `edit` 0 while it has never said anything."""

    vi: str = ""
    en: str = ""
    edit: int = 0

    def in_language(self, language: str) -> str:
        """The words in a language; the Vietnamese ones where there are none."""
        return (self.en if language == "en" else self.vi) or self.vi


def own_words(shop: ShopRef) -> OwnWords:
    """The shop's own words."""
    query = select(PolicyWords.vi, PolicyWords.en, PolicyWords.edit).where(PolicyWords.shop_id == shop.id)
    row = db.session.execute(query).one_or_none()
    return OwnWords(row.vi, row.en, row.edit) if row else OwnWords()


def find_words_row(shop: ShopRef) -> PolicyWords | None:
    """The row itself, locked for a change."""
    query = select(PolicyWords).where(PolicyWords.shop_id == shop.id).with_for_update()
    return db.session.execute(query).scalars().one_or_none()


def own_subjects(shop: ShopRef, own: OwnRows) -> dict[str, list[int]]:
    """The orders, inquiries and account of a customer, as evidence names them; the latest two hundred of each."""
    subjects: dict[str, list[int]] = {"account": [own.account_id]}
    for kind, model in (("order", Order), ("inquiry", Inquiry)):
        query = select(model.id).where(model.shop_id == shop.id, model.customer_id.in_(own.customer_ids))
        subjects[kind] = list(db.session.execute(query.order_by(model.id.desc()).limit(200)).scalars())
    return subjects


def codes_of(shop: ShopRef, kind: str, ids: Collection[int]) -> dict[int, str]:
    """Id → the code people know an order or inquiry by."""
    model = Order if kind == "order" else Inquiry
    query = select(model.id, model.code).where(model.shop_id == shop.id, model.id.in_(ids))
    return {row.id: row.code for row in db.session.execute(query)}


@dataclass(frozen=True)
class Version:
    """One version of the policy as the list shows it; `read` how often it was looked at."""

    number: int
    effective_at: datetime
    read: int


def list_versions(shop: ShopRef) -> list[Version]:
    """Every version of the policy, newest first, in one statement."""
    looked = and_(
        UsageCount.shop_id == PolicyVersion.shop_id,
        UsageCount.kind == "policy",
        UsageCount.key == cast(PolicyVersion.number, String),
    )
    query = (
        select(PolicyVersion.number, PolicyVersion.effective_at, func.coalesce(func.sum(UsageCount.count), 0))
        .outerjoin(UsageCount, looked)
        .where(PolicyVersion.shop_id == shop.id)
        .group_by(PolicyVersion.number, PolicyVersion.effective_at)
        .order_by(PolicyVersion.number.desc())
    )
    return [Version(number, effective_at, int(read)) for number, effective_at, read in db.session.execute(query)]


def find_notice(shop: ShopRef, notice_id: int) -> PolicyNotice | None:
    """One telling of a changed policy."""
    query = select(PolicyNotice).where(PolicyNotice.shop_id == shop.id, PolicyNotice.id == notice_id)
    return db.session.execute(query).scalars().one_or_none()


def latest_notice(shop: ShopRef) -> PolicyNotice | None:
    """How the telling of the newest material change stands."""
    query = select(PolicyNotice).where(PolicyNotice.shop_id == shop.id).order_by(PolicyNotice.id.desc()).limit(1)
    return db.session.execute(query).scalars().one_or_none()


def customers_to_tell(shop: ShopRef, after_id: int, count: int) -> Sequence[Customer]:
    """The next customers with an e-mail address, by id."""
    query = select(Customer).where(Customer.shop_id == shop.id, Customer.id > after_id, Customer.email != "")
    return db.session.execute(query.order_by(Customer.id).limit(count)).scalars().all()
