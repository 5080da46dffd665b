"""What the pages ask: counts by kelurahan, why they changed, who is missing."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from rekam.coverage.counters.queries import figures
from rekam.coverage.rules import Counts, latest_birth, total
from rekam.kernel.database import Scope
from rekam.kernel.region import AreaCode, area_name
from rekam.registry.queries import residents
from rekam.registry.rules import Status


def count_villages(*, area_code: str, on: date) -> Mapping[str, Counts]:
    """The counts of each kelurahan of an area, as of any day (counters.queries.figures)."""
    return {code: found.counts for code, found in figures(area_code=area_code, on=on).items()}


def gather(villages: Mapping[str, Counts], *, parts: int) -> Mapping[str, Counts]:
    """The same counts by the first `parts` parts of the code: 2 = kabupaten/kota, 3 = kecamatan."""
    gathered: defaultdict[str, list[Counts]] = defaultdict(list)
    for code, counts in villages.items():
        gathered[".".join(code.split(".")[:parts])].append(counts)
    return {code: total(inside) for code, inside in gathered.items()}


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
