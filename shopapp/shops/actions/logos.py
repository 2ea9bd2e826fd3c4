"""The files of a shop's logos: each has a row before it lies on the disk, which goes after it."""

import dataclasses
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from shopapp.platform.database import db
from shopapp.platform.dispatch import enqueue
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.shops.actions.shop import lock_profile, write_profile
from shopapp.shops.logos import draw_mark, keep_files
from shopapp.shops.mark import Mark, mark_from
from shopapp.shops.models import LogoFile, SettingSection, ShopProfile
from shopapp.shops.queries import profile_of
from shopapp.shops.rules import LogoGone

# How long a logo lies ready that no saved form has taken up, or that a newer one has replaced for good.
LOOSE_FOR = timedelta(hours=24)
JOB = "logos"
_NO_SYNC = {"synchronize_session": False}


def note_logo(shop: ShopRef, mark: Mark, *, now: datetime) -> None:
    """Give a logo its row, before its files are written; what is not taken up within a day goes again."""
    db.session.add(LogoFile(shop_id=shop.id, key=mark.key, facts=dataclasses.asdict(mark), created_at=now))
    _look_again(shop, now)


def add_logo(shop: ShopRef, content: bytes, *, now: datetime) -> None:
    """Let the shop show this logo. For imports: its files are written within the transaction.

    Raises NotAPicture, NotALogo.
    """
    drawn = draw_mark(content, secrets.token_hex(6))
    note_logo(shop, drawn.mark, now=now)
    keep_files(shop, drawn)
    row = lock_profile(shop)
    write_profile(shop, row, dataclasses.replace(profile_of(row), logo=drawn.mark), now=now)


def hold_logo(shop: ShopRef, key: str, *, now: datetime) -> None:
    """Make sure that a logo about to be saved is not being deleted. Raises LogoGone."""
    query = select(LogoFile.id).where(LogoFile.shop_id == shop.id, LogoFile.key == key, LogoFile.is_going.is_(False))
    if db.session.execute(query.with_for_update()).one_or_none() is None:
        raise LogoGone(key)
    _look_again(shop, now)


def _look_again(shop: ShopRef, now: datetime) -> None:
    enqueue(shop, JOB, shop.id, due_at=now + LOOSE_FOR, now=now)


def begin_forgetting(shop: ShopRef, *, now: datetime) -> Sequence[Mark]:
    """The logos that neither the shop shows nor an undo would bring back; from now on they cannot be saved any more."""
    lock_profile(shop)
    old = (LogoFile.shop_id == shop.id, LogoFile.created_at <= now - LOOSE_FOR)
    wanted = _wanted(shop)
    query = update(LogoFile).where(*old, LogoFile.key.not_in(wanted)).values(is_going=True).returning(LogoFile.facts)
    found = db.session.execute(query.execution_options(**_NO_SYNC)).scalars()
    return [mark for mark in map(mark_from, found) if mark is not None]


def _wanted(shop: ShopRef) -> set[str]:
    shown = db.session.execute(select(ShopProfile.logo).where(ShopProfile.shop_id == shop.id)).scalar_one()
    look = select(SettingSection.before).where(SettingSection.shop_id == shop.id, SettingSection.name == "look")
    before = db.session.execute(look).scalar_one_or_none()
    return {logo["key"] for logo in (shown, (before or {}).get("logo")) if logo}


def forget_logos(shop: ShopRef, keys: Sequence[str]) -> None:
    """Remove the rows of logos whose files are gone."""
    query = delete(LogoFile).where(LogoFile.shop_id == shop.id, LogoFile.key.in_(keys))
    db.session.execute(query.execution_options(**_NO_SYNC))
