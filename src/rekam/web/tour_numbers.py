"""The numbers of the demo's first page, straight from the database. Only the demo asks for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from rekam.cards import queries as cards
from rekam.coverage.queries import missing_people
from rekam.enrolment import queries as enrolment
from rekam.enrolment.rules import Status
from rekam.kernel.database import Scope, scope
from rekam.kernel.dates import OfficeZone, today_at
from rekam.registry.queries import residents, residents_by_id
from rekam.registry.rules import Status as Residence
from rekam.web.demo_people import SAWAH_LUHUR
from rekam.web.tour import TOUR, Stop, Way

LIVING_HERE = Residence.ACTIVE
DOUBLE = (Status.ADJUDICATE_RECORD, Status.DUPLICATE_RECORD)
MOST_RECORDS = 1_000
MADE_BEFOREHAND = "demo"  # the recordings whose cards wait for the printers (config.demo_cards)


@dataclass(frozen=True)
class Line:
    """A stop as the page shows it: its number now, and before anybody recorded where that differs."""

    stop: Stop
    now: int | None
    before: int | None
    ways: list[tuple[Way, str]]


def residents_of_the_demo() -> int:
    """How many residents the demo's register holds."""
    with scope(Scope.of(settings.REKAM_OFFICE_AREA)):
        return residents(area_code=settings.REKAM_OFFICE_AREA).filter(status=LIVING_HERE).count()


def lines(*, at: datetime) -> list[Line]:
    """The tour with its numbers of this moment."""
    with scope(Scope.of(settings.REKAM_OFFICE_AREA)):
        now, before = _numbers(at=at)
    return [
        Line(
            stop=stop,
            now=now.get(stop.number),
            before=before.get(stop.number) if before.get(stop.number) != now.get(stop.number) else None,
            ways=_addresses(stop),
        )
        for stop in TOUR
    ]


def _numbers(*, at: datetime) -> tuple[Mapping[str, int], Mapping[str, int]]:
    today = today_at(zone=OfficeZone.WIB, now=at)
    standing = enrolment.counts()
    recorded = _recorded_here(standing)
    now = {
        "gap": missing_people(area_code=settings.REKAM_OFFICE_AREA, on=today).count(),
        "names": missing_people(area_code=SAWAH_LUHUR, on=today).count(),
        "records": sum(one.count for one in standing),
        "doubles": sum(one.count for one in standing if one.status in DOUBLE),
        "blanks": sum(balance.usable for balance in cards.balances(cards.sites(), at=at)),
    }
    before = {
        "gap": now["gap"] + len(recorded),
        "names": now["names"] + sum(code == SAWAH_LUHUR for code in recorded),
    }
    return now, before


def _recorded_here(standing: Sequence[enrolment.Standing]) -> list[str]:
    """The areas of the residents whom the demo's visitors recorded so far."""
    found = [
        row.resident
        for one in standing
        for row, _code in enrolment.standing(one.status, limit=MOST_RECORDS)
        if row.resident and row.officer != MADE_BEFOREHAND
    ]
    return [person.area_code for person in residents_by_id(found) if person.recorded_on]


def _addresses(stop: Stop) -> list[tuple[Way, str]]:
    return [(way, reverse(way.page, args=[way.area] if way.area else [])) for way in stop.ways]
