"""Incidents for tests: opened by the register's own action, and what is posted to its forms."""

from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from shopapp.accounts.models import Account
from shopapp.kernel import clock
from shopapp.kernel.codes import new_token
from shopapp.platform.database import db, transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.privacy.incidents import actions
from shopapp.privacy.incidents.rules import GroupDraft, GroupRule, IncidentDraft, IncidentKind
from tests.builders import NOW

HOME = "/quan-tri/su-co"
ATTACK, VIOLATION = "dong-ho/tan-cong", "dong-ho/vi-pham"
WHAT = "Điện thoại nhận đơn bị lấy mất tại quầy."


def make_draft(**differences: Any) -> IncidentDraft:
    """A stolen phone, found out at NOW."""
    known: dict[str, Any] = {"kind": IncidentKind.THEFT, "detected_at": NOW, "what": WHAT}
    return IncidentDraft(**(known | differences))


def make_incident(app: Flask, shop: ShopRef, *, now: datetime = NOW, **differences: Any) -> int:
    """An incident in the register. Called outside any context."""
    with app.app_context(), acting_for(shop), transaction():
        account_id = db.session.execute(select(Account.id).order_by(Account.id).limit(1)).scalar_one_or_none() or 1
        draft = make_draft(**differences)
        return actions.open_incident(shop, draft, source=None, key=new_token(), account_id=account_id, now=now)


def add_rule(app: Flask, shop: ShopRef, incident_id: int, rule: GroupRule = GroupRule.ALL, **facts: Any) -> int:
    """A rule by which people are to be found; the worker has not begun. Called outside any context."""
    with app.app_context(), acting_for(shop), transaction():
        return actions.add_group(shop, incident_id, GroupDraft(rule, **facts), account_id=1, now=NOW)


def typed(now: datetime = NOW, **differences: Any) -> dict[str, Any]:
    """What an owner types who has just found out."""
    local = clock.local(now - timedelta(minutes=5))
    known = {
        "form_key": new_token(),
        "kind": "theft",
        "detected_day": local.date().isoformat(),
        "detected_time": local.strftime("%H:%M"),
        "what": WHAT,
    }
    return known | differences


def settled(moment: datetime, **differences: str) -> dict[str, str]:
    """A clock that was reported at a moment."""
    local = clock.local(moment)
    known = {
        "seen": "",
        "outcome": "reported",
        "reported_day": local.date().isoformat(),
        "reported_time": local.strftime("%H:%M"),
        "note": "Nộp qua cổng dịch vụ, biên nhận 01",
    }
    return known | differences
