"""Who can sign in to the demo: staff of each shop and one of its customers, with passwords made once."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from shopapp.accounts.actions import create_staff, set_password
from shopapp.accounts.queries import list_staff
from shopapp.kernel.clock import local_day
from shopapp.kernel.codes import new_token
from shopapp.operations.demo.customers import WHO, set_customer_password
from shopapp.operations.demo.keys import write_private
from shopapp.operations.demo.shops import host_of, sample
from shopapp.platform.access import Role
from shopapp.platform.database import transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for

CUSTOMER = "customer"
SELLERS = {
    "hoa": "Lê Thị Mẫu Lan",
    "cun": "Phan Văn Mẫu Khoa",
    "bien": "Đỗ Thị Mẫu Hạnh",
    "mac": "Bùi Văn Mẫu Long",
    "nha": "Ngô Thị Mẫu Thu",
}


OTHERS = {Role.MANAGER: "Hồ Thị Mẫu Yến", Role.COURIER: "Đinh Văn Mẫu Tài", Role.AGENT: "Mai Thị Mẫu Vy"}
MAILBOXES = {Role.OWNER: "chu", Role.MANAGER: "quanly", Role.SELLER: "ban", Role.COURIER: "giao", Role.AGENT: "ngoai"}


def ensure_logins(shops: Sequence[ShopRef], path: Path, *, now: datetime) -> None:
    """See to it that the file at `path` names a working sign-in for each role of each shop."""
    known = _read(path)
    entries = []
    for shop in shops:
        for role in Role:
            entry = known.get((shop.slug, role.value))
            entries.append(entry or _make(shop, role, now))
    entries += [entry for (_slug, role), entry in known.items() if role == CUSTOMER]
    if entries != list(known.values()):
        write_private(path, json.dumps(entries, ensure_ascii=False, indent=1) + "\n")


def ensure_customers(shops: Sequence[ShopRef], path: Path, *, now: datetime) -> None:
    """Add a working sign-in of each shop's sample customer to the file at `path`, once their stories have happened."""
    known = _read(path)
    missing = [shop for shop in shops if (shop.slug, CUSTOMER) not in known]
    added = [_make_customer(shop, now) for shop in missing]
    if added:
        write_private(path, json.dumps([*known.values(), *added], ensure_ascii=False, indent=1) + "\n")


def _make_customer(shop: ShopRef, now: datetime) -> dict[str, str]:
    password = new_token()[:20]
    set_customer_password(shop, password, shop_name=sample(shop.slug)["name"], now=now)
    return {
        "shop": shop.slug,
        "host": host_of(shop.slug),
        "role": CUSTOMER,
        "email": WHO.email,
        "password": password,
    }


def _make(shop: ShopRef, role: Role, now: datetime) -> dict[str, str]:
    email = f"{MAILBOXES[role]}@{shop.slug}.example"
    data = sample(shop.slug)
    names = {Role.OWNER: data["profile"]["representative"], Role.SELLER: SELLERS[shop.slug]} | OTHERS
    name, password = names[role], new_token()[:20]
    ends_on = local_day(now) + timedelta(days=365) if role is Role.AGENT else None
    with acting_for(shop), transaction():
        there = next((row for row in list_staff(shop) if row.email == email), None)
        if there is None:
            create_staff(shop, name=name, email=email, role=role, password=password, ends_on=ends_on, now=now)
        else:
            set_password(shop, there.id, password, shop_name=data["name"], now=now)
    return {
        "shop": shop.slug,
        "host": host_of(shop.slug),
        "role": role.value,
        "email": email,
        "password": password,
    }


def _read(path: Path) -> dict[tuple[str, str], dict[str, str]]:
    if not path.is_file():
        return {}
    try:
        entries: list[dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
        return {(entry["shop"], entry["role"]): entry for entry in entries}
    except (ValueError, KeyError, TypeError):
        # A file somebody has broken is made anew; nothing else would mend it.
        return {}
