"""The policy in words: eleven headings, each filled by what the rooms really do for this shop."""

from collections.abc import Sequence

from flask_babel import gettext as _

from shopapp.kernel.contacts import show_phone
from shopapp.platform.capabilities import Capability, Heading, Paragraph, capabilities
from shopapp.platform.i18n import LANGUAGES, speaking
from shopapp.platform.personal_data import Purpose
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.queries import own_words
from shopapp.privacy.rules import OWN
from shopapp.records.law import LegalGround
from shopapp.records.rules import Ground, PolicyText
from shopapp.shops.queries import get_profile


def policy_texts(shop: ShopRef) -> dict[str, PolicyText]:
    """The whole policy in every language: language → sections {"key", "title", "paragraphs": [{"text", "where"}]}.

    A last section `own` holds the shop's own words, as they were typed, under "words".
    """
    texts: dict[str, PolicyText] = {}
    own = own_words(shop)
    for language in LANGUAGES:
        with speaking(language):
            sections = [_section(shop, heading) for heading in Heading]
            words = own.in_language(language)
            if words:
                sections.append({"key": OWN, "title": _("In the shop's own words"), "paragraphs": [], "words": words})
            texts[language] = sections
    return texts


def policy_facts(shop: ShopRef) -> dict[str, Sequence[str]]:
    """What the policy states in the vocabulary of the code, by capability; equal facts mean a change of words only."""
    facts: dict[str, Sequence[str]] = {"purposes": sorted(purpose.value for purpose in purposes_in_use(shop))}
    facts |= {c.name: list(c.facts(shop)) for c in capabilities() if c.facts is not None}
    return facts


def purposes_in_use(shop: ShopRef) -> list[Purpose]:
    """What this shop uses personal data for: the purposes of capabilities that have something to say for it."""
    stating = {c.purpose for c in capabilities() if c.purpose is not None and c.words(shop)}
    return [purpose for purpose in Purpose if purpose in stating]


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


def purpose_words(purpose: Purpose) -> str:
    """A purpose as it begins a sentence."""
    words = {
        Purpose.ORDER: _("Carrying out orders"),
        Purpose.CARE: _("Answering questions and complaints"),
        Purpose.PERSONALISATION: _("Showing what suits the customer"),
        Purpose.IMPROVEMENT: _("Improving the service"),
        Purpose.MARKETING: _("Sending offers"),
        Purpose.SECURITY: _("Protecting accounts and the system"),
        Purpose.LEGAL: _("Meeting duties of law"),
        Purpose.RESEARCH: _("Research under made-up names"),
        Purpose.NEWS: _("Sending news"),
        Purpose.STATISTICS: _("Counting visits"),
    }
    return str(words[purpose])


def demand_words(ground: Ground) -> str:
    """Why data may be given to somebody without an agreement."""
    words = {
        Ground.CONTRACT: _("To carry out what was agreed"),
        Ground.CONSENT: _("With the person's consent"),
        Ground.LEGAL_DEMAND: _("Lawful demand of an authority"),
        Ground.OWN_RIGHTS: _("To defend the shop's lawful rights"),
        Ground.EMERGENCY: _("Emergency: life or safety of somebody"),
    }
    return str(words[ground])


def ground_words(ground: LegalGround) -> str:
    """Why the law lets a purpose be pursued, within a sentence."""
    words = {
        LegalGround.AGREEMENT: _("what was agreed with the customer"),
        LegalGround.CONSENT: _("the customer's separate consent, which may be taken back at any time"),
        LegalGround.LEGAL_DUTY: _("a duty the law lays down"),
        LegalGround.PROTECTION: _("urgent protection of life and health"),
    }
    return str(words[ground])
