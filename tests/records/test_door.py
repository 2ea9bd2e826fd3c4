"""The one door out: what may pass it, what is refused, and what a withdrawn or outdated consent stops."""

from collections.abc import Sequence

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from shopapp.notifications.models import Message
from shopapp.platform.database import db, transaction
from shopapp.platform.personal_data import Purpose, ReceiverKind
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.records.actions import add_receiver, disclose, publish_policy, record_consent
from shopapp.records.models import Disclosure
from shopapp.records.queries import current_policy, has_consented, list_disclosures
from shopapp.records.rules import Ground, NotLawful, Receiver, Reference
from tests.builders import NOW
from tests.notifications.builders import make_draft, queue, trial_templates, work_off
from tests.support.mailsink import MailSink

ORDER, CONTACT = Reference("order", 1), "khach@thu.example"


def authority(shop: ShopRef) -> Receiver:
    with transaction():
        return add_receiver(
            shop, kind=ReceiverKind.AUTHORITY, name="Cơ quan mẫu", fields=("name", "phone"), agreed_on=None, now=NOW
        )


def say(shop: ShopRef, *, given: bool, purpose: Purpose = Purpose.NEWS) -> None:
    policy = current_policy(shop)
    assert policy is not None
    with transaction():
        record_consent(
            shop,
            subject=ORDER,
            contact=CONTACT,
            purpose=purpose,
            given=given,
            wording="Đồng ý nhận tin",
            policy_version_id=policy.id,
            channel="web",
            source="test",
            now=NOW,
        )


def state(facts: Sequence[str], shop: ShopRef) -> None:
    """A policy that says this of news."""
    with transaction():
        text = [{"key": "purpose", "title": "P", "paragraphs": [{"text": " ".join(facts), "where": ""}]}]
        publish_policy(shop, {"vi": text}, {"consent.news": facts}, now=NOW)


@pytest.mark.parametrize("ground", [Ground.LEGAL_DEMAND, Ground.EMERGENCY, Ground.OWN_RIGHTS])
def test_a_demand_needs_its_reason_and_keeps_who_gave_it(app: Flask, shop: ShopRef, ground: Ground) -> None:
    with app.app_context(), acting_for(shop):
        asks = authority(shop)

        def give(reason: str) -> None:
            with transaction():
                disclose(
                    shop,
                    asks,
                    ORDER,
                    ("name",),
                    purpose=Purpose.LEGAL,
                    ground=ground,
                    now=NOW,
                    account_id=7,
                    reason=reason,
                    paper_key="1/papers/ab.pdf",
                )

        with pytest.raises(NotLawful):
            give("  ")
        assert list_disclosures(shop, ORDER) == []
        give("Công văn số 1")
        (row,) = list_disclosures(shop, ORDER)
        assert (row.ground, row.reason, row.account_id, row.paper_key) == (
            ground.value,
            "Công văn số 1",
            7,
            "1/papers/ab.pdf",
        )


@pytest.mark.parametrize("purpose", [Purpose.NEWS, Purpose.MARKETING, Purpose.RESEARCH, Purpose.PERSONALISATION])
def test_what_needs_a_yes_is_not_given_without_one(app: Flask, shop: ShopRef, purpose: Purpose) -> None:
    with app.app_context(), acting_for(shop):
        who = authority(shop)

        def give(ground: Ground, contact: str) -> None:
            with transaction():
                disclose(shop, who, ORDER, ("name",), purpose=purpose, ground=ground, now=NOW, contact=contact)

        for ground, contact in ((Ground.CONTRACT, CONTACT), (Ground.CONSENT, CONTACT), (Ground.CONSENT, "")):
            with pytest.raises(NotLawful):
                give(ground, contact)
        say(shop, given=True, purpose=purpose)
        with pytest.raises(NotLawful):
            give(Ground.CONTRACT, CONTACT)
        give(Ground.CONSENT, CONTACT)
        say(shop, given=False, purpose=purpose)
        with pytest.raises(NotLawful):
            give(Ground.CONSENT, CONTACT)


def test_a_purpose_that_changed_is_asked_for_again(app: Flask, shop: ShopRef) -> None:
    with app.app_context(), acting_for(shop):
        state(["products"], shop)
        say(shop, given=True)
        assert has_consented(shop, CONTACT, Purpose.NEWS)
        state(["products", "events"], shop)
        assert not has_consented(shop, CONTACT, Purpose.NEWS)
        say(shop, given=True)
        assert has_consented(shop, CONTACT, Purpose.NEWS)


def test_a_yes_in_one_shop_is_none_in_another(app: Flask, two_shops: tuple[ShopRef, ShopRef]) -> None:
    here, there = two_shops
    with app.app_context(), acting_for(here):
        say(here, given=True)
    with app.app_context(), acting_for(there):
        assert not has_consented(there, CONTACT, Purpose.NEWS)


@pytest.mark.parametrize("purpose", [Purpose.NEWS, Purpose.PERSONALISATION])
def test_a_message_already_queued_stops_when_consent_is_withdrawn(
    app: Flask, shop: ShopRef, mail_sink: MailSink, purpose: Purpose
) -> None:
    with time_machine.travel(NOW, tick=False), trial_templates(app):
        with app.app_context(), acting_for(shop):
            say(shop, given=True, purpose=purpose)
        queue(app, shop, make_draft(purpose=purpose), now=NOW)
        with app.app_context(), acting_for(shop):
            say(shop, given=False, purpose=purpose)
        work_off(app)
        with app.app_context(), acting_for(shop):
            message = db.session.execute(select(Message)).scalars().one()
            assert (message.state, message.error) == ("cancelled", "no_consent")
            assert db.session.execute(select(Disclosure)).first() is None
    assert mail_sink.messages == []
