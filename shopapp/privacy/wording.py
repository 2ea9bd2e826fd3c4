"""The policy in words: eleven headings, each filled by what the rooms really do for this shop."""

from flask_babel import gettext as _

from shopapp.kernel.contacts import show_phone
from shopapp.platform.capabilities import Capability, Heading, Paragraph, capabilities
from shopapp.platform.i18n import LANGUAGES, speaking
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.records.rules import PolicyText
from shopapp.shops.queries import get_profile


def policy_texts(shop: ShopRef) -> dict[str, PolicyText]:
    """The whole policy in every language: language → sections {"key", "title", "paragraphs": [{"text", "where"}]}."""
    texts: dict[str, PolicyText] = {}
    for language in LANGUAGES:
        with speaking(language):
            texts[language] = [_section(shop, heading) for heading in Heading]
    return texts


def _section(shop: ShopRef, heading: Heading) -> dict[str, object]:
    stating: list[Capability] = [c for c in capabilities() if c.heading is heading]
    paragraphs = [paragraph for capability in stating for paragraph in capability.words(shop)]
    paragraphs = paragraphs or [_ask_the_shop(shop)]
    return {
        "key": heading.value,
        "title": _titles()[heading],
        "paragraphs": [{"text": p.text, "where": p.where} for p in paragraphs],
    }


def _ask_the_shop(shop: ShopRef) -> Paragraph:
    """Where the program does nothing yet, the policy names the contact and promises nothing more."""
    profile = get_profile(shop)
    words = _(
        "For this matter please contact the shop: telephone %(phone)s, e-mail %(email)s.",
        phone=show_phone(profile.hotline),
        email=profile.email,
    )
    return Paragraph(str(words))


def _titles() -> dict[Heading, str]:
    return {
        Heading.PURPOSE: _("Why personal data is collected"),
        Heading.SCOPE: _("How it is used"),
        Heading.STORAGE_TIME: _("How long it is kept"),
        Heading.RECEIVERS: _("Who may see or receive it"),
        Heading.PROTECTION: _("How it is protected"),
        Heading.COLLECTOR: _("Who collects it and how to reach us"),
        Heading.CORRECTION: _("How to see and correct it"),
        Heading.DELETION: _("How to have it deleted or its use restricted"),
        Heading.COMPLAINTS: _("How complaints are handled"),
        Heading.BREACH: _("What happens after a data incident"),
        Heading.CHANGES: _("How this policy changes"),
    }
