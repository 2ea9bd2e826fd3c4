"""Commands about personal data."""

import json

import click
from flask import Flask

from shopapp.kernel import clock
from shopapp.operations.commands import ready_app
from shopapp.operations.inventory import inventory
from shopapp.platform.tenancy.queries import list_shops
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.privacy.keeping.jobs import purge_now
from shopapp.privacy.keeping.queries import foresee, rules_of


@click.group()
def privacy() -> None:
    """What personal data the program keeps, and deleting what is older than its period."""


@privacy.command("inventory")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for other programs.")
def show_inventory(as_json: bool) -> None:
    """List every personal column: whose, what, why, how long, how it is erased and masked, who may get it."""
    entries = inventory()
    if as_json:
        click.echo(json.dumps([entry.as_json() for entry in entries], indent=1))
        return
    for entry in entries:
        click.echo(f"{entry.table}.{entry.column}: {entry.kind} of {entry.subject}")
        receivers = f"; for {', '.join(entry.receivers)}" if entry.receivers else ""
        why = f"{', '.join(entry.purposes)} ({', '.join(entry.grounds)})"
        if entry.note:
            click.echo(f"  no personal data: {entry.note}")
            continue
        click.echo(f"  {why}; kept {entry.keep}; erased by {entry.erase}; mask {entry.mask}{receivers}")


@privacy.command("purge")
@click.option("--dry-run", is_flag=True, help="Count only; nothing is deleted.")
@click.option("--shop", "slug", help="This shop alone.")
def purge(dry_run: bool, slug: str | None) -> None:
    """Delete now what is older than its period, as each night does by itself."""
    with ready_app() as app:
        for shop in _shops(app, slug):
            with app.app_context(), acting_for(shop):
                found = _foreseen(shop) if dry_run else _purged(shop)
            for line in found or ["nothing is older than its period"]:
                click.echo(f"{shop.slug}: {line}")


def _shops(app: Flask, slug: str | None) -> list[ShopRef]:
    with app.app_context(), acting_for(None):
        shops = [found.ref for found in list_shops() if slug in (None, found.ref.slug)]
    if slug is not None and not shops:
        raise click.ClickException(f"there is no shop with the slug {slug}")
    return shops


def _foreseen(shop: ShopRef) -> list[str]:
    found = foresee(shop, rules_of(shop), now=clock.now())
    return [f"{one.step}: {one.count}" + (f", {one.waiting} waiting" if one.waiting else "") for one in found]


def _purged(shop: ShopRef) -> list[str]:
    lines = purge_now(shop, now=clock.now()).lines
    return [f"{line.holding}: {line.removed} removed, {line.waiting} waiting ({line.rule})" for line in lines]
