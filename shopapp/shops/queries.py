"""Reads of the shop's profile and of how its sections were saved."""

import re

from sqlalchemy import select

from shopapp.platform.database import db
from shopapp.platform.i18n import readers_language
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.shops.mark import Mark, mark_from
from shopapp.shops.models import LogoFile, SettingSection, ShopProfile
from shopapp.shops.rules import Profile, SavedSection, profile_from

_PARTS = tuple(Profile.__dataclass_fields__)


def get_profile_row(shop: ShopRef) -> ShopProfile:
    """The profile's row, for actions."""
    return db.session.execute(select(ShopProfile).where(ShopProfile.shop_id == shop.id)).scalar_one()


def get_profile(shop: ShopRef) -> Profile:
    """Everything the shop says about itself, as frozen values.

    On visitors' pages, in messages and policies its texts are in the reader's language where the shop has worded them
    so; on staff's pages they are the shop's own, which is what forms are filled from (`i18n.readers_language`).
    """
    return profile_of(get_profile_row(shop)).in_language(readers_language())


def profile_of(row: ShopProfile) -> Profile:
    """A row as frozen values, in the shop's own words."""
    return profile_from({name: getattr(row, name) for name in _PARTS})


def find_section(shop: ShopRef, name: str) -> SavedSection:
    """How a section was saved last."""
    query = select(SettingSection).where(SettingSection.shop_id == shop.id, SettingSection.name == name)
    row = db.session.execute(query).scalar_one_or_none()
    if row is None:
        return SavedSection()
    return SavedSection(row.version, row.saved_at, row.account_id, row.before is not None)


def find_mark(shop: ShopRef, key: str) -> Mark | None:
    """A logo that was uploaded and is not being deleted, saved or not."""
    if not re.fullmatch(r"[0-9a-f]{12}", key):
        return None
    query = select(LogoFile.facts).where(LogoFile.shop_id == shop.id, LogoFile.key == key, LogoFile.is_going.is_(False))
    return mark_from(db.session.execute(query).scalar_one_or_none())
