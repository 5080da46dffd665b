"""Stations are registered once, brought up to date, and switched off without being removed."""

import pytest

from rekam.devices.queries import find_station, station_keys
from rekam.devices.services import register_station, switch_off
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.errors import RuleBroken
from rekam.vault import sealing
from tests.enrolment.scene import NOON, STATION

KEY = sealing.signing_public(STATION)


@pytest.mark.django_db
def test_a_station_that_is_off_is_not_found_but_its_old_packets_still_verify() -> None:
    with scope(EVERYWHERE):
        kid = register_station(public_key=KEY, name="A", area_code="36.73", actor="t", at=NOON).kid
        assert find_station(kid)
        switch_off(kid=kid, actor="t", at=NOON)
        assert find_station(kid) is None
        assert station_keys() == {kid: KEY}
        again = register_station(public_key=KEY, name="B", area_code="36.73.02", actor="t", at=NOON)
        assert (again.kid, again.name, again.is_active) == (kid, "B", True)


@pytest.mark.django_db
def test_a_key_of_another_length_and_an_unknown_station_are_refused() -> None:
    with scope(EVERYWHERE):
        with pytest.raises(RuleBroken, match="station_key_malformed"):
            register_station(public_key=b"x", name="A", area_code="36.73", actor="t", at=NOON)
        with pytest.raises(RuleBroken, match="station_unknown"):
            switch_off(kid="0" * 16, actor="t", at=NOON)
