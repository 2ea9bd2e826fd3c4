"""Commands about the shops of an instance: shops, their hosts, their owners."""

import re

import click

from shopapp.accounts.actions import create_staff, drop_factor, make_sign_in_link
from shopapp.accounts.queries import find_staff, list_staff
from shopapp.kernel import clock
from shopapp.kernel.contacts import BadEmail, BadPhone, parse_email, parse_phone
from shopapp.operations.commands import ready_app
from shopapp.platform.access import Role
from shopapp.platform.database import transaction
from shopapp.platform.settings import current_settings
from shopapp.platform.tenancy.queries import find_by_slug, list_shops
from shopapp.platform.tenancy.refs import KINDS, ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.privacy.actions import publish
from shopapp.shops.actions import add_host, create_shop, remove_host, set_status
from shopapp.shops.rules import HostTaken, NoSuchHost, NoSuchShop, Profile, SlugTaken

# One calm colour a kind to begin with; the owner changes it.
FIRST_COLOURS = {
    "florist": "#a8504e",
    "puppies": "#b5651d",
    "signs": "#c0241c",
    "clothes": "#1f3fa8",
    "general": "#2f7d3b",
}
_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


def read_slug(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    if not _SLUG.fullmatch(value):
        raise click.BadParameter("a slug is made of a-z, 0-9 and hyphens")
    return value


def read_host(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    host = value.strip().lower()
    if not _HOST.fullmatch(host):
        raise click.BadParameter("a host is a name such as hoa.example, without http:// and port")
    return host


def read_email(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    try:
        return parse_email(value)
    except BadEmail:
        raise click.BadParameter("this is not an e-mail address") from None


def read_phone(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    try:
        return parse_phone(value)
    except BadPhone:
        raise click.BadParameter("a phone number needs 10 digits, for example 0912345678") from None


@click.group()
def shop() -> None:
    """Create, list, suspend and reopen shops."""


@shop.command("create")
@click.option("--slug", required=True, callback=read_slug, help="Short name for commands: a-z, 0-9, hyphens.")
@click.option("--name", required=True, help="What visitors read.")
@click.option("--kind", required=True, type=click.Choice(KINDS), help="Trade; it decides the look.")
@click.option("--host", required=True, callback=read_host, help="Host name that leads to the shop.")
@click.option("--email", required=True, callback=read_email, help="Where customers' replies go.")
@click.option("--phone", required=True, callback=read_phone, help="The hotline.")
@click.option("--language", type=click.Choice(["vi", "en"]), default="vi", show_default=True)
@click.option("--base-url", help="Address of its links, if not https://HOST.")
def create(
    slug: str, name: str, kind: str, host: str, email: str, phone: str, language: str, base_url: str | None
) -> None:
    """Create a shop with its first host and its policy."""
    profile = Profile(name=name.strip(), colour=FIRST_COLOURS[kind], hotline=phone, email=email)
    with ready_app() as app, app.app_context(), acting_for(None):
        address = base_url or _address(host)
        try:
            with transaction():
                made = create_shop(
                    slug=slug,
                    kind=kind,
                    base_url=address,
                    hosts=[host],
                    profile=profile,
                    language=language,
                    now=clock.now(),
                )
                publish(made, now=clock.now())
        except SlugTaken:
            raise click.ClickException(f"another shop has the slug {slug}") from None
        except HostTaken:
            raise click.ClickException(f"the host {host} leads to another shop") from None
    click.echo(f"{slug}: {address}/   next: shopapp staff link --shop {slug} --email {email}")


@shop.command("list")
def show_list() -> None:
    """List the shops: slug, kind, state, address."""
    with ready_app() as app, app.app_context(), acting_for(None):
        for found in list_shops():
            click.echo(
                f"{found.ref.slug}\t{found.ref.kind}\t{'open' if found.is_open else 'suspended'}\t{found.ref.base_url}/"
            )


@shop.command("suspend")
@click.argument("slug")
def suspend(slug: str) -> None:
    """Close a shop's pages; nothing is lost, and `shop reopen` opens them again."""
    _set_status(slug, "suspended")


@shop.command("reopen")
@click.argument("slug")
def reopen(slug: str) -> None:
    """Open a suspended shop's pages again."""
    _set_status(slug, "open")


@click.group()
def domain() -> None:
    """Let host names lead to a shop, or no longer."""


@domain.command("add")
@click.argument("slug")
@click.argument("host", callback=read_host)
def add(slug: str, host: str) -> None:
    """Let HOST lead to the shop SLUG."""
    with ready_app() as app, app.app_context(), acting_for(None):
        try:
            with transaction():
                add_host(slug, host)
        except NoSuchShop:
            raise _unknown(slug) from None
        except HostTaken:
            raise click.ClickException(f"the host {host} leads to a shop already") from None
    click.echo(f"{host} leads to {slug}")


@domain.command("remove")
@click.argument("host", callback=read_host)
def remove(host: str) -> None:
    """Let HOST lead to no shop any more."""
    with ready_app() as app, app.app_context(), acting_for(None):
        try:
            with transaction():
                remove_host(host)
        except NoSuchHost:
            raise click.ClickException(f"the host {host} leads to no shop") from None
    click.echo(f"{host} leads nowhere now")


@click.group()
def staff() -> None:
    """Let people into a shop's back office."""


@staff.command("link")
@click.option("--shop", "slug", required=True, help="The shop's slug.")
@click.option("--email", required=True, callback=read_email, help="Whose account; made as an owner's if there is none.")
@click.option("--name", default="", help="Their name, when the account is new.")
def link(slug: str, email: str, name: str) -> None:
    """Print an address that signs somebody in once, within a day."""
    with ready_app() as app, app.app_context():
        made_for = find_shop(slug)
        with acting_for(made_for), transaction():
            token = make_sign_in_link(made_for, _account(made_for, email, name), now=clock.now())
    click.echo(f"{made_for.base_url}/quan-tri/dang-nhap/{token}")


@staff.command("reset-factor")
@click.option("--shop", "slug", required=True, help="The shop's slug.")
@click.option("--email", required=True, callback=read_email, help="Whose phone is lost.")
def reset_factor(slug: str, email: str) -> None:
    """Take the second step away from an account, for the only owner of a shop; make sure who asks."""
    with ready_app() as app, app.app_context():
        made_for = find_shop(slug)
        with acting_for(made_for), transaction():
            known = find_staff(made_for, email)
            if known is None:
                raise click.ClickException(f"nobody of {slug}'s staff signs in with {email}")
            drop_factor(made_for, known.id)
    click.echo(f"{email} signs in without the second step now")


def find_shop(slug: str) -> ShopRef:
    """The shop of a slug, in an application context. Raises ClickException."""
    with acting_for(None):
        found = find_by_slug(slug)
    if found is None:
        raise _unknown(slug)
    return found.ref


def _account(made_for: ShopRef, email: str, name: str) -> int:
    known = next((row for row in list_staff(made_for) if row.email == email), None)
    if known is None:
        called = name.strip() or email.partition("@")[0]
        return create_staff(made_for, name=called, email=email, role=Role.OWNER, password=None, now=clock.now())
    if not known.is_active:
        raise click.ClickException("this account is closed; its shop's owner can open it again")
    return known.id


def _set_status(slug: str, status: str) -> None:
    with ready_app() as app, app.app_context(), acting_for(None):
        try:
            with transaction():
                set_status(slug, status)
        except NoSuchShop:
            raise _unknown(slug) from None
    click.echo(f"{slug} is {status}")


def _unknown(slug: str) -> click.ClickException:
    return click.ClickException(f"there is no shop {slug}; shopapp shop list names them")


def _address(host: str) -> str:
    """Where links lead: https without a port, or on plain http the port this instance listens on."""
    settings = current_settings()
    return f"https://{host}" if settings.scheme == "https" else f"http://{host}:{settings.port}"
