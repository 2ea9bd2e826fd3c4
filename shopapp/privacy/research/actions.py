"""Giving figures to a project, through the one door; ending its made-up names with it."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select

from shopapp.kernel.codes import ALPHABET, keyed_digest, new_token
from shopapp.kernel.refusal import Refusal
from shopapp.platform.database import db
from shopapp.platform.personal_data import Purpose
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.research.models import ResearchKey
from shopapp.privacy.research.queries import Figures, consenting_figures, find_key, find_project, running_projects
from shopapp.records.actions import disclose
from shopapp.records.rules import Ground, NotLawful, Reference

# Each order passes the door singly, inside one transaction.
MOST_ORDERS = 500
FIELDS = ("pseudonym", "order_figures")
HEADINGS = ("customer", "month", "province", "payment", "pieces", "goods_vnd", "delivery_vnd")


class NoProject(Refusal):
    """The contractor's project has ended, or there never was one."""


class TooMany(Refusal):
    """More orders than one file holds."""


@dataclass(frozen=True)
class Given:
    """A file for the contractor, and how many orders are in it."""

    orders: int
    content: bytes


def give_figures(shop: ShopRef, receiver_id: int, first: date, last: date, *, account_id: int, now: datetime) -> Given:
    """Note for each order that its figures are given, and make the file (CSV in UTF-8).

    Only people who agreed are in it, each under a name made up for this project alone. Raises NoProject, TooMany,
    ReceiverNotAllowed.
    """
    project = find_project(shop, receiver_id, now=now)
    if project is None:
        raise NoProject
    found = consenting_figures(shop, first, last, most=MOST_ORDERS + 1)
    if len(found) > MOST_ORDERS:
        raise TooMany
    key, given = _key(shop, project.id, now=now), []
    for figures in found:
        try:
            disclose(
                shop,
                project,
                Reference("order", figures.order_id),
                FIELDS,
                purpose=Purpose.RESEARCH,
                ground=Ground.CONSENT,
                now=now,
                contact=figures.contact,
                account_id=account_id,
            )
        except NotLawful:
            # Taken back since, said to other facts than today's, or objected to: not in the file.
            continue
        given.append(figures)
    return Given(len(given), _file(key, given))


def end_projects(shop: ShopRef, *, now: datetime) -> None:
    """Destroy the keys of projects that have ended, so that made-up names stay made up."""
    running = [project.id for project in running_projects(shop, now=now)]
    query = select(ResearchKey.id).where(ResearchKey.shop_id == shop.id, ResearchKey.receiver_id.not_in(running))
    over = list(db.session.execute(query).scalars())
    if over:
        gone = delete(ResearchKey).where(ResearchKey.shop_id == shop.id, ResearchKey.id.in_(over))
        db.session.execute(gone.execution_options(synchronize_session=False))


def pseudonym(key: str, contact: str) -> str:
    """The made-up name of a contact in one project: eight letters and digits."""
    number, name = int(keyed_digest(key, "research", contact), 16), ""
    for _place in range(8):
        number, rest = divmod(number, len(ALPHABET))
        name += ALPHABET[rest]
    return name


def _key(shop: ShopRef, receiver_id: int, *, now: datetime) -> str:
    found = find_key(shop, receiver_id)
    if found is None:
        found = new_token() + new_token()
        db.session.add(ResearchKey(shop_id=shop.id, receiver_id=receiver_id, key=found, created_at=now))
        db.session.flush()
    return found


def _file(key: str, given: Sequence[Figures]) -> bytes:
    """Sorted by made-up name, because the order in which people bought would tell something about them."""
    rows = sorted(
        (pseudonym(key, f.contact), f.month, f.province, f.payment, f.pieces, f.goods_total, f.delivery_fee)
        for f in given
    )
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")
