"""What the log of outages says where a scenario asks for more or fewer of them."""

from dataclasses import replace
from datetime import datetime, timedelta

from rekam.coverage.projection.lives import WINDOW_DAYS
from rekam.coverage.projection.scenarios import Scenario
from rekam.devices.outages.queries import first_began, lost_share_of
from rekam.kernel.region import AreaCode, Level

# A younger log is taken to be of so many days: one bad morning in the first week is no tenth of all time.
YOUNGEST = timedelta(days=90)


def with_logged(scenario: Scenario, *, place: AreaCode, at: datetime) -> Scenario:
    """The scenario with the share of open hours that the area's outages took, if it asks for outages.

    Over the days that the projection learns from, or since the log began.
    """
    if scenario.outage_times is None:
        return scenario
    if place.level > Level.KECAMATAN:
        place = place.at(Level.KECAMATAN)  # nearer than that no kit stands
    oldest = at - timedelta(days=WINDOW_DAYS)
    began = first_began(within=place.text) or at
    since = max(oldest, min(began, at - YOUNGEST))
    return replace(scenario, outage_share=lost_share_of(within=place.text, since=since, until=at))
