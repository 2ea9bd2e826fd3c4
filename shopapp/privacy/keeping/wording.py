"""Keeping periods in words: the rules a shop chooses, what is wrong with a choice, and what a purge removes."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from shopapp.platform.holdings import holdings
from shopapp.platform.personal_data import Keep
from shopapp.privacy.keeping.rules import GRACE, LIMITS, Choice, Period, RuleFault, Unit

# Nothing is removed at this step: whoever is told has time to come back.
WARNED = "account.warned"


@dataclass(frozen=True)
class RuleWords:
    """One rule for the shopkeeper: what it is about and since when it counts, and what customers will notice."""

    title: str
    about: str
    effect: str


def rule_words(keep: Keep) -> RuleWords:
    """The words of a rule a shop may choose."""
    words = {
        Keep.AFTER_DELIVERY: RuleWords(
            _("Recipients"),
            _("Name, phone number, address and card of whoever an order goes to, from the day the order has ended."),
            _(
                "After that nobody sees any more where an order went, the customer included. A recipient was never "
                "asked, so this always ends, and never later than what is kept of the customer."
            ),
        ),
        Keep.UNTIL_PURPOSE_ENDS: RuleWords(
            _("Customers and who ordered"),
            _(
                "Name, phone number, e-mail and notes: of an order from the day it has ended, of a customer from the "
                "last time they were here."
            ),
            _(
                "Number, goods and amounts of an order stay for the shop's books. An account that was not used for so "
                "long is told, and goes %(days)s days later unless its owner signs in.",
                days=GRACE.days,
            ),
        ),
        Keep.AFTER_ANSWER: RuleWords(
            _("Questions, quotes and complaints"),
            _("Everything in the conversation with its files, from the last word in one that was answered or closed."),
            _("The customer's link to the conversation then shows nothing more than that there was one."),
        ),
        Keep.AFTER_SENT: RuleWords(
            _("Messages sent"),
            _("To whom e-mails and text messages went, and with which facts."),
            _("Older messages disappear from the customer's account and cannot be sent again."),
        ),
    }
    return words[keep]


def period_words(choice: Choice) -> str:
    """A choice within a sentence: "30 days", "24 months", "until the person asks"."""
    if choice is None:
        return str(_("until the customer asks"))
    if choice.unit is Unit.DAYS:
        return str(ngettext("%(num)s day", "%(num)s days", choice.count))
    return str(ngettext("%(num)s month", "%(num)s months", choice.count))


def limits_words(keep: Keep) -> str:
    """Within what a period may be chosen."""
    limits = LIMITS[keep]
    words = _(
        "From %(lowest)s to %(highest)s.", lowest=period_words(limits.lowest), highest=period_words(limits.highest)
    )
    return str(words)


def fault_words(keep: Keep, fault: RuleFault) -> str:
    """What is wrong with a choice, and how to mend it."""
    limits = LIMITS[keep]
    words = {
        RuleFault.TOO_SHORT: _("Please choose at least %(period)s.", period=period_words(limits.lowest)),
        RuleFault.TOO_LONG: _("Please choose at most %(period)s.", period=period_words(limits.highest)),
        RuleFault.NOT_UNTIL_ASKED: _("This always ends: please type how long it is kept."),
        RuleFault.LONGER_THAN_SENDER: _(
            "A recipient is never kept longer than the customer: please choose a shorter time here, or a longer one "
            "for customers."
        ),
    }
    return str(words[fault])


def removed_words(step: str, count: int) -> str:
    """So many records of one sort, as a purge removes them."""
    words = {
        "order.received": ngettext(
            "Recipient and address of %(num)s order", "Recipients and addresses of %(num)s orders", count
        ),
        "order.sent": ngettext("Who placed %(num)s order", "Who placed %(num)s orders", count),
        "customer": ngettext("%(num)s customer without an account", "%(num)s customers without an account", count),
        "inquiry": ngettext("%(num)s conversation with its files", "%(num)s conversations with their files", count),
        "message": ngettext("%(num)s sent message", "%(num)s sent messages", count),
        "data_request": ngettext("%(num)s request about personal data", "%(num)s requests about personal data", count),
        "incident_person": ngettext("%(num)s person told of an incident", "%(num)s people told of incidents", count),
        "account.gone": ngettext("%(num)s account out of use", "%(num)s accounts out of use", count),
        WARNED: ngettext("%(num)s account out of use is warned", "%(num)s accounts out of use are warned", count),
        "evidence.consent": ngettext(
            "%(num)s consent that no longer counts", "%(num)s consents that no longer count", count
        ),
        "evidence.disclosure": ngettext(
            "Reason and paper of %(num)s old disclosure", "Reasons and papers of %(num)s old disclosures", count
        ),
    }
    if step in words:
        return str(words[step])
    # A sort of records another room has added: by the name it bears before its owner.
    title = next((str(held.title) for held in holdings() if held.name == step), step)
    return f"{title}: {count}"


def outcome_words(step: str, removed: int, waiting: int) -> tuple[str, str]:
    """What a purge does with one sort of records: what goes, and (or "") how many have to wait."""
    if step == WARNED:
        return removed_words(step, removed or waiting), ""
    if not removed:
        what = removed_words(step, waiting)
        return "", str(_("%(what)s: not yet, because something is still open", what=what))
    more = ngettext(
        "%(num)s more has to wait for something open", "%(num)s more have to wait for something open", waiting
    )
    return removed_words(step, removed), str(more) if waiting else ""


def read_rule(code: str) -> tuple[str, str]:
    """A rule of a purge's record in words: ("after_delivery:30d") → ("Recipients", "30 days")."""
    name, _colon, period = code.partition(":")
    found = Period(int(period[:-1]), Unit.DAYS if period.endswith("d") else Unit.MONTHS) if period[:-1] else None
    title = rule_words(Keep(name)).title if name != Keep.LAW.value else str(_("Evidence the law has kept"))
    return title, period_words(found)
