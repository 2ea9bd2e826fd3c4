"""The page on payment: the ways the shop offers, when to pay, how money comes back, what is never asked."""

from flask_babel import gettext as _
from flask_babel import ngettext

from shopapp.shops.terms import Returns
from shopapp.shops.terms_words import DEPOSIT_WORDS, REFUND_WORDS, words_for
from shopapp.site.pages.shape import Material, PageKind, Part, listed, told


def _parts(material: Material) -> tuple[Part, ...]:
    return told(_cash(material), _transfer(material), _ahead(material), _refunds(material), _codes(), _safe())


def _cash(material: Material) -> Part:
    if "cod" not in material.profile.payment_methods:
        return Part("khi-nhan", "")
    words = [_("You pay the total of the order to the deliverer when the goods arrive.")]
    prices = material.profile.pricing
    if prices is None or not prices.deposit:
        words.append(_("Nothing is paid before."))
    else:
        words.append(_("Nothing is paid before but what is paid ahead of goods made or bought to order, see below."))
    terms = material.profile.receiving
    if terms is not None and terms.check == "open":
        words.append(_("You may open and check everything first."))
    elif terms is not None:
        words.append(_("You may look at the parcel from outside first."))
    return Part("khi-nhan", _("Cash on delivery"), tuple(str(one) for one in words))


def _transfer(material: Material) -> Part:
    bank = material.profile.bank
    if "transfer" not in material.profile.payment_methods or bank is None:
        return Part("chuyen-khoan", "")
    words = (
        _(
            "Once the order is placed, its page shows the account, the amount, the message and a QR code that "
            "fills in all of them. The same page then says on which day the money arrived."
        ),
        _("The shop takes money at this account alone. If anybody names another one, please call before you transfer."),
    )
    facts = ((_("Bank"), bank.bank), (_("Account"), bank.number), (_("Account holder"), bank.name))
    return Part("chuyen-khoan", _("Bank transfer"), words, facts=facts)


def _ahead(material: Material) -> Part:
    terms = material.profile.pricing
    if terms is None or not terms.deposit:
        return Part("dat-coc", "")
    words = _(
        "For goods made or bought to order, %(share)s%% of the price is paid ahead. The shop tells the amount "
        "before it begins.",
        share=terms.deposit,
    )
    lists = listed({_("If you change your mind"): (str(DEPOSIT_WORDS[terms.deposit_back]),)})
    return Part("dat-coc", _("Paid ahead"), (words,), lists=lists)


def _refunds(material: Material) -> Part:
    terms: Returns | None = material.profile.returns
    cancelled = _("If an order that was paid is cancelled, the shop returns the money.")
    links = ((_("Returns and guarantee"), "/doi-tra"),)
    if terms is None:
        return Part("hoan-tien", _("Money back"), (cancelled,), links=links)
    days = ngettext("%(num)s day", "%(num)s days", terms.refund_days)
    words = _("Agreed refunds are paid within %(time)s.", time=days)
    ways = listed({_("How"): words_for(REFUND_WORDS, terms.refund_ways)})
    return Part("hoan-tien", _("Money back"), (cancelled, words), lists=ways, links=links)


def _codes() -> Part:
    words = _("There are no discount codes on these pages: everybody pays the price that is shown.")
    return Part("ma-giam-gia", _("Discount codes"), (words,))


def _safe() -> Part:
    words = _(
        "The shop never asks for card numbers, passwords or one-time codes of a bank, and these pages have no place "
        "to type them: no card data reaches the shop or is kept here."
    )
    return Part("an-toan", _("What is never asked"), (words,), links=((_("Privacy policy"), "/chinh-sach-bao-mat"),))


def _title() -> str:
    return str(_("Payment"))


def _lead_words(material: Material) -> str:
    return str(_("How one pays at %(shop)s, when, and how money comes back.", shop=material.profile.name))


PAYMENT = PageKind(
    "payment", "/thanh-toan", _title, _lead_words, _parts, ("payment", "pricing", "returns", "receiving", "profile")
)
