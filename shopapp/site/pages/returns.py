"""The page on returns: what is taken back until when, each step with its time, who settles it, what is guaranteed."""

from flask_babel import gettext as _
from flask_babel import ngettext

from shopapp.platform.i18n import language
from shopapp.records.law import the_law
from shopapp.shops.complaint_times import Topic
from shopapp.shops.terms import BRING, COLLECT, KEEP, SEND, Returns
from shopapp.shops.terms_words import (
    BACK_WORDS,
    CONDITION_WORDS,
    EXCLUDED_WORDS,
    FAULT_WORDS,
    PROOF_WORDS,
    REFUND_WORDS,
    REMEDY_WORDS,
    span_words,
    words_for,
)
from shopapp.shops.words import answer_words, resolve_words
from shopapp.site.pages.shape import Material, PageKind, Part, Table, listed, told

# Nobody speaks of a puppy as goods.
ALIVE = "puppies"
_FORM = "/lien-he?loai=khieu-nai"


def _parts(material: Material) -> tuple[Part, ...]:
    terms = material.profile.returns
    if terms is None:
        return told(_nothing_set(material), _right())
    return told(
        _faults(terms, is_alive=material.shop.kind == ALIVE),
        _mind(terms, is_alive=material.shop.kind == ALIVE),
        _steps(material, terms),
        _refund(terms),
        _guarantee(terms),
        _who(material, terms),
        _right(),
    )


def _nothing_set(material: Material) -> Part:
    times = material.profile.complaint_times[Topic.GOODS]
    words = _(
        "The shop has not published terms of its own yet. Goods that are faulty, wrong or not as described are a "
        "complaint: the shop answers within %(answer)s and settles it within %(end)s.",
        answer=answer_words(times),
        end=resolve_words(times),
    )
    links = ((_("Send a complaint"), _FORM),)
    return Part("loi", _("When something is wrong with the goods"), (words,), contacts=(material.hotline,), links=links)


def _faults(terms: Returns, *, is_alive: bool) -> Part:
    window = span_words(terms.within, terms.unit)
    lists = listed(
        {
            _("The shop answers for"): words_for(FAULT_WORDS, terms.faults),
            _("Please send"): words_for(PROOF_WORDS, terms.proofs),
            _("What the shop does then"): words_for(REMEDY_WORDS, terms.remedies),
            _("How the animal comes back") if is_alive else _("How the goods come back"): (
                str(BACK_WORDS[terms.back]),
            ),
        }
    )
    words = _("Please tell the shop within %(time)s of receiving the goods.", time=window)
    title = _("When something is wrong with the animal") if is_alive else _("When something is wrong with the goods")
    return Part("loi", title, (words,), lists=lists)


def _mind(terms: Returns, *, is_alive: bool) -> Part:
    title = _("When you change your mind")
    excluded = words_for(EXCLUDED_WORDS, terms.excluded)
    if not terms.mind_days and is_alive:
        words = _(
            "An animal is not taken back for any other reason. As long as the shop has not confirmed it, an order is "
            "cancelled free of charge."
        )
        rest = words_for(EXCLUDED_WORDS, set(terms.excluded) - {"animals"})
        return Part("doi-y", title, (words,), lists=listed({_("Nor are taken back"): rest}))
    if not terms.mind_days:
        words = _(
            "Goods without a fault are not taken back. As long as the shop has not confirmed it, an order is "
            "cancelled free of charge."
        )
        return Part("doi-y", title, (words,), lists=listed({_("That is so above all for"): excluded}))
    days = ngettext("%(num)s day", "%(num)s days", terms.mind_days)
    words = _("Goods without a fault go back within %(time)s of receipt.", time=days)
    pays = _("The shop pays for the way back.") if terms.mind_pays == "shop" else _("You pay for the way back.")
    state = words_for(CONDITION_WORDS, terms.conditions)
    lists = listed({_("The goods have to be"): state, _("This does not hold for"): excluded})
    return Part("doi-y", title, (f"{words} {pays}",), lists=lists)


def _steps(material: Material, terms: Returns) -> Part:
    times, is_alive = material.profile.complaint_times[Topic.GOODS], material.shop.kind == ALIVE
    tell = _(
        "Within %(time)s of receipt, by the form for complaints, by phone or by e-mail. You get a number at once.",
        time=span_words(terms.within, terms.unit),
    )
    steps = [
        (_("You tell the shop"), tell),
        (_("The shop answers"), _("Within %(time)s.", time=answer_words(times))),
        (_("You agree on what is done"), _("Within %(time)s of your message.", time=resolve_words(times))),
    ]
    if way := _way_back(terms):
        steps.append((_("The animal comes back") if is_alive else _("The goods come back"), way))
    if {"exchange", "repair"} & set(terms.remedies):
        days = ngettext("%(num)s day", "%(num)s days", terms.exchange_days)
        word = _("The exchange or repair is there") if "repair" in terms.remedies else _("The exchange is there")
        word = _("Another animal is there") if is_alive else word
        steps.append((word, _("Within %(time)s after that.", time=days)))
    if "refund" in terms.remedies or terms.mind_days:
        days = ngettext("%(num)s day", "%(num)s days", terms.refund_days)
        steps.append((_("Or the money is back"), _("Within %(time)s after that.", time=days)))
    links = ((_("All times for complaints"), "/khieu-nai"),)
    shown = tuple((str(a), str(b)) for a, b in steps)
    return Part("cac-buoc", _("Step by step"), steps=shown, links=links, action=(_("Tell the shop"), _FORM))


def _way_back(terms: Returns) -> str:
    days = ngettext("%(num)s day", "%(num)s days", terms.back_days)
    if terms.back == KEEP or not terms.back_days:
        return ""
    words = {
        COLLECT: _("The shop collects them within %(time)s.", time=days),
        SEND: _("You send them within %(time)s; the shop refunds the postage of faulty goods.", time=days),
        BRING: _("You bring them to the shop within %(time)s.", time=days),
    }
    return str(words[terms.back])


def _refund(terms: Returns) -> Part:
    if "refund" not in terms.remedies and not terms.mind_days:
        return Part("hoan-tien", "")
    days = ngettext("%(num)s day", "%(num)s days", terms.refund_days)
    words = _("At the latest %(time)s after the refund was agreed on or the goods are back.", time=days)
    ways = listed({_("How"): words_for(REFUND_WORDS, terms.refund_ways)})
    return Part("hoan-tien", _("Money back"), (words,), lists=ways, links=((_("Payment"), "/thanh-toan"),))


def _guarantee(terms: Returns) -> Part:
    rows = tuple((one.what, span_words(one.length, one.unit)) for one in terms.guarantees)
    if not rows:
        return Part("bao-hanh", "")
    words = _("Counted from the day of receipt. A fault within that time is settled in the same steps.")
    table = Table(_("How long it holds"), (_("What is guaranteed"), _("For how long")), rows, frozenset({1}))
    return Part("bao-hanh", _("Guarantee"), (words,), table=table)


def _who(material: Material, terms: Returns) -> Part:
    return Part("ai-lo", _("Who settles returns"), contacts=(material.department(terms.department),), own=terms.note)


def _right() -> Part:
    law = the_law().distance
    words = _(
        "Whatever stands above: if the shop left out or misstated what it had to tell you before the order, you may "
        "end the contract within %(days)s days at no cost, and get your money back within %(refund)s days the way you "
        "paid (%(law)s, article %(article)s).",
        days=law.end_days,
        refund=law.refund_days,
        law=law.source.name(language()),
        article=law.source.article,
    )
    return Part("quyen", _("Your right by law"), (words,))


def _title() -> str:
    return str(_("Returns and guarantee"))


def _lead_words(material: Material) -> str:
    return str(
        _("What %(shop)s takes back, until when, and each step until it is settled.", shop=material.profile.name)
    )


RETURNS = PageKind(
    "returns", "/doi-tra", _title, _lead_words, _parts, ("returns", "complaints", "departments", "profile")
)
