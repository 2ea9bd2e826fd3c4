"""Commands that run the program."""

import os

import click

from shopapp.config import settings_from, take_settings_from_environment
from shopapp.operations.commands import check_revision, opened_app
from shopapp.operations.occupancy import sharing
from shopapp.operations.server import refuse_taken_port, serve_web
from shopapp.operations.supervise import supervise
from shopapp.operations.worker import run_worker

with_parent = click.option("--parent", type=int, hidden=True, help="End when this process is gone.")


@click.command()
def serve() -> None:
    """Run web server and worker until SIGTERM or Ctrl-C."""
    # The children read the secrets themselves, so here they stay in the environment.
    settings = settings_from(os.environ)
    refuse_taken_port(settings.host, settings.port)
    with opened_app(settings) as app:
        check_revision(app)

    def ready() -> None:
        click.echo(f"shopapp is ready on {settings.host}, port {settings.port}")

    supervise(os.environ, host=settings.host, port=settings.port, ready=ready)


@click.command()
@with_parent
def web(parent: int | None) -> None:
    """Run the web server alone."""
    settings = take_settings_from_environment()
    refuse_taken_port(settings.host, settings.port)
    # Whatever is wrong is said here in one line; in a process of the web server it would end in a loop of crashes.
    with opened_app(settings) as app:
        if parent is None:
            check_revision(app)
    with sharing(settings):
        serve_web(settings, parent=parent)


@click.command()
@with_parent
def worker(parent: int | None) -> None:
    """Run the worker alone; any number of them may run."""
    with opened_app() as app:
        # Whoever starts web server and worker together has looked before.
        if parent is None:
            check_revision(app)
        run_worker(app, parent=parent)


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), envvar="PORT", default=8000, show_default=True)
def demo(port: int) -> None:
    """Run five sample shops, all kept in var/."""
    from shopapp.operations.demo import run_demo

    run_demo(port)
