"""Delivering one message: a mark, the network, a mark. No transaction is open while the network is waited for."""

import time
from datetime import datetime

from sqlalchemy.exc import InterfaceError, OperationalError

from shopapp.kernel import clock
from shopapp.notifications.actions.deliver import Begun, Stopped, begin_delivery, finish_delivery, give_up
from shopapp.notifications.channels import Accepted, Channel, Result, open_channel
from shopapp.notifications.queries import get_message
from shopapp.notifications.rules import UNDER_WAY, State
from shopapp.notifications.wording import CannotBeWorded, copy_of, word, wording_digest
from shopapp.platform.database import transaction
from shopapp.platform.dispatch import Claim, Done, Outcome
from shopapp.platform.logs import log
from shopapp.platform.settings import current_settings
from shopapp.platform.storage import Storage
from shopapp.platform.tenancy.refs import ShopRef

# A message whose delivery ended the worker itself this often is kept from ending it for ever.
MOST_CLAIMS = 60
FINISH_SECONDS = 15


def deliver(shop: ShopRef, message_id: int, claim: Claim, now: datetime) -> Outcome:
    """The job of every dispatch row that asks for a message. Raises only what the database raises."""
    message = get_message(shop, message_id)
    if message is None or message.state not in UNDER_WAY:
        return Done()
    if claim.attempt > MOST_CLAIMS:
        return _give_up(shop, message_id, "worker_died")
    reference = message.reference
    if message.state == State.SENDING and _slips().exists(_slip(reference, message.attempts)):
        # A worker was ended between the gateway's yes and the note of it; whoever waits for the message has it.
        sent = Begun(message.attempts, message.sensitive)
        return _finish(shop, message_id, claim, sent, Accepted(), reference)
    channel: Channel = open_channel(message.channel, current_settings())
    worded = copy_of(message)
    try:
        envelope = word(shop, worded)
    except CannotBeWorded as error:
        log.error("message_not_worded", row_id=message_id, kind=worded.kind, exc_info=error.__cause__ or error)
        return _give_up(shop, message_id, "not_worded")
    digest = wording_digest(envelope)
    with transaction():
        begun = begin_delivery(shop, message_id, claim, channel.receiver, digest=digest, now=now)
    if isinstance(begun, Stopped):
        return begun.outcome
    result = channel.send(envelope)
    if isinstance(result, Accepted):
        # The note below waits for the database, and who is ended meanwhile would send the message again.
        _slips().mark(_slip(reference, begun.attempt))
    return _finish(shop, message_id, claim, begun, result, reference)


def _finish(shop: ShopRef, message_id: int, claim: Claim, begun: Begun, result: Result, reference: str) -> Outcome:
    """Note the result, patiently: a note that is lost sends the same message a second time."""
    patience = time.monotonic() + FINISH_SECONDS
    while True:
        try:
            with transaction():
                outcome = finish_delivery(shop, message_id, claim, begun, result, now=clock.now())
            _slips().delete(_slip(reference, begun.attempt))
            return outcome
        except (OperationalError, InterfaceError) as error:
            if time.monotonic() > patience:
                raise
            log.warning("message_not_marked", row_id=message_id, exc_info=error)
            time.sleep(0.5)


def _slips() -> Storage:
    return Storage(current_settings().data / "slips")


def _slip(reference: str, attempt: int) -> str:
    """The name of the empty file that says a gateway has taken a message, until the database says so."""
    return f"{reference}-{attempt}"


def _give_up(shop: ShopRef, message_id: int, reason: str) -> Outcome:
    with transaction():
        return give_up(shop, message_id, reason)
