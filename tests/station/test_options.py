"""Misconfiguration is found at the start, with a code."""

import pytest

from rekam.kernel.errors import RuleBroken
from rekam.station.options import read_options


def test_nothing_set_gives_the_defaults() -> None:
    options = read_options({})

    assert (options.ports, options.server, options.env) == (range(4501, 4601), "", "Developer")


def test_one_port_is_a_range_of_one() -> None:
    assert read_options({"REKAM_STATION_DEVICE_PORTS": "4501"}).ports == range(4501, 4502)


@pytest.mark.parametrize(
    "wrong",
    [
        {"REKAM_STATION_DEVICE_PORTS": "all"},
        {"REKAM_STATION_DEVICE_PORTS": "4600-4501"},
        {"REKAM_STATION_DEVICE_PORTS": "1-99999999999"},
        {"REKAM_STATION_DEVICE_PORTS": ""},
        {"REKAM_STATION_DEVICE_ENV": "Home"},
    ],
)
def test_options_that_make_no_sense_are_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(RuleBroken, match="option_malformed"):
        read_options(wrong)
