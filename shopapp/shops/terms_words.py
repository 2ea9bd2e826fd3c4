"""What each word of a shop's terms is called, on the settings' forms and on the pages made from them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from shopapp.shops.terms import DAYS, HOURS, Pricing, Receiving, Returns

Pairs = Sequence[tuple[str, str]]

FAULT_WORDS: Mapping[str, Any] = {
    "damaged": _l("Damaged, broken or wilted on arrival"),
    "wrong": _l("Not what was ordered: another kind, size or colour"),
    "missing": _l("Something is missing"),
    "unlike": _l("Not as described or pictured"),
    "expired": _l("Past its date or close to it"),
    "defect": _l("Fails in ordinary use within the guarantee"),
    "ill": _l("The animal falls ill within its health guarantee"),
}
PROOF_WORDS: Mapping[str, Any] = {
    "code": _l("The order code"),
    "photo": _l("A photo of the goods"),
    "parcel": _l("A photo of the parcel and its label"),
    "video": _l("A short video, for example of the unpacking"),
    "slip": _l("The delivery slip or the paper that came with it"),
    "vet": _l("A vet's note"),
}
REMEDY_WORDS: Mapping[str, Any] = {
    "exchange": _l("Exchange for a new one"),
    "repair": _l("Repair, or making it again"),
    "refund": _l("Money back"),
    "part": _l("A part of the price back, if the goods are kept"),
    "treatment": _l("The shop pays for the treatment"),
}
CONDITION_WORDS: Mapping[str, Any] = {
    "unused": _l("not used, not washed"),
    "tags": _l("labels still attached"),
    "packaging": _l("in the packaging it came in"),
    "slip": _l("with the delivery slip or the invoice"),
}
EXCLUDED_WORDS: Mapping[str, Any] = {
    "made": _l("Goods made to measure or to your design"),
    "named": _l("Goods printed or engraved with a name"),
    "fresh": _l("Fresh flowers and fresh food"),
    "animals": _l("Live animals"),
    "opened": _l("Food, cosmetics and cleaning goods that were opened"),
    "worn": _l("Underwear and swimwear"),
    "reduced": _l("Goods sold at a reduced price"),
}
BACK_WORDS: Mapping[str, Any] = {
    "keep": _l("They need not come back; a photo is enough"),
    "collect": _l("The shop collects them free of charge"),
    "send": _l("They are sent back; the shop refunds the postage"),
    "bring": _l("They are brought to the shop"),
}
PAYER_WORDS: Mapping[str, Any] = {"customer": _l("The customer"), "shop": _l("The shop")}
REFUND_WORDS: Mapping[str, Any] = {
    "same": _l("The way it was paid"),
    "transfer": _l("By transfer to an account the buyer names"),
    "cash": _l("In cash at the shop"),
}
TAX_WORDS: Mapping[str, Any] = {
    "included": _l("Prices include value-added tax"),
    "none": _l("The price shown is the price to pay; no tax is added"),
    "on_top": _l("Value-added tax is added if an invoice is asked for"),
}
EXTRA_WORDS: Mapping[str, Any] = {
    "mounting": _l("Mounting on site"),
    "survey": _l("Measuring on site outside the town"),
    "wrapping": _l("Special wrapping on request"),
    "heavy": _l("Bulky or heavy goods"),
    "late": _l("Delivery outside the usual hours"),
    "customs": _l("Weight and warehouse fees of goods bought to order"),
}
DEPOSIT_WORDS: Mapping[str, Any] = {
    "until_work": _l("Given back in full until the work begins"),
    "always": _l("Given back in full at any time before delivery"),
    "never": _l("Kept if the order is given up"),
}
LIMIT_WORDS: Mapping[str, Any] = {
    "adults": _l("Who orders is 18 or older, or has a parent's consent"),
    "household": _l("Retail amounts only; larger amounts by quote"),
    "season": _l("Some goods depend on the season and may be replaced after a call"),
    "visit": _l("Animals are handed over only after the shop has talked with the new family"),
    "area": _l("Some goods are delivered only nearby; the product says so"),
}
CHECK_WORDS: Mapping[str, Any] = {
    "open": _l("Open and check everything before paying"),
    "outside": _l("Check the parcel from outside; open it right after paying, with the deliverer present"),
}
CARRIER_WORDS: Mapping[str, Any] = {
    "own": _l("The shop's own people"),
    "carrier": _l("A delivery company"),
    "both": _l("The shop's own people nearby, a delivery company further away"),
}
FIRST_WORDS: Mapping[str, Any] = {
    "health": _l("Goods that may harm health or safety"),
    "vulnerable": _l("Elderly, disabled and pregnant customers, and who cares for small children"),
    "today": _l("Deliveries of the same day"),
    "money": _l("Money that was taken twice or wrongly"),
    "data": _l("Personal data in wrong hands"),
}


def words_for(vocabulary: Mapping[str, Any], codes: Iterable[str]) -> tuple[str, ...]:
    """The words of some codes, in the order of the vocabulary; codes of an older program are left out."""
    wanted = set(codes)
    return tuple(str(words) for code, words in vocabulary.items() if code in wanted)


def choices(vocabulary: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    """A vocabulary as a field's choices."""
    return [(code, str(words)) for code, words in vocabulary.items()]


def span_words(length: int, unit: str) -> str:
    """A length of time within a sentence: "24 hours", "7 days", "24 months"."""
    if unit == HOURS:
        return str(ngettext("%(num)s hour", "%(num)s hours", length))
    if unit == DAYS:
        return str(ngettext("%(num)s day", "%(num)s days", length))
    return str(ngettext("%(num)s month", "%(num)s months", length))


def terms_in_short(
    returns: Returns | None, pricing: Pricing | None, receiving: Receiving | None
) -> Sequence[tuple[str, str, Pairs]]:
    """(title, address of the section, what it says in a few pairs) of each; no pairs where it was never set."""
    return (
        (str(_("Handing over")), "nhan-hang", _receiving(receiving) if receiving else ()),
        (str(_("Returns and guarantee")), "doi-tra", _returns(returns) if returns else ()),
        (str(_("Prices and conditions")), "gia-va-dieu-kien", _pricing(pricing) if pricing else ()),
    )


def _receiving(terms: Receiving) -> Pairs:
    return (
        (str(_("Who delivers")), str(CARRIER_WORDS[terms.carried_by])),
        (str(_("What you may look at")), str(CHECK_WORDS[terms.check])),
    )


def _returns(terms: Returns) -> Pairs:
    spans = ", ".join(span_words(g.length, g.unit) for g in terms.guarantees)
    return (
        (str(_("Faults can be told within")), span_words(terms.within, terms.unit)),
        (str(_("Days in which goods without fault go back")), str(terms.mind_days)),
        (str(_("Guarantee")), spans),
    )


def _pricing(terms: Pricing) -> Pairs:
    return (
        (str(_("Value-added tax")), str(TAX_WORDS[terms.tax])),
        (str(_("Paid ahead")), f"{terms.deposit}%" if terms.deposit else ""),
        (str(_("Quotes")), span_words(terms.quote_days, DAYS) if terms.quote_days else ""),
    )
