"""What the messages of this shop would say: invented facts for every kind, so that their wording can be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app
from flask_babel import gettext

from shopapp.platform.tenancy.refs import ShopRef

_SUBJECT = ".subject.txt"
_SMS = ".txt"


@dataclass(frozen=True)
class MessageKind:
    """One kind of message and the media it has words for ("email", "sms")."""

    name: str
    channels: tuple[str, ...]

    @property
    def room(self) -> str:
        """The room that sends it."""
        return self.name.partition(".")[0]


class SampleLinks(dict[str, str]):
    """An address of the shop for every link a template may ask for; it leads nowhere."""

    def __init__(self, shop: ShopRef) -> None:
        super().__init__()
        self._start = f"{shop.base_url}/…"

    def __missing__(self, name: str) -> str:
        return self._start


def message_kinds() -> Sequence[MessageKind]:
    """Every kind of message that has a template, by name. The templates themselves are the list."""
    found: dict[str, set[str]] = {}
    for template in current_app.jinja_env.list_templates():
        room, _, rest = template.partition("/")
        medium, _, name = rest.partition("/")
        if "/" in name or medium not in ("mail", "sms"):
            continue
        if medium == "mail" and name.endswith(_SUBJECT):
            found.setdefault(f"{room}.{name.removesuffix(_SUBJECT)}", set()).add("email")
        elif medium == "sms" and name.endswith(_SMS):
            found.setdefault(f"{room}.{name.removesuffix(_SMS)}", set()).add("sms")
    return [MessageKind(name, tuple(sorted(channels))) for name, channels in sorted(found.items())]


def find_kind(name: str) -> MessageKind | None:
    """The kind of this name, None when no template words it."""
    return next((kind for kind in message_kinds() if kind.name == name), None)


def sample_facts(kind: str) -> dict[str, Any]:
    """Facts for the templates of a kind, in the language being spoken. Whoever adds a fact adds a sample of it here."""
    room = kind.partition(".")[0]
    return {**_everywhere(), **_OF_ROOM.get(room, {}), **_OF_KIND.get(kind, {})}


def _everywhere() -> dict[str, Any]:
    return {
        "name": gettext("Lan Anh"),
        "total": 430000,
        "goods_total": 400000,
        "delivery_fee": 30000,
        "when": "22/11/2026, 08:00–12:00",
        "payment": "transfer",
        "place": gettext("Sample ward, sample province"),
        "source": "web",
        "lines": [{"name": gettext("Sample product"), "note": "", "quantity": 2, "amount": 400000}],
        "products": [{"name": gettext("Sample product"), "price": 200000, "path": "/…"}],
        "product": gettext("Sample product"),
        "body": gettext("The words of the shop's answer stand here."),
        "excerpt": gettext("The words of the customer stand here."),
        "is_cut": False,
        "is_new": True,
        "closed_until": "",
        "minutes": 10,
        "number": 2,
    }


_OF_ROOM: Mapping[str, Mapping[str, Any]] = {
    "accounts": {"code": "123456"},
    "customers": {"code": "123456"},
    "inquiries": {"code": "YC7K4XQ9", "kind": "question", "order_code": "DH7K4XQ9", "is_held": True},
    "orders": {"code": "DH7K4XQ9"},
}
_OF_KIND: Mapping[str, Mapping[str, Any]] = {}
