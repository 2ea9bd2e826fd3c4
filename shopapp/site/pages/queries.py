"""When what a page is made from was changed last."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from shopapp.platform.database import db
from shopapp.platform.tenancy.models import Shop
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.shops.models import SettingSection


def last_changed(shop: ShopRef, sections: Sequence[str]) -> datetime:
    """The latest save of any of these sections of the settings, else the day the shop was made. One statement."""
    saved = select(func.max(SettingSection.saved_at))
    saved = saved.where(SettingSection.shop_id == shop.id, SettingSection.name.in_(sections))
    query = select(Shop.created_at, saved.scalar_subquery().label("saved_at")).where(Shop.id == shop.id)
    made, changed = db.session.execute(query).one()
    return changed or made
