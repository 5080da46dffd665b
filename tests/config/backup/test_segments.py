"""Names and places of the log, and a gap in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.config.backup import segments
from rekam.kernel.errors import RuleBroken


@given(number=st.integers(0, 2**39), timeline=st.integers(1, 2**31))
def test_a_name_is_read_as_it_was_written(number: int, timeline: int) -> None:
    name = segments.name_of(number, timeline=timeline)
    assert segments.NAME.match(name)
    assert (segments.number_of(name), segments.timeline_of(name)) == (number, timeline)


def test_names_and_places_are_postgresqls() -> None:
    place = segments.place_of("1/FF000148")
    assert segments.lsn_of(place) == "1/FF000148"
    assert segments.name_of(place // segments.SIZE, timeline=2) == "0000000200000001000000FF"
    assert segments.end_of_segment(place) == segments.place_of("2/0")
    assert segments.end_of_segment(segments.place_of("2/0")) == segments.place_of("2/0")


def test_a_gap_in_the_log_is_named() -> None:
    names = [segments.name_of(number, timeline=1) for number in range(254, 259)]
    assert segments.without_gap(names, first=names[0], last=names[-1]) == names
    for missing in (0, 2, 4):
        there = [name for name in names if name != names[missing]]
        with pytest.raises(RuleBroken) as refused:
            segments.without_gap(there, first=names[0], last=names[-1])
        assert refused.value.facts == {"name": names[missing]}
    with pytest.raises(RuleBroken):
        segments.without_gap(names, first=names[3], last=names[1])
