"""Rules the code keeps everywhere, found by reading it: who commits, who knows a request, what passes by the net."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.rooms import SOURCE, sources

WEB = {"flask", "flask_login", "flask_wtf", "werkzeug", "wtforms"}
# The one place that commits; everybody else opens `transaction()`.
COMMITS = {"platform/database.py"}
# Raw connections see every shop: the ground needs one to begin a transaction and to ask whether the database is alive,
# whoever runs the program to look at the schema, and to back the whole instance up.
CONNECTS = {"platform/database.py", "operations/migrations.py", "operations/backup/connections.py"}
# Nothing leaves but by a channel, and no channel is used but by the job that discloses first. Beside them the web
# server listens, its supervisor asks it whether it lives, and the demo has its mail sink.
NETWORK = {"socket", "ssl", "smtplib", "httpx", "requests", "urllib3", "aiohttp", "asyncio", "ftplib", "aiosmtpd"}
NETWORK_MODULES = {"http.client", "urllib.request", "http.server", "xmlrpc.client"}
TALKS = {"operations/server.py", "operations/supervise.py", "operations/demo/mailsink.py"}
SENDS = {"notifications/jobs.py", "notifications/room.py"}
# Who says since when: the moment enters with the request, the command or the job, and is handed down.
NO_CLOCK = ("actions", "rules", "models", "messages")

FILES = [(str(path.relative_to(SOURCE)), path) for path in sources()]
IDS = [name for name, _ in FILES]


def parts_of(name: str) -> set[str]:
    """ "orders/actions/place.py" → {"orders", "actions", "place"}."""
    return {part.removesuffix(".py") for part in Path(name).parts}


def calls_of(tree: ast.AST, method: str) -> Iterator[ast.Call]:
    """Every `something.method(…)`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == method:
            yield node


def imports_of(tree: ast.AST) -> Iterator[str]:
    """Every module that is imported, whole."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def faults_of(name: str, tree: ast.AST) -> Iterator[str]:
    """What one file does that it must not."""
    parts = parts_of(name)
    if name not in COMMITS and list(calls_of(tree, "commit")):
        yield "commits: open `transaction()` in the entry point instead"
    if name not in CONNECTS:
        for method in ("connect", "raw_connection", "connection", "begin"):
            if any(is_of_database(call) for call in calls_of(tree, method)):
                yield f".{method}() sees every shop"
    for method in ("bulk_save_objects", "bulk_insert_mappings", "bulk_update_mappings", "from_statement"):
        if list(calls_of(tree, method)):
            yield f".{method}() passes by the net"
    imported = set(imports_of(tree))
    if parts & {"actions", "rules", "queries"} and {i.split(".")[0] for i in imported} & WEB:
        yield "knows the request: actions, queries and rules are handed what they need"
    if parts & set(NO_CLOCK) and ("shopapp.kernel.clock.now" in imported or list(calls_of(tree, "utcnow"))):
        yield "reads the clock: `now` is handed in"
    reached = {i.split(".")[0] for i in imported} & NETWORK | imported & NETWORK_MODULES
    is_channel = name.startswith("notifications/channels/")
    if reached and name not in TALKS and not is_channel:
        yield f"goes to the network by {', '.join(sorted(reached))}: only channels do, after disclose()"
    opens = any(i.endswith((".open_channel", ".MailChannel", ".SmsLog")) for i in imported)
    if opens and name not in SENDS and not is_channel:
        yield "opens a channel: the job that delivers messages does, after disclose()"
    if parts & {"views", "storefront_views", "backoffice_views", "forms"} and "sqlalchemy" in imported:
        yield "speaks SQL: reads belong into queries, changes into actions"


def is_of_database(call: ast.Call) -> bool:
    """Whether the call is made on `db`, an engine or a session."""
    words = {node.id for node in ast.walk(call.func) if isinstance(node, ast.Name)}
    words |= {node.attr for node in ast.walk(call.func) if isinstance(node, ast.Attribute)}
    return bool(words & {"db", "engine", "session"})


@pytest.mark.parametrize(("name", "path"), FILES, ids=IDS)
def test_a_file_keeps_the_rules(name: str, path: Path) -> None:
    assert list(faults_of(name, ast.parse(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("orders/actions.py", "db.session.commit()"),
        ("orders/backoffice_views.py", "session.commit()"),
        ("orders/queries.py", "with db.engine.connect() as c: pass"),
        ("orders/queries.py", "db.session.connection().execute(x)"),
        ("orders/actions/place.py", "from flask import request"),
        ("orders/rules.py", "import wtforms"),
        ("orders/actions.py", "db.session.bulk_save_objects([])"),
        ("orders/actions.py", "select(Order).from_statement(text('x'))"),
        ("orders/actions.py", "from shopapp.kernel.clock import now"),
        ("orders/actions/place.py", "import httpx"),
        ("orders/jobs.py", "from urllib.request import urlopen"),
        ("orders/jobs.py", "import http.client"),
        ("orders/jobs.py", "from shopapp.notifications.channels import open_channel"),
        ("orders/storefront_views/form.py", "from sqlalchemy import select\nimport sqlalchemy"),
    ],
)
def test_a_planted_fault_is_found(name: str, code: str) -> None:
    assert list(faults_of(name, ast.parse(code)))


def test_there_is_something_to_read() -> None:
    assert len(FILES) > 50
