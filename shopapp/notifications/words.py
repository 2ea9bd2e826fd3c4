"""What lists say about a message: its state, what it is, and what went wrong, in plain words."""

from flask_babel import lazy_gettext

from shopapp.notifications.rules import Report, State

_ = lazy_gettext

STATE_WORDS = {
    State.QUEUED: _("waiting to be sent"),
    State.SENDING: _("being sent"),
    State.RETRYING: _("will be tried again"),
    State.SENT: _("sent"),
    State.FAILED: _("could not be sent"),
    State.CANCELLED: _("stopped"),
    State.WITHHELD: _("held back"),
}
STATE_SHAPES = {
    State.QUEUED: "wait",
    State.SENDING: "wait",
    State.RETRYING: "warn",
    State.SENT: "good",
    State.FAILED: "bad",
    State.CANCELLED: "plain",
    State.WITHHELD: "warn",
}
KIND_WORDS = {
    "orders.placed": _("Order received"),
    "orders.new_for_shop": _("New order, to the shop"),
    "orders.confirmed": _("Order confirmed"),
    "orders.sent_out": _("Order on its way"),
    "orders.delivered": _("Order delivered"),
    "orders.failed": _("Delivery failed"),
    "orders.cancelled": _("Order cancelled"),
    "orders.cancelled_for_shop": _("Order cancelled, to the shop"),
    "inquiries.received": _("Inquiry received"),
    "inquiries.new_for_shop": _("New inquiry, to the shop"),
    "inquiries.answered": _("Inquiry answered"),
    "inquiries.complaint_due": _("Complaint is due, to the shop"),
    "inquiries.case_opened": _("Safety report received"),
    "inquiries.case_closed": _("Safety report looked at"),
    "inquiries.case_for_shop": _("New safety report, to the shop"),
    "customers.known": _("Contact has an account already"),
    "customers.unknown": _("Contact has no account"),
    "customers.contact_changed": _("Contact of an account changed"),
    "customers.password_changed": _("Password changed"),
    "accounts.code": _("Code to confirm a contact"),
    "accounts.staff_invited": _("Invitation, to staff"),
    "accounts.staff_reset": _("New password, to staff"),
    "accounts.staff_new_device": _("Sign-in from a new device, to staff"),
    "accounts.staff_password_changed": _("Password changed, to staff"),
    "accounts.staff_factor_gone": _("Second step turned off, to staff"),
    "privacy.changed": _("Privacy policy changed"),
    "privacy.incident_notice": _("Notice of a data incident"),
    "privacy.incident_clock": _("Report of an incident is due, to the shop"),
    "privacy.keeping_inactive": _("Account out of use is about to be deleted"),
    "privacy.request_received": _("Data request received"),
    "privacy.request_news": _("News of a data request"),
    "privacy.request_code": _("Code for a data request"),
    "privacy.request_for_shop": _("Data request, to the shop"),
    "privacy.request_order": _("Data request, to a receiver of data"),
}
# Whoever looks through the outbox tells a complaint from a question by these.
TOPIC_WORDS = {
    ("inquiries.received", "question"): _("Question received"),
    ("inquiries.received", "quote"): _("Quote request received"),
    ("inquiries.received", "complaint"): _("Complaint received"),
    ("inquiries.new_for_shop", "question"): _("New question, to the shop"),
    ("inquiries.new_for_shop", "quote"): _("New quote request, to the shop"),
    ("inquiries.new_for_shop", "complaint"): _("New complaint, to the shop"),
    ("inquiries.answered", "question"): _("Question answered"),
    ("inquiries.answered", "quote"): _("Quote request answered"),
    ("inquiries.answered", "complaint"): _("Complaint answered"),
    ("inquiries.answered", "security"): _("Safety report answered"),
}
ROOM_WORDS = {
    "orders": _("About an order"),
    "inquiries": _("About a question or request"),
    "customers": _("About a customer's account"),
    "accounts": _("About signing in"),
    "privacy": _("About personal data"),
}
REPORT_WORDS = {
    Report.DELIVERED: _("reached the phone"),
    Report.UNDELIVERED: _("did not reach the phone"),
}
_TOO_MANY_TO_ONE = _("Held back: this contact has already been sent many messages. They can go out later.")
_TOO_MANY_OF_SHOP = _("Held back: the shop has reached its limit of messages for one day.")
_CONTENT = _("The mail server does not take this message.")
_NOT_THERE = _("The mailbox does not exist or takes no mail. Please check the address with the customer.")
_BUSY = _("The mail server is busy.")
REASON_WORDS = {
    "erased": _("What it was about was erased."),
    "restored": _("Held back: it waited in a backup that was restored, and may have been sent before."),
    "mail_shop_day": _TOO_MANY_OF_SHOP,
    "sms_shop_day": _TOO_MANY_OF_SHOP,
    "recipient_5xx": _NOT_THERE,
    "recipient_4xx": _("The mailbox is full or cannot take mail at the moment."),
    "content_5xx": _CONTENT,
    "content_4xx": _BUSY,
    "busy": _("The gateway is busy."),
    "number_refused": _("The phone number does not exist or takes no messages. Please check it with the customer."),
    "text_refused": _("The SMS gateway does not take this text."),
    "message_refused": _("The SMS gateway does not take this message."),
    "not_delivered": _("The gateway has taken the message, but it did not reach the phone, which may be switched off."),
    "sms_sender_refused": _("The SMS gateway does not accept the sender's name. The hosting provider has to mend it."),
    "no_credit": _("The credit at the SMS gateway is used up. The hosting provider has to top it up."),
    "gateway_trouble": _("The SMS gateway is out of order; the message may have arrived."),
    "unclear_answer": _("The SMS gateway gave no clear answer; the message may have arrived."),
    "wrong_address": _("The address of the SMS gateway is wrong. The hosting provider has to mend it."),
    "on_hold": _("Somebody has said that the order is not theirs. Nothing is sent about it until the shop has looked."),
    "sent_anew": _("It was sent once more as a new message."),
    "sender_refused": _("The mail server does not accept the sender's address. The hosting provider has to mend it."),
    "login_refused": _("The gateway does not accept the login. The hosting provider has to mend it."),
    "not_encrypted": _("The gateway offers no safe connection. The hosting provider has to mend it."),
    "timed_out": _("The gateway did not answer in time."),
    "unreachable": _("The gateway could not be reached."),
    "line_broke": _("The connection broke off; the message may have arrived."),
    "no_mail_server": _("No mail server is set. The hosting provider has to mend it."),
    "disk": _("There is no room left to write. The hosting provider has to mend it."),
    "bad_header": _("The address or the subject holds characters no mail can carry."),
    "not_worded": _("The message could not be put into words. The hosting provider has to mend it."),
    "worker_died": _("The program stopped each time it tried. The hosting provider has to mend it."),
    "no_receiver": _("The shop has no gateway for such messages."),
    "receiver_not_allowed": _("The gateway may not be given these data."),
    "no_consent": _("The customer has withdrawn consent."),
}


def reason_words(code: str) -> str:
    """Why a message has not left, "" when nothing is wrong."""
    if not code:
        return ""
    if code in REASON_WORDS:
        return str(REASON_WORDS[code])
    if code.endswith(("_hour", "_day")):
        return str(_TOO_MANY_TO_ONE)
    return str(_("The gateway did not take the message."))


def state_words(state: State) -> str:
    """A state as a person reads it."""
    return str(STATE_WORDS[state])


def room_words(room: str) -> str:
    """What the messages of a room are about."""
    return str(ROOM_WORDS.get(room, _("Other messages")))


def report_words(report: Report) -> str:
    """What the gateway has reported."""
    return str(REPORT_WORDS[report])


def kind_words(kind: str, topic: str = "") -> str:
    """What a message is, and of which sort; a kind without words of its own is just a message."""
    return str(TOPIC_WORDS.get((kind, topic)) or KIND_WORDS.get(kind, _("Message")))
