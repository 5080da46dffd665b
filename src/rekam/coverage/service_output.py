"""What an area's offices did, by place of service: output, which is never divided by anybody's wajib."""

from dataclasses import dataclass
from datetime import date

from rekam.enrolment.queries import recorded_at
from rekam.registry.outside.rules import Service
from rekam.registry.queries import outside


@dataclass(frozen=True)
class Output:
    """Recordings made in an area on some days.

    residents   of people whose domicile the asking account sees
    outsiders   of people of other offices, who are counted at home
    """

    residents: int
    outsiders: int


def output(*, area_code: str, since: date, until: date) -> Output:
    """The recordings made at the places of an area, from one day of capture to another, both counted."""
    places = recorded_at(since=since, until=until)
    here = sum(people for place, people in places.items() if f"{place}.".startswith(f"{area_code}."))
    away = outside.count_by_place(area_code=area_code, first=since, last=until)
    return Output(residents=here, outsiders=away.get(Service.RECORDING, 0))
