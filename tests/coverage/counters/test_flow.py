"""Why the gap moved: one case for each cause."""

from datetime import UTC, date, datetime, timedelta

import pytest

from rekam.coverage.counters.queries import figures, flow
from rekam.coverage.counters.rules import USUALLY_AWAY, Cause, Reason
from rekam.coverage.counters.services import fold
from rekam.kernel.database import Scope, scope
from tests.coverage.counters import town
from tests.coverage.counters.town import OFFICE
from tests.personas import KASEMEN, SERANG

DAY = date(2026, 2, 26)
NEXT = DAY + timedelta(days=1)
GROWN = date(1990, 1, 1)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 5, tzinfo=UTC)


def fold_on(day: date) -> None:
    with scope(OFFICE):
        fold(at=noon(day))


def told(*, on: date = NEXT) -> dict[str, dict[Cause, int]]:
    """Live, and the same again after a fold."""
    with scope(OFFICE):
        live = flow(area_code="36.73", since=on - timedelta(days=1), on=on)
    fold_on(on)
    with scope(OFFICE):
        assert flow(area_code="36.73", since=on - timedelta(days=1), on=on) == live
    return {code: dict(causes) for code, causes in live.items()}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("born", "columns", "kind", "cause", "sign"),
    [
        (GROWN, {"status": "dead", "status_on": NEXT}, "death", Cause.LEFT, -1),
        (date(2010, 1, 1), {"ever_married": True}, "marriage", Cause.BECAME_WAJIB, 1),
        (GROWN, {"birth_date": date(2015, 1, 1)}, "correction", Cause.ENDED, -1),
    ],
)
def test_an_event_is_a_cause(
    born: date, columns: dict[str, object], kind: str, cause: Cause, sign: int
) -> None:
    row = town.load(born=born)
    fold_on(DAY)
    fold_on(NEXT)
    town.change(row, kind=kind, on=NEXT, at=noon(NEXT), **columns)
    assert told() == {KASEMEN: {cause: sign}}


@pytest.mark.django_db
def test_a_recording_takes_off_and_its_undoing_brings_back() -> None:
    row = town.load(born=GROWN)
    fold_on(DAY)
    town.climb(row, status="BIO_CAPTURED", on=NEXT, at=noon(NEXT))
    assert told() == {KASEMEN: {Cause.RECORDED: -1}}
    town.climb(row, status="UNREGISTERED", on=NEXT, at=noon(NEXT))
    assert told() == {KASEMEN: {Cause.RECORDED: -1, Cause.UNDONE: 1}}


@pytest.mark.django_db
def test_a_birthday_turns_at_the_offices_midnight() -> None:
    town.load(born=date(2009, 2, 27))
    fold_on(DAY)
    assert told() == {KASEMEN: {Cause.TURNED_17: 1}}


@pytest.mark.django_db
def test_somebody_comes_from_elsewhere() -> None:
    town.load(born=GROWN)
    fold_on(DAY)
    town.arrive(born=GROWN, on=NEXT, at=noon(NEXT))
    assert told() == {KASEMEN: {Cause.CAME: 1}}


@pytest.mark.django_db
def test_a_move_is_one_kelurahans_loss_and_anothers_gain_even_to_who_sees_one_of_them() -> None:
    row = town.load(born=GROWN, area_code=KASEMEN)
    fold_on(DAY)
    town.change(row, kind="move_within", on=NEXT, at=noon(NEXT), area_code=SERANG)
    with scope(Scope.of(KASEMEN)):
        left = flow(area_code=KASEMEN, since=DAY, on=NEXT)
    with scope(Scope.of(SERANG)):
        came = flow(area_code=SERANG, since=DAY, on=NEXT)
    assert left == {KASEMEN: {Cause.LEFT: -1}}, "where to is not this area's to know"
    assert came == {SERANG: {Cause.CAME: 1}}
    assert told() == {KASEMEN: {Cause.MOVED: -1}, SERANG: {Cause.MOVED: 1}}


@pytest.mark.django_db
def test_who_is_away_is_back_on_the_day_that_was_told_or_after_a_year_and_nobody_folds_a_note() -> None:
    here, somewhere = (town.load(born=GROWN) for _ in range(2))
    fold_on(DAY)
    back = DAY + timedelta(days=3)
    for row, back_on in ((here, back), (somewhere, None)):
        town.note(row, reason=Reason.WORKS_ELSEWHERE, on=DAY, at=noon(DAY), back_on=back_on)
    fold_on(DAY)

    def away(day: date) -> tuple[int, int]:
        with scope(OFFICE):
            counts = figures(area_code="36.73", on=day)[KASEMEN].counts
        return counts.away, counts.reachable

    found = []
    for day in (back - timedelta(days=1), back, DAY + USUALLY_AWAY):
        live = away(day)
        fold_on(day)
        assert away(day) == live
        found.append(live)
    assert found == [(2, 0), (1, 1), (0, 1)]  # of whom nobody said until when, nobody knows anything then
