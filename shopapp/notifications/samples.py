"""What the messages of this shop would say: invented facts for every kind, so that their wording can be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app
from flask_babel import LazyString, gettext, lazy_gettext
from jinja2.meta import find_referenced_templates

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

    def get(self, name: str, default: object = None) -> str:
        """An address, whatever is asked for."""
        return self._start


def message_kinds() -> Sequence[MessageKind]:
    """Every kind of message that has a template, by name. The templates themselves are the list."""
    found: dict[str, set[str]] = {}
    templates = current_app.jinja_env.list_templates()
    texts = [template for template in templates if "/sms/" in template]
    parts = set().union(*[_included(template) for template in texts])
    for template in templates:
        if template in parts:
            continue
        room, _, rest = template.partition("/")
        medium, _, name = rest.partition("/")
        if "/" in name or medium not in ("mail", "sms"):
            continue
        if medium == "mail" and name.endswith(_SUBJECT):
            found.setdefault(f"{room}.{name.removesuffix(_SUBJECT)}", set()).add("email")
        elif medium == "sms" and name.endswith(_SMS):
            found.setdefault(f"{room}.{name.removesuffix(_SMS)}", set()).add("sms")
    return [MessageKind(name, tuple(sorted(channels))) for name, channels in sorted(found.items())]


def _included(template: str) -> set[str]:
    """The text messages' templates that this one is put together from; they are no messages by themselves."""
    env = current_app.jinja_env
    assert env.loader is not None  # noqa: S101 - Flask always sets one.
    named = find_referenced_templates(env.parse(env.loader.get_source(env, template)[0]))
    return {name for name in named if name is not None and "/sms/" in name}


def find_kind(name: str) -> MessageKind | None:
    """The kind of this name, None when no template words it."""
    return next((kind for kind in message_kinds() if kind.name == name), None)


def sample_facts(kind: str) -> dict[str, Any]:
    """Facts for the templates of a kind, in the language being spoken. Whoever adds a fact adds a sample of it here."""
    room = kind.partition(".")[0]
    of_room = {
        name: str(fact) if isinstance(fact, LazyString) else fact for name, fact in _OF_ROOM.get(room, {}).items()
    }
    return {**_everywhere(), **of_room}


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
        "days": 7,
        "number": 2,
        "at": "08:30 22/11/2026",
        "by": "",
        "inviter": gettext("Lan Anh"),
        "device": "Chrome, Android",
        "is_email": True,
        "after": "l•••h@vidu.example",
        "misuse": "not_me",
        "outcome": "released",
    }


_OF_ROOM: Mapping[str, Mapping[str, Any]] = {
    "accounts": {"code": "123456"},
    "inquiries": {
        "code": "YC7K4XQ9",
        "kind": "question",
        "order_code": "DH7K4XQ9",
        "is_held": True,
        "alarm": "answer_late",
        "topic": lazy_gettext("Late or failed delivery"),
        "due": "14:00 22/11/2026",
        "answer_by": "14:00 22/11/2026",
        "settled_by": "25/11/2026",
        "is_about_data": False,
    },
    "orders": {"code": "DH7K4XQ9"},
    "privacy": {
        "ends_on": "22/12/2026",
        "code": "D-7K4XQ9",
        "proof_code": "123456",
        "kind": "see",
        "news": "done",
        "what": lazy_gettext("See my data"),
        "answer": lazy_gettext("The words of the shop's answer stand here."),
        "clock": "violation",
        "hours": 72,
        "until": "08:30 25/11/2026",
        "is_over": False,
        "answer_due": "24/11/2026",
        "due": "02/12/2026",
        "by_program": False,
        "reasons": ["…"],
        "ground": "…",
        "basis": "…",
    },
}
