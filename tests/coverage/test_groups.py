"""The table of groups: the home office sees every count, others none under five."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from rekam.accounts.permissions import Account
from rekam.accounts.rules import Role
from rekam.coverage.counters.queries import figures
from rekam.coverage.groups import GroupTable, group_table, known_around
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.region import AreaCode
from rekam.registry.models import Resident
from tests.personas import KASEMEN, SERANG, officer, resident

ON = date(2026, 11, 24)
KECAMATAN = ["36.73.01", "36.73.02"]


@pytest.fixture
def people(db: None) -> Iterator[None]:
    """Nobody is recorded: in Kasemen 2 of 12 disabled, in Serang 7; one elderly; one with ITAP in each."""
    with scope(EVERYWHERE):
        serial = iter(range(1, 1000))
        rows = [resident(serial=next(serial), area_code=KASEMEN) for _ in range(12)]
        rows += [resident(serial=next(serial), area_code=SERANG) for _ in range(9)]
        for row in (*rows[:2], *rows[12:19]):
            row.disability = "netra"
        rows[5].birth_date = date(1960, 1, 1)
        for row in (rows[6], rows[-1]):
            row.nationality, row.permit_until = "WNA", ON
        Resident.objects.bulk_create(rows)
        yield


def at(area_code: str, *, parts: list[str], account: Account) -> GroupTable:
    place = AreaCode.parse(area_code)
    found = figures(area_code=known_around(place, account=account), on=ON)
    villages = {code: one.groups for code, one in found.items()}
    return group_table(place=place, parts=parts, villages=villages, account=account)


def table(role: Role, *areas: str) -> GroupTable:
    account = officer(role, areas=areas)
    return at("36.73", parts=KECAMATAN, account=account)


def test_the_home_office_sees_every_count(people: None) -> None:
    found = table(Role.HEAD, "36.73")

    assert [list(row.counts) for row in found.rows] == [[0, 7, 1], [1, 2, 1]]
    assert list(found.total.counts) == [1, 9, 2]
    assert not found.hides


def test_the_province_sees_no_small_count_and_none_that_gives_it_away(people: None) -> None:
    found = table(Role.PROVINCE, "36")

    assert [list(row.counts) for row in found.rows] == [[0, None, None], [1, None, None]]
    assert list(found.total.counts) == [1, 9, None]
    assert found.hides


def test_what_one_page_hides_no_other_page_gives_away(people: None) -> None:
    """Kasemen hides its 2; the city's 9 less Serang's 7 would tell, on whatever page the 7 is."""
    account = officer(Role.PROVINCE, areas=("36",))

    serang = at("36.73.01", parts=[SERANG], account=account)

    assert (list(serang.total.counts)[1], list(serang.rows[0].counts)[1]) == (None, None)


def test_no_page_above_the_office_tells_what_its_own_hides(people: None) -> None:
    """The province has one city here, so its sum is the city's."""
    account = officer(Role.PROVINCE, areas=("36",))

    banten = at("36", parts=["36.73"], account=account)

    assert list(banten.total.counts) == [1, 9, None]
    assert list(banten.rows[0].counts) == [1, 9, None]


def test_a_lurah_is_not_the_home_office(people: None) -> None:
    assert table(Role.LURAH, KASEMEN).hides


@pytest.mark.parametrize(
    ("role", "areas", "said"), [(Role.HEAD, "36.73", False), (Role.PROVINCE, "36", True)]
)
def test_the_page_says_what_the_sign_means_where_it_stands(
    people: None, client: Client, role: Role, areas: str, said: bool
) -> None:
    client.force_login(officer(role, areas=(areas,)))

    text = client.get(reverse("coverage:area", args=["36.73"])).content.decode()

    assert "Belum rekam yang perlu didatangi" in text
    assert ("kurang dari 5 orang" in text) is said
    assert ("/capaian/36.73.02/nama/?kelompok=disabilitas" in text) is not said
