"""Reading the records of a holding as the person they are about may see them.

Only what is bound to contacts they have proven: any other contact in a row is masked, because somebody may have typed a
wrong number, and of a gift each side sees its own half.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from flask_babel import gettext as _
from sqlalchemy import Column, ForeignKeyConstraint, Table, inspect, select

from shopapp.inquiries.wording import show_facts
from shopapp.kernel.contacts import BadEmail, BadPhone, mask_email, mask_phone, parse_email, parse_phone, show_phone
from shopapp.platform.database import db
from shopapp.platform.holdings import Holding, Part, is_empty
from shopapp.platform.i18n import show_moment
from shopapp.platform.personal_data import Declaration, Kind
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.rights.showing import words
from shopapp.privacy.rights.showing.facts import Facts, facts_of

BATCH = 50
_CONTACTS = frozenset({Kind.PHONE, Kind.EMAIL, Kind.CONTACT})
_RECEIVER = ("recipient_name", "recipient_phone", "street", "greeting", "province", "ward")
# Codes beside names, and texts that only repeat others, are no news to a reader; they are in the copy all the same.
_FOR_MACHINES = frozenset({"ward_code", "province_code", "search", "key"})
# Where a message leads holds keys, and the place is where somebody else may live.
_NOT_IN_FACTS = frozenset({"links", "place"})
_ERASED = "erased:"


@dataclass(frozen=True)
class Item:
    """One value: the column's name and words, the value for machines, and as people read it ("" when empty)."""

    name: str
    label: str
    value: Any
    shown: str
    is_for_people: bool = True
    file_key: str = ""


@dataclass(frozen=True)
class Row:
    """One row of a table: when it came to be ("" if it does not say) and its values."""

    table: str
    id: int
    at: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Record:
    """One record: what it is, facts about it that are nobody's personal data, its own row and those that hang on it."""

    id: int
    title: str
    facts: Facts
    row: Row
    more: tuple[Row, ...]

    @property
    def more_to_read(self) -> tuple[Row, ...]:
        """The rows that hang on it and say something."""
        return tuple(row for row in self.more if any(item.shown or item.file_key for item in row.items))


def read(shop: ShopRef, held: Holding, ids: Sequence[int], plain: frozenset[str]) -> Iterator[Record]:
    """The records of these ids in their order, a few at a time; `plain` are the contacts to be shown in full."""
    for start in range(0, len(ids), BATCH):
        batch = list(ids[start : start + BATCH])
        titles, facts = facts_of(shop, held, batch)
        head, *others = held.parts
        rows = {row.id: row for row in _rows(shop, held, head, batch, plain)[0]}
        more: dict[int, list[Row]] = {id_: [] for id_ in batch}
        for part in others:
            if part.is_shown:
                for id_, found in _by_record(shop, held, part, batch, plain).items():
                    more[id_] += found
        for id_ in batch:
            if id_ in rows:
                yield Record(id_, titles.get(id_, ""), facts.get(id_, ()), rows[id_], tuple(more[id_]))


def _by_record(
    shop: ShopRef, held: Holding, part: Part, ids: list[int], plain: frozenset[str]
) -> Mapping[int, list[Row]]:
    """The rows of a part by the record they hang on: by their key to it, else asked for one by one."""
    link = _link(held, part)
    if link is None:
        return {id_: _rows(shop, held, part, [id_], plain)[0] for id_ in ids}
    rows, links = _rows(shop, held, part, ids, plain, link)
    found: dict[int, list[Row]] = {}
    for row, record_id in zip(rows, links, strict=True):
        found.setdefault(record_id, []).append(row)
    return found


def _link(held: Holding, part: Part) -> Column[Any] | None:
    """The column by which a part's rows name the record they hang on."""
    head, table = _table(held.parts[0]), _table(part)
    for key in table.constraints:
        if isinstance(key, ForeignKeyConstraint) and key.referred_table is head:
            return next(element.parent for element in key.elements if element.column.name == "id")
    return None


def _rows(
    shop: ShopRef,
    held: Holding,
    part: Part,
    ids: list[int],
    plain: frozenset[str],
    link: Column[Any] | None = None,
) -> tuple[list[Row], list[int]]:
    columns, model = held.columns(part), part.model
    table = _table(part)
    query = select(model).where(model.shop_id == shop.id, model.id.in_(part.rows(shop, ids))).order_by(model.id)
    rows, links = [], []
    for found in db.session.execute(query).scalars():
        items = tuple(_item(table.name, column, declared, found, plain) for column, declared in columns)
        rows.append(Row(table.name, found.id, _when(found), items))
        links.append(getattr(found, link.name) if link is not None else 0)
        db.session.expunge(found)
    return rows, links


def _when(row: Any) -> str:
    """When a row came to be and, of a thread, from whom it is."""
    at, author = getattr(row, "created_at", None) or getattr(row, "at", None), getattr(row, "author", "")
    by = {"customer": _("You"), "staff": _("The shop")}.get(author, "")
    return " · ".join(part for part in (show_moment(at) if at else "", str(by)) if part)


def _table(part: Part) -> Table:
    return cast(Table, inspect(part.model).local_table)


def _item(table: str, column: Column[Any], declared: Declaration, row: Any, plain: frozenset[str]) -> Item:
    name, value = column.name, getattr(row, column.key)
    label = words.column_words(table, name, declared.kind)
    if is_empty(value):
        return Item(name, label, value, "")
    for_people = name not in _FOR_MACHINES
    if declared.kind is Kind.CREDENTIAL:
        return Item(name, label, words.unreadable(), words.unreadable())
    if name == "search":
        return Item(name, label, words.repeated(), words.repeated(), is_for_people=False)
    if declared.kind is Kind.FILE:
        return Item(name, label, "", "", is_for_people=False, file_key=str(value))
    if declared.kind in _CONTACTS:
        shown = "\n".join(shown_contact(contact, plain) for contact in str(value).split("\n"))
        return Item(name, label, shown, shown)
    if isinstance(value, dict):
        kept = _kept(table, row, value, plain)
        return Item(name, label, kept, _pairs(table, kept), for_people)
    return Item(name, label, value, str(value), for_people)


def shown_contact(contact: str, plain: frozenset[str]) -> str:
    """A contact in full where it is among `plain`, masked otherwise; of one that was erased only that it was."""
    if contact.startswith(_ERASED):
        return str(_("(erased)"))
    is_email = "@" in contact
    if contact in plain:
        return contact if is_email else show_phone(contact)
    return mask_email(contact) if is_email else mask_phone(contact)


def _kept(table: str, row: Any, value: Mapping[str, Any], plain: frozenset[str]) -> dict[str, Any]:
    """What of a bundle of details is the person's own."""
    if table == "message":
        return {} if row.sensitive else {name: each for name, each in value.items() if name not in _NOT_IN_FACTS}
    if table == "order_draft":
        return _own_half(value, plain)
    if table == "contact_claim":
        known = {name: str(value.get(name, "")) for name in ("name", "phone", "email")}
        return {name: _typed(name, text, plain) for name, text in known.items() if text}
    return dict(value)


def _own_half(typed: Mapping[str, Any], plain: frozenset[str]) -> dict[str, str]:
    """Of an order form that was begun: what its sender typed about themselves, or what was typed about a recipient."""
    texts = {name: text for name, text in typed.items() if isinstance(text, str) and text}
    mine = {name for name, text in texts.items() if _stored(text) in plain}
    is_sender = bool(mine & {"sender_phone", "sender_email"})
    if not is_sender and "recipient_phone" not in mine:
        # The contact stands among other words; whose half is theirs cannot be told, so none is shown.
        return {}
    is_gift = texts.get("for_whom") == "gift"
    found = {}
    for name, text in texts.items():
        belongs_to_receiver = name in _RECEIVER
        if words.typed_words(name) and (belongs_to_receiver != is_sender or (is_sender and not is_gift)):
            found[name] = _typed(name, text, plain)
    return found


def _typed(name: str, text: str, plain: frozenset[str]) -> str:
    contact = _stored(text) if name.endswith(("phone", "email")) else ""
    return shown_contact(contact, plain) if contact else text


def _stored(typed: str) -> str:
    """A contact in its stored form, "" for any other text."""
    try:
        return parse_email(typed) if "@" in typed else parse_phone(typed)
    except (BadEmail, BadPhone):
        return ""


def _pairs(table: str, kept: Mapping[str, Any]) -> str:
    """A bundle as lines of "word: value"; for a message nothing, because its title says what it was."""
    if table == "inquiry":
        return "\n".join(f"{word}: {value}" for word, value in show_facts(kept))
    if table == "message":
        return ""
    return "\n".join(f"{words.typed_words(name)}: {value}" for name, value in kept.items())
