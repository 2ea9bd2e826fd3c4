"""Publishing the policy, in the shop's scope, from settings and registered capabilities; and telling of its changes."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlalchemy import update

from shopapp.kernel.clock import local_day, start_of_local_day
from shopapp.notifications.actions import stop_purpose
from shopapp.orders.queries import find_code
from shopapp.orders.rules.states import code_from
from shopapp.platform.database import db
from shopapp.platform.dispatch import Done, Outcome, TryAgain, enqueue
from shopapp.platform.personal_data import Purpose, ReceiverKind
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy import messages
from shopapp.privacy.models import PolicyNotice, PolicyWords
from shopapp.privacy.queries import customers_to_tell, find_notice, find_words_row
from shopapp.privacy.research.actions import end_projects
from shopapp.privacy.rules import DemandDraft, EditedMeanwhile, NoSuchOrder
from shopapp.privacy.wording import policy_facts, policy_texts
from shopapp.records import actions as records
from shopapp.records.models import PolicyVersion
from shopapp.records.queries import current_policy_id, policy_number
from shopapp.records.rules import RECEIVER_FIELDS, Receiver, Reference
from shopapp.shops.actions import touch

NOTICE_JOB = "policy_notice"
# The shop's mail for the day must leave room for its orders.
TOLD_AT_ONCE, TELL_EVERY = 50, timedelta(minutes=5)


def publish(shop: ShopRef, *, now: datetime) -> PolicyVersion:
    """Make what the program does for this shop today the policy in force; unchanged text makes no new version.

    When facts have changed, and not words alone, customers are told by mail, a few at a time.
    """
    end_projects(shop, now=now)
    before = current_policy_id(shop)
    version = records.publish_policy(shop, policy_texts(shop), policy_facts(shop), now=now)
    if version.is_material and version.id != before:
        _begin_notice(shop, version, now=now)
    return version


def save_words(shop: ShopRef, *, vi: str, en: str, edit: int, now: datetime) -> None:
    """Keep the shop's own words; the policy is written anew right after the commit.

    `edit` is the number the page was opened with: raises EditedMeanwhile when it is not the present one.
    """
    row = find_words_row(shop)
    if (row.edit if row else 0) != edit:
        raise EditedMeanwhile
    if row is None:
        db.session.add(PolicyWords(shop_id=shop.id, vi=vi, en=en, edit=1, changed_at=now))
    else:
        row.vi, row.en, row.edit, row.changed_at = vi, en, edit + 1, now
    db.session.flush()
    touch(shop)
    enqueue(shop, "policy", shop.id, due_at=now, now=now)


def allow_receiver(
    shop: ShopRef,
    *,
    kind: ReceiverKind,
    name: str,
    fields: Collection[str],
    agreed_on: date | None,
    ends_on: date | None,
    now: datetime,
) -> Receiver:
    """Let somebody outside be given data, and the policy say so for as long as it is true. Raises ReceiverExists."""
    receiver = records.add_receiver(
        shop, kind=kind, name=name, fields=fields, agreed_on=agreed_on, ends_on=ends_on, now=now
    )
    _renew_policy(shop, ends_on, now=now)
    return receiver


def end_receiver(shop: ShopRef, receiver_id: int, *, now: datetime) -> None:
    """End an agreement with this day. Raises NoResultFound, also for a gateway, which the provider looks after."""
    today = local_day(now)
    records.end_receiver(shop, receiver_id, kinds=RECEIVER_FIELDS, on=today)
    _renew_policy(shop, today, now=now)


def give_on_demand(shop: ShopRef, draft: DemandDraft, *, account_id: int, now: datetime) -> int:
    """Note that data of an order is given to somebody without an agreement; returns the disclosure's id.

    Raises NoSuchOrder, NotLawful.
    """
    order_id = find_code(shop, code_from(draft.order_code))
    if order_id is None:
        raise NoSuchOrder(draft.order_code)
    receiver = records.add_demand_receiver(shop, name=draft.receiver, fields=draft.fields, now=now)
    return records.disclose(
        shop,
        receiver,
        Reference("order", order_id),
        draft.fields,
        purpose=Purpose.LEGAL,
        ground=draft.ground,
        now=now,
        account_id=account_id,
        reason=draft.reason,
        paper_key=draft.paper_key,
    )


def say_on_purpose(
    shop: ShopRef,
    account_id: int,
    contacts: Collection[str],
    purpose: Purpose,
    *,
    given: bool,
    wording: str,
    now: datetime,
) -> None:
    """Note a customer's yes or withdrawal for all their proven contacts; a withdrawal stops what waits to be sent."""
    policy_id = current_policy_id(shop)
    for contact in contacts:
        records.record_consent(
            shop,
            subject=Reference("account", account_id),
            contact=contact,
            purpose=purpose,
            given=given,
            wording=wording,
            policy_version_id=policy_id or 0,
            channel="web",
            source="account",
            now=now,
        )
        if not given:
            stop_purpose(shop, contact, purpose)


def _renew_policy(shop: ShopRef, ends_on: date | None, *, now: datetime) -> None:
    """Write the policy anew after this commit, and once more when the last day is over."""
    enqueue(shop, "policy", shop.id, due_at=now, now=now)
    if ends_on is not None:
        enqueue(shop, "policy", shop.id, due_at=start_of_local_day(ends_on + timedelta(days=1)), now=now)


def tell_next(shop: ShopRef, notice_id: int, *, now: datetime) -> Outcome:
    """Tell the next few customers of a changed policy; asks to be called again until all are told."""
    notice = find_notice(shop, notice_id)
    if notice is None or notice.state != "telling":
        return Done()
    customers = customers_to_tell(shop, notice.last_customer_id, TOLD_AT_ONCE)
    if not customers:
        notice.state, notice.ended_at = "told", now
        return Done()
    number = policy_number(shop, notice.policy_version_id)
    messages.tell_changed(shop, notice.policy_version_id, number, customers, now=now)
    notice.last_customer_id = customers[-1].id
    notice.told += len(customers)
    return TryAgain(now + TELL_EVERY)


def _begin_notice(shop: ShopRef, version: PolicyVersion, *, now: datetime) -> None:
    # Who has not yet heard of the change before hears of this one, which holds both.
    query = update(PolicyNotice).where(PolicyNotice.shop_id == shop.id, PolicyNotice.state == "telling")
    query = query.values(state="superseded", ended_at=now).execution_options(synchronize_session=False)
    db.session.execute(query)
    notice = PolicyNotice(shop_id=shop.id, policy_version_id=version.id, begun_at=now)
    db.session.add(notice)
    db.session.flush()
    enqueue(shop, NOTICE_JOB, notice.id, due_at=now, now=now)
