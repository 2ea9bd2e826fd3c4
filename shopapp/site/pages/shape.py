"""What such a page is made of, before it becomes markup."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from flask_babel import gettext as _

from shopapp.delivery.rules import Area, Schedule
from shopapp.platform.tenancy.refs import Department, ShopRef
from shopapp.shops.rules import Profile
from shopapp.shops.terms import department_key


@dataclass(frozen=True)
class Material:
    """What the words are made from. `megabytes` bounds one file of a complaint."""

    shop: ShopRef
    profile: Profile
    now: datetime
    areas: tuple[Area, ...] = ()
    schedule: Schedule = field(default_factory=Schedule)
    megabytes: int = 0

    @property
    def hotline(self) -> Department:
        """Whoever answers where no department is named."""
        return Department(str(_("Hotline")), self.profile.hotline, self.profile.email)

    def department(self, key: str) -> Department:
        """The department of that key, the hotline where there is none."""
        return next((d for d in self.profile.departments if key and department_key(d) == key), self.hotline)


@dataclass(frozen=True)
class Table:
    """Rows below a heading each; `right` are the numbers of columns of figures."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Part:
    """A section below its heading: sentences, lists below a word each, a table, numbered steps, folded texts,
    contacts, words with their values, links, and `action`, the one thing to do here; `own` is what the shop has
    written itself.
    """

    key: str
    title: str
    text: tuple[str, ...] = ()
    lists: tuple[tuple[str, tuple[str, ...]], ...] = ()
    table: Table | None = None
    steps: tuple[tuple[str, str], ...] = ()
    folds: tuple[tuple[str, str], ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    contacts: tuple[Department, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    action: tuple[str, str] | None = None
    own: str = ""

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__dataclass_fields__ if name not in ("key", "title"))


@dataclass(frozen=True)
class PageKind:
    """One of the pages. `sections` are those of the settings it is made from, by whose saves it is dated."""

    name: str
    path: str
    title: Callable[[], str]
    lead: Callable[[Material], str]
    parts: Callable[[Material], tuple[Part, ...]]
    sections: tuple[str, ...]


def told(*parts: Part) -> tuple[Part, ...]:
    """Those parts that have something to say."""
    return tuple(part for part in parts if part)


def listed(words: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Lists below their words, without those that hold nothing."""
    return tuple((str(word), entries) for word, entries in words.items() if entries)
