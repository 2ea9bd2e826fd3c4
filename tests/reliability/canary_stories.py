"""What people type in a shop from their first order to their last complaint, with a mark in every field."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from shopapp.inquiries.models import Inquiry
from shopapp.kernel.clock import local_day, now
from shopapp.kernel.contacts import parse_phone
from shopapp.notifications.models import Message
from shopapp.notifications.wording import copy_of, word
from shopapp.orders.models import Order
from shopapp.platform.database import db
from shopapp.platform.tenancy.scope import acting_for
from tests.customers.builders import NEW, PASSWORD, newest_code
from tests.orders.builders import DELIVERY, NEAR
from tests.reliability.cage import Cage, Visitor
from tests.support.http import Upload

DESK = "/quan-tri"
PLACE = {"province": "79", "ward": NEAR}
STEPS = ("confirmed", "preparing", "sent_out", "delivered")


@dataclass(frozen=True)
class Someone:
    """Who has to be erased: one of their contacts as it is typed. `is_alone`: no other contact stands beside it."""

    contact: str
    is_alone: bool = False

    @property
    def stored(self) -> str:
        """The contact as it is stored."""
        return self.contact if "@" in self.contact else parse_phone(self.contact)


Story = Callable[[Cage, str], list[Someone]]


def pdf(cage: Cage, name: str) -> Upload:
    """A paper with a mark in its name and one in its words."""
    content = f"%PDF-1.4\n% {cage.marks.plain(f'{name}, inside')}\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
    return Upload("files", f"{cage.marks.word(f'{name}, its name')}.pdf", content.encode(), "application/pdf")


def delivery_day() -> date:
    """A day on which the shop delivers."""
    day = local_day(now()) + timedelta(days=3)
    return day + timedelta(days=1) if day.isoformat() in DELIVERY["closed_dates"] else day


def order_typed(cage: Cage, who: str, *, is_gift: bool = True) -> dict[str, str]:
    """Everything a visitor types for a gift, or for themselves."""
    marks, stall = cage.marks, cage.stall
    recipient = {"for_whom": "self"}
    if is_gift:
        name = f"Trần {marks.word(f'{who}: recipient name')}"
        phone = marks.phone(f"{who}: recipient phone")
        recipient = {"for_whom": "gift", "recipient_name": name, "recipient_phone": phone}
    return {
        "sender_name": f"Nguyễn {marks.word(f'{who}: sender name')}",
        "sender_phone": marks.phone(f"{who}: sender phone"),
        "sender_email": marks.email(f"{who}: sender e-mail"),
        **recipient,
        "greeting": f"Chúc mừng {marks.word(f'{who}: greeting')}",
        "street": f"12 đường {marks.word(f'{who}: street')}",
        "note": f"Gọi trước {marks.word(f'{who}: note')}",
        "delivery_date": delivery_day().isoformat(),
        "slot": str(stall.morning),
        "payment": "transfer",
        "lines-0-variant": str(stall.small),
        "lines-0-quantity": "1",
        **PLACE,
    }


def newest(cage: Cage, model: type[Inquiry] | type[Order]) -> int:
    """The id of the row that was added last."""
    with cage.app.app_context(), acting_for(cage.stall.shop):
        return db.session.execute(select(model.id).order_by(model.id.desc()).limit(1)).scalar_one()


def order(cage: Cage, visitor: Visitor, typed: dict[str, str], who: str) -> tuple[int, str]:
    """The whole way of an order, with a mistake on it; its id and its page."""
    wrong = {"delivery_date": f"ngày {cage.marks.word(f'{who}: a date that is none')}"}
    visitor.submit("/dat-hang?sp=cuc-trang", "/dat-hang", {**typed, **wrong, "step": "review"}, status=422)
    cage.look()
    sent = visitor.submit("/dat-hang", "/dat-hang", {**typed, "step": "review"})
    cage.look()
    placed = visitor.submit(sent.location, "/dat-hang/xem-lai", {"declared": "y"})
    return newest(cage, Order), placed.location.partition("#")[0]


def prove(cage: Cage, visitor: Visitor, page: str) -> None:
    """Open an order in full by the code to its contact."""
    sent = visitor.submit(f"{page}/xac-minh", f"{page}/xac-minh", {})
    visitor.submit(sent.location, f"{page}/ma", {"code": newest_code(cage.app, cage.stall.shop)})


def deliver(cage: Cage, number: int, who: str) -> None:
    """What staff do until the order is delivered and paid, with a note at each step."""
    owner, page = cage.owner(), f"{DESK}/don-hang/{number}"
    noted = {"ghi-chu": f"Dặn {cage.marks.word(f'{who}: note of staff')}"}
    owner.submit(page, f"{page}/ghi-chu", noted)
    called = {"gap": "1", "ghi-chu": f"Gọi {cage.marks.word(f'{who}: note of the call')}"}
    owner.submit(page, f"{page}/da-goi", called)
    owner.submit(page, f"{page}/da-tra-tien", {})
    for step in STEPS:
        owner.submit(page, f"{page}/buoc", {"buoc": step})


def gift(cage: Cage, who: str) -> list[Someone]:
    """Somebody sends a gift, changes where it goes, and it is delivered."""
    visitor, typed = cage.visitor(), order_typed(cage, who)
    number, page = order(cage, visitor, typed, who)
    prove(cage, visitor, page)
    changed = {
        "recipient_phone": cage.marks.phone(f"{who}: changed recipient phone"),
        "street": f"99 đường {cage.marks.word(f'{who}: changed street')}",
        "greeting": cage.marks.word(f"{who}: changed greeting"),
        "note": cage.marks.word(f"{who}: changed note"),
    }
    visitor.submit(f"{page}/sua", f"{page}/sua", changed)
    cage.work()
    deliver(cage, number, who)
    visitor.submit("/tra-cuu", "/tra-cuu", {"code": "DH333333", "phone": typed["sender_phone"]}, status=404)
    visitor.submit("/dat-hang", "/dat-hang", order_typed(cage, f"{who}, not sent") | {"step": "add"}, status=422)
    cage.look()
    return [Someone(typed["sender_phone"]), Someone(changed["recipient_phone"]), Someone(typed["sender_email"])]


def regretted(cage: Cage, who: str) -> list[Someone]:
    """Somebody orders for themselves and takes it back."""
    visitor = cage.visitor()
    typed = order_typed(cage, who, is_gift=False)
    _number, page = order(cage, visitor, typed, who)
    prove(cage, visitor, page)
    visitor.submit(f"{page}/huy", f"{page}/huy", {})
    return [Someone(typed["sender_phone"]), Someone(typed["sender_email"])]


def strange(cage: Cage, who: str) -> list[Someone]:
    """Somebody gets a message about an order they never placed, and staff cancel it."""
    typed = order_typed(cage, who)
    number, _page = order(cage, cage.visitor(), typed, who)
    link = link_of(cage, number)
    cage.work()
    said = {"text": f"Không phải tôi {cage.marks.word(f'{who}: said of the order')}"}
    cage.visitor().submit(link, link, said, status=303)
    page = f"{DESK}/don-hang/{number}/tam-giu"
    decided = {"note": f"Đã hỏi {cage.marks.word(f'{who}: decision')}", "chon": "huy"}
    cage.owner().submit(page, page, decided)
    return [Someone(typed["sender_phone"]), Someone(typed["recipient_phone"]), Someone(typed["sender_email"])]


def link_of(cage: Cage, number: int) -> str:
    """The address under "this wasn't me" in a message about the order."""
    query = select(Message).where(Message.about_kind == "order", Message.about_id == number)
    with cage.app.app_context():
        with acting_for(cage.stall.shop):
            messages = [copy_of(row) for row in db.session.execute(query).scalars()]
        with acting_for(None):
            found = (re.search(r"/khong-phai-toi/[0-9a-f]+", word(cage.stall.shop, one).text) for one in messages)
            return next(one.group() for one in found if one)


def contact(cage: Cage, who: str, found: tuple[str, ...] = ("phone", "email")) -> dict[str, str]:
    """The name of whoever asks, and these contacts."""
    typed = {"name": f"Lê {cage.marks.word(f'{who}: name')}"}
    if "phone" in found:
        typed["phone"] = cage.marks.phone(f"{who}: phone")
    if "email" in found:
        typed["email"] = cage.marks.email(f"{who}: e-mail")
    return typed


def ask(
    cage: Cage, who: str, page: str, further: dict[str, str], found: tuple[str, ...] = ("phone", "email")
) -> list[Someone]:
    """Write to the shop with a file, be answered, write again, and be done with it. `found` are the contacts given."""
    visitor, owner, typed = cage.visitor(), cage.owner(), contact(cage, who, found)
    typed |= further | {"body": f"Xin hỏi {cage.marks.word(f'{who}: what is asked')}"}
    # A file that was taken in with a form that was not sent lies by itself.
    visitor.submit(page, page, typed | {"phone": "0900 1"}, uploads=[pdf(cage, f"{who}: first file")], status=422)
    cage.look()
    sent = visitor.submit(page, page, typed, uploads=[pdf(cage, f"{who}: second file")])
    thread = sent.location.partition("#")[0]
    desk = f"{DESK}/hoi-dap/{newest(cage, Inquiry)}"
    owner.submit(desk, f"{desk}/ghi-chu", {"note": f"Nhớ {cage.marks.word(f'{who}: note of staff')}"})
    answer = {"body": f"Dạ {cage.marks.word(f'{who}: answer')}"}
    owner.submit(desk, f"{desk}/tra-loi", answer, uploads=[pdf(cage, f"{who}: file of the answer")])
    again = {"body": f"Cảm ơn {cage.marks.word(f'{who}: said again')}"}
    visitor.submit(thread, thread, again, uploads=[pdf(cage, f"{who}: third file")])
    cage.work()
    if "misuse" in further:
        ended = {"note": f"Đã xem {cage.marks.word(f'{who}: how it ended')}"}
        owner.submit(desk, desk.replace("hoi-dap/", "hoi-dap/an-ninh/") + "/dong", ended)
    else:
        owner.submit(desk, f"{desk}/dong", {})
    cage.look()
    return [Someone(typed[name], is_alone=len(found) == 1) for name in found]


def question(cage: Cage, who: str) -> list[Someone]:
    """A question, by whoever gives a phone number and no e-mail address."""
    return ask(cage, who, "/lien-he", {}, ("phone",))


def quote(cage: Cage, who: str) -> list[Someone]:
    """A quote for a sign."""
    words = ("type", "material")
    further = {name: f"Loại {cage.marks.word(f'{who}: {name}')}" for name in words}
    return ask(cage, who, "/bao-gia", further)


def complaint(cage: Cage, who: str) -> list[Someone]:
    """A complaint."""
    code = cage.marks.plain(f"{who}: order code")[:20]
    return ask(cage, who, "/lien-he?loai=khieu-nai", {"topic": "goods", "order_code": code})


def report(cage: Cage, who: str) -> list[Someone]:
    """A report about safety."""
    page = "/bao-cao-an-ninh"
    form = cage.visitor().page(page)
    chosen = re.search(r'name="misuse"[^>]*value="(\w+)"', form) or re.search(r'value="(\w+)"[^>]*name="misuse"', form)
    assert chosen
    code = cage.marks.plain(f"{who}: order code")[:20]
    return ask(cage, who, page, {"misuse": chosen.group(1), "order_code": code})


def account(cage: Cage, who: str) -> list[Someone]:
    """Somebody registers, fills the address book, moves to another address, and tells of a stranger in the account."""
    marks, visitor, shop = cage.marks, cage.visitor(), cage.stall.shop
    typed = contact(cage, who) | {"by": "phone", "password": PASSWORD}
    visitor.submit("/tai-khoan/dang-ky", "/tai-khoan/dang-ky", typed)
    cage.look()
    visitor.submit("/tai-khoan/xac-nhan", "/tai-khoan/xac-nhan", {"code": newest_code(cage.app, shop)})
    cage.work()
    for turn in ("first", "changed"):
        address = {
            "label": f"Nhà {marks.word(f'{who}: {turn} label')}",
            "recipient_name": f"Mẹ {marks.word(f'{who}: {turn} recipient name')}",
            "recipient_phone": marks.phone(f"{who}: {turn} recipient phone"),
            "street": f"3 phố {marks.word(f'{who}: {turn} street')}",
            **PLACE,
        }
        page = "/tai-khoan/dia-chi/moi"
        if turn == "changed":
            [found] = re.findall(r'href="(/tai-khoan/dia-chi/\d+)"', visitor.page("/tai-khoan/dia-chi"))
            page = found
        visitor.submit(page, page, address)
        cage.look()
    profile = {"name": f"Lê {marks.word(f'{who}: changed name')}"}
    visitor.submit("/tai-khoan/thong-tin", "/tai-khoan/thong-tin", profile)
    email = marks.email(f"{who}: changed e-mail")
    page = "/tai-khoan/lien-lac?loai=email"
    visitor.submit(page, page, {"contact": email, "current": PASSWORD})
    cage.look()
    visitor.submit("/tai-khoan/xac-nhan", "/tai-khoan/xac-nhan", {"code": newest_code(cage.app, shop)})
    number, _page = order(cage, visitor, order_typed(cage, f"{who}, ordering", is_gift=False), f"{who}, ordering")
    deliver(cage, number, f"{who}, ordering")
    safe = {"current": PASSWORD, "password": NEW, "text": f"Có người {marks.word(f'{who}: what happened')}"}
    visitor.submit("/tai-khoan/bao-ve", "/tai-khoan/bao-ve", safe)
    cage.work()
    # Who has lost the phone comes back by a code, and tells of it too.
    stranger = cage.visitor()
    stranger.submit("/tai-khoan/bao-ve", "/tai-khoan/bao-ve", {"contact": typed["phone"]})
    stranger.submit("/tai-khoan/xac-nhan", "/tai-khoan/xac-nhan", {"code": newest_code(cage.app, shop)})
    told = {"password": PASSWORD, "text": f"Mất máy {marks.word(f'{who}: what happened to the phone')}"}
    stranger.submit("/tai-khoan/mat-khau-moi", "/tai-khoan/mat-khau-moi", told)
    cage.look()
    return [Someone(typed["phone"]), Someone(email), Someone(typed["email"])]


ALL: dict[str, Story] = {
    "account": account,
    "gift": gift,
    "regretted": regretted,
    "strange": strange,
    "question": question,
    "quote": quote,
    "complaint": complaint,
    "report": report,
}
