"""By which ways messages leave the house, and how a further way is added.

A channel is found by the medium of a message: e-mail has one, text messages the one that `SHOPAPP_SMS_CHANNEL` names.
A package may add one through the entry point group `shopapp.sms_channels`: a function from the settings to a Channel
(docs/sms-channels.md).
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import Protocol

from shopapp.config import BadSetting, Settings
from shopapp.platform.personal_data import ReceiverKind

ENTRY_POINTS = "shopapp.sms_channels"


@dataclass(frozen=True)
class Envelope:
    """A worded message, ready to leave. `to` is an e-mail address or a number in E.164.

    `reference` is the same at every attempt, so that whoever gets it twice can tell. `subject` and `html` are empty
    for a text message; `reply_to` is the shop's address, `sender_name` its name. `report_to` is the address at which
    the shop takes a gateway's delivery reports, for text messages only.
    """

    reference: str
    to: str
    text: str
    subject: str = ""
    html: str = ""
    sender_name: str = ""
    reply_to: str = ""
    report_to: str = ""


@dataclass(frozen=True)
class Accepted:
    """The gateway has taken the message over."""


@dataclass(frozen=True)
class Refused:
    """The gateway has not taken it. `reason` is a code of ours; `permanent` means that trying again is of no use.

    `after_seconds`: the gateway has asked not to be tried sooner.
    """

    permanent: bool
    reason: str
    after_seconds: int = 0


@dataclass(frozen=True)
class Unknown:
    """The line broke after the message had left: it may have arrived. It counts as given and is tried again."""

    reason: str


Result = Accepted | Refused | Unknown


class Channel(Protocol):
    """One way out. Takes less than 50 seconds, whatever the gateway does, because the lease of the work is 60."""

    receiver: ReceiverKind

    def send(self, envelope: Envelope) -> Result:
        """Hand over one message. Never raises for what a gateway or the network does."""


def open_channel(medium: str, settings: Settings) -> Channel:
    """The channel for "email" or "sms". Raises BadSetting when the SMS channel that is set is not installed."""
    from shopapp.notifications.channels.mail import MailChannel
    from shopapp.notifications.channels.sms_http import HttpGateway
    from shopapp.notifications.channels.sms_log import SmsLog

    if medium == "email":
        return MailChannel(settings)
    if settings.sms_channel == "log":
        return SmsLog(settings.data / "sms")
    if settings.sms_channel == "http":
        return HttpGateway(settings)
    return _installed(settings)


def _installed(settings: Settings) -> Channel:
    found = {point.name: point for point in entry_points(group=ENTRY_POINTS)}
    if settings.sms_channel not in found:
        known = ", ".join(sorted({"http", "log", *found}))
        raise BadSetting(f"SHOPAPP_SMS_CHANNEL names no installed channel; there are: {known}")
    make: Callable[[Settings], Channel] = found[settings.sms_channel].load()
    return make(settings)
