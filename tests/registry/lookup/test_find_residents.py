"""The right person is found, by whatever is left of the name, and nobody of another area."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import ProgrammingError, connection, transaction

from rekam.kernel.database import EVERYWHERE, NOTHING, Scope, scope
from rekam.kernel.names import name_key
from rekam.registry.models import Resident
from rekam.registry.queries import find_residents
from tests.personas import KASEMEN, SERANG, resident

pytestmark = pytest.mark.django_db

CITY = Scope.of("36.73")
Enter = Callable[..., Resident]


@pytest.fixture
def enter() -> Enter:
    """Puts somebody into the register; the names of nobody in particular stand around."""
    serials = iter(range(1, 9999))

    def add(name: str, *, born: date = date(1990, 1, 1), area_code: str = KASEMEN) -> Resident:
        row = resident(serial=next(serials), area_code=area_code, name=name)
        row.birth_date = born
        with scope(EVERYWHERE):
            row.save()
        return row

    for name in ("Dewi Lestari", "Slamet", "Ahmad Fauzi", "Siti Aminah", "Rohman Hakim", "Yanti"):
        add(name)
    return add


def names(text: str, *, seen_from: Scope = CITY, **helpers: object) -> list[str]:
    with scope(seen_from):
        return [row.full_name for row in find_residents(text, **helpers)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("registered", "typed"),
    [
        ("Muhammad Saepul Anwar", "Moh. Saeful Anwar"),
        ("Muhammad Saepul Anwar", "M Syaiful Anwar"),
        ("Mohamad Robi", "Moahmad Robi"),
        ("Mohamed Rifki Suryadi", "Mohaed Rifki Suryadi"),
        ("Tb. Djunaedi Sukarno", "Tubagus Junaidi Soekarno"),
        ("H. Tjahjadi", "cahyadi"),
        ("Siti Nurhayati", "ST. NURHAJATI"),
        ("Siti Nurhayati", "sitinurhayati"),
        ("Siti Nurhayati", "Siti Nur Hayati"),
        ("Siti Nurhayati", "nurhayati siti"),
        ("Siti Nurhayati", "Nurhayati"),
        ("Siti Nurhayati", "Siti Nuhrayati"),
        ("Siti Nurhayati", "Siri Nurhayari"),
        ("Siti Nurhayati", "Hj. Siti Nurhayati, S.Pd."),
        ("Saminah", "Saminoh"),
        ("Ratu Maryamah", "ratu mar"),
        ("Ipiyanto", "Ipyanto"),
        ("Amelia", "Ame1ia"),
        ("N", "n"),
    ],
)
def test_a_misspelt_name_is_found_first(enter: Enter, registered: str, typed: str) -> None:
    enter(registered)
    assert names(typed)[:1] == [registered]


def test_the_spelling_that_was_typed_comes_first(enter: Enter) -> None:
    for name in ("Saiful Bahri", "Saepul Bahri", "Syaiful Bachri"):
        enter(name)
    assert names("saepul bahri")[0] == "Saepul Bahri"
    assert names("syaiful bachri")[0] == "Syaiful Bachri"
    assert set(names("saiful bahri")) == {"Saiful Bahri", "Saepul Bahri", "Syaiful Bachri"}


def test_all_words_come_before_some(enter: Enter) -> None:
    for name in ("Anwar", "Saepul", "Saepul Anwar"):
        enter(name)
    assert names("saepul anwar")[0] == "Saepul Anwar"


def test_a_birth_year_leaves_the_others_out(enter: Enter) -> None:
    enter("Saepul", born=date(1987, 8, 17))
    enter("Saepul", born=date(1988, 8, 17))
    with scope(CITY):
        for found in (find_residents("saepul 1987"), find_residents("saepul", birth_year=1987)):
            assert [row.birth_date.year for row in found] == [1987]


def test_the_birth_date_comes_before_its_year(enter: Enter) -> None:
    for day in (1, 17, 30):
        enter("Saepul", born=date(1987, 8, day))
    with scope(CITY):
        found = find_residents("saepul 17-08-1987")
    assert found[0].birth_date.day == 17
    assert len(found) == 3


def test_an_area_leaves_the_others_out(enter: Enter) -> None:
    enter("Saepul Kasemen Satu", area_code=KASEMEN)
    enter("Saepul Serang Satu", area_code=SERANG)
    assert names("saepul satu", area="36.73.01") == ["Saepul Serang Satu"]
    assert names("saepul satu kec. Kasemen") == ["Saepul Kasemen Satu"]


def test_a_nik_finds_its_holder_and_a_kk_its_family(enter: Enter) -> None:
    one, other = enter("Saepul"), enter("Anwar")
    assert names(one.nik) == ["Saepul"]
    assert {"Saepul", "Anwar"} <= set(names(other.kk))


def test_nobody_is_not_somebody(enter: Enter) -> None:
    assert names("Wxyzzy") == []
    assert names("") == []
    assert names("1990") == []


def test_at_most_fifty_are_told(enter: Enter) -> None:
    for _ in range(60):
        enter("Saepul Anwar")
    assert len(names("saepul anwar")) == 50


def test_a_new_name_is_found_and_an_old_one_is_not(enter: Enter) -> None:
    row = enter("Kurniawan")
    with scope(CITY):
        Resident.objects.filter(pk=row.pk).update(full_name="Zulkarnaen", name_key=name_key("Zulkarnaen"))
    assert names("julkarnain") == ["Zulkarnaen"]
    assert names("kurniawan") == []


def test_who_moved_is_found_where_he_is(enter: Enter) -> None:
    row = enter("Kurniawan", area_code=KASEMEN)
    with scope(CITY):
        Resident.objects.filter(pk=row.pk).update(area_code=SERANG)
    assert names("kurniawan", seen_from=Scope.of("36.73.01")) == ["Kurniawan"]
    assert names("kurniawan", seen_from=Scope.of("36.73.02")) == []


def test_many_at_once_are_found(enter: Enter) -> None:
    with scope(CITY):
        Resident.objects.bulk_create(resident(serial=5000 + n, name="Tjokroaminoto") for n in range(3))
    assert names("cokroaminoto") == ["Tjokroaminoto"] * 3


@pytest.mark.parametrize("area", ["36.73.02", "36.73.02.1001"])
def test_another_areas_people_are_never_found(enter: Enter, area: str) -> None:
    stranger = enter("Tjokroaminoto", area_code=SERANG)
    for text in ("tjokroaminoto", "cokroaminoto 1990", stranger.nik, "tjokroaminoto serang"):
        assert names(text, seen_from=Scope.of(area)) == []
    assert names("tjokroaminoto", seen_from=Scope.of(area), area=SERANG) == []
    assert names("tjokroaminoto", seen_from=NOTHING) == []
    assert names("tjokroaminoto", seen_from=EVERYWHERE) == ["Tjokroaminoto"]


TYPED = (
    "Kurniawan",
    "Kurniavan",
    "kurni",
    "Kurniawansatu",
    "Satu Kurniawan",
    "kur niawan 1990",
    "Rahma Kurnia",
)


@pytest.mark.parametrize("typed", TYPED)
def test_a_word_that_exists_elsewhere_answers_like_one_that_exists_nowhere(enter: Enter, typed: str) -> None:
    """The same answer, in the same order, before and after another area has such people, also very many."""
    enter("Rahmat Kurniadi")
    enter("Satu Kurniasih")
    before = names(typed, seen_from=Scope.of("36.73.02"))
    for name in ("Kurniawan", "Kurniawansatu", "Kurnia", "Kurni", "Satu", "Rahma", *["Kurniavan"] * 60):
        enter(name, area_code=SERANG)
    assert names(typed, seen_from=Scope.of("36.73.02")) == before


def test_the_application_cannot_read_the_words(enter: Enter) -> None:
    for words in (
        "SELECT * FROM registry_word",
        "SELECT * FROM registry_word_place",
        "SELECT * FROM registry_near('{dewi}', '{1}', '{*}')",
        "SELECT * FROM registry_begun('de', '{*}')",
    ):
        refused = pytest.raises(ProgrammingError, match="permission denied")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(words)


def test_those_of_the_very_name_come_first_however_many_have_a_similar_one(enter: Enter) -> None:
    likes = [resident(serial=5000 + at, area_code=KASEMEN, name="Yani Apriyana") for at in range(600)]
    with scope(EVERYWHERE):
        Resident.objects.bulk_create(likes)
    for _ in range(3):
        enter("Yani Apriyani")
    assert names("yani apriyani")[:3] == ["Yani Apriyani"] * 3


def test_a_page_full_of_the_very_name_is_not_filled_up_with_similar_ones(enter: Enter) -> None:
    enter("Yani Apriyana")
    same = [resident(serial=5000 + at, area_code=KASEMEN, name="Yani Apriyani") for at in range(50)]
    with scope(EVERYWHERE):
        Resident.objects.bulk_create(same)
    assert names("yani apriyani") == ["Yani Apriyani"] * 50
