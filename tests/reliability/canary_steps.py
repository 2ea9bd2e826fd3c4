"""Steps that stories share: what is typed for an order, a file with marks, and what staff do until it is delivered."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from shopapp.inquiries.models import Inquiry
from shopapp.kernel.clock import local_day, now
from shopapp.orders.models import Order
from shopapp.platform.database import db
from shopapp.platform.tenancy.scope import acting_for
from tests.customers.builders import newest_code
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


def deliver(cage: Cage, number: int, who: str, *, is_called: bool = False) -> None:
    """What staff do until the order is delivered and paid, with notes on the way."""
    owner, page = cage.owner(), f"{DESK}/don-hang/{number}"
    noted = {"ghi-chu": f"Dặn {cage.marks.word(f'{who}: note of staff')}"}
    owner.submit(page, f"{page}/ghi-chu", noted)
    if not is_called:
        called = {"gap": "1", "ghi-chu": f"Gọi {cage.marks.word(f'{who}: note of the call')}"}
        owner.submit(page, f"{page}/da-goi", called)
    owner.submit(page, f"{page}/da-tra-tien", {})
    for step in STEPS:
        owner.submit(page, f"{page}/buoc", {"buoc": step})
    with cage.app.app_context(), acting_for(cage.stall.shop):
        state = db.session.execute(select(Order.state).where(Order.id == number)).scalar_one()
    assert state == "delivered"
