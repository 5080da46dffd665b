"""First-time voters of an area of the scope, counted and listed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from rekam.registry.models import Resident
from rekam.registry.queries import residents
from rekam.registry.rules import Nationality, Status
from rekam.registry.voters.models import PollingDay
from rekam.registry.voters.rules import POLLING_DAYS, VOTING_AGE, is_new, last_before, may_vote

COLUMNS = (
    *("area_code", "birth_date", "ever_married", "nationality", "occupation", "status", "recorded_on"),
    "sex",
)


@dataclass(frozen=True)
class FirstTime:
    """First-time voters of an area; recorded and not recorded make all, as men and women do."""

    male: int = 0
    female: int = 0
    recorded: int = 0

    @property
    def people(self) -> int:
        """All of them."""
        return self.male + self.female

    @property
    def not_recorded(self) -> int:
        """Those whom the office still has to record before the day."""
        return self.people - self.recorded

    def __add__(self, other: "FirstTime") -> "FirstTime":
        return FirstTime(self.male + other.male, self.female + other.female, self.recorded + other.recorded)


def typed_in() -> Sequence[PollingDay]:
    """The polling days that officers made known and that stand, the earliest first."""
    return list(PollingDay.objects.filter(withdrawn_at=None).order_by("on"))


def last_polling_day(*, before: date) -> date:
    """The polling day before a day. Raises RuleBroken("polling_day_too_early")."""
    days = [poll.on for poll in POLLING_DAYS] + [row.on for row in typed_in()]
    return last_before(before, days=days)


def next_polling_day(*, after: date) -> date | None:
    """The first typed-in polling day on a day or after it."""
    return next((row.on for row in typed_in() if row.on >= after), None)


def count_first_time(*, area_code: str, polling: date) -> Mapping[str, FirstTime]:
    """The first-time voters of each kelurahan on a polling day, by the register as it is now.

    Recorded are those recorded so far. Raises RuleBroken("polling_day_too_early").
    """
    counts: dict[str, FirstTime] = {}
    last = last_polling_day(before=polling)
    for row in _may_be_new(area_code=area_code, polling=polling, last=last).only(*COLUMNS).iterator():
        if _votes(row, polling=polling, last=last):
            one = FirstTime(
                male=int(row.sex == "L"), female=int(row.sex == "P"), recorded=int(bool(row.recorded_on))
            )
            counts[row.area_code] = counts.get(row.area_code, FirstTime()) + one
    return counts


def first_time_voters(*, area_code: str, polling: date) -> list[Resident]:
    """Themselves, for the export of the centre. Raises RuleBroken("polling_day_too_early")."""
    last = last_polling_day(before=polling)
    rows = _may_be_new(area_code=area_code, polling=polling, last=last).order_by("pk")
    return [row for row in rows.iterator() if _votes(row, polling=polling, last=last)]


def _may_be_new(*, area_code: str, polling: date, last: date) -> QuerySet[Resident]:
    """Those whose years of birth make it possible, or a wedding; the rule is asked of each of them."""
    young = Q(birth_date__gte=date(last.year - VOTING_AGE, 1, 1))
    grown = Q(birth_date__lte=date(polling.year - VOTING_AGE, 12, 31)) | Q(ever_married=True)
    return residents(area_code=area_code).filter(young & grown, status=Status.ACTIVE)


def _votes(row: Resident, *, polling: date, last: date) -> bool:
    return is_new(born=row.birth_date, last=last) and may_vote(
        born=row.birth_date,
        ever_married=row.ever_married,
        nationality=Nationality(row.nationality),
        occupation=row.occupation,
        status=Status(row.status),
        on=polling,
    )
