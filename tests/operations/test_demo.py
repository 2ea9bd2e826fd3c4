"""The demo: filled once and whole, startable again and again, and used over the road that real visitors take."""

import json
import stat
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from shopapp import create_app
from shopapp.accounts.queries import list_staff
from shopapp.catalog.models import Product
from shopapp.config import Settings
from shopapp.inquiries.models import Inquiry
from shopapp.notifications.models import Message
from shopapp.operations.demo import shops, stories
from shopapp.operations.demo.start import demo_settings, environment_of, prepare
from shopapp.orders.models import Order
from shopapp.orders.rules import State
from shopapp.platform.database import db
from shopapp.platform.tenancy.queries import list_shops
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.conftest import SECRET
from tests.operations.builders import descendants, environment, is_there, started
from tests.support.http import Client, free_port
from tests.support.kept import wait_until


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the demo of these tests keeps its things."""
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def filled(folder: Path) -> Iterator[Flask]:
    """A demo of one shop, filled in this process, once for all tests of this module."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(shops, "SLUGS", ("nha",))
        app = create_app(Settings(secret_key=SECRET, data=folder, scheme="http", mail_sender="shop@mail.example"))
        prepare(app, 8000)
        yield app
        with app.app_context():
            db.engine.dispose()


def the_shop(app: Flask) -> ShopRef:
    with app.app_context(), acting_for(None):
        (found,) = list_shops()
        return found.ref


def wait_for_death(pids: set[int]) -> None:
    wait_until("the children are gone", lambda: not any(is_there(pid) for pid in pids), seconds=15)


def logins(folder: Path) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads((folder / "demo-logins.json").read_text())
    return found


def test_a_sample_shop_is_furnished_and_has_lived(filled: Flask) -> None:
    shop = the_shop(filled)
    wanted = Counter(story.upto.value for story in stories.ORDERS["nha"])
    with filled.app_context(), acting_for(shop):
        assert db.session.execute(select(func.count()).select_from(Product)).scalar_one() >= 20
        assert Counter(db.session.execute(select(Order.state)).scalars()) == wanted
        asked = db.session.execute(select(func.count()).select_from(Inquiry)).scalar_one()
        assert asked == len(stories.INQUIRIES["nha"])
        assert set(db.session.execute(select(Message.state)).scalars()) == {"queued"}, "nothing is held back"


def test_a_second_start_changes_nothing_but_the_port(filled: Flask, folder: Path) -> None:
    before = (folder / "demo-logins.json").read_text()
    prepare(filled, 8001)
    shop = the_shop(filled)
    assert shop.base_url == "http://nha.localhost:8001"
    assert (folder / "demo-logins.json").read_text() == before
    with filled.app_context(), acting_for(shop):
        orders = db.session.execute(select(func.count()).select_from(Order)).scalar_one()
    assert orders == len(stories.ORDERS["nha"])


def test_sign_ins_are_kept_from_others_and_made_again_when_lost(filled: Flask, folder: Path) -> None:
    path = folder / "demo-logins.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    first = logins(folder)
    assert [(entry["shop"], entry["host"], entry["role"]) for entry in first] == [
        ("nha", "nha.localhost", "owner"),
        ("nha", "nha.localhost", "manager"),
        ("nha", "nha.localhost", "seller"),
        ("nha", "nha.localhost", "courier"),
        ("nha", "nha.localhost", "agent"),
        ("nha", "nha.localhost", "customer"),
    ]
    path.write_text("broken")
    prepare(filled, 8000)
    second = logins(folder)
    assert [entry["email"] for entry in second] == [entry["email"] for entry in first]
    assert second[0]["password"] != first[0]["password"]
    with filled.app_context(), acting_for(the_shop(filled)):
        assert len(list_staff(the_shop(filled))) == 5


def test_the_demo_takes_nothing_from_the_environment_but_folder_and_log_level(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOPAPP_DATA", str(tmp_path))
    monkeypatch.setenv("SHOPAPP_MAIL_HOST", "mail.elsewhere.example")
    monkeypatch.setenv("SHOPAPP_DATABASE_URL", "postgresql+psycopg://nobody@nowhere/none")
    settings = demo_settings(8000)
    assert settings.mail_host == "127.0.0.1"
    assert settings.database_url == ""
    assert settings.data == tmp_path
    assert environment_of(settings)["SHOPAPP_SECRET_KEY"] == (tmp_path / "secret-key").read_text().strip()
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600
    assert demo_settings(8000).secret_key == settings.secret_key


@pytest.mark.parametrize("slug", shops.SLUGS)
def test_every_story_is_about_goods_the_shop_has(slug: str) -> None:
    goods = {entry["slug"] for entry in shops.sample(slug)["products"]}
    assert {slug for story in stories.ORDERS[slug] for slug in story.products} <= goods
    assert {story.product for story in stories.INQUIRIES[slug]} <= goods | {""}
    states = {story.upto for shop in stories.ORDERS.values() for story in shop}
    assert states == set(State), "every state can be seen somewhere"


def test_the_demo_runs_from_nothing_to_five_shops_and_stops_cleanly(tmp_path: Path) -> None:
    port, log = free_port(), tmp_path / "log"
    variables = environment(tmp_path / "var", port, SHOPAPP_LOG_LEVEL="warning")
    for is_second in (False, True):
        log.write_text("")
        begun = time.monotonic()
        with started(variables, log, "demo", "--port", str(port)) as process:
            wait_until("it is ready", lambda: f"ready: http://localhost:{port}/" in log.read_text(), seconds=180)
            took = time.monotonic() - begun
            page = Client(port, "localhost").get("/")
            assert page.status == 200
            for slug in shops.SLUGS:
                assert f"http://{slug}.localhost:{port}/" in page.text
                assert Client(port, f"{slug}.localhost").get("/").status == 200
            assert Client(port, "unknown.localhost").get("/").status == 404
            wait_until("mails have come", lambda: any((tmp_path / "var" / "mail").glob("*.eml")), seconds=60)
            wait_until("texts have come", lambda: any((tmp_path / "var" / "sms").glob("*.json")), seconds=60)
            children = descendants(process.pid)
            process.terminate()
            assert process.wait(30) == 0
            wait_for_death(children)
        assert log.read_text().splitlines() == [f"shopapp is ready: http://localhost:{port}/"]
        if is_second:
            assert took < 30, "an idle machine takes two seconds"
    assert len(logins(tmp_path / "var")) == 30
