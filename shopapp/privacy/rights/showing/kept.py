"""What the law has the shop keep although its person wants it deleted: what, until when, and where that stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import func, select

from shopapp.kernel.clock import local_day
from shopapp.kernel.folding import fold
from shopapp.orders.models import Order
from shopapp.platform.database import db
from shopapp.platform.holdings import Holding
from shopapp.platform.i18n import language, show_day
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.keeping.rules import evidence_period
from shopapp.privacy.keeping.wording import period_words
from shopapp.records.law import the_law
from shopapp.shops.queries import get_profile

_HOUSEHOLD = "ho kinh doanh"


@dataclass(frozen=True)
class Kept:
    """One thing the law keeps: what of it, why, and until when, all in words."""

    what: str
    ground: str
    until: str


def law_keeps(shop: ShopRef, found: Sequence[tuple[Holding, Sequence[int]]]) -> list[Kept]:
    """What of these records stays after an erasure, by name; nothing where there is nothing of the sort."""
    kept = []
    sent = [id_ for held, ids in found if held.name == "order.sent" for id_ in ids]
    if sent:
        kept.append(_accounts(shop, sent))
    if any(held.name in ("consent", "data_request") for held, _ids in found):
        kept.append(_evidence())
    return kept


def accounts_end(shop: ShopRef, day: date) -> date:
    """Until when the figures of a sale on this day are kept: so many years after the end of its year."""
    return date(day.year + the_law().accounts_years[_form(shop)], 12, 31)


def _accounts(shop: ShopRef, ids: Sequence[int]) -> Kept:
    query = select(func.max(Order.placed_at)).where(Order.shop_id == shop.id, Order.id.in_(list(ids)[-500:]))
    return accounts_kept(shop, local_day(db.session.execute(query).scalar_one()))


def accounts_kept(shop: ShopRef, latest: date) -> Kept:
    """What the law keeps of orders of which the last was placed on a day, or before it."""
    source = the_law().accounts_source[_form(shop)]
    return Kept(
        what=_("Of each order its number, day, goods and amounts, without name, phone, e-mail, address or notes."),
        ground=_("accounts: article %(article)s of %(act)s", article=source.article, act=source.name(language())),
        until=_("at least until %(day)s; these figures name nobody", day=show_day(accounts_end(shop, latest))),
    )


def _evidence() -> Kept:
    return Kept(
        what=_(
            "That somebody agreed, took it back or made a request, and when; your contact in it is replaced by a mark "
            "that only you can prove is yours."
        ),
        ground=_("proof of lawful use, which the law asks of the shop"),
        until=_(
            "a consent %(consent)s after it ended, a request %(request)s after it was closed",
            consent=period_words(evidence_period("consent")),
            request=period_words(evidence_period("data_request")),
        ),
    )


def _form(shop: ShopRef) -> str:
    """Which term holds for the shop; the longer one unless it says it is a household business."""
    return "household" if fold(get_profile(shop).legal.name).startswith(_HOUSEHOLD) else "company"
