"""The five sample shops, furnished from the files in `operations/sample/` through the rooms' own actions."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from shopapp.catalog.rules import PictureDraft
from shopapp.delivery.actions import set_up
from shopapp.kernel.clock import local_day
from shopapp.operations.demo.goods import stock_shelves
from shopapp.operations.demo.told import look_back, tell
from shopapp.platform.database import transaction
from shopapp.platform.personal_data import ReceiverKind
from shopapp.platform.tenancy.queries import list_shops
from shopapp.platform.tenancy.refs import Closure, Department, LegalIdentity, OpeningHours, ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.privacy.actions import allow_receiver, publish
from shopapp.shops.actions import add_logo, create_shop, set_base_url
from shopapp.shops.rules import BankAccount, Hero, Hosting, Profile, Reason
from shopapp.shops.terms import pricing_from, receiving_from, returns_from

SLUGS = ("hoa", "cun", "bien", "mac", "nha")


def sample_folder() -> Traversable:
    """Where the sample files lie, also inside an installed package."""
    return files("shopapp.operations") / "sample"


@cache
def sample(slug: str) -> Mapping[str, Any]:
    """What the file of one sample shop says."""
    data: Mapping[str, Any] = json.loads((sample_folder() / f"{slug}.json").read_text(encoding="utf-8"))
    return data


@cache
def in_english(slug: str) -> Mapping[str, Any]:
    """What one sample shop says of itself in English ("said", by parts of its profile), and its logo if it has one."""
    path = sample_folder() / "en" / f"{slug}.shop.json"
    data: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


def host_of(slug: str) -> str:
    """The host of a sample shop on this machine."""
    return f"{slug}.localhost"


def furnish_missing(*, port: int, now: datetime) -> list[ShopRef]:
    """Make the sample shops that are not there yet, each whole or not at all; returns the ones made."""
    with acting_for(None):
        there = {found.ref.slug for found in list_shops()}
    return [_furnish(slug, f"http://{host_of(slug)}:{port}", now) for slug in SLUGS if slug not in there]


def move_to_port(port: int) -> list[ShopRef]:
    """Let the shops' links lead to this port; the sample shops as they are now."""
    with acting_for(None):
        moved = [
            found.ref.slug
            for found in list_shops()
            if found.ref.slug in SLUGS and found.ref.base_url != f"http://{host_of(found.ref.slug)}:{port}"
        ]
        if moved:
            with transaction():
                for slug in moved:
                    set_base_url(slug, f"http://{host_of(slug)}:{port}")
        by_slug = {found.ref.slug: found.ref for found in list_shops()}
    return [by_slug[slug] for slug in SLUGS if slug in by_slug]


def profile_from(data: Mapping[str, Any]) -> Profile:
    """A shop's profile out of its sample file. Raises KeyError where a field lacks."""
    told = data["profile"]
    bank = data.get("bank")
    return Profile(
        name=data["name"],
        tagline=data["tagline"],
        colour=data["colour"],
        hotline=told["hotline"],
        email=told["email"],
        zalo=told.get("zalo", ""),
        address=told["address"],
        legal=LegalIdentity(
            told["legal_name"],
            told["business_code"],
            told["business_code_issued_on"],
            told["business_code_issued_by"],
            told["representative"],
            told["address"],
        ),
        hours=tuple(OpeningHours(tuple(h["days"]), h["opens"], h["closes"]) for h in told["hours"]),
        closures=tuple(Closure(**closure) for closure in told.get("closures", ())),
        departments=tuple(Department(**department) for department in told["departments"]),
        hosting=Hosting(**told["hosting"]),
        hero=Hero(**data["hero"]),
        reasons=tuple(Reason(**reason) for reason in data["reasons"]),
        payment_methods=("cod", "transfer") if bank else ("cod",),
        bank=BankAccount(bank["bin"], bank["bank"], bank["account_number"], bank["account_name"]) if bank else None,
        texts=data["texts"],
        inquiry_required=tuple(data["inquiry"]["required"]),
        returns=returns_from(data["rules"]["returns"]),
        pricing=pricing_from(data["rules"]["pricing"]),
        receiving=receiving_from(data["rules"]["receiving"]),
        complaint_first=tuple(data["rules"]["complaint_first"]),
        wordings={"en": in_english(data["slug"])["said"]},
    )


def _furnish(slug: str, base_url: str, now: datetime) -> ShopRef:
    data = sample(slug)
    with acting_for(None), transaction():
        shop = create_shop(
            slug=slug, kind=data["kind"], base_url=base_url, hosts=[host_of(slug)], profile=profile_from(data), now=now
        )
        if logo := in_english(slug).get("logo"):
            add_logo(shop, (sample_folder() / "pictures" / slug / logo).read_bytes(), now=now)
        set_up(shop, data["delivery"], now=now)
        stock_shelves(shop, data, {entry["slug"]: _pictures(slug, entry) for entry in data["products"]}, now=now)
        tell(shop, slug, data["news"], now=now)
        look_back(shop, slug, data, now=now)
        _agree_with_receivers(shop, data.get("receivers", ()), now)
        publish(shop, now=now)
    return shop


def _agree_with_receivers(shop: ShopRef, receivers: Sequence[Mapping[str, Any]], now: datetime) -> None:
    """Whom outside a sample shop may give data; a project of research ends some time after the filling."""
    for entry in receivers:
        lasts = entry.get("ends_after_days")
        allow_receiver(
            shop,
            kind=ReceiverKind(entry["kind"]),
            name=entry["name"],
            fields=entry["fields"],
            agreed_on=date.fromisoformat(entry["agreed_on"]),
            ends_on=local_day(now) + timedelta(days=lasts) if lasts else None,
            now=now,
        )


def _pictures(slug: str, product: Mapping[str, Any]) -> list[PictureDraft]:
    folder = sample_folder() / "pictures" / slug
    found = [(folder / entry["file"], entry["alt"]) for entry in product.get("pictures", ())]
    return [PictureDraft(path.read_bytes(), alt) for path, alt in found if path.is_file()]
