"""Settings: read once, refused with one line that names the variable."""

import re
from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from shopapp.config import BadSetting, Settings, settings_from

KEY = {"SHOPAPP_SECRET_KEY": "k" * 40}


@pytest.mark.parametrize(
    ("variables", "names"),
    [
        ({}, "SHOPAPP_SECRET_KEY"),
        ({"SHOPAPP_SECRET_KEY": "short"}, "SHOPAPP_SECRET_KEY"),
        (KEY | {"SHOPAPP_PORT": "99999"}, "SHOPAPP_PORT"),
        (KEY | {"SHOPAPP_PORT": "http"}, "SHOPAPP_PORT"),
        (KEY | {"SHOPAPP_PROT": "80"}, "SHOPAPP_PROT"),
        (KEY | {"SHOPAPP_DATABASE_URL": "mysql://x"}, "SHOPAPP_DATABASE_URL"),
        (KEY | {"SHOPAPP_SCHEME": "http", "SHOPAPP_HOST": "0.0.0.0"}, "SHOPAPP_SCHEME"),  # noqa: S104 - refused here.
        (KEY | {"SHOPAPP_MAIL_HOST": "mail.example"}, "SHOPAPP_MAIL_SENDER"),
        (KEY | {"SHOPAPP_PORTAL": "maybe"}, "SHOPAPP_PORTAL"),
        (KEY | {"SHOPAPP_OLD_SECRET_KEYS": "short"}, "SHOPAPP_OLD_SECRET_KEYS"),
        (KEY | {"SHOPAPP_SMS_CHANNEL": "http"}, "SHOPAPP_SMS_HTTP_URL"),
        (KEY | {"SHOPAPP_SMS_HTTP_URL": "http://sms.example/send"}, "SHOPAPP_SMS_HTTP_URL"),
        (KEY | {"SHOPAPP_SMS_HTTP_URL": "https://name:word@sms.example/send"}, "SHOPAPP_SMS_HTTP_URL"),
        (KEY | {"SHOPAPP_SMS_HTTP_URL": "https://sms.example/send?key=1"}, "SHOPAPP_SMS_HTTP_URL"),
        (KEY | {"SHOPAPP_SMS_HTTP_URL": "https://sms.example:99999/send"}, "SHOPAPP_SMS_HTTP_URL"),
        (KEY | {"SHOPAPP_SMS_HTTP_SECRET": "short"}, "SHOPAPP_SMS_HTTP_SECRET"),
        (KEY | {"SHOPAPP_SMS_HTTP_TIMEOUT": "30"}, "SHOPAPP_SMS_HTTP_TIMEOUT"),
    ],
)
def test_a_bad_setting_is_refused_with_one_line_that_names_it(variables: dict[str, str], names: str) -> None:
    with pytest.raises(BadSetting) as refused:
        settings_from(variables)
    assert names in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_secret_of_digits_stays_a_text() -> None:
    assert settings_from({"SHOPAPP_SECRET_KEY": "1" * 32}).secret_key == "1" * 32


def test_settings_are_frozen_and_show_no_secret() -> None:
    settings = settings_from(KEY)
    with pytest.raises(FrozenInstanceError):
        settings.port = 1  # type: ignore[misc]  # That it is refused is the point.
    assert "kkk" not in repr(settings)


def test_the_operating_manual_lists_exactly_the_settings() -> None:
    manual = (Path(__file__).parents[1] / "docs/operating.md").read_text()
    listed = set(re.findall(r"^\| `SHOPAPP_([A-Z_]+)`", manual, re.MULTILINE))
    assert listed == {field.name.upper() for field in fields(Settings)}
