"""One HTTP request for a channel: to one address, followed nowhere else, and with an end to every waiting.

Open to packages that add a channel (docs/sms-channels.md).
"""

import contextlib
import socket
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from shopapp.notifications.channels import Refused, Unknown
from shopapp.platform.logs import log

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


@dataclass(frozen=True)
class Answer:
    """What a gateway has answered; of a longer body the first LONGEST_ANSWER bytes."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def post(url: str, content: bytes, headers: Mapping[str, str], *, timeout: float) -> Answer | Refused | Unknown:
    """Send `content` to `url`; each step may take `timeout` seconds, and all of them WHOLE_TALK_SECONDS.

    What the network does comes back as a result and is never raised: Refused when nothing has left, Unknown when the
    gateway may have it. Certificates are verified; redirects are answers like any other.
    """
    watch = _Watch(WHOLE_TALK_SECONDS)
    try:
        return _asked(url, content, headers, timeout, watch)
    except (httpx.HTTPError, OSError) as error:
        result = judge_failure(error, has_left=watch.has_left, was_cut=watch.was_cut)
        log.info("gateway_not_heard", reason=result.reason, error=type(error).__name__)
        return result
    finally:
        watch.end()


def _asked(url: str, content: bytes, headers: Mapping[str, str], timeout: float, watch: _Watch) -> Answer:
    limits = httpx.Timeout(timeout, connect=min(timeout, LONGEST_CONNECT_SECONDS))
    # A packed answer could grow without measure when it is unpacked.
    told = {"User-Agent": "shopapp", **headers, "Accept-Encoding": "identity"}
    # Without trust_env no variable of the machine leads the numbers of customers over a stranger's proxy.
    with httpx.Client(verify=ssl.create_default_context(), timeout=limits, trust_env=False) as client:
        request = client.build_request("POST", url, content=content, headers=told)
        request.extensions["trace"] = watch
        answer = client.send(request, stream=True, follow_redirects=False)
        try:
            return Answer(answer.status_code, answer.headers, _beginning(answer))
        finally:
            answer.close()


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
