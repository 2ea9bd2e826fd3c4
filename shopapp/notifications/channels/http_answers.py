"""What an HTTP gateway's answers and reports mean; the words of docs/sms-channels.md."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from shopapp.kernel.clock import now
from shopapp.notifications.channels import Accepted, Refused, Result, Unknown
from shopapp.notifications.rules import DeliveryReport, Report

# The gateway's word, ours, and whether trying again is of no use.
REASONS: dict[str, tuple[str, bool]] = {
    "bad_number": ("number_refused", True),
    "blocked_number": ("number_refused", True),
    "bad_text": ("text_refused", True),
    "bad_sender": ("sms_sender_refused", False),
    "no_credit": ("no_credit", False),
    "bad_signature": ("login_refused", False),
    "busy": ("busy", False),
}
LONGEST_PUT_OFF = 24 * 3600


def judge_answer(status: int, headers: Mapping[str, str], body: bytes) -> Result:
    """The result of an answered request. A yes is only what says so: status 2xx and "accepted" in the body."""
    said = _read(body)
    if said.get("status") == "refused":
        return _refused(said, headers)
    if 200 <= status < 300:
        return Accepted() if said.get("status") == "accepted" else Unknown("unclear_answer")
    if status == 429 or status == 503:
        return Refused(permanent=False, reason="busy", after_seconds=_put_off(headers))
    if status >= 500:
        return Unknown("gateway_trouble")
    if status in (401, 403):
        return Refused(permanent=False, reason="login_refused")
    if status in (408, 409, 425):
        return Refused(permanent=False, reason="busy", after_seconds=_put_off(headers))
    if status in (400, 413, 422):
        return Refused(permanent=True, reason="message_refused")
    # Redirects too: what is signed for one address is not carried to another.
    return Refused(permanent=False, reason="wrong_address")


def read_report(body: bytes) -> DeliveryReport | None:
    """A delivery report, None for a state on the way that tells us nothing new. Raises ValueError for anything else."""
    said = _read(body)
    reference, status = said.get("reference"), said.get("status")
    if not isinstance(reference, str) or not isinstance(status, str) or not 0 < len(reference) <= 40:
        raise ValueError("a report names a reference and a status")
    if status not in tuple(Report):
        return None
    outcome = Report(status)
    if outcome is Report.DELIVERED:
        return DeliveryReport(reference, outcome, "")
    known = REASONS.get(str(said.get("reason")))
    return DeliveryReport(reference, outcome, known[0] if known and known[1] else "not_delivered")


def _refused(said: Mapping[str, Any], headers: Mapping[str, str]) -> Refused:
    known = REASONS.get(str(said.get("reason")))
    reason, is_permanent = known or ("gateway_refused", said.get("permanent") is True)
    return Refused(permanent=is_permanent, reason=reason, after_seconds=_put_off(headers))


def _read(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _put_off(headers: Mapping[str, str]) -> int:
    """Seconds the gateway asks to wait (a figure or a date), within a day; 0 when it asks for nothing."""
    asked = headers.get("Retry-After", "").strip()
    if asked.isascii() and asked.isdecimal() and len(asked) < 10:
        return min(int(asked), LONGEST_PUT_OFF)
    try:
        moment = parsedate_to_datetime(asked)
    except (ValueError, TypeError, IndexError, OverflowError):
        return 0
    aware: datetime = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0, min(int((aware - now()).total_seconds()), LONGEST_PUT_OFF))
