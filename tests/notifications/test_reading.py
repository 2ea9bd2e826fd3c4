"""What staff can read of messages: the text that left without what opens anything, and the words of every kind."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from jinja2 import meta
from sqlalchemy import update

from shopapp.notifications import queries, words
from shopapp.notifications.models import Message
from shopapp.notifications.reading import mail_policy, without_tokens
from shopapp.notifications.rules import CAPS, RESEND_WITHIN, State
from shopapp.notifications.samples import message_kinds, sample_facts
from shopapp.notifications.wording import word_sample
from shopapp.platform.database import db, transaction
from shopapp.platform.i18n import LANGUAGES, speaking
from shopapp.platform.links import link_token
from shopapp.platform.tenancy.models import Shop
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.accounts.builders import make_staff, post, sign_in
from tests.conftest import on_one_engine
from tests.notifications.builders import make_draft, make_sms, queue, work_off
from tests.support.mailsink import Fault, MailSink

engine = on_one_engine("sqlite")

Outbox = Callable[[], Sequence[Message]]
PAGE = "/quan-tri/cua-hang/tin-nhan"
# What Flask and the renderer give to every template.
GIVEN = {"shop", "face", "language", "links", "gettext", "ngettext", "_"}


@pytest.fixture
def owner(app: Flask, shop: ShopRef, client: Any) -> Any:
    """A browser in which the owner of the first shop is signed in."""
    make_staff(app, shop)
    assert sign_in(client, "chu@a.example").status_code == 303
    client.get("/quan-tri?lang=en")
    return client


def change(app: Flask, shop: ShopRef, **values: Any) -> None:
    with app.app_context(), acting_for(shop), transaction():
        query = update(Message).where(Message.shop_id == shop.id).values(**values)
        db.session.execute(query.execution_options(synchronize_session=False))


def rename(app: Flask, shop: ShopRef, name: str) -> None:
    with app.app_context(), acting_for(None), transaction():
        row = db.session.get_one(Shop, shop.id)
        row.face = {**row.face, "name": name}


@pytest.mark.usefixtures("templates")
def test_a_message_reads_as_it_left_without_the_key_in_its_link(
    app: Flask, shop: ShopRef, owner: Any, mails: MailSink, real_now: datetime
) -> None:
    with app.app_context():
        token = link_token(shop, "order", 7, 2)
    facts = {"who": "Lan Anh", "amount": 1, "links": {"order": ["order", 7, 2]}}
    mail, text = queue(app, shop, make_draft(facts=facts), make_sms(facts=facts), now=real_now)
    assert "The text as it will leave." in owner.get(f"{PAGE}/{mail}").text
    work_off(app)
    for message in (mail, text):
        page = owner.get(f"{PAGE}/{message}").text
        assert "Letter for letter the text that left." in page
        assert "Lan Anh" in page
        assert "/don-hang/…" in page
        assert token not in page
    assert "k•••h@thu.example" in owner.get(f"{PAGE}/{mail}").text
    assert "0900 ••• 101" in page
    rename(app, shop, "Tiệm Khác")
    assert "would read like this" in owner.get(f"{PAGE}/{mail}").text


@pytest.mark.usefixtures("templates")
def test_a_code_is_never_shown(app: Flask, shop: ShopRef, owner: Any, mails: MailSink, real_now: datetime) -> None:
    (message,) = queue(app, shop, make_draft(sensitive=True, facts={"who": "c0de77", "amount": 1}), now=real_now)
    before = owner.get(f"{PAGE}/{message}").text
    work_off(app)
    for page in (before, owner.get(f"{PAGE}/{message}").text):
        assert "shown to nobody" in page
        assert "c0de77" not in page
    assert owner.get(f"{PAGE}/{message}/thu").status_code == 404


@pytest.mark.usefixtures("templates")
def test_what_is_erased_or_cannot_be_worded_is_said(app: Flask, shop: ShopRef, owner: Any, now: datetime) -> None:
    erased, broken = queue(app, shop, make_draft(), make_draft(kind="trial.broken"), now=now)
    assert "no longer kept" in owner.get(f"{PAGE}/{broken}").text
    change(app, shop, facts={}, to_contact="")
    assert "no longer kept" in owner.get(f"{PAGE}/{erased}").text
    assert owner.get(f"{PAGE}/{erased}/thu").status_code == 404


@pytest.mark.usefixtures("templates")
def test_a_mail_is_looked_at_where_it_can_do_nothing(app: Flask, shop: ShopRef, owner: Any, now: datetime) -> None:
    (message,) = queue(app, shop, make_draft(facts={"who": "<script>alert(1)</script>", "amount": 1}), now=now)
    shown = owner.get(f"{PAGE}/{message}/thu")
    policy = shown.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none';")
    assert "unsafe" not in policy
    assert "allow-" not in policy
    assert shown.headers["X-Frame-Options"] == "DENY"
    assert "<script" not in shown.text
    styled = owner.get(f"{PAGE}/mau/orders.placed/thu?bang=en")
    assert re.search(r"style-src 'sha256-[\w+/=]{44}';", styled.headers["Content-Security-Policy"])
    assert "style-src 'none'" in mail_policy("<p style='x'>")
    assert "Order code" in styled.text
    assert "Mã đơn" in owner.get(f"{PAGE}/mau/orders.placed/thu?bang=tlh").text


def test_only_what_opens_something_is_taken_out_of_an_address() -> None:
    kept = "https://a.example/san-pham/bo-hoa-hong-do-cho-ngay-cuoi-cua-ban-va-gia-dinh"
    assert without_tokens(kept, []) == kept
    hidden = f"https://a.example/x/{'0f' * 24} https://a.example/y?t={'aB-_' * 8} /z/mine-own"
    assert without_tokens(hidden, ["mine-own"]) == "https://a.example/x/… https://a.example/y?t=… /z/…"


def test_every_kind_of_message_has_words_and_can_be_read_in_both_languages(
    app: Flask, shop: ShopRef, owner: Any
) -> None:
    with app.test_request_context(base_url=shop.base_url), acting_for(shop):
        kinds = message_kinds()
        assert {"orders.placed", "accounts.code", "inquiries.answered"} <= {kind.name for kind in kinds}
        assert [kind.name for kind in kinds if kind.name not in words.KIND_WORDS] == [], "in words.KIND_WORDS"
        for kind in kinds:
            for channel in kind.channels:
                texts = [word_sample(shop, kind.name, channel, language).text for language in LANGUAGES]
                assert all(texts)
                assert texts[0] != texts[1], f"{kind.name} speaks one language only"
    page = owner.get(f"{PAGE}/mau").text
    for kind in kinds:
        assert f"{PAGE}/mau/{kind.name}" in page
        assert owner.get(f"{PAGE}/mau/{kind.name}").status_code == 200
    assert owner.get(f"{PAGE}/mau/gibt.es_nicht").status_code == 404


def test_every_fact_a_template_asks_for_has_a_sample(app: Flask) -> None:
    missing = {}
    with app.test_request_context():
        for kind in message_kinds():
            names = [f"sms/{kind.name.partition('.')[2]}.txt"] if "sms" in kind.channels else []
            if "email" in kind.channels:
                names += [f"mail/{kind.name.partition('.')[2]}{end}" for end in (".subject.txt", ".txt", ".html")]
            with speaking("en"):
                known = GIVEN | set(sample_facts(kind.name))
            asked = set().union(*[facts_asked(app, f"{kind.room}/{name}") for name in names])
            if asked - known:
                missing[kind.name] = asked - known
    assert missing == {}, "add samples in shopapp/notifications/samples.py"


def facts_asked(app: Flask, template: str) -> set[str]:
    """The names a template and what it extends or includes ask for."""
    env = app.jinja_env
    if template not in env.list_templates():
        return set()
    assert env.loader is not None
    parsed = env.parse(env.loader.get_source(env, template)[0])
    asked = set(meta.find_undeclared_variables(parsed))
    for other in meta.find_referenced_templates(parsed):
        if other is not None and not other.startswith(("macros/", "frames/")):
            asked |= facts_asked(app, other)
    return asked


@pytest.mark.usefixtures("templates")
def test_the_list_is_narrowed_by_medium_and_paged_by_the_last_id(
    app: Flask, shop: ShopRef, owner: Any, now: datetime
) -> None:
    ids = queue(app, shop, *[make_draft(to=f"k{i}@thu.example") for i in range(queries.PAGE + 2)], now=now)
    (text,) = queue(app, shop, make_sms(), now=now)
    first = owner.get(f"{PAGE}?xem=dang-cho&loai=email").text
    assert f'href="{PAGE}/{text}"' not in first
    more = re.search(r'rel="next" href="([^"]+)"', first)
    assert more
    assert "xem=dang-cho" in more[1]
    assert "loai=email" in more[1]
    second = owner.get(more[1].replace("&amp;", "&")).text
    assert [i for i in ids if f'href="{PAGE}/{i}"' in second] == ids[:2]
    only_text = owner.get(f"{PAGE}?loai=sms").text
    assert re.findall(rf'href="{PAGE}/(\d+)"', only_text) == [str(text)]


@pytest.mark.usefixtures("templates")
def test_everything_that_failed_lately_goes_again_at_once(
    app: Flask, shop: ShopRef, owner: Any, mails: MailSink, outbox: Outbox, real_now: datetime
) -> None:
    mails.fail(Fault.UNKNOWN_550)
    queue(app, shop, make_draft(to="weg@thu.example"), now=real_now)
    queue(app, shop, make_draft(), now=real_now - RESEND_WITHIN - timedelta(hours=1))
    work_off(app)
    mails.work()
    drafts = [make_draft(to=f"k{i}@thu.example") for i in range(2)]
    queue(app, shop, *drafts, make_draft(sensitive=True), make_sms(), now=real_now)
    with app.app_context(), acting_for(shop), transaction():
        only = update(Message).where(Message.shop_id == shop.id, Message.state == State.QUEUED.value)
        values = {"state": State.FAILED.value, "error": "unreachable", "attempts": 9}
        db.session.execute(only.values(**values).execution_options(synchronize_session=False))
    change_report(app, shop, outbox()[-1].id)
    assert "Send 3 failed messages again" in owner.get(f"{PAGE}?xem=can-xem").text
    assert post(owner, f"{PAGE}/gui-lai-tat-ca", page=f"{PAGE}?xem=can-xem").status_code == 303
    page = owner.get(f"{PAGE}?xem=can-xem").text
    assert "3 messages go out again within a minute." in page
    assert "failed messages again" not in page
    work_off(app)
    states = [message.state for message in outbox()]
    assert states == ["failed", "failed", "sent", "sent", "failed", "cancelled", "sent"]
    assert post(owner, f"{PAGE}/gui-lai-tat-ca", page=f"{PAGE}?xem=can-xem").status_code == 303
    assert "nothing to send again" in owner.get(PAGE).text


def change_report(app: Flask, shop: ShopRef, message_id: int) -> None:
    """The gateway has said that this message did not arrive."""
    with app.app_context(), acting_for(shop), transaction():
        only = update(Message).where(Message.shop_id == shop.id, Message.id == message_id)
        values = {"report": "undelivered", "error": "not_delivered"}
        db.session.execute(only.values(**values).execution_options(synchronize_session=False))


@pytest.mark.usefixtures("templates")
def test_the_limits_hold_for_all_at_once_too(
    app: Flask, shop: ShopRef, owner: Any, outbox: Outbox, real_now: datetime
) -> None:
    most = CAPS[("sms", "customer")][0].limit
    queue(app, shop, *[make_sms() for _ in range(most)], now=real_now)
    change(app, shop, state=State.FAILED.value, error="unreachable")
    assert post(owner, f"{PAGE}/gui-lai-tat-ca", page=f"{PAGE}?xem=can-xem").status_code == 303
    assert "have been sent many messages already" in owner.get(PAGE).text
    assert {message.state for message in outbox()} == {"failed"}


@pytest.mark.usefixtures("templates")
def test_another_shops_message_cannot_be_read(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], owner: Any, now: datetime
) -> None:
    (foreign,) = queue(app, two_shops[1], make_draft(), now=now)
    assert owner.get(f"{PAGE}/{foreign}").status_code == 404
    assert owner.get(f"{PAGE}/{foreign}/thu").status_code == 404
