"""Without a defence, the run of doors counts what is lost."""

from collections.abc import Callable

import pytest

from rekam.web.middleware import ToldRefusals
from tests.fuzz.askers import Asking
from tests.fuzz.counting import Tried
from tests.fuzz.test_doors import DESCRIBED, drive


@pytest.fixture
def nobody_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the server is built, which takes hold of its middlewares."""
    monkeypatch.delattr(ToldRefusals, "process_exception")


def test_refusals_that_nobody_tells_are_counted_as_lost(
    nobody_tells: None, whom: Callable[[str], Asking]
) -> None:
    tried = Tried()
    drive(DESCRIBED["/api/v1/station/pair"]["POST"], {"stranger": (whom("stranger"), tried)}, first=1, runs=1)
    print(f"\nwithout told refusals: {tried.table(seed=1)}")
    assert tried.faults
    assert tried.statuses[500]
