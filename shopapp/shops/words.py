"""What each section of the settings is called, where it lives, and what customers will notice of a change."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from shopapp.shops.complaint_times import Times, Topic

TOPICS: Mapping[str, Any] = {
    Topic.GOODS: _l("Goods not as described, or damaged"),
    Topic.DELIVERY: _l("Late or failed delivery"),
    Topic.PAYMENT: _l("Payment or refund"),
    Topic.CONDUCT: _l("Service or conduct"),
    Topic.DATA: _l("Personal data"),
    Topic.OTHER: _l("Something else"),
}


def answer_words(times: Times) -> str:
    """How soon somebody answers, within a sentence."""
    return str(ngettext("%(num)s hour", "%(num)s hours", times.answer_hours))


def resolve_words(times: Times) -> str:
    """How soon a matter is settled, within a sentence."""
    return str(ngettext("%(num)s working day", "%(num)s working days", times.resolve_days))


def times_words(times: Times) -> str:
    """Both times as one phrase."""
    return str(
        _(
            "First answer within %(answer)s, settled within %(end)s",
            answer=answer_words(times),
            end=resolve_words(times),
        )
    )


def shown_times(times: Mapping[str, Times]) -> list[tuple[str, str]]:
    """(topic, both times) of every topic, in the order of the list."""
    return [(str(TOPICS[topic]), times_words(times[topic])) for topic in Topic]


@dataclass(frozen=True)
class SectionWords:
    """One section: `slug` in its address, its title, what it is for, what a save changes, what its preview shows."""

    name: str
    slug: str
    title: Any
    lead: Any
    effect: Any
    preview: str = "home"


_EVERY_PAGE = _l("Customers see it at once on every page of the shop. The privacy policy is written anew by itself.")

SECTIONS: tuple[SectionWords, ...] = (
    SectionWords(
        "profile",
        "thong-tin",
        _l("Name, colour and contacts"),
        _l("What stands at the top and the foot of every page, and the numbers customers call."),
        _EVERY_PAGE,
    ),
    SectionWords(
        "look",
        "dien-mao",
        _l("Logo and look"),
        _l(
            "The logo at the top of every page, and a few choices. The look of the trade stays what it is. The colour "
            "is chosen under “Name, colour and contacts”."
        ),
        _l("Customers see it at once on every page of the shop. The icon in their browser changes within a day."),
    ),
    SectionWords(
        "languages",
        "ngon-ngu",
        _l("Languages of the shop"),
        _l(
            "Buttons and forms are worded by themselves. What the shop has written is shown in English as far as it "
            "was worded so; the rest stays in Vietnamese."
        ),
        _l("Customers choose the language at the foot of every page. With none ticked the choice is gone."),
    ),
    SectionWords(
        "hours",
        "gio-mo-cua",
        _l("Opening hours"),
        _l("By weekday. Leave a day empty when the shop is closed."),
        _l("Every page says whether the shop is open now; order confirmations say when the shop calls."),
    ),
    SectionWords(
        "closures",
        "ngay-nghi",
        _l("Closed days (Tết, holidays)"),
        _l("Give the days a name and say from when to when the shop is closed."),
        _l(
            "From three weeks before, every page tells of them. Their days cannot be chosen for delivery, and who "
            "orders meanwhile reads when the shop calls. Orders already placed for these days stay: please look at "
            "them."
        ),
    ),
    SectionWords(
        "home",
        "trang-chu",
        _l("Words of the home page"),
        _l("The heading, the sentence below it, and the reasons to buy here."),
        _l("Customers see it at once on the home page. Search engines show the sentence, too."),
    ),
    SectionWords(
        "texts",
        "loi-gioi-thieu",
        _l("Words above the forms"),
        _l("A sentence or two above the order form, the question form and the quote form. Empty: the usual words."),
        _l("Customers read them before they fill in a form."),
        "forms",
    ),
    SectionWords(
        "payment",
        "thanh-toan",
        _l("Payment and bank account"),
        _l("How customers may pay. For transfers the order shows the account and a QR code with amount and code."),
        _l("New orders offer these ways. Orders placed before show the new account, too, as long as they are unpaid."),
        "payment",
    ),
    SectionWords(
        "departments",
        "bo-phan",
        _l("Contacts by department"),
        _l("For example sales, complaints, deliveries. Leave a row empty to leave it out."),
        _EVERY_PAGE,
    ),
    SectionWords(
        "asked",
        "cau-hoi-bat-buoc",
        _l("What questions must hold"),
        _l("Ask for as little as the shop can work with: each field more makes some customers give up."),
        _l(
            "The question and quote forms insist on these. With e-mail ticked the order form insists on it, too. An "
            "address is only asked when it is ticked. The privacy policy is written anew by itself."
        ),
        "asked",
    ),
    SectionWords(
        "receiving",
        "nhan-hang",
        _l("Handing over"),
        _l("Who delivers, what may be looked at first, and what happens when nobody is there."),
        _l("The page on delivery says so at once, in Vietnamese and in English."),
        "delivery",
    ),
    SectionWords(
        "returns",
        "doi-tra",
        _l("Returns and guarantee"),
        _l("Tick what the shop does and type the times. The page is written by itself, in Vietnamese and in English."),
        _l(
            "The page on returns says so at once, and products and the order form name the time. Whoever ordered "
            "before was promised the times of then: please keep those for them."
        ),
        "returns",
    ),
    SectionWords(
        "pricing",
        "gia-va-dieu-kien",
        _l("Prices and conditions"),
        _l("What a price holds, what may cost extra, how long a quote stands, what is paid ahead."),
        _l("The pages on prices and payment say so at once, in Vietnamese and in English."),
        "prices",
    ),
    SectionWords(
        "complaints",
        "khieu-nai",
        _l("How soon complaints are settled"),
        _l(
            "By what they are about. Working days are Monday to Friday; public holidays count, too. Promise what the "
            "shop can keep: what is overdue stands at the top of the back office."
        ),
        _l(
            "Customers read the times before they send a complaint, and new complaints are measured by them; those "
            "sent before keep theirs. The privacy policy is written anew by itself."
        ),
        "complaints",
    ),
    SectionWords(
        "legal",
        "phap-ly",
        _l("Legal identity"),
        _l("As on the business certificate. The law has a shop on the web show it."),
        _EVERY_PAGE,
    ),
)
