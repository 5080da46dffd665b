"""Few futures, for tests that look at who is told what of a forecast, and not at its tails."""

from functools import partial

import pytest

from rekam.coverage.outlook import services
from rekam.coverage.projection import forecast, views

FEW = 20


def draw_few(patch: pytest.MonkeyPatch) -> None:
    """Let the page, the command and the daily outlook draw FEW futures."""
    few = partial(forecast.project, paths=FEW)
    for module in (forecast, services, views):
        patch.setattr(module, "project", few)
