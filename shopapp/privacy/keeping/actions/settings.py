"""A shop chooses how long it keeps what."""

from datetime import datetime

from shopapp.platform.dispatch import enqueue
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.upsert import upsert
from shopapp.privacy.keeping.models import KeepingRule
from shopapp.privacy.keeping.queries import rules_of
from shopapp.privacy.keeping.rules import BadRules, EditedMeanwhile, Rules, faults_of, fingerprint
from shopapp.shops.actions import touch


def save_rules(shop: ShopRef, rules: Rules, *, seen: str, account_id: int, now: datetime) -> None:
    """Keep the choices; the policy is written anew right after the commit, and tells customers of the change.

    `seen` is the fingerprint of the rules the page was opened with. Raises BadRules, EditedMeanwhile.
    """
    faults = faults_of(rules)
    if faults:
        raise BadRules(faults)
    # The shop's row is the lock: of two savers at once the second sees what the first has saved.
    touch(shop)
    if fingerprint(rules_of(shop)) != seen:
        raise EditedMeanwhile
    for keep, choice in rules.items():
        values = {
            "count": choice.count if choice else None,
            "unit": choice.unit.value if choice else "",
            "account_id": account_id,
            "changed_at": now,
        }
        upsert(
            shop,
            KeepingRule,
            {"keep": keep.value, **values},
            unique=["keep"],
            change=values,
            returning=KeepingRule.id,
        )
    enqueue(shop, "policy", shop.id, due_at=now, now=now)
