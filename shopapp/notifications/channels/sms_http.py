"""Text messages through an HTTP gateway: one signed JSON request a message, and an end to every waiting.

What both sides say is written down in docs/sms-channels.md.
"""

import contextlib
import json
import socket
import ssl
import threading
from collections.abc import Mapping
from typing import Any

import httpx

from shopapp.config import Settings
from shopapp.kernel.clock import now
from shopapp.notifications.channels import Envelope, Refused, Result, Unknown
from shopapp.notifications.channels.http_answers import judge_answer
from shopapp.notifications.channels.signing import signed_headers
from shopapp.notifications.rules import sms_segments
from shopapp.platform.logs import log
from shopapp.platform.personal_data import ReceiverKind

# Each step may take the time-out of the settings; all of them together must end before the lease (60 s) does.
WHOLE_TALK_SECONDS = 40
LONGEST_CONNECT_SECONDS = 5
LONGEST_ANSWER = 16 * 1024


class _Watch:
    """Follows one talk by httpcore's trace: knows whether the message has left, and cuts the line when time is up.

    A time-out counts from one byte to the next, so a gateway that drips bytes could hold a worker for ever.
    """

    has_left = False
    was_cut = False

    def __init__(self, seconds: float) -> None:
        self._line: socket.socket | None = None
        self._limit = threading.Timer(seconds, self._cut)
        self._limit.daemon = True

    def __call__(self, event: str, info: Mapping[str, Any]) -> None:
        if event == "connection.connect_tcp.complete":
            # A second handle on the same connection, which stays valid when TLS takes the first one over.
            self._line = info["return_value"].get_extra_info("socket").dup()
            self._limit.start()
        elif event == "http11.send_request_body.started":
            self.has_left = True

    def _cut(self) -> None:
        self.was_cut = True
        if self._line is not None:
            with contextlib.suppress(OSError):
                self._line.shutdown(socket.SHUT_RDWR)

    def end(self) -> None:
        """The talk is over."""
        self._limit.cancel()
        if self._line is not None:
            self._line.close()


class HttpGateway:
    """Hands text messages to the one address of the settings; follows nobody to another."""

    receiver = ReceiverKind.SMS_GATEWAY

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def send(self, envelope: Envelope) -> Result:
        watch = _Watch(WHOLE_TALK_SECONDS)
        try:
            result = self._asked(envelope, watch)
        except (httpx.HTTPError, OSError) as error:
            result = judge_failure(error, has_left=watch.has_left, was_cut=watch.was_cut)
            log.info("sms_not_taken", reason=result.reason, error=type(error).__name__)
        finally:
            watch.end()
        return result

    def _asked(self, envelope: Envelope, watch: _Watch) -> Result:
        chosen = self._settings
        body = request_body(envelope, chosen.sms_http_sender)
        moment = int(now().timestamp())
        headers = signed_headers(chosen.sms_http_key_id, chosen.sms_http_secret, chosen.sms_http_url, moment, body)
        headers |= {"Content-Type": "application/json", "Accept": "application/json", "Accept-Encoding": "identity"}
        headers |= {"Idempotency-Key": envelope.reference, "User-Agent": "shopapp"}
        timeout = httpx.Timeout(chosen.sms_http_timeout, connect=min(chosen.sms_http_timeout, LONGEST_CONNECT_SECONDS))
        # Without trust_env no variable of the machine leads the numbers of customers over a stranger's proxy.
        with httpx.Client(verify=ssl.create_default_context(), timeout=timeout, trust_env=False) as client:
            request = client.build_request("POST", chosen.sms_http_url, content=body, headers=headers)
            request.extensions["trace"] = watch
            answer = client.send(request, stream=True, follow_redirects=False)
            try:
                return judge_answer(answer.status_code, answer.headers, _beginning(answer))
            finally:
                answer.close()


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


def _beginning(answer: httpx.Response) -> bytes:
    """As much of the answer as any honest gateway says."""
    said = b""
    for part in answer.iter_raw():
        said += part
        if len(said) > LONGEST_ANSWER:
            break
    return said[:LONGEST_ANSWER]


def judge_failure(error: Exception, *, has_left: bool, was_cut: bool) -> Refused | Unknown:
    """What a talk that broke off means. Once the message has begun to leave, the gateway may have it."""
    was_silent = was_cut or isinstance(error, httpx.TimeoutException | TimeoutError)
    if has_left:
        return Unknown("timed_out" if was_silent else "line_broke")
    if _is_about_encryption(error):
        return Refused(permanent=False, reason="not_encrypted")
    return Refused(permanent=False, reason="timed_out" if was_silent else "unreachable")


def _is_about_encryption(error: BaseException | None) -> bool:
    """httpx says "connect error" for a bad certificate; what really happened stands in the causes."""
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False
