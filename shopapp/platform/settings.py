"""The settings of the running application."""

from typing import cast

from flask import Flask, current_app

from shopapp.config import Settings
from shopapp.platform.storage import Storage

_KEY = "shopapp_settings"


def keep_settings(app: Flask, settings: Settings) -> None:
    """Called once by the factory."""
    app.extensions[_KEY] = settings
    app.extensions["shopapp_link_keys"] = (settings.secret_key, *settings.old_secret_keys)


def current_settings() -> Settings:
    """The frozen settings this application was made with."""
    return cast(Settings, current_app.extensions[_KEY])


def files() -> Storage:
    """Where this instance keeps pictures and attachments."""
    return Storage(current_settings().files)
