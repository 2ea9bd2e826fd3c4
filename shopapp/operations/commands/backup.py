"""Commands that make backups and put them back."""

from pathlib import Path

import click

from shopapp.config import take_settings_from_environment
from shopapp.kernel import clock
from shopapp.operations.backup.keys import read_identities, read_recipient, write_identity
from shopapp.operations.backup.refusals import BackupRefused
from shopapp.operations.backup.rotation import default_target, remove_old
from shopapp.operations.commands import opened_app, prepare_folder

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("backup")
@click.argument("file", type=_FILE, required=False)
@click.option(
    "--encrypt-to", "recipients", multiple=True, metavar="AGE1…", help="Public key that closes it; repeatable."
)
@click.option("--no-verify", is_flag=True, help="Do not read it back.")
@click.option("--keep-days", type=click.IntRange(1, 3650), help="Then remove older backups beside it.")
def backup(file: Path | None, recipients: tuple[str, ...], no_verify: bool, keep_days: int | None) -> None:
    """Write everything into FILE (default: a dated file in backups/ of the data folder) while the service runs.

    Encrypted, on request, in the age format. No key is in it: keep the settings that docs/operating.md names beside it.
    """
    from shopapp.operations.backup.making import make_backup

    settings, now = take_settings_from_environment(), clock.now()
    lock = [read_recipient(text) for text in recipients]
    target = file or default_target(settings, is_encrypted=bool(lock), now=now)
    with opened_app(settings) as app:
        made = make_backup(app, settings, target, lock or None, verify=not no_verify, now=now)
    removed = remove_old(made.path, keep_days, now=now) if keep_days else 0
    click.echo(
        f"{made.path}: {made.rows} rows, {made.files} files, {made.size / 1_000_000:.1f} MB, "
        f"{'read back and whole' if made.is_verified else 'not read back'}, {made.seconds:.1f} s"
        + (f"; older backups removed: {removed}" if removed else "")
    )


@click.command("backup-key")
@click.argument("file", type=_FILE)
def backup_key(file: Path) -> None:
    """Make a key pair: the secret key goes into FILE, the public one is printed."""
    click.echo(write_identity(file))


@click.command("restore")
@click.argument("file", type=_FILE, required=False)
@click.option("--identity", type=_FILE, help="File with the secret key of age.")
@click.option("--check-only", is_flag=True, help="Only see whether it would work; the service may run.")
@click.option("--discard-old", is_flag=True, help="Delete the replaced state instead of keeping it aside.")
@click.option("--other-key", is_flag=True, help="Take a backup made under another secret key.")
@click.option("--finish", is_flag=True, help="Finish a restore that was stopped while it put things into place.")
def restore(
    file: Path | None,
    identity: Path | None,
    check_only: bool,
    discard_old: bool,
    other_key: bool,
    finish: bool,
) -> None:
    """Put the backup FILE in the place of everything, with the service stopped; whoever was erased stays erased."""
    from shopapp.operations.backup import restoring

    settings = take_settings_from_environment()
    prepare_folder(settings)
    if finish:
        plan = restoring.finish_restore(settings, discards_old=discard_old)
        click.echo("the restore is finished" + ("" if discard_old else "; " + _about_old(plan.folders, plan.schemas)))
        return
    if file is None:
        raise click.UsageError("which backup? shopapp restore FILE")
    if not file.is_file():
        raise BackupRefused(f"there is no file {file}")
    keys = read_identities(identity) if identity else []
    wish = restoring.Wish(check_only, discard_old, other_key)
    done = restoring.restore(settings, file, keys, wish, now=clock.now())
    for warning in done.warnings:
        click.echo(f"shopapp: warning: {warning}", err=True)
    head, settled = done.contents.head, done.settled
    click.echo(
        f"{'could be restored' if check_only else 'restored'}: {done.contents.rows.total()} rows, "
        f"{done.contents.files} files as of {head.created_at[:19]} UTC ({head.engine}, {head.revision}); "
        f"erased again: {settled.erased}, purged: {settled.purged}, messages held back: {settled.held_back}; "
        f"{done.seconds:.1f} s"
    )
    if done.old is not None and not discard_old:
        click.echo(_about_old(done.old.folders, done.old.schemas))


def _about_old(folders: list[str], schemas: list[str]) -> str:
    places = [*folders, *([f"the schema {schemas[2]} of the database"] if schemas else [])]
    return (
        f"the state before lies in {' and '.join(places)}; it still holds what was erased: delete it as soon as you can"
    )
