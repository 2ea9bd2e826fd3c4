"""Commands about the database: bring it up to date, compare it with the models."""

import click

from shopapp.kernel import clock
from shopapp.kernel.codes import new_token
from shopapp.operations import migrations
from shopapp.operations.commands import opened_app
from shopapp.operations.policies import renew_policies


@click.command()
def secret() -> None:
    """Print a new secret key for SHOPAPP_SECRET_KEY."""
    click.echo(new_token() + new_token())


@click.command()
def migrate() -> None:
    """Bring database and policies to this version."""
    with opened_app() as app:
        before = migrations.present_revision(app)
        migrations.upgrade(app)
        after = migrations.present_revision(app)
        renewed = renew_policies(app, now=clock.now())
    click.echo(f"database: {before or 'empty'} -> {after or 'empty'}; policies renewed: {renewed}")


@click.command("check-migrations")
def check_migrations() -> None:
    """Compare the migrations with the models."""
    with migrations.scratch_app() as app:
        migrations.upgrade(app)
        found = migrations.differences(app)
        if not found:
            migrations.downgrade(app, "base")
            migrations.upgrade(app)
            found = migrations.differences(app)
    if found:
        more = f" and {len(found) - 5} more" if len(found) > 5 else ""
        raise click.ClickException("migrations differ from the models: " + "; ".join(found[:5]) + more)
    click.echo("migrations lead to the tables of the models, and back")


@click.command("make-migration", hidden=True)
@click.option("-m", "--message", required=True, help="What the migration does.")
def make_migration(message: str) -> None:
    """Write the next migration from the models, in a checkout."""
    migrations.write_migration(message)
