"""What a shop has chosen."""

from sqlalchemy import select

from shopapp.platform.database import db
from shopapp.platform.personal_data import Keep
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.keeping.models import KeepingRule
from shopapp.privacy.keeping.rules import LIMITS, Period, Rules, Unit, defaults


def rules_of(shop: ShopRef) -> Rules:
    """The shop's choice for each rule; what it has never chosen is the default of its kind."""
    query = select(KeepingRule.keep, KeepingRule.count, KeepingRule.unit).where(KeepingRule.shop_id == shop.id)
    chosen = {
        Keep(keep): None if count is None else Period(count, Unit(unit))
        for keep, count, unit in db.session.execute(query)
    }
    return {keep: chosen.get(keep, usual) for keep, usual in defaults(shop.kind).items() if keep in LIMITS}
