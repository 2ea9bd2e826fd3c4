"""Changes to a shop. Creating one is the only action that crosses from no shop's scope into a shop's."""

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from shopapp.frames.theme import theme_hash
from shopapp.kernel.clock import local_day
from shopapp.platform.database import db
from shopapp.platform.dispatch import enqueue
from shopapp.platform.personal_data import ReceiverKind
from shopapp.platform.tenancy.models import Domain, Shop
from shopapp.platform.tenancy.refs import KINDS, LookChoices, MenuEntry, ShopFace, ShopRef
from shopapp.platform.tenancy.scope import settle_in
from shopapp.records.actions import add_receiver
from shopapp.shops.mark import logo_of, plate_of
from shopapp.shops.models import ShopProfile
from shopapp.shops.rules import BadProfile, HostTaken, NoSuchHost, NoSuchShop, Profile, SlugTaken, check_profile, stored
from shopapp.shops.terms import in_short

# Without these two no message can leave: the provider's mail server and SMS gateway, and what they need for it.
FIRST_RECEIVERS = (
    (ReceiverKind.MAIL_GATEWAY, "E-mail", ("email", "message")),
    (ReceiverKind.SMS_GATEWAY, "SMS", ("phone", "message")),
)


def _open(*, slug: str, kind: str, base_url: str, hosts: Sequence[str], language: str, now: datetime) -> ShopRef:
    if kind not in KINDS:
        raise BadProfile("kind is one of: " + ", ".join(KINDS))
    if db.session.execute(select(Shop.id).where(Shop.slug == slug)).one_or_none():
        raise SlugTaken(slug)
    shop = Shop(slug=slug, kind=kind, base_url=base_url.rstrip("/"), language=language, created_at=now)
    db.session.add(shop)
    db.session.flush()
    for host in hosts:
        add_host(shop.slug, host)
    return ShopRef(shop.id, shop.slug, shop.base_url, shop.language, shop.kind)


def create_shop(
    *, slug: str, kind: str, base_url: str, hosts: Sequence[str], profile: Profile, now: datetime, language: str = "vi"
) -> ShopRef:
    """A new shop with its hosts, profile and the gateways its messages leave by. In the scope of no shop.

    Afterwards the Session serves the new shop, so that the caller may furnish it further in the same transaction.
    Raises SlugTaken, HostTaken, BadProfile.
    """
    check_profile(profile)
    shop = _open(slug=slug, kind=kind, base_url=base_url, hosts=hosts, language=language, now=now)
    settle_in(shop)
    # What it says in its own language stands in the profile itself.
    profile = dataclasses.replace(profile, languages=tuple(code for code in profile.languages if code != language))
    db.session.add(ShopProfile(shop_id=shop.id, **stored(profile)))
    db.session.flush()
    _publish_face(shop, profile, ())
    for receiver, name, fields in FIRST_RECEIVERS:
        add_receiver(shop, kind=receiver, name=name, fields=fields, agreed_on=local_day(now), now=now)
    return shop


def add_host(slug: str, host: str) -> None:
    """Let one more host name lead to the shop. In the scope of no shop. Raises HostTaken, NoSuchShop."""
    host = host.strip().lower()
    shop_id = db.session.execute(select(Shop.id).where(Shop.slug == slug)).scalar_one_or_none()
    if shop_id is None:
        raise NoSuchShop(slug)
    if db.session.execute(select(Domain.id).where(Domain.host == host)).one_or_none():
        raise HostTaken(host)
    db.session.add(Domain(host=host, shop_id=shop_id))
    db.session.flush()


def remove_host(host: str) -> None:
    """Let a host name lead nowhere. In the scope of no shop. Raises NoSuchHost."""
    query = delete(Domain).where(Domain.host == host.strip().lower()).returning(Domain.id)
    if db.session.execute(query.execution_options(synchronize_session=False)).one_or_none() is None:
        raise NoSuchHost(host)


def change_profile(shop: ShopRef, profile: Profile, *, now: datetime) -> None:
    """Replace what the shop says about itself; its pages change with this transaction."""
    check_profile(profile)
    write_profile(shop, lock_profile(shop), profile, now=now)


def lock_profile(shop: ShopRef) -> ShopProfile:
    """The profile's row, which nobody else writes until this transaction ends."""
    query = select(ShopProfile).where(ShopProfile.shop_id == shop.id).with_for_update(key_share=True)
    return db.session.execute(query.execution_options(populate_existing=True)).scalar_one()


def write_profile(shop: ShopRef, row: ShopProfile, profile: Profile, *, now: datetime) -> None:
    """Store a checked profile in its locked row, show it on the shop's pages, and have the policy rewritten."""
    for name, value in stored(profile).items():
        setattr(row, name, value)
    db.session.flush()
    _publish_face(shop, profile, _menu(shop))
    # The policy reads these settings; it is rewritten right after the commit.
    enqueue(shop, "policy", shop.id, due_at=now, now=now)


def renew_face(shop: ShopRef) -> None:
    """Bring the copy that pages show up to date with this version of the program, whose looks may have changed."""
    face = _face(shop)
    looks = theme_hash(shop.kind, face["colour"], LookChoices(**face.get("look", {})))
    if face["theme_hash"] != looks:
        face["theme_hash"] = looks
        _store_face(shop, face)


def set_menu(shop: ShopRef, entries: Sequence[MenuEntry]) -> None:
    """What the storefront's menu shows."""
    face = _face(shop)
    face["menu"] = [dataclasses.asdict(entry) for entry in entries]
    _store_face(shop, face)


def set_pages(shop: ShopRef, pages: Sequence[MenuEntry], foot: Sequence[MenuEntry]) -> None:
    """Which pages the shop wrote itself the menu and the footer lead to."""
    face = _face(shop)
    face["pages"] = [dataclasses.asdict(entry) for entry in pages]
    face["foot"] = [dataclasses.asdict(entry) for entry in foot]
    _store_face(shop, face)


def set_delivery(shop: ShopRef, schedule: Mapping[str, Any]) -> None:
    """When the shop delivers, so that a product's page can promise it without asking the database."""
    face = _face(shop)
    if face.get("delivery") != dict(schedule):
        face["delivery"] = dict(schedule)
        _store_face(shop, face)


def touch(shop: ShopRef) -> None:
    """Something public pages show has changed: raise the shop's version, by which caches know."""
    query = update(Shop).where(Shop.id == shop.id).values(version=Shop.version + 1)
    db.session.execute(query.execution_options(synchronize_session=False))


def set_base_url(slug: str, base_url: str) -> None:
    """Where the shop's absolute links lead. In the scope of no shop."""
    query = update(Shop).where(Shop.slug == slug).values(base_url=base_url.rstrip("/"))
    db.session.execute(query.execution_options(synchronize_session=False))


def set_status(slug: str, status: str) -> None:
    """Open or suspend a shop. In the scope of no shop. Raises NoSuchShop."""
    query = update(Shop).where(Shop.slug == slug).values(status=status).returning(Shop.id)
    if db.session.execute(query.execution_options(synchronize_session=False)).one_or_none() is None:
        raise NoSuchShop(slug)


def _face(shop: ShopRef) -> dict[str, Any]:
    """The face, locked: it is read to be written again. Rows that only point at the shop do not wait for this lock,
    or two transactions that have each added one would wait for each other.
    """
    query = select(Shop.face).where(Shop.id == shop.id).with_for_update(key_share=True)
    return dict(db.session.execute(query).scalar_one())


def _menu(shop: ShopRef) -> tuple[MenuEntry, ...]:
    return tuple(MenuEntry(**entry) for entry in _face(shop).get("menu", ()))


def face_of(shop: ShopRef, profile: Profile, menu: Sequence[MenuEntry]) -> ShopFace:
    """What the frame of the shop's pages shows of a profile."""
    look = dataclasses.replace(profile.look, plate=plate_of(profile.logo, shop.kind, profile.colour))
    return ShopFace(
        name=profile.name,
        tagline=profile.tagline,
        kind=shop.kind,
        colour=profile.colour,
        hotline=profile.hotline,
        email=profile.email,
        zalo=profile.zalo,
        address=profile.address,
        hours=profile.hours,
        departments=profile.departments,
        legal=profile.legal,
        menu=tuple(menu),
        theme_hash=theme_hash(shop.kind, profile.colour, look),
        closures=profile.closures,
        returns=in_short(profile.returns),
        logo=logo_of(profile.logo),
        look=look,
        languages=(shop.language, *(code for code in profile.languages if code != shop.language)),
        wordings={code: _of_the_frame(texts) for code, texts in profile.wordings.items()},
    )


def _of_the_frame(texts: Mapping[str, Any]) -> dict[str, Any]:
    return {part: said for part, said in texts.items() if part in ShopFace.__dataclass_fields__}


def _publish_face(shop: ShopRef, profile: Profile, menu: Sequence[MenuEntry]) -> None:
    # Links to pages the shop wrote itself and its schedule are no part of its profile; they stay as they are.
    links = {name: found for name, found in _face(shop).items() if name in ("pages", "foot", "delivery")}
    _store_face(shop, face_of(shop, profile, menu).to_json() | links)


def _store_face(shop: ShopRef, face: dict[str, Any]) -> None:
    query = update(Shop).where(Shop.id == shop.id).values(face=face, version=Shop.version + 1)
    db.session.execute(query.execution_options(synchronize_session=False))
