"""Settings: read once from `SHOPAPP_…` variables, frozen, refused with one clear line when wrong."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PREFIX = "SHOPAPP_"
MEGABYTE = 1024 * 1024


class BadSetting(Exception):
    """A setting is missing or wrong; the text is one line that names the variable and what it must be."""


@dataclass(frozen=True)
class Settings:
    """Everything a hosting provider decides. The table in docs/operating.md is checked against these fields."""

    secret_key: str = field(repr=False)
    data: Path = Path("var")
    database_url: str = field(default="", repr=False)
    shop: str = ""
    scheme: str = "https"
    host: str = "127.0.0.1"
    port: int = 8000
    web_processes: int = 1
    web_threads: int = 4
    trusted_proxies: int = 0
    hsts_seconds: int = 31536000
    mail_host: str = ""
    mail_port: int = 25
    mail_security: str = "starttls"
    mail_user: str = ""
    mail_password: str = field(default="", repr=False)
    mail_sender: str = ""
    mail_timeout: int = 10
    sms_channel: str = "log"
    sms_http_url: str = ""
    sms_http_key_id: str = ""
    sms_http_secret: str = field(default="", repr=False)
    sms_http_sender: str = ""
    sms_http_timeout: int = 10
    old_secret_keys: tuple[str, ...] = field(default=(), repr=False)
    tombstone_key: str = field(default="", repr=False)
    upload_megabytes: int = 10
    log_level: str = "info"
    operator_name: str = ""
    portal: bool = False

    @property
    def files(self) -> Path:
        """Where pictures and attachments lie."""
        return self.data / "files"

    @property
    def database(self) -> str:
        """The SQLAlchemy address of the database; the embedded one unless told otherwise."""
        return self.database_url or f"sqlite:///{(self.data / 'shopapp.sqlite3').absolute()}"

    @property
    def tombstone_secret(self) -> str:
        """The key of the hashes by which erased contacts are known; the oldest secret key unless one of its own is set.

        It must never change: whoever was erased before could no longer be told from anybody else.
        """
        return self.tombstone_key or (*self.old_secret_keys, self.secret_key)[0]

    @property
    def secure_cookies(self) -> bool:
        """Plain http exists for the demo on this machine alone; everywhere else cookies are `Secure`."""
        return self.scheme == "https"

    @property
    def request_bytes(self) -> int:
        """The largest request body: one upload of several files and its form."""
        return self.upload_megabytes * MEGABYTE + 2 * MEGABYTE


def settings_from(environ: Mapping[str, str]) -> Settings:
    """Read the settings out of environment variables. Raises BadSetting at the first that is wrong or unknown."""
    known = {f"{PREFIX}{f.name.upper()}": f.name for f in fields(Settings)}
    given: dict[str, Any] = {}
    for variable, value in sorted(environ.items()):
        if not variable.startswith(PREFIX) or variable.startswith(f"{PREFIX}TEST_"):
            continue
        if variable not in known:
            raise BadSetting(f"{variable} is not a setting; see docs/operating.md")
        given[known[variable]] = _read(variable, known[variable], value.strip())
    if not given.get("secret_key"):
        raise BadSetting("SHOPAPP_SECRET_KEY is missing; make one with: shopapp secret")
    settings = Settings(**given)
    _check_together(settings)
    return settings


def take_settings_from_environment() -> Settings:
    """`settings_from(os.environ)`, after which no secret stays in the environment.

    The web server copies the environment into every request, where an error report could show it.
    """
    settings = settings_from(os.environ)
    for name in ("SECRET_KEY", "OLD_SECRET_KEYS", "TOMBSTONE_KEY", "DATABASE_URL", "MAIL_PASSWORD", "SMS_HTTP_SECRET"):
        os.environ.pop(PREFIX + name, None)
    return settings


def _read(variable: str, name: str, value: str) -> Any:
    reader, wanted = _READERS.get(name, (str, "a text"))
    try:
        return reader(value)
    except ValueError:
        raise BadSetting(f"{variable} must be {wanted}") from None


def _whole(low: int, high: int) -> tuple[Callable[[str], int], str]:
    def read(value: str) -> int:
        number = int(value)
        if not low <= number <= high:
            raise ValueError
        return number

    return read, f"a whole number from {low} to {high}"


def _one_of(*choices: str) -> tuple[Callable[[str], str], str]:
    def read(value: str) -> str:
        if value not in choices:
            raise ValueError
        return value

    return read, "one of: " + ", ".join(choices)


def _matching(pattern: str, wanted: str) -> tuple[Callable[[str], str], str]:
    def read(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError
        return value

    return read, wanted


def _yes_no(value: str) -> bool:
    if value.lower() not in ("1", "0", "yes", "no", "true", "false"):
        raise ValueError
    return value.lower() in ("1", "yes", "true")


def _keys(value: str) -> tuple[str, ...]:
    keys = tuple(key for key in value.split(",") if key)
    if any(len(key) < 32 for key in keys):
        raise ValueError
    return keys


def _gateway(value: str) -> str:
    form = r"(https://[0-9A-Za-z.-]+|http://(127\.0\.0\.1|localhost))(:[0-9]{1,5})?(/[0-9A-Za-z._~/-]*)?"
    # Asking for the port raises ValueError for one that cannot be.
    if not re.fullmatch(form, value) or urlsplit(value).port == 0:
        raise ValueError
    return value


_KEY_FORM = "at least 32 characters; make one with: shopapp secret"
_READERS: dict[str, tuple[Callable[[str], Any], str]] = {
    "secret_key": _matching(r".{32,}", _KEY_FORM),
    "old_secret_keys": (_keys, "earlier secret keys, separated by commas, each of " + _KEY_FORM),
    "tombstone_key": _matching(r".{32,}", _KEY_FORM),
    "data": (Path, "a folder"),
    "database_url": _matching(
        r"(sqlite:///|postgresql\+psycopg://).+", "sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/NAME"
    ),
    "shop": _matching(r"[a-z0-9][a-z0-9-]*", "the slug of one shop"),
    "scheme": _one_of("https", "http"),
    "host": _matching(r"[0-9A-Za-z.:-]+", "an address to listen on"),
    "port": _whole(1, 65535),
    "web_processes": _whole(1, 64),
    "web_threads": _whole(1, 64),
    "trusted_proxies": _whole(0, 5),
    "hsts_seconds": _whole(0, 63072000),
    "mail_port": _whole(1, 65535),
    "mail_security": _one_of("starttls", "tls", "none"),
    "mail_sender": _matching(r"[^@\s<>]+@[^@\s<>]+", "an e-mail address"),
    "mail_timeout": _whole(1, 120),
    "sms_channel": _matching(r"[a-z][a-z0-9_]*", "the name of an SMS channel"),
    # Plain http only to this machine: what is sent holds phone numbers. No name, password or query in the address.
    "sms_http_url": (
        _gateway,
        "https://HOST/PATH (http only on this machine), without name, password or query",
    ),
    "sms_http_key_id": _matching(r"[0-9A-Za-z._-]{1,64}", "up to 64 letters, digits, dots and dashes"),
    "sms_http_secret": _matching(r".{32,}", "at least 32 characters; make one with: shopapp secret"),
    "sms_http_sender": _matching(r"[0-9A-Za-z ._-]{1,20}", "up to 20 plain letters and digits"),
    "sms_http_timeout": _whole(1, 15),
    "upload_megabytes": _whole(1, 64),
    "log_level": _one_of("debug", "info", "warning", "error"),
    "portal": (_yes_no, "yes or no"),
}


def _check_together(settings: Settings) -> None:
    """What one value demands of another."""
    if settings.scheme == "http" and settings.host not in ("127.0.0.1", "localhost", "::1"):
        raise BadSetting("SHOPAPP_SCHEME may be http only while SHOPAPP_HOST is this machine (127.0.0.1)")
    if settings.mail_host and not settings.mail_sender:
        raise BadSetting("SHOPAPP_MAIL_SENDER is missing; SHOPAPP_MAIL_HOST needs a sender address")
    if settings.mail_security == "none" and settings.mail_user:
        raise BadSetting("SHOPAPP_MAIL_SECURITY must be starttls or tls when SHOPAPP_MAIL_USER is set")
    if settings.sms_channel == "http":
        for name in ("sms_http_url", "sms_http_key_id", "sms_http_secret"):
            if not getattr(settings, name):
                raise BadSetting(f"{PREFIX}{name.upper()} is missing; SHOPAPP_SMS_CHANNEL=http needs it")
    if settings.data.exists() and not settings.data.is_dir():
        raise BadSetting("SHOPAPP_DATA must be a folder")
