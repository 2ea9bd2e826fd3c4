"""Some days in the life of a sample shop: orders and inquiries in all states, through the rooms' own actions."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from shopapp.accounts.queries import list_staff
from shopapp.catalog.queries import find_orderable, find_product_by_slug
from shopapp.delivery.places import wards
from shopapp.delivery.queries import get_schedule, list_areas
from shopapp.delivery.rules import earliest
from shopapp.inquiries.actions import answer, close, send_inquiry
from shopapp.inquiries.actions import assign as assign_inquiry
from shopapp.inquiries.queries import list_inquiries
from shopapp.inquiries.rules import InquiryDraft, MessageDraft, Sending, fingerprint_of
from shopapp.inquiries.wording import agreement as inquiry_sentence
from shopapp.kernel.codes import new_token
from shopapp.operations.demo.stories import (
    CORRECTIONS,
    INQUIRIES,
    ORDERS,
    PEOPLE,
    CorrectionStory,
    InquiryStory,
    OrderStory,
)
from shopapp.orders.actions import advance, assign, disown, mark_called, mark_paid, place_order, take_phone_order
from shopapp.orders.links import Medium
from shopapp.orders.queries import OrderFilter, list_orders
from shopapp.orders.queries.deliveries import TO_DELIVER
from shopapp.orders.rules import Agreement, DraftLine, OrderDraftData, State, fingerprint
from shopapp.orders.storefront_views.review import declaration_sentence, policy_sentence
from shopapp.platform.access import Role
from shopapp.platform.database import transaction
from shopapp.platform.holdings import Person as HeldPerson
from shopapp.platform.i18n import speaking
from shopapp.platform.settings import current_settings
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.privacy.rights.actions import open_request
from shopapp.privacy.rights.rules import Identity, RequestKind
from shopapp.records.queries import current_policy_id

# How an order comes to each state, with the hours that pass before each step.
ROADS: dict[State, tuple[tuple[State, float], ...]] = {
    State.PLACED: (),
    State.CONFIRMED: ((State.CONFIRMED, 0.5),),
    State.PREPARING: ((State.CONFIRMED, 0.5), (State.PREPARING, 1)),
    State.SENT_OUT: ((State.CONFIRMED, 0.5), (State.PREPARING, 1), (State.SENT_OUT, 2)),
    State.DELIVERED: ((State.CONFIRMED, 0.5), (State.PREPARING, 1), (State.SENT_OUT, 2), (State.DELIVERED, 1)),
    State.FAILED: ((State.CONFIRMED, 0.5), (State.PREPARING, 1), (State.SENT_OUT, 2), (State.FAILED, 1)),
    State.CANCELLED: ((State.CANCELLED, 1),),
}
FAR = frozenset({State.SENT_OUT, State.DELIVERED, State.FAILED})


@dataclass(frozen=True)
class _Stage:
    """What every story of one shop needs."""

    shop: ShopRef
    owner_id: int
    policy_id: int
    province: str
    ward: str


def live_a_little(shop: ShopRef, *, now: datetime) -> None:
    """Let the shop's stories happen. In an application context; opens one transaction a story."""
    with acting_for(shop), speaking(shop.language):
        area = list_areas(shop)[0]
        province = min(area.provinces)
        owner = next(row.id for row in list_staff(shop))
        policy_id = current_policy_id(shop)
        if policy_id is None:
            raise RuntimeError("a sample shop has no policy")
        stage = _Stage(shop, owner, policy_id, province, min(area.wards, default=wards(province)[0][0]))
        for story in ORDERS[shop.slug]:
            _order(stage, story, now)
        for asked in INQUIRIES[shop.slug]:
            _ask(stage, asked, now)
        _share_out(stage, now)
        if shop.slug in CORRECTIONS:
            _wants_correction(stage, CORRECTIONS[shop.slug], now)


def _order(stage: _Stage, story: OrderStory, now: datetime) -> None:
    shop = stage.shop
    schedule = get_schedule(shop)
    lead = timedelta(minutes=schedule.lead_minutes) if story.upto in FAR else timedelta()
    at = now - lead - timedelta(hours=story.hours)
    meeting = earliest(schedule, at)
    lines = tuple(
        DraftLine(find_orderable(shop, slug)[0].variant_id, quantity) for slug, quantity in story.products.items()
    )
    if meeting is None:
        raise RuntimeError(f"the sample shop {shop.slug} delivers on no day")
    who, to = PEOPLE[story.who], PEOPLE[story.gift_to] if story.gift_to is not None else None
    draft = OrderDraftData(
        lines=lines,
        sender_name=who.name,
        sender_phone=who.phone,
        sender_email=who.email,
        is_gift=to is not None,
        recipient_name=to.name if to else "",
        recipient_phone=to.phone if to else "",
        province_code=stage.province,
        ward_code=stage.ward,
        street=(to or who).street,
        delivery_date=meeting.day,
        slot_id=meeting.slot.id if meeting.slot else None,
        greeting=story.greeting,
        note=story.note,
        payment=story.payment,
        language=shop.language,
    )
    order_id = _place(stage, story, draft, at)
    at = _move_along(stage, story, order_id, at)
    if story.disowned:
        with transaction():
            disown(shop, order_id, Medium.SMS, text=story.disowned, language=shop.language, now=at + timedelta(hours=1))


def _place(stage: _Stage, story: OrderStory, draft: OrderDraftData, at: datetime) -> int:
    key, mark = new_token(), fingerprint(current_settings().secret_key, draft)
    with transaction():
        if story.source != "web":
            return take_phone_order(
                stage.shop, draft, key=key, fingerprint=mark, source=story.source, account_id=stage.owner_id, now=at
            ).id
        shown = Agreement(stage.policy_id, policy_sentence(), declaration_sentence())
        return place_order(stage.shop, draft, key=key, fingerprint=mark, agreement=shown, now=at).id


def _move_along(stage: _Stage, story: OrderStory, order_id: int, at: datetime) -> datetime:
    """Take the order as far as its story says; when the last step was."""
    for state, hours in ROADS[story.upto]:
        at += timedelta(hours=hours)
        with transaction():
            if state is State.CONFIRMED:
                mark_called(stage.shop, order_id, account_id=stage.owner_id, now=at)
            advance(stage.shop, order_id, state, account_id=stage.owner_id, now=at)
    if story.is_paid:
        with transaction():
            mark_paid(stage.shop, order_id, account_id=stage.owner_id, now=at)
    return at


def _share_out(stage: _Stage, now: datetime) -> None:
    """What is to be delivered goes to the courier, the newest inquiry to the outside agent."""
    shop = stage.shop
    staff = {row.role: row.id for row in list_staff(shop)}
    for order in list_orders(shop, OrderFilter(states=TO_DELIVER)):
        with transaction():
            assign(shop, order.id, to_account_id=staff[Role.COURIER], account_id=stage.owner_id, now=now)
    newest = list_inquiries(shop).rows[:1]
    for inquiry in newest:
        with transaction():
            assign_inquiry(shop, inquiry.id, staff[Role.AGENT])


def _wants_correction(stage: _Stage, story: CorrectionStory, now: datetime) -> None:
    """Somebody has asked on the page of rights for something only staff can put right."""
    who = PEOPLE[story.who]
    with transaction():
        open_request(
            stage.shop,
            kind=RequestKind.CORRECT,
            person=HeldPerson(frozenset({who.phone})),
            contact=who.phone,
            language=stage.shop.language,
            details=story.details,
            identity=Identity.CODE,
            now=now - timedelta(hours=story.hours),
        )


def _ask(stage: _Stage, story: InquiryStory, now: datetime) -> None:
    shop, who, at = stage.shop, PEOPLE[story.who], now - timedelta(hours=story.hours)
    product = find_product_by_slug(shop, story.product) if story.product else None
    draft = InquiryDraft(
        kind=story.kind,
        name=who.name,
        phone=who.phone,
        email=who.email,
        address=who.street,
        body=story.body,
        language=shop.language,
        product_id=product.id if product else None,
        quote=story.quote,
        topic=story.topic,
        policy_version_id=stage.policy_id,
        wording=inquiry_sentence(),
    )
    secret = current_settings().secret_key
    with transaction():
        sent = send_inquiry(shop, draft, Sending(new_token(), fingerprint_of(secret, draft, ())), now=at)
    if not story.answer:
        return
    reply = MessageDraft(story.answer)
    at += timedelta(hours=1)
    with transaction():
        sending = Sending(new_token(), fingerprint_of(secret, reply, ()))
        answer(shop, sent.id, reply, sending, account_id=stage.owner_id, now=at)
        if story.is_closed:
            close(shop, sent.id, now=at)
