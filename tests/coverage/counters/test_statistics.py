"""Cells add up to the counts of any part of the population."""

from hypothesis import given
from hypothesis import strategies as st

from rekam.coverage.counters.rules import CHANNEL_BIT, REACH_BIT, Cell, Channel, Mark, Reach
from rekam.coverage.counters.statistics import counts_by, counts_of, recorded_by_channel
from rekam.coverage.rules import total

WAJIB = Mark.POPULATION | Mark.WAJIB
RECORDED = WAJIB | Mark.RECORDED
MARKS = [
    Mark.POPULATION,
    Mark.POPULATION | Mark.AHEAD,
    *(WAJIB | reach << REACH_BIT for reach in Reach),
    *(RECORDED | channel << CHANNEL_BIT for channel in Channel),
    RECORDED | Mark.PRINT_READY | Mark.PRINTED | Mark.HANDED_OVER,
    WAJIB | Mark.DISABLED,
    RECORDED | Mark.FOREIGN,
]
cells = st.lists(
    st.builds(
        Cell,
        area_code=st.sampled_from(["36.73.01.1001", "36.73.02.1001"]),
        sex=st.sampled_from("LP"),
        age=st.integers(0, 120),
        mark=st.sampled_from(MARKS).map(int),
        people=st.integers(1, 1000),
    ),
    max_size=8,
)


@given(cells)
def test_parts_add_up_to_the_whole(found: list[Cell]) -> None:
    whole = counts_of(found)
    assert total(counts_by(found, key=lambda cell: cell.sex).values()) == whole
    assert total(counts_by(found, key=lambda cell: cell.age).values()) == whole
    assert sum(recorded_by_channel(found).values()) == whole.recorded
    assert whole.reachable + whole.away + whole.probably_gone + whole.unknown_reach == whole.not_recorded
