"""Publishing the policy. The text is made here, in the shop's scope, from settings and registered capabilities."""

from datetime import datetime

from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.wording import policy_texts
from shopapp.records import actions as records
from shopapp.records.models import PolicyVersion


def publish(shop: ShopRef, *, now: datetime) -> PolicyVersion:
    """Make what the program does for this shop today the policy in force; unchanged text makes no new version."""
    return records.publish_policy(shop, policy_texts(shop), now=now)
