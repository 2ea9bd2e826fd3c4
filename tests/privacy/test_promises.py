"""docs/promises.md is true: every clause, every address, every proof, and no paragraph of a policy without a row."""

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pytest
from flask import Flask

from shopapp.features import ROOMS
from tests.conftest import ShopClient, on_one_engine

engine = on_one_engine("sqlite")

REPOSITORY = Path(__file__).parents[2]
DOCUMENT = (REPOSITORY / "docs" / "promises.md").read_text(encoding="utf-8")
CLAUSES = (
    [f"F{n}" for n in range(1, 11)]
    + [f"G{n}" for n in range(1, 9)]
    + [f"S{n}" for n in range(1, 10)]
    + [f"R{n}" for n in range(15)]
    + [f"P{n}" for n in range(1, 6)]
)
# What may still be missing, in part or whole: all others are promises a shop of today relies on.
MAY_WAIT = {"F3", "F10", "G1", "G2", "G4", "R1", "R3", "R4", "R5", "R6", "S1", "S8", "S9", "P3"}


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    clause: str
    promise: str
    where: tuple[str, ...]
    proofs: tuple[str, ...]
    stated_by: tuple[str, ...]
    state: str


def rows() -> dict[str, Row]:
    found = {}
    for line in DOCUMENT.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 6 and re.fullmatch(r"[FGSRP]\d+", cells[0]):
            where, proofs, stated = (tuple(re.findall(r"`([^`]+)`", cell)) for cell in cells[2:5])
            found[cells[0]] = Row(cells[0], cells[1], where, proofs, stated, cells[5].partition(":")[0])
    return found


ROWS = rows()
KEPT = [row for row in ROWS.values() if row.state != "planned"]


@lru_cache
def names_in(path: str) -> frozenset[str]:
    tree = ast.parse((REPOSITORY / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_every_clause_has_its_row() -> None:
    assert list(ROWS) == CLAUSES
    assert len(CLAUSES) == 47


def test_states_are_of_the_three_and_only_what_may_wait_waits() -> None:
    assert {row.state for row in ROWS.values()} <= {"works", "in part", "planned"}
    assert {row.clause for row in ROWS.values() if row.state != "works"} <= MAY_WAIT


@pytest.mark.parametrize("row", KEPT, ids=lambda row: row.clause)
def test_what_is_kept_has_a_place_a_proof_and_a_paragraph(row: Row) -> None:
    assert row.where
    assert row.stated_by
    assert row.proofs
    for proof in row.proofs:
        path, _, name = proof.partition("::")
        assert name in names_in(path), proof


def test_what_is_planned_is_stated_nowhere() -> None:
    for row in ROWS.values():
        if row.state == "planned":
            assert (row.where, row.proofs, row.stated_by) == ((), (), ()), row.clause


def test_every_place_is_an_address_of_the_program(app: Flask) -> None:
    def plain(rule: str) -> str:
        """Converters of the same kind are the same address: `<int(max=9):order_id>` is `<int:order_id>`."""
        return re.sub(r"<(\w+)\(.*?\):", r"<\1:", rule)

    known = {plain(rule.rule) for rule in app.url_map.iter_rules()}
    asked = {place for row in ROWS.values() for place in row.where}
    assert asked <= known, asked - known


def test_every_paragraph_of_a_policy_belongs_to_something_that_is_kept() -> None:
    capabilities: Mapping[str, str] = {c.name: room.name for room in ROOMS for c in room.capabilities}
    stated = {name for row in KEPT for name in row.stated_by}
    beside = set(re.findall(r"`([^`]+)`", DOCUMENT.rpartition("Paragraphs that belong")[2]))
    assert stated <= set(capabilities)
    assert set(capabilities) - stated == beside


SENDING = ("/dat-hang", "/lien-he", "/bao-gia", "/tai-khoan/dang-ky", "/bao-cao-an-ninh")


@pytest.mark.parametrize("path", ["/", "/tin-tuc", "/tra-cuu", *SENDING])
def test_the_policy_is_linked_in_the_footer_and_above_each_button_that_sends(client: ShopClient, path: str) -> None:
    page = client.get(path).text
    assert 'href="/chinh-sach-bao-mat"' in page[page.index("<footer") :]
    if path in SENDING[1:]:
        form = page[page.index("<main") : page.index("<footer")]
        button = form.rindex('type="submit"')
        assert "/chinh-sach-bao-mat" in form[:button], "above the button that sends"
