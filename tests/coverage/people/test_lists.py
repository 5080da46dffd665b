"""A list behind a count holds as many as the count, for who may see names, and each look is written down."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from rekam.accounts.rules import Role
from rekam.audit.models import Entry
from rekam.coverage.counters.queries import cells, figures
from rekam.coverage.counters.rules import MEASURES, Reason
from rekam.coverage.counters.services import fold
from rekam.coverage.people.queries import people
from rekam.coverage.people.rules import REACH, TAKES, Chosen, Found, Group, Listed, Sex
from rekam.kernel.database import scope
from rekam.kernel.installation import office_day
from tests.coverage.counters import town
from tests.coverage.counters.town import OFFICE
from tests.personas import KASEMEN, SERANG, officer

AT = datetime(2026, 11, 20, 5, tzinfo=UTC)
GROWN, RECORDED = date(1990, 1, 1), date(2020, 1, 1)
CHOICES = st.builds(
    Chosen,
    listed=st.sampled_from(list(Listed)),
    ages=st.none() | st.sampled_from([(17, 17), (0, 30), (60, 120)]),
    sex=st.none() | st.sampled_from(list(Sex)),
    group=st.none() | st.sampled_from(list(Group)),
)


@pytest.fixture
def town_of_all(db: None) -> None:
    """Somebody for each list and each filter, in two kelurahan."""
    away = town.load(born=GROWN)
    town.load(born=date(1950, 1, 1), disability="netra", area_code=SERANG)
    town.load(born=date(2009, 6, 1), sex="L")
    town.load(born=GROWN, recorded_on=RECORDED)
    town.load(born=GROWN, recorded_on=RECORDED, print_ready_on=RECORDED, printed_on=RECORDED)
    town.load(born=date(2010, 1, 1), recorded_on=date(2026, 6, 1))
    town.note(away, reason=Reason.BOARDING, on=date(2026, 11, 1), at=AT)


@given(chosen=CHOICES)
def test_a_narrower_list_takes_only_whom_the_wider_one_takes(chosen: Chosen) -> None:
    wide, narrow = TAKES[chosen.listed], chosen.measure
    assert narrow.mask & wide.mask == wide.mask
    assert narrow.value & wide.mask == wide.value
    assert (narrow.first, narrow.last) >= (wide.first, 0)


@pytest.mark.parametrize("folded", [False, True], ids=["before the first fold", "live"])
def test_each_list_is_as_long_as_its_count(town_of_all: None, folded: bool) -> None:
    with scope(OFFICE):
        on = office_day(timezone.now())
        if folded:
            fold(at=timezone.now())
        counted = cells(area_code="36.73", on=on)
        for listed in Listed:
            for sex in (None, *Sex):
                chosen = Chosen(listed=listed, sex=sex)
                expected = sum(
                    cell.people
                    for cell in counted
                    if chosen.measure.takes(mark=cell.mark, age=cell.age) and sex in (None, cell.sex)
                )
                assert len(people(area_code="36.73", on=on, chosen=chosen)) == expected, chosen
        counts = figures(area_code=KASEMEN, on=on)[KASEMEN].counts
        assert len(people(area_code=KASEMEN, on=on, chosen=Chosen())) == counts.not_recorded


def test_the_lists_of_the_reaches_make_up_the_gap(town_of_all: None) -> None:
    with scope(OFFICE):
        fold(at=timezone.now())
        on = office_day(timezone.now())
        found = [key for one in Found for key in people(area_code="36.73", on=on, chosen=Chosen(found=one))]
        assert sorted(found) == sorted(people(area_code="36.73", on=on, chosen=Chosen()))
        assert len(people(area_code="36.73", on=on, chosen=Chosen(found=Found.AWAY))) == 1
    assert set(REACH.values()) == {REACH[one] for one in Found}
    assert MEASURES["ahead"] == TAKES[Listed.AHEAD]


def test_somebody_of_sixteen_is_on_the_list_of_a_day_to_come(town_of_all: None) -> None:
    with scope(OFFICE):
        town.load(born=date(2010, 1, 1))
        on = date(2027, 6, 30)
        fold(at=timezone.now())
        young = people(area_code="36.73", on=on, chosen=Chosen(ages=(17, 17)))
        assert len(young) == figures(area_code=KASEMEN, on=on)[KASEMEN].counts.youngest


def test_names_are_for_who_may_see_them(town_of_all: None, client: Client) -> None:
    client.force_login(officer(Role.PROVINCE, areas=("36",)))
    assert client.get("/capaian/36.73/nama/").status_code == 403
    assert b"/nama/" not in client.get("/capaian/36.73/").content


def test_a_look_is_written_down_with_the_list_it_was(town_of_all: None, client: Client) -> None:
    client.force_login(officer(Role.HEAD))
    page = client.get("/capaian/36.73/nama/?hitungan=belum-diserahkan").content.decode()
    entry = Entry.objects.get(action="coverage.card_list_seen")
    assert len(entry.subjects) == 1
    assert entry.facts["list"] == "belum-diserahkan"
    assert "Siti" in page


@pytest.mark.parametrize(
    "asked",
    [
        "hitungan=semua",
        "jk=X",
        "usia=abc",
        "usia=30-20",
        "usia=200",
        "per_day=kemarin",
        "per_day=1&per_month=1&per_year=1900",
    ],
)
def test_what_is_not_one_of_the_filters_is_refused_with_its_field(
    town_of_all: None, client: Client, asked: str
) -> None:
    client.force_login(officer(Role.HEAD))
    answer = client.get(f"/capaian/36.73/nama/?{asked}")
    assert answer.status_code == 400
    assert "Siti" not in answer.content.decode()
    assert not Entry.objects.filter(action__contains="list_seen").exists()


def test_only_the_not_recorded_have_a_keadaan(town_of_all: None, client: Client) -> None:
    client.force_login(officer(Role.HEAD))
    assert client.get("/capaian/36.73/nama/?hitungan=belum-dicetak&keadaan=terjangkau").status_code == 400
