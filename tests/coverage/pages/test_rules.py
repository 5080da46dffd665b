"""What the page works out from counts adds up."""

from hypothesis import given
from hypothesis import strategies as st

from rekam.coverage.counters.rules import Cause, Cell, Mark
from rekam.coverage.dashboard.rules import by_age, changes, drawn, in_bands, sixteen

marks = st.sampled_from(
    [Mark.POPULATION, Mark.POPULATION | Mark.WAJIB, Mark.POPULATION | Mark.WAJIB | Mark.RECORDED]
)
profiles = st.lists(
    st.builds(
        Cell,
        area_code=st.just("36.73"),
        sex=st.sampled_from("LP"),
        age=st.integers(0, 120),
        mark=marks,
        people=st.integers(1, 50),
    ),
    max_size=60,
)
spans = st.dictionaries(st.sampled_from(list(Cause)), st.integers(-90, 90))


@given(day=spans, week=spans, before=st.integers(0, 999), now=st.integers(0, 999))
def test_the_causes_of_each_span_add_up_to_its_difference(
    day: dict[Cause, int], week: dict[Cause, int], before: int, now: int
) -> None:
    rows, totals = changes([day, week], before=[before, before], now=now)

    assert [sum(column) for column in zip(*(row.people for row in rows), strict=True)] == list(totals)  # type: ignore[arg-type]
    assert list(totals) == [now - before] * 2


def test_what_the_register_learnt_later_has_a_row_of_its_own() -> None:
    rows, totals = changes([{Cause.RECORDED: -3}], before=[10], now=8)

    assert (rows[-1].cause, list(rows[-1].people), list(totals)) == (None, [1], [-2])


def test_a_span_before_the_kept_counts_tells_nothing() -> None:
    rows, totals = changes([{Cause.RECORDED: -3}, {Cause.RECORDED: -9}], before=[10, None], now=7)

    assert all(row.people[1] is None for row in rows)
    assert list(totals) == [-3, None]


@given(found=profiles)
def test_single_years_bands_and_bars_hold_the_same_people(found: list[Cell]) -> None:
    years = by_age(found)
    missing = sum(one.people for one in found if one.mark & Mark.WAJIB and not one.mark & Mark.RECORDED)

    assert sum(year.people for year in years) == missing
    assert sum(band.people for band in in_bands(years)) == missing
    assert sum(year.people for year in drawn(years)) == missing


def test_who_is_sixteen_and_married_is_no_longer_counted_ahead() -> None:
    found = [
        Cell("36.73", "L", 16, Mark.POPULATION, 7),
        Cell("36.73", "L", 16, Mark.POPULATION | Mark.AHEAD, 2),
        Cell("36.73", "P", 16, Mark.POPULATION | Mark.WAJIB, 1),
    ]

    assert (sixteen(found).people, sixteen(found).ahead, sixteen(found).left) == (9, 2, 7)
