"""A list is read, matched, taken over; nothing is guessed and little is kept."""

from collections.abc import Iterator
from datetime import date
from uuid import uuid4

import pytest

from rekam.audit.models import Entry
from rekam.kernel.database import scope
from rekam.kernel.errors import RuleBroken
from rekam.outreach.sites.lists import queries, services
from rekam.outreach.sites.lists.models import ListedName, NameList
from rekam.outreach.sites.lists.rules import Match
from rekam.outreach.sites.models import Site
from rekam.registry.models import Resident
from tests.outreach.sites.scenes import BENDUNG, BY, KASUNYATAN, MONDAY, OFFICE, TAKTAKAN, site
from tests.personas import resident

pytestmark = pytest.mark.django_db
BORN = date(2009, 5, 1)


@pytest.fixture
def school() -> Iterator[Site]:
    with scope(OFFICE):
        yield site()


def pupil(number: int, name: str, *, born: date = BORN, area: str = BENDUNG) -> Resident:
    row = resident(serial=number, area_code=area, name=name)
    row.birth_date = born
    row.save()
    return row


def read(school: Site, *lines: str) -> NameList:
    content = "\n".join(["kelas;nama;lahir;nik", *lines]).encode()
    return services.read_list(site=school.uuid, content=content, today=MONDAY, **BY)


def matches(made: NameList) -> dict[str, str]:
    return dict(made.names.values_list("full_name", "match"))


def test_nik_or_name_and_day_find_somebody_and_nothing_is_guessed(school: Site) -> None:
    by_nik, by_name = pupil(1, "Ahmad Fauzi"), pupil(2, "Siti Aminah", area=TAKTAKAN)
    pupil(3, "Ujang"), pupil(4, "Ujang", area=KASUNYATAN)
    other = pupil(5, "Ratu Nurhayati", born=date(2008, 1, 2))
    pupil(6, "Dewi Lestari", born=date(2009, 9, 9))
    pupil(7, "Aulya Astuty", born=date(2009, 6, 19))
    made = read(
        school,
        f"XII;Ahmad Fauzy;01-05-2009;{by_nik.nik}",
        "XII;ST. AMINAH;01-05-2009;",
        "XII;Ujang;01-05-2009;",
        f"XII;Nobody Known;01-05-2009;{other.nik}",
        "XII;Zzyx Qwerty;03-03-2009;",
        "XII;Dewi Kartika;03-03-2009;",
        "XII;Aulya Astut;19-06-2009;",
    )
    assert matches(made) == {
        "Ahmad Fauzy": "found",
        "ST. AMINAH": "found",
        "Ujang": "unsure",
        "Nobody Known": "unsure",
        "Zzyx Qwerty": "nobody",
        "Dewi Kartika": "nobody",
        "Aulya Astut": "unsure",
    }
    assert len(ListedName.objects.get(full_name="Ujang").candidates) == 2
    assert set(made.names.filter(match=Match.FOUND).values_list("resident", flat=True)) == {
        by_nik.uuid,
        by_name.uuid,
    }


def test_neither_nik_nor_the_birth_date_of_somebody_found_is_kept(school: Site) -> None:
    found = pupil(1, "Ahmad")
    made = read(school, f"XII;Ahmad;01-05-2009;{found.nik}")
    row = made.names.get()
    assert (row.birth_date, row.resident) == (None, found.uuid)
    assert found.nik not in str(vars(row)) + str(Entry.objects.values_list("facts", "subjects"))


def test_the_same_file_again_is_the_same_list(school: Site) -> None:
    pupil(1, "Ahmad")
    first = read(school, "XII;Ahmad;01-05-2009;")
    assert read(school, "XII;Ahmad;01-05-2009;") == first
    services.take_list(name_list=first.uuid, **BY)
    assert read(school, "XII;Ahmad;01-05-2009;") == first


def test_a_newer_list_replaces_the_one_before_with_its_names(school: Site) -> None:
    pupil(1, "Ahmad")
    first = services.take_list(name_list=read(school, "XII;Ahmad;01-05-2009;").uuid, **BY)
    read(school, "XII;Siti;01-05-2009;")
    second = read(school, "XII;Ujang;01-05-2009;")
    services.take_list(name_list=second.uuid, **BY)
    assert not first.names.exists()
    assert queries.lists_of(school) == [second]
    with pytest.raises(RuleBroken) as refused:
        services.take_list(name_list=second.uuid, **BY)
    assert refused.value.code == "list_not_draft"


def test_who_is_meant_is_chosen_among_those_shown(school: Site) -> None:
    one, _ = pupil(1, "Ujang"), pupil(2, "Ujang")
    row = read(school, "XII;Ujang;01-05-2009;").names.get()
    with pytest.raises(RuleBroken) as refused:
        services.choose(name=row.uuid, resident=uuid4(), **BY)
    assert refused.value.code == "not_a_candidate"
    services.choose(name=row.uuid, resident=one.uuid, **BY)
    row.refresh_from_db()
    assert (row.match, row.resident, row.birth_date, row.candidates) == ("found", one.uuid, None, [])
    with pytest.raises(RuleBroken) as refused:
        services.choose(name=row.uuid, resident=None, **BY)
    assert refused.value.code == "name_decided"


def test_a_file_without_a_row_that_can_be_taken_is_refused(school: Site) -> None:
    with pytest.raises(RuleBroken) as refused:
        read(school, "XII;;01-05-2009;")
    assert (refused.value.code, refused.value.facts) == ("list_empty", {"rejects": 1})


def test_who_is_recorded_anywhere_is_on_no_list_of_the_school(school: Site) -> None:
    first, _ = pupil(1, "Ahmad", area=TAKTAKAN), pupil(2, "Siti Aminah")
    made = read(school, "XII;Ahmad;01-05-2009;", "XII;Siti Aminah;01-05-2009;", "XII;Zzyx Q;03-03-2009;")
    assert list(queries.not_recorded(school)) == []  # a draft counts for nothing
    services.take_list(name_list=made.uuid, **BY)
    with scope(OFFICE.of(BENDUNG)):
        assert [row.full_name for row in queries.not_recorded(school)] == ["Ahmad", "Siti Aminah"]
    Resident.objects.filter(pk=first.pk).update(recorded_on=MONDAY)
    with scope(OFFICE.of(BENDUNG)):
        assert [row.full_name for row in queries.not_recorded(school)] == ["Siti Aminah"]
    with scope(OFFICE.of(KASUNYATAN)):
        assert list(queries.not_recorded(school)) == []


def test_lists_are_let_go_when_their_time_is_over(school: Site) -> None:
    made = read(school, "XII;Ahmad;01-05-2009;")
    assert services.forget_names(before=BY["at"]) == []
    later = BY["at"].replace(year=2027)
    assert services.forget_names(before=later, dry_run=True) == [str(made.uuid)]
    services.forget_names(before=later)
    assert not ListedName.objects.exists()
