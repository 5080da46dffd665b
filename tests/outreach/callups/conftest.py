"""An RT with four people who are not recorded, a lurah, and officers."""

from collections.abc import Iterator
from datetime import date

import pytest

from rekam.kernel.database import apart, scope
from rekam.outreach.callups.models import CallTry
from rekam.registry.models import Resident
from tests.outreach.sites import scenes

GROWN = date(1990, 5, 1)


@pytest.fixture
def people() -> list[Resident]:
    """Two of one household, one of whom is 17, and two of the next RT."""
    with scope(scenes.OFFICE):
        made = [*scenes.people(1), *scenes.people(3, born=GROWN, first=2)]
        for number, row in enumerate(made):
            row.rt, row.kk = (
                ("001", "3673020101200001") if number < 2 else ("002", f"367302010120000{number}")
            )
            row.save()
    return made


@pytest.fixture(autouse=True)
def no_tries(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if request.node.get_closest_marker("django_db"):
        with apart():  # where they were counted
            CallTry.objects.all().delete()
