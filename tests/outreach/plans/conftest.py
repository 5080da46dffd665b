"""An office with people to record, a team, and its first plan."""

from collections.abc import Iterator
from datetime import time

import pytest

from rekam.kernel.database import EVERYWHERE, scope
from rekam.outreach.plans.models import Plan
from rekam.outreach.sites.rules import Kind
from rekam.outreach.sites.services import keep_site
from rekam.outreach.sites.teams.models import Team
from rekam.outreach.sites.teams.services import keep_team
from tests.outreach.plans.scenes import BY, OFFICE, VILLAGES, made
from tests.personas import SERANG, resident


@pytest.fixture
def team(db: None) -> Iterator[Team]:
    """Forty people of seven kelurahan who are not recorded, an office and a team."""
    with scope(EVERYWHERE):
        for serial in range(40):
            resident(serial=serial + 1, area_code=VILLAGES[serial % len(VILLAGES)]).save()
    with scope(OFFICE):
        office = {"kind": Kind.OFFICE, "code": "KANTOR", "name": "Dinas", "area_code": SERANG}
        home = keep_site(site=None, weekdays=[0, 1, 2, 3, 4], **office, **BY)
        yield keep_team(
            team=None,
            name="Tim 1",
            office=home.uuid,
            members=[],
            weekdays=range(6),
            leaves=time(8),
            back=time(15),
            **BY,
        )


@pytest.fixture
def plan(team: Team) -> Plan:
    """Its plan of the week."""
    return made()
