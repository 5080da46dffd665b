"""The counts of the first page against the law, person by person."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.coverage.queries import count_villages, gather
from rekam.coverage.rules import Counts, latest_birth, total
from rekam.kernel.database import EVERYWHERE, Scope, scope
from rekam.kernel.dates import age_on
from rekam.registry.models import Resident
from rekam.registry.rules import Nationality, Status, is_wajib
from tests.personas import KASEMEN, SERANG, resident

ON = date(2026, 11, 24)
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@given(on=days, age=st.integers(1, 90), back=st.integers(-3, 3))
def test_the_latest_birth_is_where_the_age_begins(on: date, age: int, back: int) -> None:
    born = latest_birth(on=on, age=age) + timedelta(days=back)
    assert (age_on(born=born, on=on) >= age) == (back <= 0)


def people() -> list[Resident]:
    """Everybody around the edges of the law."""
    births = [date(2009, 11, 23), date(2009, 11, 24), date(2009, 11, 25), date(2008, 2, 29), date(1950, 1, 1)]
    made: list[Resident] = []
    for number, born in enumerate(births):
        for married in (False, True):
            for status in Status:
                for nation, permit in (("WNI", None), ("WNA", ON), ("WNA", ON - timedelta(days=1))):
                    row = resident(serial=len(made), area_code=KASEMEN if number % 2 else SERANG)
                    row.birth_date, row.ever_married, row.status = born, married, status
                    row.nationality, row.permit_until = nation, permit
                    row.recorded_on = ON - timedelta(days=len(made) % 3 - 1) if len(made) % 2 else None
                    made.append(row)
    return made


@pytest.mark.django_db
def test_counts_agree_with_the_law_person_by_person() -> None:
    rows = people()
    with scope(EVERYWHERE):
        Resident.objects.bulk_create(rows)
    wajib = [
        row
        for row in rows
        if is_wajib(
            born=row.birth_date,
            ever_married=row.ever_married,
            nationality=Nationality(row.nationality),
            permit_until=row.permit_until,
            status=Status(row.status),
            on=ON,
        )
    ]
    recorded = [row for row in wajib if row.recorded_on and row.recorded_on <= ON]

    with scope(Scope.of("36.73")):
        counted = total(count_villages(area_code="36.73", on=ON).values())

    assert counted.population == sum(row.status == Status.ACTIVE for row in rows)
    assert counted.wajib == len(wajib)
    assert counted.recorded == len(recorded)
    assert counted.wajib == counted.recorded + counted.not_recorded


@pytest.mark.django_db
def test_a_recorded_sixteen_year_old_turns_wajib_on_the_birthday_by_himself() -> None:
    row = resident(serial=1, area_code=KASEMEN)
    row.birth_date, row.recorded_on = date(2009, 12, 24), ON
    with scope(EVERYWHERE):
        row.save()
        before = total(count_villages(area_code=KASEMEN, on=date(2026, 12, 23)).values())
        after = total(count_villages(area_code=KASEMEN, on=date(2026, 12, 24)).values())
    assert (before.wajib, before.recorded) == (0, 0)
    assert (after.wajib, after.recorded) == (1, 1)


def test_villages_gather_into_their_kecamatan() -> None:
    one, two = Counts(10, 7, 5), Counts(20, 14, 13)
    gathered = gather({KASEMEN: one, "36.73.02.1002": two, SERANG: one}, parts=3)
    assert gathered == {"36.73.02": one + two, "36.73.01": one}
