"""A message as staff may read it: the very text that left, without what opens anything."""

import base64
import hashlib
import re
from dataclasses import dataclass

from shopapp.notifications.channels import Envelope
from shopapp.notifications.models import Message
from shopapp.notifications.rules import sms_segments
from shopapp.notifications.wording import CannotBeWorded, copy_of, is_same_wording, link_tokens, word
from shopapp.platform.tenancy.refs import ShopRef

_HIDDEN = "…"
# Tokens have 32 letters or 48 hexadecimal digits; the words of an address are lower case with dashes.
_TOKEN = re.compile(r"(?<=[/=])(?:[0-9a-f]{40,}|(?=[A-Za-z0-9_-]*[A-Z])[A-Za-z0-9_-]{24,})")
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


@dataclass(frozen=True)
class Reading:
    """What can be read of a message. `html` is the whole page of a mail, "" where it has none.

    `is_as_sent` is None for what has not left yet; False says that the program or the shop words it differently today.
    """

    subject: str
    text: str
    html: str
    segments: int
    is_as_sent: bool | None


def read_message(shop: ShopRef, message: Message) -> Reading | None:
    """A message's text, None when it carries a code or a key, was erased, or can no longer be worded."""
    if message.sensitive or not message.facts:
        return None
    copied = copy_of(message)
    digest = message.wording_digest
    try:
        envelope = word(shop, copied)
        tokens = link_tokens(shop, copied.facts.get("links", {}))
    except CannotBeWorded:
        return None
    return read_envelope(envelope, tokens, is_as_sent=is_same_wording(envelope, digest) if digest else None)


def read_envelope(envelope: Envelope, tokens: list[str], *, is_as_sent: bool | None = None) -> Reading:
    """The readable part of what would leave."""
    return Reading(
        subject=without_tokens(envelope.subject, tokens),
        text=without_tokens(envelope.text, tokens),
        html=without_tokens(envelope.html, tokens),
        # What a gateway counts is the text with its links whole.
        segments=0 if envelope.subject else sms_segments(envelope.text),
        is_as_sent=is_as_sent,
    )


def without_tokens(text: str, tokens: list[str]) -> str:
    """The text with every key in its addresses taken out: links open orders without a sign-in."""
    for token in tokens:
        text = text.replace(token, _HIDDEN)
    return _TOKEN.sub(_HIDDEN, text)


def mail_policy(html: str) -> str:
    """The Content-Security-Policy of a mail shown by itself: its own styles by their digests, and nothing else at all.

    `sandbox` takes from it scripts, forms and the shop's origin, whatever it holds.
    """
    digests = [base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() for style in _STYLE.findall(html)]
    styles = " ".join(f"'sha256-{digest}'" for digest in digests) or "'none'"
    return (
        f"sandbox; default-src 'none'; style-src {styles}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
