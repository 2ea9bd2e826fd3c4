"""A shop with something of everything in it, all of it recognisable, and the values its addresses are made of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from shopapp.accounts import actions as accounts
from shopapp.accounts.models import AccountSession
from shopapp.accounts.passwords import hash_password
from shopapp.accounts.queries import list_sessions
from shopapp.accounts.signals import MisuseKind
from shopapp.catalog.actions import add_picture
from shopapp.catalog.queries import find_orderable
from shopapp.content.actions import add_text
from shopapp.content.rules import Sort, TextDraft
from shopapp.customers import actions as customers
from shopapp.customers.queries import find_account_id
from shopapp.customers.rules import AddressDraft, Registration, Visit
from shopapp.delivery.actions import set_up
from shopapp.delivery.places import find_place, wards
from shopapp.delivery.queries import get_schedule, list_areas
from shopapp.delivery.rules import earliest
from shopapp.inquiries import actions as inquiries
from shopapp.inquiries.cases.actions import send_report
from shopapp.inquiries.models import Attachment
from shopapp.inquiries.rules import MessageDraft, Sending, UploadDraft
from shopapp.kernel.codes import new_token
from shopapp.notifications.models import Message
from shopapp.orders.actions import advance, assign, place_order
from shopapp.orders.actions.drafts import save_draft
from shopapp.orders.links import KINDS
from shopapp.orders.models import Order
from shopapp.orders.rules import Agreement, OrderDraftData
from shopapp.orders.rules.drafts import DraftLine
from shopapp.platform.access import Role
from shopapp.platform.database import Base, db, transaction
from shopapp.platform.holdings import Person
from shopapp.platform.links import link_token
from shopapp.platform.personal_data import Purpose, ReceiverKind
from shopapp.platform.settings import files
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.privacy.incidents import actions as incidents
from shopapp.privacy.incidents.models import IncidentPerson
from shopapp.privacy.incidents.reading import read_list
from shopapp.privacy.incidents.rules import IncidentDraft, IncidentKind, NoticeDraft, Way
from shopapp.privacy.rights import actions as rights
from shopapp.privacy.rights.export import actions as copies
from shopapp.privacy.rights.models import DataExport, DataWorkOrder
from shopapp.privacy.rights.rules import RequestKind
from shopapp.privacy.rights.visiting import actions as visiting
from shopapp.records.actions import add_demand_receiver, add_receiver, disclose, publish_policy
from shopapp.records.queries import current_policy, list_receivers
from shopapp.records.rules import Ground, Reference
from shopapp.shops.actions import add_logo
from tests.accounts.builders import PASSWORD, set_factor
from tests.catalog.builders import make_category, make_product, make_sizes, picture_bytes
from tests.inquiries.builders import make_draft
from tests.shops.builders import logo_bytes
from tests.support.rows import snapshot

PROVINCE = "79"
# Shorter texts and everyday words of the program are no proof of anything.
SHORTEST_CANARY = 6


@dataclass
class World:
    """One shop. `params` holds, for each name a route may use, the values that lead to something of this shop."""

    shop: ShopRef
    word: str
    params: dict[str, list[Any]] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    owner: int = 0
    customer: int = 0

    def values(self) -> set[str]:
        """Every value of every name, as a form or a query would carry it."""
        return {str(value) for values in self.params.values() for value in values} | set(self.cookies.values())


def make_world(app: Flask, shop: ShopRef, word: str, *, now: datetime, policies: int) -> World:
    """Fill the shop. Every text carries `word`; phones and addresses are numbered so that no two shops share any."""
    world = World(shop, word)
    category = make_category(app, shop, f"danh-muc-{word}", name=f"Loại {word}", intro=f"Giới thiệu {word}")
    goods = make_product(
        app,
        shop,
        f"hang-{word}",
        now=now,
        name=f"Hàng {word}",
        summary=f"Tóm tắt {word}",
        description=f"Mô tả {word}",
        category_id=category,
    )
    with app.app_context(), acting_for(shop):
        with transaction():
            picture = add_picture(shop, goods, picture_bytes(size=(120, 150)), f"Ảnh {word}", now=now)
            add_logo(shop, logo_bytes(), now=now)
            said = (f"Ý {word}", f"Bài {word}")
            texts = [
                add_text(shop, sort, TextDraft(f"{slug}-{word}", f"{slug} {word}", *said, published_at=now), now=now)
                for sort, slug in ((Sort.NEWS, "tin"), (Sort.PAGE, "trang"))
            ]
            settle_delivery(shop, word, now)
            world.owner = settle_staff(world, now)
        settle_customer(world, now)
        on_its_way = give_to_owner(world, now)
        order, order_token = place(world, now)
        thread, thread_token = ask(world, goods, now)
        claim_data(world, thread, now)
        look_at_own(world, now)
        with transaction():
            policy = add_policies(shop, word, policies, now)
            save_draft(shop, f"draft-key-{word}", typed_order(world, now), now=now)
            receivers = [receiver.id for receiver in list_receivers(shop)]
            disclosures = [give_paper(shop, word, order, now)]
            suffer(world, now)
    make_sizes(app, shop, picture)
    with app.app_context(), acting_for(shop):
        messages = list(db.session.execute(select(Message.id)).scalars())
        areas = [area.id for area in list_areas(shop)]
        attachment = db.session.execute(select(Attachment.id)).scalars().first()
    page = app.test_client().get(f"/san-pham/hang-{word}", base_url=shop.base_url).text
    world.params |= {
        "token": [order_token, thread_token, *world.params["token"]],
        "order_id": [order, on_its_way],
        "inquiry_id": [thread],
        "attachment_id": [attachment],
        "message_id": messages,
        "message_kind": ["orders.placed"],
        "receiver_id": receivers,
        "disclosure_id": disclosures,
        "product_id": [goods],
        "area_id": areas,
        "category_id": [category],
        "text_id": texts,
        "press": ["an", "hien", "xoa", "khoi-phuc", "hoan-tac"],
        "link": ["goi"],
        "slug": [f"danh-muc-{word}", f"hang-{word}", f"tin-{word}", f"trang-{word}"],
        "name": sorted(set(re.findall(r"/anh/([\w.-]+)", page))),
        "logo": sorted(set(re.findall(r"/logo/([\w.-]+)", page))),
        "number": list(range(1, policy + 1)),
        "edge": [180],
        "first": [0, goods],
        "digest": re.findall(r"/theme-(\w+)\.css", page),
    }
    world.cookies["draft"] = f"draft-key-{word}"
    return world


def give_paper(shop: ShopRef, word: str, order: int, now: datetime) -> int:
    """Data of the order, given to an authority on a paper; the line in the register."""
    key = f"{shop.id}/papers/{word}.pdf"
    files().put(key, f"%PDF-1.4 {word}".encode())
    return disclose(
        shop,
        add_demand_receiver(shop, name=f"Cơ quan {word}", fields=("name",), now=now),
        Reference("order", order),
        ("name",),
        purpose=Purpose.LEGAL,
        ground=Ground.LEGAL_DEMAND,
        now=now,
        reason=f"Công văn {word}",
        paper_key=key,
    )


def give_to_owner(world: World, now: datetime) -> int:
    """An order that the owner is about to deliver."""
    order, _token = place(world, now)
    with transaction():
        for step in ("confirmed", "preparing"):
            advance(world.shop, order, step, account_id=world.owner, now=now)
        assign(world.shop, order, to_account_id=world.owner, account_id=world.owner, now=now)
    return order


def settle_delivery(shop: ShopRef, word: str, now: datetime) -> None:
    """Delivery everywhere in one province, in two slots."""
    area = {
        "name": f"Vùng {word}",
        "fee": 20_000,
        "free_from": None,
        "provinces": [PROVINCE],
        "wards": [],
        "note": word,
    }
    slots = [
        {"label": f"Sáng {word}", "starts": "08:00", "ends": "12:00"},
        {"label": f"Chiều {word}", "starts": "13:00", "ends": "18:00"},
    ]
    set_up(shop, {"lead_minutes": 60, "cut_off": "", "days_ahead": 30, "areas": [area], "slots": slots}, now=now)


def settle_staff(world: World, now: datetime) -> int:
    """An owner who is signed in, a seller, and a sign-in link."""
    shop, word = world.shop, world.word
    owner = accounts.create_staff(
        shop, name=f"Chủ {word}", email=f"chu@{word}.example", role=Role.OWNER, password=PASSWORD, now=now
    )
    seller = accounts.create_staff(
        shop, name=f"Bán {word}", email=f"ban@{word}.example", role=Role.SELLER, password=None, now=now
    )
    # Whoever walks may press the button that asks everybody for the second step, and shall go on walking.
    set_factor(shop, owner, now)
    world.params["token"] = [accounts.make_sign_in_link(shop, owner, now=now)]
    world.cookies["staff"] = sign_in(world, owner, now)
    world.params["account_id"] = [seller]
    world.params["session_id"] = [row.id for row in list_sessions(shop, owner, now=now)]
    return owner


def settle_customer(world: World, now: datetime) -> None:
    """A customer who is signed in, has an address, and has just proven a contact for a new password."""
    shop, word = world.shop, world.word
    draft = Registration(
        name=f"Khách quen {word}",
        phone=f"+8493200{shop.id % 9000 + 1000}",
        email=f"quen@{word}.example",
        by="email",
        password_hash=hash_password(PASSWORD),
        language="vi",
        policy_version_id=None,
        wording="",
    )
    visit = Visit(shop.base_url.removeprefix("http://"))
    with transaction():
        token = customers.claim_for_registration(shop, draft, now=now)
    with transaction():
        customers.fulfil(shop, token, sent_code(), visit=visit, account_id=None, now=now)
    account = find_account_id(shop, draft.email)
    assert account is not None
    place_name = find_place(PROVINCE, wards(PROVINCE)[0][0])
    assert place_name is not None
    units = (place_name.ward_code, place_name.ward_name, PROVINCE, place_name.province_name)
    address = AddressDraft(f"Nhà {word}", f"Mẹ {word}", f"+8493300{shop.id % 9000 + 1000}", f"Số 3 phố {word}", *units)
    with transaction():
        world.params["address_id"] = [customers.add_address(shop, account, address, now=now)]
        world.cookies["claim"] = customers.claim_for_password(shop, draft.email, language="vi", now=now)
    with transaction():
        customers.fulfil(shop, world.cookies["claim"], sent_code(), visit=visit, account_id=None, now=now)
        world.cookies["customer"] = sign_in(world, account, now)
    world.customer = account
    found = db.session.execute(select(AccountSession.id).where(AccountSession.account_id == account)).scalars()
    world.params.setdefault("session_id", []).extend(found)


def sign_in(world: World, owner: int, now: datetime) -> str:
    """The token of a fresh session on the shop's own host."""
    host = world.shop.base_url.removeprefix("http://")
    return accounts.start_session(world.shop, owner, host=host, way="password", is_kept=True, now=now)


def typed_order(world: World, now: datetime) -> dict[str, str]:
    """The order form as somebody has filled it in and not sent yet."""
    shop, word = world.shop, world.word
    meeting = earliest(get_schedule(shop), now)
    assert meeting is not None
    return {
        "lines-0-variant": str(find_orderable(shop, f"hang-{word}")[0].variant_id),
        "lines-0-quantity": "1",
        "sender_name": f"Người gõ {word}",
        "sender_phone": f"093000{shop.id % 9000 + 1000}",
        "sender_email": f"go@{word}.example",
        "language": "vi",
        "for_whom": "gift",
        "recipient_name": f"Người được tặng {word}",
        "recipient_phone": f"093100{shop.id % 9000 + 1000}",
        "greeting": f"Lời chúc {word}",
        "province": PROVINCE,
        "ward": wards(PROVINCE)[0][0],
        "street": f"Số 2 phố {word}",
        "delivery_date": meeting.day.isoformat(),
        "slot": str(meeting.slot.id) if meeting.slot else "",
        "note": f"Ghi chú nháp {word}",
        "payment": "cod",
    }


def place(world: World, now: datetime) -> tuple[int, str]:
    """A gift order whose sender has proven the phone; its id and the token of its link."""
    shop, word = world.shop, world.word
    meeting = earliest(get_schedule(shop), now)
    assert meeting is not None
    draft = OrderDraftData(
        lines=(DraftLine(find_orderable(shop, f"hang-{word}")[0].variant_id, 1),),
        sender_name=f"Người đặt {word}",
        sender_phone=f"+8490000{shop.id % 9000 + 1000}",
        sender_email=f"khach@{word}.example",
        is_gift=True,
        recipient_name=f"Người nhận {word}",
        recipient_phone=f"+8491000{shop.id % 9000 + 1000}",
        province_code=PROVINCE,
        ward_code=wards(PROVINCE)[0][0],
        street=f"Số 1 phố {word}",
        delivery_date=meeting.day,
        slot_id=meeting.slot.id if meeting.slot else None,
        greeting=f"Chúc mừng {word}",
        note=f"Ghi chú {word}",
        payment="transfer",
        language="vi",
    )
    policy = current_policy(shop)
    assert policy is not None
    agreement = Agreement(policy.id, "Đồng ý", "Cam đoan")
    with transaction():
        placed = place_order(shop, draft, key=new_token(), fingerprint=f"f-{word}", agreement=agreement, now=now)
    number = db.session.execute(select(Order.number).where(Order.id == placed.id)).scalar_one()
    world.params["token"] += [link_token(shop, kind, number) for kind in KINDS.values()]
    world.cookies["proof"] = prove(shop, Reference("order", placed.id), f"khach@{word}.example", now)
    return placed.id, placed.token


def prove(shop: ShopRef, subject: Reference, contact: str, now: datetime) -> str:
    """The holder's token of whoever has typed the code back."""
    with transaction():
        proof = accounts.send_proof_code(shop, subject=subject, contact=contact, language="vi", now=now)
    with transaction():
        return accounts.check_proof_code(shop, subject=subject, proof_id=proof, code=sent_code(), now=now)


def sent_code() -> str:
    """The code that was sent last."""
    newest = select(Message.facts).where(Message.kind == "accounts.code").order_by(Message.id.desc()).limit(1)
    return str(db.session.execute(newest).scalar_one()["code"])


def ask(world: World, product_id: int, now: datetime) -> tuple[int, str]:
    """A question with a picture, an answer and a note; its id and the token of its link."""
    shop, word, key = world.shop, world.word, new_token()
    upload = UploadDraft(f"{shop.id}/attachments/{word}.png", f"{word}.png", "image/png", 3)
    with transaction():
        kept = inquiries.keep_uploads(shop, key, [upload], now=now)
        waiting = UploadDraft(f"{shop.id}/attachments/x{word}.png", f"x{word}.png", "image/png", 3)
        inquiries.keep_uploads(shop, new_token(), [waiting], now=now)
    files().put(upload.key, picture_bytes(size=(8, 8)))
    asked = make_draft(
        name=f"Người hỏi {word}",
        phone=f"+8492000{shop.id % 9000 + 1000}",
        email=f"hoi@{word}.example",
        body=f"Câu hỏi {word}",
        product_id=product_id,
    )
    with transaction():
        sent = inquiries.send_inquiry(shop, asked, Sending(key, f"f-{word}", tuple(kept)), now=now)
    with transaction():
        reply = MessageDraft(body=f"Trả lời {word}")
        inquiries.answer(shop, sent.id, reply, Sending(new_token(), "f"), account_id=world.owner, now=now)
        report(world, now)
        inquiries.add_note(shop, sent.id, f"Ghi chú riêng {word}", account_id=world.owner, now=now)
    return sent.id, sent.token


def claim_data(world: World, inquiry_id: int, now: datetime) -> None:
    """Whoever asked the question wants their data corrected, of which a carrier holds a copy."""
    shop, phone = world.shop, f"+8492000{world.shop.id % 9000 + 1000}"
    fields = ("recipient_name", "order_code")
    with transaction():
        carrier = add_receiver(
            shop, kind=ReceiverKind.CARRIER, name=f"Giao {world.word}", fields=fields, agreed_on=now.date(), now=now
        )
        about = Reference("inquiry", inquiry_id)
        disclose(shop, carrier, about, fields, purpose=Purpose.ORDER, ground=Ground.CONTRACT, now=now)
        request = rights.open_request(
            shop,
            kind=RequestKind.CORRECT,
            person=Person(frozenset({phone})),
            contact=phone,
            language="vi",
            details=f"Sửa tên {world.word}",
            now=now,
        )
        tasks = list(db.session.execute(select(DataWorkOrder.id)).scalars())
        world.params["token"].append(rights.token_of(shop, request))
    world.params |= {"request_id": [request.id], "task_id": tasks}


def suffer(world: World, now: datetime) -> None:
    """A data incident with somebody concerned, words for them, and a note."""
    shop, word, me = world.shop, world.word, world.owner
    known = IncidentDraft(
        IncidentKind.LOSS, now, f"Sự việc {word}", f"Hôm {word}", f"Nơi {word}", measures=f"Cách {word}"
    )
    people = read_list(f"+8494000{shop.id % 9000 + 1000}\nbi{word}@{word}.example")
    found = incidents.open_incident(shop, known, source=None, key=new_token(), account_id=me, now=now)
    incidents.add_list(shop, found, people, with_recipients=True, account_id=me, now=now)
    incidents.save_notice(shop, found, NoticeDraft(Way.EMAIL, f"Lời báo {word}"), edit=0)
    incidents.append_note(shop, found, f"Ghi chú sự cố {word}", account_id=me, now=now)
    row = db.session.execute(select(IncidentPerson).order_by(IncidentPerson.id)).scalars().first()
    assert row is not None
    world.params |= {
        "incident_id": [found],
        "group_id": [row.group_id],
        "person_id": [row.id],
        "clock_name": ["tan-cong", "vi-pham"],
        "paper": ["bao-cao", "bien-ban", "tong-ket"],
    }


def look_at_own(world: World, now: datetime) -> None:
    """The sender of the order has proven their phone and has a copy of their data lying ready."""
    shop, phone = world.shop, f"+8490000{world.shop.id % 9000 + 1000}"
    with transaction():
        token = visiting.begin_visit(shop, phone, language="vi", now=now)
    with transaction():
        world.cookies["data"] = visiting.prove(shop, token, sent_code(), now=now)
        person = Person(frozenset({phone}))
        rights.open_request(shop, kind=RequestKind.PROVIDE, person=person, contact=phone, language="vi", now=now)
        export = db.session.execute(select(DataExport.id)).scalar_one()
        key = copies.begin(shop, export, total=1)
        files().put(key, f"PK {world.word}".encode())
        copies.finish(shop, export, size=2, now=now)
    world.params["export_id"] = [export]


def report(world: World, now: datetime) -> None:
    """A safety report of which nobody knows who sent it."""
    draft = make_draft(kind="security", name="", phone="", email="", body=f"Báo cáo {world.word}")
    world.params["token"].append(
        send_report(world.shop, MisuseKind.ABUSE, draft, Sending(new_token(), "f"), now=now).token
    )


def add_policies(shop: ShopRef, word: str, count: int, now: datetime) -> int:
    """Further versions of the policy; the number of the newest."""
    number = 0
    for turn in range(count):
        said = [{"text": f"Đoạn {word} {turn}", "where": ""}]
        section = {"key": "purpose", "title": f"Mục {word} {turn}", "paragraphs": said}
        moment = now + timedelta(seconds=turn)
        number = publish_policy(shop, {"vi": [section], "en": [section]}, now=moment).number
    return number


def every_text(app: Flask, shop: ShopRef) -> set[str]:
    """Every text in the shop's rows, also those inside JSON, long enough to be recognised."""
    with app.app_context(), db.engine.connect() as connection:
        rows = snapshot(connection, Base.metadata.sorted_tables, shop.id)
    found = {text for table in rows.values() for row in table for value in row for text in texts_in(value)}
    return {text for text in found if len(text) >= SHORTEST_CANARY}


def texts_in(value: Any) -> Iterator[str]:
    """The texts a stored value is made of."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts_in(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts_in(part)


def every_id(app: Flask, shop: ShopRef) -> set[int]:
    """The id of every row of the shop."""
    tables = [table for table in Base.metadata.sorted_tables if {"shop_id", "id"} <= set(table.c.keys())]
    with app.app_context(), db.engine.connect() as connection:
        return {
            found
            for t in tables
            for found in connection.execute(select(t.c.id).where(t.c.shop_id == shop.id)).scalars()
        }
