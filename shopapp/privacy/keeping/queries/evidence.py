"""Evidence whose term of law is over: consents that no longer count, and the papers of demands."""

from datetime import datetime

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import aliased

from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.keeping.rules import Rules, evidence_period
from shopapp.records.models import Consent, Disclosure


def consents(shop: ShopRef, _rules: Rules, now: datetime) -> Select[int]:
    """Words of the past: a withdrawal, or a yes that a newer word has replaced, all of it longer ago than the term.

    A yes that still counts is kept as long as it does.
    """
    before = evidence_period("consent").before(now)
    newer = aliased(Consent)
    replaced = exists().where(
        newer.shop_id == Consent.shop_id,
        newer.contact == Consent.contact,
        newer.purpose == Consent.purpose,
        newer.id > Consent.id,
        newer.created_at < before,
    )
    over = or_(Consent.given.is_(False), replaced)
    return select(Consent.id).where(Consent.shop_id == shop.id, Consent.created_at < before, over)


def demands(shop: ShopRef, _rules: Rules, now: datetime) -> Select[int]:
    """Disclosures on demand whose reason and paper, which may name people, are no longer needed."""
    before = evidence_period("disclosure").before(now)
    says = or_(Disclosure.reason != "", Disclosure.paper_key != "")
    return select(Disclosure.id).where(Disclosure.shop_id == shop.id, Disclosure.created_at < before, says)
