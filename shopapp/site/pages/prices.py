"""The page on prices and conditions: what a price holds, how it changes, what limits there are, who owes what."""

from flask_babel import gettext as _
from flask_babel import ngettext

from shopapp.shops.terms import Pricing
from shopapp.shops.terms_words import EXTRA_WORDS, LIMIT_WORDS, TAX_WORDS, words_for
from shopapp.site.pages.shape import Material, PageKind, Part, listed, told


def _parts(material: Material) -> tuple[Part, ...]:
    terms = material.profile.pricing
    return told(
        _price(terms),
        _changes(terms),
        _quotes(terms),
        _limits(terms),
        _order_of_goods(),
        _shops(),
        _customers(),
        _own(terms),
    )


def _price(terms: Pricing | None) -> Part:
    words = [_("Prices are in Vietnamese đồng, for one piece or the unit that stands beside them.")]
    if terms is not None:
        words.append(f"{TAX_WORDS[terms.tax]}.")
    words.append(
        _(
            "Delivery costs extra; its fee and the total are shown in the order form and on the page before you"
            " send the order."
        )
    )
    lists = {}
    if terms is not None and terms.extras:
        why = _("May cost extra, told with its amount before you order")
        lists[str(why)] = words_for(EXTRA_WORDS, terms.extras)
    links = ((_("Delivery fees"), "/giao-hang#phi"),)
    return Part("gia", _("What a price holds"), tuple(str(one) for one in words), lists=listed(lists), links=links)


def _changes(terms: Pricing | None) -> Part:
    words = [
        _(
            "A new price stands at the product and holds for orders from then on. An order that is placed keeps"
            " its price."
        )
    ]
    if terms is not None and terms.announced_days:
        days = ngettext("%(num)s day", "%(num)s days", terms.announced_days)
        words.append(_("Higher prices are announced in the shop's news %(time)s before.", time=days))
    return Part("doi-gia", _("When prices change"), tuple(str(one) for one in words), links=((_("News"), "/tin-tuc"),))


def _quotes(terms: Pricing | None) -> Part:
    words = [_("Where no price is shown, the shop makes a quote. It costs nothing and binds you to nothing.")]
    links = [(_("Ask for a quote"), "/bao-gia")]
    if terms is not None and terms.quote_days:
        days = ngettext("%(num)s day", "%(num)s days", terms.quote_days)
        words.append(_("A quote stands for %(time)s from the day it was sent, unless it says otherwise.", time=days))
    if terms is not None and terms.deposit:
        words.append(_("Goods made or bought to order: %(share)s%% of the price is paid ahead.", share=terms.deposit))
        links.append((_("Payment"), "/thanh-toan#dat-coc"))
    return Part("bao-gia", _("Quotes"), tuple(str(one) for one in words), links=tuple(links))


def _limits(terms: Pricing | None) -> Part:
    words = (
        _(
            "What a product has in stock stands at the product. An order sets it aside at once, so that nobody "
            "else can buy the same piece."
        ),
        _("The shop sells within the areas it delivers to."),
    )
    lists = listed({_("Besides"): words_for(LIMIT_WORDS, terms.limits if terms else ())})
    return Part(
        "gioi-han",
        _("Limits of what is sold"),
        tuple(str(one) for one in words),
        lists=lists,
        links=((_("Delivery"), "/giao-hang"),),
    )


def _order_of_goods() -> Part:
    words = _(
        "Goods stand in the order the shop has put them in. A search shows first what has your words in its name. "
        "Nobody can pay for a better place, and nobody is shown another order than the rest."
    )
    return Part("thu-tu", _("In which order goods are shown"), (words,))


def _shops() -> Part:
    duties = (
        _("describes its goods and prices truthfully and completely before the order"),
        _("lets you look through the whole order, change and confirm it, and see and save it afterwards"),
        _("calls to confirm, and delivers what was ordered, when and where it was agreed"),
        _("answers for faults, takes back and refunds as promised"),
        _("uses personal data only for what the privacy policy says"),
    )
    links = ((_("Returns and guarantee"), "/doi-tra"), (_("Privacy policy"), "/chinh-sach-bao-mat"))
    return Part("cua-hang", _("What the shop owes you"), lists=(("", tuple(str(one) for one in duties)),), links=links)


def _customers() -> Part:
    duties = (
        _("give a name, a phone number and an address that are right, so that the order arrives"),
        _("can be reached by phone until the delivery"),
        _("pay the total in the way that was chosen"),
        _("look at the goods on receipt and tell faults in time"),
    )
    rights = (
        _("cancel free of charge as long as the shop has not confirmed the order"),
        _("ask, complain and have it settled in the published times"),
        _("see, correct, take along and delete your data"),
    )
    lists = ((str(_("You")), tuple(str(one) for one in duties)), (str(_("You may")), tuple(str(one) for one in rights)))
    links = ((_("Complaints"), "/khieu-nai"), (_("My data"), "/du-lieu-cua-toi"))
    return Part("quy-khach", _("What you owe and may do"), lists=lists, links=links)


def _own(terms: Pricing | None) -> Part:
    return Part("them", _("A remark of the shop"), own=terms.note if terms else "")


def _title() -> str:
    return str(_("Prices and conditions"))


def _lead_words(material: Material) -> str:
    return str(
        _("What prices at %(shop)s hold, how they change, and what both sides can rely on.", shop=material.profile.name)
    )


PRICES = PageKind("prices", "/gia-ca", _title, _lead_words, _parts, ("pricing", "profile"))
