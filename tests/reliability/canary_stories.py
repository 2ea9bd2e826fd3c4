"""What people type in a shop from their first order to their last complaint, with a mark in every field."""

import re
from collections.abc import Callable

from sqlalchemy import select

from shopapp.inquiries.models import Inquiry
from shopapp.notifications.models import Message
from shopapp.notifications.wording import copy_of, word
from shopapp.orders.models import Order
from shopapp.platform.database import db
from shopapp.platform.tenancy.scope import acting_for
from tests.customers.builders import NEW, PASSWORD, newest_code
from tests.reliability.cage import Cage
from tests.reliability.canary_steps import DESK, PLACE, Someone, deliver, newest, order, order_typed, pdf, prove

Story = Callable[[Cage, str], list[Someone]]


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
    no_day = f"ngày {cage.marks.word(f'{who}, not sent: a date that is none')}"
    looked_for = cage.marks.word(f"{who}, not sent: a ward that is none")
    unsent = order_typed(cage, f"{who}, not sent") | {
        "delivery_date": no_day,
        "ward_find": looked_for,
        "step": "review",
    }
    visitor.submit("/dat-hang?sp=cuc-trang", "/dat-hang", unsent | {"step": "review"}, status=422)
    cage.look()
    return [Someone(typed["sender_phone"]), Someone(changed["recipient_phone"]), Someone(typed["sender_email"])]


def regretted(cage: Cage, who: str) -> list[Someone]:
    """Somebody taps to call, chooses from the list, orders for themselves and takes it back."""
    visitor = cage.visitor()
    visitor.tap("/dem/goi")
    visitor.submit("/dat-hang", "/dat-hang/chon", {"sp": "cuc-trang"})
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


def told(cage: Cage, who: str) -> list[Someone]:
    """Somebody calls: staff type in an order, a question and what they want done about their data."""
    owner, marks = cage.owner(), cage.marks
    typed = order_typed(cage, who)
    page = f"{DESK}/don-hang/moi"
    owner.submit(page, page, typed | {"step": "review", "source": "phone"})
    deliver(cage, newest(cage, Order), who, is_called=True)
    asked = {
        "kind": "question",
        "source": "phone",
        "name": f"Lê {marks.word(f'{who}: name of who asks')}",
        "phone": typed["sender_phone"],
        "email": typed["sender_email"],
        "order_code": marks.plain(f"{who}: order code")[:20],
        "body": f"Hỏi {marks.word(f'{who}: what is asked')}",
    }
    page = f"{DESK}/hoi-dap/moi"
    owner.submit(page, page, asked, uploads=[pdf(cage, f"{who}: file")])
    wanted = {
        "kind": "correct",
        "channel": "phone",
        "phone": typed["sender_phone"],
        "details": f"Sửa {marks.word(f'{who}: what is wanted')}",
    }
    page = f"{DESK}/yeu-cau-du-lieu/moi"
    owner.submit(page, page, wanted)
    cage.work()
    return [Someone(typed["sender_phone"]), Someone(typed["recipient_phone"]), Someone(typed["sender_email"])]


ALL: dict[str, Story] = {
    "told": told,
    "account": account,
    "gift": gift,
    "regretted": regretted,
    "strange": strange,
    "question": question,
    "quote": quote,
    "complaint": complaint,
    "report": report,
}
