"""A message in words: the templates of the room that caused it, in the reader's language, with absolute links."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import render_template
from jinja2 import TemplateNotFound

from shopapp.kernel.codes import keyed_digest, same
from shopapp.notifications.channels import Envelope
from shopapp.notifications.models import Message
from shopapp.notifications.rules import LINK_PATHS, REPORT_PATH, sms_text
from shopapp.notifications.samples import SampleLinks, sample_facts
from shopapp.platform.i18n import speaking
from shopapp.platform.links import link_token, token_matching
from shopapp.platform.settings import current_settings
from shopapp.platform.tenancy.queries import find_by_slug
from shopapp.platform.tenancy.refs import ShopFace, ShopRef


class CannotBeWorded(Exception):
    """The message has no template, or its facts do not fit the one it has. The cause is chained."""


@dataclass(frozen=True)
class Worded:
    """What is needed of a message's row to word it; a row itself must not be carried across transactions."""

    kind: str
    channel: str
    to: str
    language: str
    reference: str
    facts: Mapping[str, Any]


def copy_of(message: Message) -> Worded:
    """The values of a row, taken before a transaction makes the row expire."""
    return Worded(
        message.kind, message.channel, message.to_contact, message.language, message.reference, dict(message.facts)
    )


def word(shop: ShopRef, message: Worded) -> Envelope:
    """The message as it leaves. Raises CannotBeWorded."""
    return _word(shop, message, lambda: absolute_links(shop, message.facts.get("links", {})))


def word_sample(shop: ShopRef, kind: str, channel: str, language: str) -> Envelope:
    """A message of this kind about an order or a person that does not exist. Raises CannotBeWorded."""
    with speaking(language):
        facts = sample_facts(kind)
    return _word(shop, Worded(kind, channel, "", language, "", facts), lambda: SampleLinks(shop))


def wording_digest(envelope: Envelope) -> str:
    """A keyed digest of what a reader reads; nothing of the text can be told from it."""
    return keyed_digest(current_settings().secret_key, "wording", envelope.subject, envelope.text)


def is_same_wording(envelope: Envelope, digest: str) -> bool:
    """Whether this is, letter for letter, the text of which the digest was taken (old secret keys are tried too)."""
    settings = current_settings()
    keys = (settings.secret_key, *settings.old_secret_keys)
    return any(same(keyed_digest(key, "wording", envelope.subject, envelope.text), digest) for key in keys)


def absolute_links(shop: ShopRef, links: Mapping[str, Any]) -> dict[str, str]:
    """Addresses on the shop's own base address, never on a request's host. Raises KeyError for a kind nobody offers."""
    return {name: shop.base_url + _path(shop, link) for name, link in links.items()}


def link_tokens(shop: ShopRef, links: Mapping[str, Any]) -> list[str]:
    """The keys in a message's links, so that they can be taken out of what people read over somebody's shoulder."""
    return [_token(shop, link) for link in links.values() if not isinstance(link, str)]


def _path(shop: ShopRef, link: Any) -> str:
    if isinstance(link, str):
        if not link.startswith("/") or link.startswith("//"):
            raise ValueError("a link of a message leads into the shop")
        return link
    return LINK_PATHS[link[0]].format(token=_token(shop, link))


def _token(shop: ShopRef, link: Any) -> str:
    kind, row_id, version, *stored = link
    return token_matching(shop, kind, row_id, version, stored[0]) if stored else link_token(shop, kind, row_id, version)


def _word(shop: ShopRef, message: Worded, links: Callable[[], Mapping[str, str]]) -> Envelope:
    found = find_by_slug(shop.slug)
    face = found.face.in_language(message.language) if found and found.face else None
    if face is None:
        raise CannotBeWorded("a shop without a profile has no name to sign with")
    try:
        with speaking(message.language):
            context = {**message.facts, "links": links(), "shop": shop, "face": face, "language": message.language}
            return _rendered(shop, face, message, context)
    except Exception as error:  # Whatever a template stumbles over, this message alone must fail.
        raise CannotBeWorded(message.kind) from error


def _rendered(shop: ShopRef, face: ShopFace, message: Worded, context: Mapping[str, Any]) -> Envelope:
    room, _, name = message.kind.partition(".")
    if message.channel == "sms":
        text = sms_text(render_template(f"{room}/sms/{name}.txt", **context))
        report_to = shop.base_url + REPORT_PATH
        return Envelope(message.reference, message.to, text, sender_name=face.name, report_to=report_to)
    base = f"{room}/mail/{name}"
    return Envelope(
        reference=message.reference,
        to=message.to,
        text=render_template(f"{base}.txt", **context).strip() + "\n",
        subject=render_template(f"{base}.subject.txt", **context).strip(),
        html=_html(f"{base}.html", context),
        sender_name=face.name,
        reply_to=face.email,
    )


def _html(template: str, context: Mapping[str, Any]) -> str:
    """The HTML part; a message may do without one."""
    try:
        return render_template(template, **context)
    except TemplateNotFound as error:
        if error.name != template:
            raise
        return ""
