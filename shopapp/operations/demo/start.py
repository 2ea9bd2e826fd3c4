"""Starting the demo: database, shops, sign-ins, mail sink, then web server and worker until it is stopped."""

import os
from dataclasses import replace
from pathlib import Path

import click
from flask import Flask

from shopapp.config import Settings, settings_from
from shopapp.kernel import clock
from shopapp.operations import migrations
from shopapp.operations.commands import opened_app, prepare_folder
from shopapp.operations.demo.keys import kept_secret
from shopapp.operations.demo.life import live_a_little
from shopapp.operations.demo.logins import ensure_customers, ensure_logins
from shopapp.operations.demo.shops import furnish_missing, move_to_port
from shopapp.operations.policies import renew_policies
from shopapp.operations.server import HOST_OF_DEMO, refuse_taken_port
from shopapp.operations.supervise import supervise


def run_demo(port: int) -> None:
    """Run until SIGTERM or Ctrl-C. Raises PortTaken, ClickException when the mail sink is not installed."""
    try:
        from shopapp.operations.demo.mailsink import running_sink
    except ModuleNotFoundError:
        raise click.ClickException("the demo needs its mail sink: pip install 'shopapp[demo]'") from None
    refuse_taken_port(HOST_OF_DEMO, port)
    settings = demo_settings(port)
    with opened_app(settings) as app:
        prepare(app, port)
    with running_sink(settings.data / "mail") as mail_port:
        supervise(
            environment_of(replace(settings, mail_port=mail_port)),
            host=HOST_OF_DEMO,
            port=port,
            ready=lambda: click.echo(f"shopapp is ready: http://localhost:{port}/"),
        )


def demo_settings(port: int) -> Settings:
    """The demo's settings; of the environment it takes the folder and how much is logged."""
    folder = Path(os.environ.get("SHOPAPP_DATA", "var"))
    bare = Settings(secret_key="", data=folder, log_level="warning")
    prepare_folder(bare)
    taken = {name: os.environ[name] for name in ("SHOPAPP_LOG_LEVEL",) if name in os.environ}
    return settings_from(
        environment_of(replace(bare, secret_key=kept_secret(folder / "secret-key"), port=port)) | taken
    )


def environment_of(settings: Settings) -> dict[str, str]:
    """The environment in which the demo's web server and worker run: this machine only, mails to the sink."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("SHOPAPP_")}
    return inherited | {
        "SHOPAPP_SECRET_KEY": settings.secret_key,
        "SHOPAPP_DATA": str(settings.data),
        "SHOPAPP_SCHEME": "http",
        "SHOPAPP_HOST": HOST_OF_DEMO,
        "SHOPAPP_PORT": str(settings.port),
        "SHOPAPP_MAIL_HOST": "127.0.0.1",
        "SHOPAPP_MAIL_PORT": str(settings.mail_port),
        "SHOPAPP_MAIL_SECURITY": "none",
        "SHOPAPP_MAIL_SENDER": "cua-hang@demo.example",
        "SHOPAPP_OPERATOR_NAME": "Nhà cung cấp máy chủ mẫu",
        "SHOPAPP_PORTAL": "yes",
        "SHOPAPP_LOG_LEVEL": settings.log_level,
    }


def prepare(app: Flask, port: int) -> None:
    """Bring the database up to date and fill what is not there yet."""
    now = clock.now()
    if migrations.present_revision(app) != migrations.newest_revision(app):
        migrations.upgrade(app)
    # A newer program may do more than the policies of an older one say.
    renew_policies(app, now=now)
    with app.app_context():
        made = furnish_missing(port=port, now=now)
        shops = move_to_port(port)
        logins = Path(app.extensions["shopapp_settings"].data) / "demo-logins.json"
        ensure_logins(shops, logins, now=now)
        for shop in made:
            live_a_little(shop, now=now)
        ensure_customers(shops, logins, now=now)
