"""Silent stations become suspected outages, and outages become hours and people."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekam.devices.outages.drawing import WIDTH, Shown, bands
from rekam.devices.outages.rules import (
    LEAST,
    UNUSED,
    Calendar,
    Cause,
    Lasted,
    Silence,
    State,
    Suspect,
    area_of,
    figures,
    lost_share,
    suspects,
)

WIB = ZoneInfo("Asia/Jakarta")
CALENDAR = Calendar(zone=WIB, holidays=frozenset({date(2026, 11, 26)}))
# Tuesday; Thursday is a day off.
MORNING = datetime(2026, 11, 24, 8, tzinfo=WIB)
NOW = MORNING + timedelta(hours=6)
EXPECTED = {"36.73.01": ("a1", "a2"), "36.73.02": ("b1",), "36.73.03": ("c1",)}
SITE_OF = {station: site for site, stations in EXPECTED.items() for station in stations}


def silent(station: str, begin: float, end: float | None = None) -> Silence:
    """From so many hours after the opening until so many."""
    return Silence(
        station=station,
        site=SITE_OF[station],
        began=MORNING + timedelta(hours=begin),
        ended=None if end is None else MORNING + timedelta(hours=end),
    )


def found(*silences: Silence, at: datetime = NOW) -> list[Suspect]:
    return suspects(silences, expected=EXPECTED, calendar=CALENDAR, at=at)


def test_a_site_whose_stations_are_all_silent_is_one_outage_from_the_last_to_the_first() -> None:
    (one,) = found(silent("a1", 1), silent("a2", 1.5, 4))

    assert (one.sites, one.stations, one.share) == (("36.73.01",), ("a1", "a2"), 100)
    assert (one.began, one.ended) == (MORNING + timedelta(hours=1.5), MORNING + timedelta(hours=4))


def test_one_of_two_stations_is_its_kit_and_a_lone_station_says_nothing_of_its_site() -> None:
    assert [(one.stations, one.share) for one in found(silent("a1", 1))] == [(("a1",), 50)]
    assert [(one.stations, one.share) for one in found(silent("b1", 1))] == [(("b1",), 100)]


def test_sites_that_fall_silent_together_are_one_outage_and_a_kit_beside_them_is_its_own() -> None:
    site, kit = found(silent("b1", 1, 5), silent("c1", 1.5, 5), silent("a1", 1, 4.5))

    assert {site.sites, kit.sites} == {("36.73.02", "36.73.03"), ("36.73.01",)}
    apart = found(silent("b1", 0, 2), silent("c1", 1.5, 6))
    assert [one.sites for one in apart] == [("36.73.02",), ("36.73.03",)]


def test_nights_days_off_short_silences_and_laptops_in_cupboards_are_nothing() -> None:
    evening = silent("b1", 7.8, 24.2)  # shut at four, open again the next morning at eight
    assert found(evening, at=NOW + timedelta(days=1)) == []
    assert found(silent("b1", 48, 56), at=NOW + timedelta(days=3)) == []
    assert found(silent("b1", 1, 1.9)) == []
    assert found(Silence(station="b1", site="36.73.02", began=NOW - UNUSED * 2, ended=None)) == []
    assert found(Silence(station="zz", site="36.73.02", began=MORNING, ended=None)) == []


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(SITE_OF)), st.integers(0, 90), st.integers(1, 60) | st.none()),
        max_size=6,
    )
)
def test_every_long_silence_is_in_one_outage_and_no_outage_is_longer_than_a_silence(
    drawn: list[tuple[str, int, int | None]],
) -> None:
    silences = [silent(name, begin / 4, end and (begin + end) / 4) for name, begin, end in drawn]
    at = MORNING + timedelta(days=2)
    made = found(*silences, at=at)

    told = [station for one in made for station in one.stations]
    assert len(told) <= len(silences)
    for one in made:
        assert one.began < (one.ended or at)
        assert 1 <= one.share <= 100
        for station in one.stations:
            assert any(
                s.station == station and s.began <= one.began and (s.ended or at) >= (one.ended or at)
                for s in silences
            )
    long = {
        s.station for s in silences if CALENDAR.open_hours(s.began, s.ended or at) * 3600 > 2 * LEAST.seconds
    }
    assert long <= set(told)


def lasted(cause: Cause, begin: float, end: float | None, **more: object) -> Lasted:
    told = {"area_code": "36.73.02", "sites": ("36.73.02",), "share": 100} | more
    ended = None if end is None else MORNING + timedelta(hours=end)
    return Lasted(cause=cause, began=MORNING + timedelta(hours=begin), ended=ended, **told)  # type: ignore[arg-type]


def test_hours_are_open_ones_by_site_and_share_and_people_count_where_their_outage_began() -> None:
    rows = [
        lasted(Cause.NETWORK, -24, 2, people=7),  # of yesterday; two hours of it are today's
        lasted(Cause.POWER, 1, 3, share=50, sites=("36.73.01", "36.73.02"), area_code="36.73", people=4),
        lasted(Cause.BLANKS, 0, None),
    ]
    cost = figures(rows, since=MORNING, until=NOW, calendar=CALENDAR)

    assert cost.by_site() == {"36.73.02": 2 + 1 + 6, "36.73.01": 1}
    assert cost.people == {("36.73", Cause.POWER): 4}
    assert (cost.all_people, cost.unknown) == (4, 1)
    assert cost.times == {Cause.NETWORK: 1, Cause.POWER: 1, Cause.BLANKS: 1}
    # Without blanks people are still recorded.
    assert lost_share(rows, sites=2, since=MORNING, until=NOW, calendar=CALENDAR) == pytest.approx(4 / 12)
    with pytest.raises(ValueError, match="at least one site"):
        lost_share(rows, sites=0, since=MORNING, until=NOW, calendar=CALENDAR)


def test_the_area_of_an_outage_is_the_smallest_that_holds_its_sites() -> None:
    assert area_of(["36.73.02"]) == "36.73.02"
    assert area_of(["36.73.02", "36.73.01"]) == "36.73"
    with pytest.raises(ValueError, match="at least one site"):
        area_of([])


def test_the_calendar_draws_open_hours_marks_days_off_and_leaves_out_what_was_none() -> None:
    row = Shown(sites=["36.73.02"], state=State.CONFIRMED, began=MORNING, ended=MORNING + timedelta(hours=4))
    none = Shown(sites=["36.73.01"], state=State.DISMISSED, began=MORNING, ended=None)
    first, second = bands(
        [row, none],
        sites=["36.73.01"],
        lost={"36.73.02": 4.0},
        since=MORNING.replace(hour=0),
        until=datetime(2026, 11, 27, 9, tzinfo=UTC),
        calendar=CALENDAR,
    )

    assert [(first.site, first.hours), (second.site, second.bars)] == [("36.73.02", 4.0), ("36.73.01", [])]
    day = WIDTH / 4
    assert [(bar.x, bar.width, bar.kind) for bar in first.bars] == [(0, day / 2, "confirmed")]
    assert [(bar.x, bar.width) for bar in first.closed] == [(2 * day, day)]
