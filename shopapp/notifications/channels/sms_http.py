"""Text messages through an HTTP gateway: one signed JSON request a message.

What both sides say is written down in docs/sms-channels.md.
"""

import json
from typing import Any

from shopapp.config import Settings
from shopapp.kernel.clock import now
from shopapp.notifications.channels import Envelope, Result
from shopapp.notifications.channels.http_answers import judge_answer
from shopapp.notifications.channels.signing import signed_headers
from shopapp.notifications.channels.talk import Answer, post
from shopapp.notifications.rules import sms_segments
from shopapp.platform.personal_data import ReceiverKind


class HttpGateway:
    """Hands text messages to the one address of the settings; follows nobody to another."""

    receiver = ReceiverKind.SMS_GATEWAY

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def send(self, envelope: Envelope) -> Result:
        chosen = self._settings
        url, body, moment = chosen.sms_http_url, request_body(envelope, chosen.sms_http_sender), int(now().timestamp())
        headers = signed_headers(chosen.sms_http_key_id, chosen.sms_http_secret, url, moment, body)
        headers |= {"Content-Type": "application/json", "Accept": "application/json"}
        headers["Idempotency-Key"] = envelope.reference
        answer = post(url, body, headers, timeout=chosen.sms_http_timeout)
        return judge_answer(answer.status, answer.headers, answer.body) if isinstance(answer, Answer) else answer


def request_body(envelope: Envelope, sender: str) -> bytes:
    """What the gateway is told: the number, the words, and nothing else of the customer."""
    told: dict[str, Any] = {
        "reference": envelope.reference,
        "to": envelope.to,
        "text": envelope.text,
        "segments": sms_segments(envelope.text),
    }
    if sender:
        told["sender"] = sender
    if envelope.report_to:
        told["report_to"] = envelope.report_to
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
