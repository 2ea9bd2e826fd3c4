"""Withdrawals of consent since a backup was made: a restore must not bring a yes back that somebody took back."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Boolean, and_, column, select, table
from sqlalchemy.engine import Connection

from shopapp.platform.database import UtcDateTime, db
from shopapp.platform.personal_data import Purpose
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.records.actions import record_consent
from shopapp.records.models import Consent
from shopapp.records.queries import current_policy_id
from shopapp.records.rules import Reference

_COLUMNS = ("subject_kind", "subject_id", "contact", "purpose", "wording", "channel", "source")


@dataclass(frozen=True)
class Withdrawal:
    """A no that is the newest word of a contact about a purpose, as the live system holds it."""

    about: Reference
    contact: str
    purpose: str
    wording: str
    channel: str
    source: str
    at: datetime


def read_withdrawals(connection: Connection) -> dict[str, list[Withdrawal]]:
    """By the slug of their shop, from a live database, which may be of an earlier revision."""
    shop = table("shop", column("id"), column("slug"))
    said = table(
        "consent",
        *(column(name) for name in ("id", "shop_id", *_COLUMNS)),
        column("given", Boolean()),
        column("created_at", UtcDateTime()),
    )
    later = said.alias("later")
    same = and_(
        later.c.shop_id == said.c.shop_id,
        later.c.contact == said.c.contact,
        later.c.purpose == said.c.purpose,
        later.c.id > said.c.id,
    )
    query = (
        select(shop.c.slug, *(said.c[name] for name in _COLUMNS), said.c.created_at)
        .join_from(said, shop, shop.c.id == said.c.shop_id)
        .where(said.c.given.is_(False), ~select(later.c.id).where(same).exists())
        .order_by(said.c.id)
    )
    found: dict[str, list[Withdrawal]] = {}
    for row in connection.execute(query):
        about = Reference(row.subject_kind, row.subject_id)
        no = Withdrawal(about, row.contact, row.purpose, row.wording, row.channel, row.source, row.created_at)
        found.setdefault(row.slug, []).append(no)
    return found


def withdraw_again(shop: ShopRef, withdrawals: list[Withdrawal]) -> int:
    """Write those the restored database does not know, dated as they were said; how many. Inside a transaction."""
    version = current_policy_id(shop)
    written = 0
    for no in withdrawals:
        query = (
            select(Consent.given, Consent.created_at)
            .where(Consent.shop_id == shop.id, Consent.contact == no.contact, Consent.purpose == no.purpose)
            .order_by(Consent.id.desc())
            .limit(1)
        )
        newest = db.session.execute(query).one_or_none()
        if version is None or newest is None or not newest.given or newest.created_at > no.at:
            continue
        record_consent(
            shop,
            subject=no.about,
            contact=no.contact,
            purpose=Purpose(no.purpose),
            given=False,
            wording=no.wording,
            policy_version_id=version,
            channel=no.channel,
            source=no.source,
            now=no.at,
        )
        written += 1
    return written
