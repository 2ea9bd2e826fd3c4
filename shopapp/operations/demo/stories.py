"""What happened in the sample shops before the demo began: invented people, orders and questions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from shopapp.orders.rules import State


@dataclass(frozen=True)
class Person:
    """An invented customer. `phone` in E.164, from the numbers that samples use."""

    name: str
    phone: str
    email: str
    street: str


@dataclass(frozen=True)
class OrderStory:
    """An order of `products` (slug → quantity), by person number `who`, and how far it has come.

    `hours` ago it was placed, for one that has come further than being confirmed counted before the shop's lead time.
    `gift_to` is the number of whoever receives it; `disowned` is what the holder of the phone wrote who never ordered.
    """

    who: int
    products: Mapping[str, int]
    upto: State
    hours: float
    gift_to: int | None = None
    greeting: str = ""
    note: str = ""
    payment: str = "cod"
    is_paid: bool = False
    source: str = "web"
    disowned: str = ""


@dataclass(frozen=True)
class InquiryStory:
    """A question, quote request or complaint, what the shop answered ("" not yet), and whether it is closed."""

    who: int
    kind: str
    body: str
    hours: float
    product: str = ""
    quote: Mapping[str, Any] = field(default_factory=dict)
    answer: str = ""
    is_closed: bool = False
    topic: str = ""


@dataclass(frozen=True)
class CorrectionStory:
    """What person number `who` wants put right in the shop's data, asked so many hours ago."""

    who: int
    details: str
    hours: float


PEOPLE = (
    Person("Nguyễn Thị Mẫu An", "+84900000201", "an.nguyen@khach.example", "18 Đường Ví Dụ"),
    Person(
        "Trần Văn Mẫu Bình", "+84900000202", "binh.tran@khach.example", "Căn 5.02, Chung cư Mẫu, 3 Đường Thử Nghiệm"
    ),
    Person("Phạm Thu Mẫu Chi", "+84900000203", "chi.pham@khach.example", "27/4 Ngõ Ví Dụ"),
    Person("Lê Quốc Mẫu Dũng", "+84900000204", "", "102 Đường Ví Dụ"),
    Person("Võ Thị Mẫu Hà", "+84900000205", "ha.vo@khach.example", "6 Đường Minh Họa"),
    Person("Đặng Minh Mẫu Khôi", "+84900000206", "khoi.dang@khach.example", "Tầng 3, Nhà Mẫu, 44 Đường Ví Dụ"),
    Person("Huỳnh Mẫu Lam", "+84900000207", "", "9 Hẻm Ví Dụ"),
    Person("Bùi Thị Mẫu Mai", "+84900000208", "mai.bui@khach.example", "71 Đường Minh Họa"),
)

ORDERS: Mapping[str, tuple[OrderStory, ...]] = {
    "hoa": (
        OrderStory(
            0,
            {"bo-hong-phan": 1},
            State.PLACED,
            0.4,
            gift_to=4,
            greeting="Chúc mừng sinh nhật chị Hà, luôn tươi như hoa nhé!",
        ),
        OrderStory(
            5, {"hop-hong-tron": 1}, State.PLACED, 2, payment="transfer", note="Gọi giúp trước khi giao 15 phút."
        ),
        OrderStory(
            1,
            {"ke-khai-truong-mot-tang": 2},
            State.CONFIRMED,
            5,
            greeting="Khai trương hồng phát",
            payment="transfer",
            is_paid=True,
        ),
        OrderStory(2, {"bo-huong-duong": 1, "hong-do-mot-canh": 3}, State.PREPARING, 8),
        OrderStory(
            3, {"gio-dong-tien": 1}, State.SENT_OUT, 20, gift_to=7, greeting="Con chúc mẹ luôn khỏe.", source="phone"
        ),
        OrderStory(4, {"bo-cuc-tana": 2}, State.DELIVERED, 60, is_paid=True),
        OrderStory(6, {"bo-baby-trang": 1}, State.FAILED, 40, gift_to=2),
        OrderStory(7, {"lan-ho-diep-vang": 1}, State.CANCELLED, 80),
        OrderStory(
            3,
            {"bo-hong-phan": 2},
            State.CONFIRMED,
            6,
            disowned="Tôi không đặt hoa ở tiệm. Có lẽ ai đó ghi nhầm số của tôi, nhờ tiệm kiểm tra giúp.",
        ),
    ),
    "cun": (
        OrderStory(
            0, {"bo-poodle-nau-do": 1}, State.PLACED, 1.5, note="Cho em hỏi có thể đón bé vào buổi tối không ạ?"
        ),
        OrderStory(2, {"bap-corgi-vang": 1}, State.CONFIRMED, 26, payment="transfer", is_paid=True),
        OrderStory(5, {"dam-pug-vang": 1}, State.DELIVERED, 90, payment="transfer", is_paid=True),
    ),
    "bien": (
        OrderStory(1, {"bien-so-phong": 12}, State.PLACED, 3, note="Số phòng từ 201 đến 212, xuất hóa đơn giúp."),
        OrderStory(3, {"standee-cuon": 2}, State.PREPARING, 30, payment="transfer", is_paid=True),
        OrderStory(4, {"bang-chu-a": 1}, State.DELIVERED, 70, is_paid=True, source="counter"),
    ),
    "mac": (
        OrderStory(
            2, {"ao-so-mi-linen": 1, "quan-tay-xep-ly": 1}, State.PLACED, 0.8, note="Nếu lệch cỡ cửa hàng nhắn giúp."
        ),
        OrderStory(0, {"dam-lua-hai-day": 1}, State.CONFIRMED, 28, payment="transfer", is_paid=True),
        OrderStory(7, {"giay-luoi": 1, "mu-vanh-tron": 1}, State.SENT_OUT, 50, payment="transfer", is_paid=True),
        OrderStory(4, {"ao-thun-tron": 3}, State.DELIVERED, 120, is_paid=True),
    ),
    "nha": (
        OrderStory(3, {"gao-thom-hat-dai": 1, "nuoc-mam-40-dam": 2, "trung-ga-ta": 1}, State.PLACED, 0.3),
        OrderStory(0, {"nuoc-rua-chen": 2, "bot-giat-huong-nhe": 1}, State.PLACED, 1.2, source="phone"),
        OrderStory(6, {"ca-phe-rang-xay": 1, "banh-quy-bo": 2}, State.CONFIRMED, 4),
        OrderStory(7, {"dau-phong-ep": 1, "non-la": 1, "tieu-den-nguyen-hat": 1}, State.SENT_OUT, 9),
        OrderStory(1, {"mat-ong-hoa-nhan": 2}, State.DELIVERED, 50, is_paid=True),
        OrderStory(5, {"bo-chen-su": 1}, State.CANCELLED, 70),
    ),
}

INQUIRIES: Mapping[str, tuple[InquiryStory, ...]] = {
    "hoa": (
        InquiryStory(
            2, "question", "Tiệm có giao hoa lúc 6 giờ sáng để kịp lễ tốt nghiệp không ạ?", 1, product="bo-tot-nghiep"
        ),
        InquiryStory(
            5,
            "quote",
            "Tôi cần hoa bàn cho tiệc cưới 25 bàn, tông trắng và hồng nhạt.",
            22,
            quote={"quantity": "25", "budget": 12000000},
            answer="Dạ, tiệm gợi ý bình thấp cẩm tú cầu, khoảng 450.000 ₫ một bàn. Tiệm xin gọi lại để hẹn xem mẫu ạ.",
        ),
        InquiryStory(
            4,
            "complaint",
            "Bó hoa nhận hôm qua có hai bông bị dập cánh.",
            46,
            answer="Tiệm rất xin lỗi Quý khách. Chiều nay tiệm gửi một bó mới, không tính phí.",
            is_closed=True,
            topic="goods",
        ),
    ),
    "cun": (
        InquiryStory(
            1, "question", "Bé Sữa đã tiêm mấy mũi rồi và có giấy khám sức khỏe chưa ạ?", 2, product="sua-poodle-trang"
        ),
        InquiryStory(
            4,
            "question",
            "Nhà tôi ở chung cư, nuôi Corgi có hợp không?",
            30,
            product="ngo-corgi-ba-mau",
            answer="Dạ hợp ạ, mỗi ngày cho bé đi dạo hai lần là bé vui khỏe. Quý khách ghé gặp bé trước nhé.",
        ),
    ),
    "bien": (
        InquiryStory(
            0,
            "quote",
            "Cần bảng hiệu cho quán cà phê mặt tiền 4 m, có đèn, làm trong hai tuần.",
            3,
            product="chu-noi-mica-hat-sang",
            quote={
                "type": "Chữ nổi mica",
                "width_cm": 400,
                "height_cm": 80,
                "quantity": "1",
                "light": "led",
                "budget": 15000000,
            },
        ),
        InquiryStory(
            7,
            "quote",
            "Báo giá giúp 2 hộp đèn bạt cho cửa hàng thuốc.",
            27,
            product="hop-den-bat-mat-tien",
            quote={"type": "Hộp đèn bạt", "width_cm": 300, "height_cm": 120, "quantity": "2", "light": "led"},
            answer="Dạ, hai hộp đèn 3 × 1,2 m trọn gói là 10.800.000 ₫, làm trong 6 ngày. Xưởng xin hẹn đo thực tế.",
        ),
    ),
    "mac": (
        InquiryStory(
            5,
            "quote",
            "Đặt hộ giúp mình đôi giày theo đường dẫn bên dưới, cỡ 39.",
            4,
            quote={"link": "https://giay.example/mau-39", "quantity": "1", "budget": 1500000},
        ),
        InquiryStory(
            2,
            "question",
            "Áo len cổ lọ giặt máy được không ạ?",
            40,
            product="ao-len-co-lo",
            answer="Dạ nên giặt tay bằng nước lạnh và phơi ngang để áo giữ dáng ạ.",
            is_closed=True,
        ),
    ),
    "nha": (
        InquiryStory(
            6,
            "question",
            "Cửa hàng có giao gạo bao 25 kg lên tầng 4 không có thang máy không?",
            2,
            product="gao-thom-hat-dai",
        ),
        InquiryStory(
            1,
            "complaint",
            "Hộp trứng giao chiều qua có ba quả bị vỡ.",
            20,
            answer="An Nhiên xin lỗi Quý khách, sáng mai cửa hàng gửi bù một hộp mới ạ.",
            topic="goods",
        ),
    ),
}

# Slug → what somebody wants put right; other shops show an empty desk.
CORRECTIONS: Mapping[str, CorrectionStory] = {
    "hoa": CorrectionStory(0, "Sai: tên trong đơn cũ ghi thiếu chữ lót.\nĐúng: Nguyễn Thị Mẫu An", 20),
    "nha": CorrectionStory(1, "Sai: số nhà ghi 3.\nĐúng: 5 Đường Thử Nghiệm", 70),
}
