"""Orders are placed on a Sunday morning, so that days and slots are the same whenever the tests run."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.builders import NOW


@pytest.fixture(autouse=True)
def sunday_morning() -> Iterator[time_machine.Traveller]:
    """Ten o'clock in Vietnam on 22 November 2026; the clock goes on from there."""
    with time_machine.travel(NOW, tick=True) as traveller:
        yield traveller
