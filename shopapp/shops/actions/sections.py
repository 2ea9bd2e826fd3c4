"""Saving a section of the settings so that nobody overwrites anybody, and taking the last save back.

`open_section` locks the section first, then whatever it is about is locked and written, then `close_section` notes
what stood there before. Rooms above keep sections of their own in the same way.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.upsert import upsert
from shopapp.shops.actions.shop import lock_profile, write_profile
from shopapp.shops.models import SettingSection
from shopapp.shops.queries import profile_of
from shopapp.shops.rules import NothingToUndo, SectionMoved, check_profile, section_of, with_section


def save_section(
    shop: ShopRef, name: str, values: Mapping[str, Any], *, seen: int, account_id: int, now: datetime
) -> int:
    """Replace one section of the profile by `values`, as they are stored; returns the section's version.

    `seen` is the version the form was filled from. Values that change nothing are not counted as a save. Raises
    SectionMoved, BadProfile.
    """
    section = open_section(shop, name, seen=seen)
    row = lock_profile(shop)
    profile = profile_of(row)
    before, wanted = section_of(profile, name), with_section(profile, values)
    if section_of(wanted, name) == before:
        return section.version
    check_profile(wanted)
    write_profile(shop, row, wanted, now=now)
    return close_section(section, before=before, account_id=account_id, now=now)


def undo_section(shop: ShopRef, name: str, *, seen: int, account_id: int, now: datetime) -> int:
    """Bring back what stood in a section of the profile before its last save; what stands there now can be had
    back the same way. Returns the section's version. Raises NothingToUndo.
    """
    section = open_for_undo(shop, name, seen=seen)
    row = lock_profile(shop)
    profile = profile_of(row)
    wanted = with_section(profile, section.before or {})
    check_profile(wanted)
    write_profile(shop, row, wanted, now=now)
    return close_section(section, before=section_of(profile, name), account_id=account_id, now=now)


def open_section(shop: ShopRef, name: str, *, seen: int) -> SettingSection:
    """The section's row, locked until the transaction ends. Raises SectionMoved."""
    upsert(
        shop,
        SettingSection,
        {"name": name, "version": 0},
        unique=("name",),
        change={"name": name},
        returning=SettingSection.id,
    )
    query = select(SettingSection).where(SettingSection.shop_id == shop.id, SettingSection.name == name)
    section = db.session.execute(query.execution_options(populate_existing=True)).scalar_one()
    if section.version != seen:
        raise SectionMoved(section.version, section.saved_at, section.account_id)
    return section


def open_for_undo(shop: ShopRef, name: str, *, seen: int) -> SettingSection:
    """As `open_section`, for taking back. Raises NothingToUndo."""
    try:
        section = open_section(shop, name, seen=seen)
    except SectionMoved:
        raise NothingToUndo(name) from None
    if section.before is None:
        raise NothingToUndo(name)
    return section


def close_section(section: SettingSection, *, before: Any, account_id: int, now: datetime) -> int:
    """Note a save of an open section; returns its new version."""
    section.version += 1
    section.before, section.account_id, section.saved_at = before, account_id, now
    db.session.flush()
    return section.version
