"""Commands about personal data."""

import json

import click

from shopapp.operations.inventory import inventory


@click.group()
def privacy() -> None:
    """What personal data the program keeps."""


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
        click.echo(f"  {why}; kept {entry.keep}; erased by {entry.erase}; mask {entry.mask}{receivers}")
