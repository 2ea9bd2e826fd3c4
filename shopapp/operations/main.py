"""The command `shopapp`: whatever fails ends with one clear line and a code other than 0, never with a trace."""

import sys
from collections.abc import Sequence

import click
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError

from shopapp.config import BadSetting
from shopapp.features import ROOMS
from shopapp.kernel.refusal import Refusal
from shopapp.operations.commands import backup, database, privacy, running, shops
from shopapp.platform.logs import blot


class InOrder(click.Group):
    """Lists its commands in the order in which somebody needs them, not by the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=InOrder, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def cli() -> None:
    """Order and inquiry storefronts for small shops. Settings come from SHOPAPP_… variables (docs/operating.md)."""


for command in (
    database.secret,
    database.migrate,
    shops.shop,
    shops.domain,
    shops.staff,
    running.serve,
    running.web,
    running.worker,
    running.demo,
    backup.backup,
    backup.backup_key,
    backup.restore,
    privacy.privacy,
    database.check_migrations,
    database.make_migration,
    *(command for room in ROOMS for command in room.commands),
):
    cli.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and end the process."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code. Every failure is told in one line on standard error."""
    try:
        code = cli.main(list(arguments) if arguments is not None else None, "shopapp", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.message)
        return 0
    except click.ClickException as error:
        return fail(error.format_message(), error.exit_code)
    except click.Abort:
        return fail("stopped", 130)
    except (BadSetting, Refusal) as error:
        return fail(_said_by(error))
    except (OperationalError, ProgrammingError) as error:
        return fail(f"the database refused: {_first_line(error)}")
    except Exception as error:
        return fail(f"unexpected {type(error).__name__} {_place(error)}: {_first_line(error)}")
    return code if isinstance(code, int) else 0


def fail(text: str, code: int = 1) -> int:
    """One line on standard error."""
    click.echo("shopapp: " + " ".join(text.split()), err=True)
    return code


def _said_by(error: Exception) -> str:
    """A refusal's own text, or its name in words where it has none."""
    return str(error) or type(error).__name__


def _first_line(error: Exception) -> str:
    """The start of an error's text; of a database error only what the driver said, never the values of a statement."""
    cause: BaseException = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    return blot((str(cause).splitlines() or [""])[0])[:200]


def _place(error: BaseException) -> str:
    """File and line, for a report to the makers."""
    step = error.__traceback__
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    if step is None:
        return "somewhere"
    return f"at {step.tb_frame.f_code.co_filename.rpartition('/')[2]}:{step.tb_lineno}"
