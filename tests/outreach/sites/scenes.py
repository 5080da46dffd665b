"""An office with villages, teams, a school, and people who are not recorded."""

from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from rekam.kernel.database import Scope
from rekam.outreach.sites import services
from rekam.outreach.sites.lists.models import ListedName, NameList
from rekam.outreach.sites.models import Site
from rekam.outreach.sites.rules import Kind
from rekam.outreach.sites.teams.services import keep_team
from rekam.registry.models import Resident
from tests.personas import resident

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
MONDAY = date(2026, 11, 23)
DINAS = "36.73"
OFFICE = Scope.of(DINAS)
BENDUNG, KASUNYATAN, TAKTAKAN = "36.73.02.1006", "36.73.02.1003", "36.73.05.1001"
BY: dict[str, Any] = {"actor": "rina", "at": NOON}


def office() -> Site:
    """All villages, and where teams begin."""
    services.make_villages(office=DINAS, **BY)
    return Site.objects.get(kind=Kind.OFFICE)


def people(
    count: int, *, area: str = BENDUNG, born: date = date(2009, 5, 1), first: int = 1
) -> list[Resident]:
    """Not recorded, 17 years old unless said otherwise; numbers from `first` on are theirs alone."""
    made = []
    for number in range(first, first + count):
        row = resident(serial=number, area_code=area, name=f"Murid {number}")
        row.birth_date = born
        made.append(row)
    return Resident.objects.bulk_create(made)


def site(kind: Kind = Kind.SCHOOL, *, code: str = "20600001", area: str = BENDUNG, **values: Any) -> Site:
    told = {
        "kind": kind,
        "code": code,
        "area_code": area,
        "name": f"Tempat {code}",
        "weekdays": [0, 1, 2, 3, 4],
    }
    return services.keep_site(site=None, **BY, **told | values)


def listed(where: Site, *, people: list[Resident]) -> NameList:
    """A list that counts, everybody found."""
    made = NameList.objects.create(
        site=where, area_code=where.area_code, sha256="0" * 64, state="taken", **BY
    )
    ListedName.objects.bulk_create(
        ListedName(
            name_list=made,
            area_code=where.area_code,
            group="XII-1",
            full_name=person.full_name,
            match="found",
            resident=person.uuid,
        )
        for person in people
    )
    return made


def team(home: Site, *, name: str = "Tim 1", **values: Any) -> UUID:
    told = {"members": ["yayan"], "weekdays": [0, 1, 2, 3, 4, 5], "leaves": time(8), "back": time(15)}
    return keep_team(team=None, name=name, office=home.uuid, **BY, **told | values).uuid
