"""Without a defence, the run of doors counts what is lost."""

from collections.abc import Callable

import pytest

from rekam.web.middleware import ToldRefusals
from tests.fuzz.askers import Asking
from tests.fuzz.counting import Tried
from tests.fuzz.test_doors import DESCRIBED, drive


def test_refusals_that_nobody_tells_are_counted_as_lost(
    whom: Callable[[str], Asking], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ToldRefusals, "process_exception", lambda *_a: None)
    tried = Tried()
    drive(DESCRIBED["/api/v1/station/pair"]["POST"], {"stranger": (whom("stranger"), tried)}, first=1, runs=1)
    print(f"\nwithout told refusals: {tried.table(seed=1)}")
    assert tried.faults
    assert tried.statuses[500]
