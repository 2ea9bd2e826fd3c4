"""The law as data: complete, dated, and asked instead of written into code."""

import copy
import json
import re
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from shopapp.platform.database import Base
from shopapp.platform.personal_data import Purpose, personal_columns
from shopapp.records.law import LegalGround, grounds_of, needs_consent, read_law, the_law

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def data() -> dict[str, Any]:
    text = resources.files("shopapp.records").joinpath("data", "law.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def test_every_purpose_has_a_ground_and_every_ground_a_source() -> None:
    law = the_law()
    assert set(law.purposes) == set(Purpose)
    assert set(law.grounds) == set(LegalGround)
    for source in (*law.grounds.values(), law.terms_source, law.attack_source, law.violation_source):
        assert source.names["vi"] != source.names["en"]
        assert source.article
        assert source.since <= law.as_of


def test_a_file_that_lacks_something_is_refused(data: dict[str, Any]) -> None:
    for gone in ("order", "marketing", "legal"):
        lacking = copy.deepcopy(data)
        del lacking["purposes"][gone]
        with pytest.raises(KeyError, match=gone):
            read_law(lacking)
    unknown = copy.deepcopy(data)
    unknown["purposes"]["order"] = "because"
    with pytest.raises(ValueError, match="because"):
        read_law(unknown)


def test_deadlines_are_those_of_the_decree() -> None:
    law = the_law()
    assert law.answer_working_days == 2
    assert {kind: (t.days, t.days_with_others, t.extension_days) for kind, t in law.terms.items()} == {
        "see": (10, 15, 10),
        "correct": (10, 15, 10),
        "provide": (10, 15, 10),
        "withdraw": (15, 20, 15),
        "restrict": (15, 20, 15),
        "object": (15, 20, 15),
        "delete": (20, 30, 20),
    }
    assert (law.attack_hours, law.violation_hours) == (24, 72)


def test_advertising_needs_a_yes_and_an_order_does_not() -> None:
    assert {purpose for purpose in Purpose if needs_consent(purpose)} == {
        Purpose.PERSONALISATION,
        Purpose.IMPROVEMENT,
        Purpose.MARKETING,
        Purpose.NEWS,
        Purpose.RESEARCH,
        Purpose.STATISTICS,
    }


def test_every_personal_column_is_lawful() -> None:
    for column, declared in personal_columns(Base.metadata):
        assert grounds_of(declared), column


def test_no_act_is_named_in_code_or_templates() -> None:
    """An article that changes is changed in the data alone."""
    act = re.compile(r"\d+/\d{4}/(?:QH|NĐ|TT)")
    places = [*(REPOSITORY / "shopapp").rglob("*.py"), *(REPOSITORY / "templates").rglob("*.html")]
    found = [str(path) for path in places if act.search(path.read_text(encoding="utf-8"))]
    assert found == []
