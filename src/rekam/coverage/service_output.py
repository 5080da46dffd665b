"""What an area's offices did, by place of service: output, which is never divided by anybody's wajib."""

from dataclasses import dataclass
from datetime import date

from rekam.cards.queries import cards_made
from rekam.enrolment.queries import recorded_at
from rekam.registry.outside.rules import Service
from rekam.registry.queries import outside


@dataclass(frozen=True)
class Output:
    """What was done in an area on some days.

    residents   recordings of people whose domicile the asking account sees
    outsiders   recordings of people of other offices, who are counted at home
    printed     cards printed well, for whomever
    handed_over cards given to their holders, whoever they are
    """

    residents: int
    outsiders: int
    printed: int = 0
    handed_over: int = 0


def output(*, area_code: str, since: date, until: date) -> Output:
    """What the places of an area did from one day to another, both counted; recordings by day of capture."""
    places = recorded_at(since=since, until=until)
    here = sum(people for place, people in places.items() if f"{place}.".startswith(f"{area_code}."))
    away = outside.count_by_place(area_code=area_code, first=since, last=until)
    printed, handed_over = cards_made(area_code=area_code, since=since, until=until)
    return Output(
        residents=here,
        outsiders=away.get(Service.RECORDING, 0),
        printed=printed,
        handed_over=handed_over,
    )
