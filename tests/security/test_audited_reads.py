"""No page of the back office shows a customer's or recipient's data without a line about who opened it."""

import html
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from shopapp.accounts.models import Account
from shopapp.kernel.clock import now
from shopapp.kernel.contacts import show_phone
from shopapp.platform.access import access_rule_of
from shopapp.platform.database import Base, db, transaction
from shopapp.platform.personal_data import Kind, Subject, personal_columns
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.records.models import StaffRead
from shopapp.shops.queries import get_profile
from tests.conftest import ShopClient, on_one_engine
from tests.security.walker import own_paths, routes
from tests.security.world import World, make_world

engine = on_one_engine("sqlite")

SHORTEST = 6
# What says who somebody is or what they wrote. Records hold these too, beside much that tells nothing of anybody.
TELLING = {Kind.NAME, Kind.PHONE, Kind.EMAIL, Kind.CONTACT, Kind.ADDRESS, Kind.FREE_TEXT}
# A ward has thirty thousand people; its name stands on masked pages too.
PLACES = {"ward_name", "province_name", "ward_code", "province_code"}


@pytest.fixture
def world(app: Flask, shop: ShopRef) -> World:
    return make_world(app, shop, "anemone", now=now(), policies=1)


def personal_values(app: Flask, shop: ShopRef) -> dict[str, str]:
    """Every value of a personal column about anybody but staff, as pages might show it → the column it stands in."""
    found: dict[str, str] = {}
    with app.app_context(), acting_for(shop):
        models = {mapper.local_table: mapper.class_ for mapper in Base.registry.mappers}
        for column, declared in personal_columns(Base.metadata):
            if declared.subject is Subject.STAFF or declared.kind not in TELLING or column.key in PLACES:
                continue
            attribute = getattr(models[column.table], column.key)
            for value in db.session.execute(select(attribute)).scalars():
                for text in texts_of(value):
                    found[text] = str(column)
                    if declared.kind in (Kind.PHONE, Kind.CONTACT):
                        found[show_phone(text)] = str(column)
        # Messages go to the shop's own people too.
        staff = db.session.execute(select(Account.email).where(Account.kind == "staff")).scalars()
        profile = get_profile(shop)
        own = {*staff, profile.email, profile.name, show_phone(profile.hotline), profile.hotline}
    return {text: where for text, where in found.items() if len(text) >= SHORTEST and text not in own}


def texts_of(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts_of(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts_of(part)


def reads(app: Flask, shop: ShopRef) -> int:
    with app.app_context(), acting_for(shop):
        return db.session.execute(select(func.count()).select_from(StaffRead)).scalar_one()


def forget_reads(app: Flask, shop: ShopRef) -> None:
    """A second opening within a quarter of an hour leaves no line of its own; here each page is the first."""
    with app.app_context(), acting_for(shop), transaction():
        db.session.execute(delete(StaffRead).where(StaffRead.shop_id == shop.id))


def test_personal_data_is_never_shown_to_staff_unseen(
    app: Flask, world: World, client_of: Callable[[ShopRef], ShopClient]
) -> None:
    values = personal_values(app, world.shop)
    assert len(values) > 30
    client, shown, unseen = client_of(world.shop), 0, []
    client.set_cookie("staff", world.cookies["staff"], domain=client.base_url.removeprefix("http://"))
    for rule in routes(app):
        declared = access_rule_of(app.view_functions[rule.endpoint])
        if declared is None or declared.kind != "staff" or "GET" not in (rule.methods or set()):
            continue
        for path in own_paths(rule, world):
            forget_reads(app, world.shop)
            answer = client.get(path)
            assert answer.status_code in (200, 303, 403, 404), path
            page = html.unescape(answer.get_data().decode(errors="replace"))
            told = any(text in page for text in values)
            if told:
                shown += 1
                if not reads(app, world.shop):
                    telling = {text: where for text, where in values.items() if text in page}
                    unseen.append(f"{path} shows {telling}")
    assert shown > 3, "nothing was shown at all, which proves nothing"
    assert not unseen, "\n".join(unseen)
