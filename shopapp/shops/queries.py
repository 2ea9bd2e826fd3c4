"""Reads of the shop's profile."""

from sqlalchemy import select

from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import Department, LegalIdentity, OpeningHours, ShopRef
from shopapp.shops.models import ShopProfile
from shopapp.shops.rules import BankAccount, Hero, Hosting, Profile, Reason


def get_profile_row(shop: ShopRef) -> ShopProfile:
    """The profile's row, for actions."""
    return db.session.execute(select(ShopProfile).where(ShopProfile.shop_id == shop.id)).scalar_one()


def get_profile(shop: ShopRef) -> Profile:
    """Everything the shop says about itself, as frozen values."""
    row = get_profile_row(shop)
    return Profile(
        name=row.name,
        tagline=row.tagline,
        colour=row.colour,
        hotline=row.hotline,
        email=row.email,
        zalo=row.zalo,
        address=row.address,
        legal=LegalIdentity(**row.legal),
        hours=tuple(OpeningHours(tuple(h["days"]), h["opens"], h["closes"]) for h in row.hours),
        departments=tuple(Department(**d) for d in row.departments),
        hosting=Hosting(**row.hosting),
        hero=Hero(**row.hero),
        reasons=tuple(Reason(**r) for r in row.reasons),
        payment_methods=tuple(row.payment_methods),
        bank=BankAccount(**row.bank) if row.bank else None,
        texts=dict(row.texts),
        inquiry_required=tuple(row.inquiry_required),
    )
