"""The counts, straight from the register."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from rekam.coverage.rules import ELDERLY_AGE, Counts, Groups, latest_birth
from rekam.kernel.database import Scope, counting
from rekam.kernel.region import AreaCode, area_name
from rekam.registry.queries import residents
from rekam.registry.rules import CARD_AGE, Status

# In the order of rules.Counts.
COUNTED = ("population", "wajib", "recorded", "print_ready", "printed", "handed_over", "youngest")


@dataclass(frozen=True)
class Change:
    """One cause by which the number of the not recorded moved, with its sign."""

    cause: str
    people: int


def count_villages(*, area_code: str, on: date) -> Mapping[str, Counts]:
    """The counts of each kelurahan of an area, as of a day, by the register as it is now.

    A day in the past or the future moves ages, permits and the dates of the ladder; residents who came
    or went since are not undone (snapshots of a base do that).
    """
    wajib = wajib_on(on)
    recorded = wajib & Q(recorded_on__lte=on)
    missing = wajib & (Q(recorded_on=None) | Q(recorded_on__gt=on))
    youngest = Q(birth_date__gt=latest_birth(on=on, age=CARD_AGE + 1))
    rows = (
        residents(area_code=area_code)
        .values("area_code")
        .annotate(
            population=Count("pk", filter=Q(status=Status.ACTIVE)),
            wajib=Count("pk", filter=wajib),
            recorded=Count("pk", filter=recorded),
            print_ready=Count("pk", filter=recorded & Q(print_ready_on__lte=on)),
            printed=Count("pk", filter=recorded & Q(printed_on__lte=on)),
            handed_over=Count("pk", filter=recorded & Q(handed_on__lte=on)),
            youngest=Count("pk", filter=missing & youngest),
        )
        .values_list("area_code", *COUNTED)
    )
    with counting():
        return {str(code): Counts(*map(int, numbers)) for code, *numbers in rows}


def count_groups(*, area_code: str, on: date) -> Mapping[str, Groups]:
    """The groups among the not recorded of each kelurahan of an area, as of a day; all of them if none."""
    elderly = Q(birth_date__lte=latest_birth(on=on, age=ELDERLY_AGE))
    disabled, foreign = ~Q(disability=""), Q(nationality="WNA")
    rows = (
        missing_people(area_code=area_code, on=on)
        .filter(elderly | disabled | foreign)
        .order_by()
        .values("area_code")
        .annotate(
            elderly=Count("pk", filter=elderly),
            disabled=Count("pk", filter=disabled),
            foreign=Count("pk", filter=foreign),
        )
        .values_list("area_code", "elderly", "disabled", "foreign")
    )
    with counting():
        return {str(code): Groups(*map(int, numbers)) for code, *numbers in rows}


def gather(villages: Mapping[str, Counts], *, parts: int) -> Mapping[str, Counts]:
    """The same counts by the first `parts` parts of the code: 2 = kabupaten/kota, 3 = kecamatan."""
    gathered: defaultdict[str, Counts] = defaultdict(Counts)
    for code, counts in villages.items():
        gathered[".".join(code.split(".")[:parts])] += counts
    return dict(gathered)


def changes(*, area_code: str, on: date) -> list[Change]:
    """Why the number of the not recorded moved since the day before; the causes add up to the difference.

    Who came into the register, or married, that day is not told apart: the register keeps no such date.
    """
    yesterday = on - timedelta(days=1)
    missing = Q(recorded_on=None) | Q(recorded_on__gt=yesterday)
    gone = Q(status__in=[Status.DEAD, Status.MOVED, Status.INACTIVE], status_on=on)
    ended = Q(status=Status.ACTIVE) & ~lawful_on(on)
    found = residents(area_code=area_code).aggregate(
        recorded=Count("pk", filter=wajib_on(on) & Q(recorded_on=on)),
        turned=Count("pk", filter=wajib_on(on) & ~_grown(yesterday) & missing),
        left=Count("pk", filter=(gone | ended) & lawful_on(yesterday) & _grown(yesterday) & missing),
    )
    return [
        Change("recorded", -found["recorded"]),
        Change("turned_17", found["turned"]),
        Change("left_the_register", -found["left"]),
    ]


def missing_people(*, area_code: str, on: date) -> QuerySet[Any]:
    """The wajib of an area who are not recorded by that day, youngest first."""
    gap = wajib_on(on) & (Q(recorded_on=None) | Q(recorded_on__gt=on))
    return residents(area_code=area_code).filter(gap).order_by("-birth_date", "full_name", "pk")


def widest_known(areas: Sequence[str]) -> str:
    """The area a page starts with: the account's, or, for a wider one, the office whose register this is."""
    office = str(settings.REKAM_OFFICE_AREA)
    first = areas[0] if areas else office
    return first if first.startswith(office) else office


def parents(place: AreaCode, *, within: Scope) -> list[tuple[str, str]]:
    """Code and name of the larger areas that the scope may see, the largest first."""
    found = []
    above = place.parent
    while (
        above is not None
        and within.contains(above.text)
        and above.text.startswith(settings.REKAM_OFFICE_AREA)
    ):
        found.append((above.text, area_name(above.text)))
        above = above.parent
    return found[::-1]


def wajib_on(on: date) -> Q:
    """registry.rules.is_wajib as a filter; tests/coverage compares the two person by person."""
    return Q(status=Status.ACTIVE) & lawful_on(on) & _grown(on)


def lawful_on(on: date) -> Q:
    """The card law reaches this person: a citizen, or a foreigner whose ITAP runs that day."""
    # Said so that it is never NULL, since it is also asked the other way round.
    return Q(nationality="WNI") | Q(permit_until__isnull=False, permit_until__gte=on)


def _grown(on: date) -> Q:
    return Q(birth_date__lte=latest_birth(on=on)) | Q(ever_married=True)
