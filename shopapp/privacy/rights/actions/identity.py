"""Making sure who asks, when a request did not come by web: how it was checked is kept, nothing of the proof itself."""

from datetime import datetime

from shopapp.accounts.actions import check_proof_code, make_proof_code
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.rights import messages
from shopapp.privacy.rights.actions.history import LINK, note_step, still_running
from shopapp.privacy.rights.models import DataRequest
from shopapp.privacy.rights.rules import Happened, Identity
from shopapp.records.rules import Reference


def send_code(shop: ShopRef, request_id: int, *, account_id: int, now: datetime) -> None:
    """Send a code to the request's contact, for the person to read back. Raises NoSuchRequest, AlreadyEnded.

    TooManyCodes when this contact, or the shop, has been sent enough of them. The message says what the code is for
    and that this one may be read to the shop: codes that sign somebody in say the opposite.
    """
    request = still_running(shop, request_id)
    subject = Reference(LINK, request.id)
    request.proof_id, code = make_proof_code(shop, subject=subject, contact=request.contact, now=now)
    messages.tell_code(shop, request, code, now=now)
    note_step(shop, request, Happened.CODE_SENT, account_id=account_id, now=now)


def check_code(shop: ShopRef, request_id: int, code: str, *, account_id: int, now: datetime) -> None:
    """Take the code that was read back. Raises NoSuchRequest, AlreadyEnded, WrongCode, TooManyTries, CodeExpired."""
    request = still_running(shop, request_id)
    check_proof_code(shop, subject=Reference(LINK, request.id), proof_id=request.proof_id or 0, code=code, now=now)
    request.proof_id = None
    _note(shop, request, Identity.CODE_READ_BACK, account_id, now)


def note_identity(shop: ShopRef, request_id: int, identity: Identity, *, account_id: int, now: datetime) -> None:
    """Note that a member of staff has made sure by themselves. Raises NoSuchRequest, AlreadyEnded."""
    _note(shop, still_running(shop, request_id), identity, account_id, now)


def _note(shop: ShopRef, request: DataRequest, identity: Identity, account_id: int, now: datetime) -> None:
    request.identity = identity.value
    note_step(shop, request, Happened.IDENTIFIED, account_id=account_id, note=identity.value, now=now)
