"""Requests in words: kinds, states, steps, grounds, and how identity was checked."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from shopapp.platform.holdings import Hindrance, Holding, holdings
from shopapp.platform.i18n import language, speaking
from shopapp.privacy.rights.rules import Channel, Happened, Identity, RefusalGround, RequestKind, RequestState
from shopapp.records.law import the_law

KINDS: Mapping[str, Any] = {
    RequestKind.SEE: _l("See my data"),
    RequestKind.CORRECT: _l("Correct my data"),
    RequestKind.PROVIDE: _l("Receive a copy of my data"),
    RequestKind.WITHDRAW: _l("Withdraw consent"),
    RequestKind.RESTRICT: _l("Restrict the use of my data"),
    RequestKind.OBJECT: _l("Object to advertising"),
    RequestKind.DELETE: _l("Delete my data"),
}
# What staff read; the words above are those of whoever asks.
DESK_KINDS: Mapping[str, Any] = {
    RequestKind.SEE: _l("See data"),
    RequestKind.CORRECT: _l("Correct data"),
    RequestKind.PROVIDE: _l("Copy of data"),
    RequestKind.WITHDRAW: _l("Withdraw consent"),
    RequestKind.RESTRICT: _l("Restrict the use of data"),
    RequestKind.OBJECT: _l("Object to advertising"),
    RequestKind.DELETE: _l("Delete data"),
}
# Titles of holdings speak to whoever they are about; these to the shop's staff.
DESK_TITLES: Mapping[str, Any] = {
    "customer": _l("Customer records"),
    "account": _l("Accounts"),
    "claim": _l("Registrations under way"),
    "order.sent": _l("Orders placed"),
    "order.received": _l("Deliveries received"),
    "order.draft": _l("Unsent order forms"),
    "inquiry": _l("Inquiries"),
    "message": _l("Messages sent"),
    "consent": _l("Consents and withdrawals"),
    "data_request": _l("Data requests"),
    "data_visit": _l("Looks at one's own data"),
}
STATES: Mapping[str, Any] = {
    RequestState.OPEN: _l("Being looked at"),
    RequestState.WORKING: _l("Being carried out"),
    RequestState.DONE: _l("Carried out"),
    RequestState.REFUSED: _l("Refused"),
}
STATE_LOOKS: Mapping[str, str] = {
    RequestState.OPEN: "new",
    RequestState.WORKING: "wait",
    RequestState.DONE: "good",
    RequestState.REFUSED: "plain",
}
CHANNELS: Mapping[str, Any] = {
    Channel.WEB: _l("Website"),
    Channel.PHONE: _l("Telephone"),
    Channel.EMAIL: _l("E-mail"),
    Channel.COUNTER: _l("At the shop"),
}
IDENTITIES: Mapping[str, Any] = {
    Identity.UNPROVEN: _l("Not checked yet"),
    Identity.CODE: _l("A code sent to the contact was typed in"),
    Identity.SIGNED_IN: _l("Signed in to the account"),
    Identity.CALLED_BACK: _l("The shop called the stored number back"),
    Identity.CODE_READ_BACK: _l("The person read a code back that was sent to the contact"),
    Identity.ID_SEEN: _l("A paper of identity was seen at the counter; nothing of it was copied"),
}
GROUNDS: Mapping[str, Any] = {
    RefusalGround.LAW_KEEPS: _l("The law wants the data to be kept"),
    RefusalGround.NO_CONSENT_NEEDED: _l("The data is needed for an agreement, or the law needs no consent for it"),
    RefusalGround.OTHERS_RIGHTS: _l("It would touch the rights of somebody else"),
    RefusalGround.NOT_PROVEN: _l("It could not be made sure whose data it is"),
}
HINDRANCES: Mapping[str, Any] = {
    Hindrance.OPEN_ORDER: _l("an order is still on its way"),
    Hindrance.OPEN_REFUND: _l("money still has to be paid back"),
    Hindrance.OPEN_CASE: _l("a report of misuse is still being looked at"),
    Hindrance.UNSENT: _l("a message is still being sent"),
}
STEPS: Mapping[str, Any] = {
    Happened.OPENED: _l("Request received"),
    Happened.RECEIPT_SENT: _l("Receipt sent"),
    Happened.CODE_SENT: _l("Code sent to the contact"),
    Happened.IDENTIFIED: _l("Identity checked"),
    Happened.ANSWERED: _l("Answered"),
    Happened.EXTENDED: _l("Extended, with the reason"),
    Happened.CORRECTED: _l("Corrected"),
    Happened.BEGUN: _l("Begun"),
    Happened.WAITING: _l("A part has to wait"),
    Happened.ORDERED: _l("Receivers outside hold a copy and have to be asked"),
    Happened.ORDER_SENT: _l("Receiver asked"),
    Happened.ORDER_DONE: _l("Receiver confirmed"),
    Happened.REMINDED: _l("Owner reminded"),
    Happened.READY: _l("The copy lies ready"),
    Happened.DONE: _l("Carried out"),
    Happened.REFUSED: _l("Refused"),
    Happened.OVERTAKEN: _l("Ended, because the data was deleted on another request"),
}


def desk_title(held: Holding) -> str:
    """What staff call a sort of record."""
    return str(DESK_TITLES.get(held.name, held.title))


def withdrawal_wording(spoken: str) -> str:
    """The sentence kept as proof of a withdrawal."""
    with speaking(spoken):
        return str(_("I take my consent back."))


def ground_basis(ground: str) -> str:
    """The act and article behind a ground of refusal."""
    source = the_law().refusals[ground]
    return str(_("article %(article)s of %(act)s", article=source.article, act=source.name(language())))


def days_left(due: date, today: date) -> str:
    """How far away a last day is."""
    left = (due - today).days
    if left < 0:
        return str(ngettext("%(num)s day overdue", "%(num)s days overdue", -left))
    return str(ngettext("%(num)s day left", "%(num)s days left", left) if left else _("today is the last day"))


def counted(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """(title, number) of records by the name of their holding, in the order of the rooms; others are left out."""
    return [(str(held.title), counts[held.name]) for held in holdings() if counts.get(held.name)]


def ground_words(ground: str) -> str:
    """A ground of refusal with where it stands, "" for none."""
    return f"{GROUNDS[ground]} ({ground_basis(ground)})" if ground else ""


def result_words(kind: str, state: str) -> str:
    """How a request stands, as the sentence an answer begins with."""
    if state == RequestState.OPEN:
        return str(_("The request has been received and is being looked at."))
    if state == RequestState.WORKING:
        return str(_("The request is being carried out."))
    if state == RequestState.REFUSED:
        return str(_("The request is not carried out."))
    done = {
        RequestKind.SEE: _("What the shop holds about you is listed below."),
        RequestKind.CORRECT: _("The records of the shop have been corrected."),
        RequestKind.PROVIDE: _("A copy of your data has been made ready for you."),
        RequestKind.WITHDRAW: _("Your consent has been taken back."),
        RequestKind.RESTRICT: _(
            "Your data is only kept. What is under way is still delivered and answered; what is finished is shown to "
            "nobody in full, and nothing is used for advertising, until you lift the restriction."
        ),
        RequestKind.OBJECT: _("The shop sends you no advertising any more."),
        RequestKind.DELETE: _("What the shop held under your contact has been deleted."),
    }
    return str(done[RequestKind(kind)])
