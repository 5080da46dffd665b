"""The semester table out of the live register or of a taken base, and who signs it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Count

from rekam.accounts.queries import find_head, office_at
from rekam.coverage.bases.queries import base_cells, bases, get_base
from rekam.coverage.bases.rules import LIVE
from rekam.coverage.counters.queries import cells
from rekam.coverage.counters.rules import Cell
from rekam.coverage.queries import wajib_on
from rekam.coverage.reports.rules import AT_STEP, RestsOn, Signer, Table, table
from rekam.coverage.rules import RULE_VERSION
from rekam.kernel.database import counting
from rekam.kernel.installation import office_day
from rekam.kernel.region import Level
from rekam.registry.queries import residents


def semester_table(
    *,
    area_code: str,
    today: date,
    on: date | None = None,
    base: str = LIVE,
    deepest: Level = Level.KELURAHAN_DESA,
) -> Table:
    """The table of an area of the scope.

    on     the day that it speaks of, today where it is None; a base has its own
    base   "live", or the semester of a taken base
    Raises RuleBroken("base_unknown").
    """
    found, rests_on = cells_of(area_code=area_code, today=today, on=on, base=base)
    is_now = rests_on.is_live and rests_on.on == today
    return table(
        found,
        area_code=area_code,
        rests_on=rests_on,
        at_step=at_step(area_code=area_code, on=today) if is_now else None,
        deepest=deepest,
    )


def cells_of(
    *, area_code: str, today: date, on: date | None = None, base: str = LIVE
) -> tuple[Sequence[Cell], RestsOn]:
    """The cells of an area of the scope, on a day or in a base, and what they rest on.

    Raises RuleBroken("base_unknown").
    """
    if base == LIVE:
        day = on or today
        rests_on = RestsOn(base=LIVE, on=day, rule_version=RULE_VERSION, counted_on=today)
        return cells(area_code=area_code, on=day), rests_on
    taken = get_base(area_code=area_code, semester=base)
    rests_on = RestsOn(taken.semester, taken.on, taken.rule_version, counted_on=office_day(taken.taken_at))
    return base_cells(taken, area_code=area_code), rests_on


def at_step(*, area_code: str, on: date) -> Mapping[str, Mapping[str, int]]:
    """Of the wajib of a day, how many of each kelurahan are now at each step of rules.AT_STEP."""
    columns = {status: column for column, status in AT_STEP.items()}
    wajib = residents(area_code=area_code).filter(wajib_on(on), ektp_status__in=columns)
    found: defaultdict[str, dict[str, int]] = defaultdict(dict, {column: {} for column in AT_STEP})
    with counting():
        rows = wajib.order_by().values_list("area_code", "ektp_status").annotate(people=Count("pk"))
        for village, status, people in rows:
            found[columns[status]][village] = people
    return dict(found)


def semesters(*, area_code: str) -> Sequence[str]:
    """The semesters whose base holds an area, the newest first."""
    return [base.semester for base in bases() if f"{area_code}.".startswith(f"{base.office}.")]


def signer(*, office_area: str) -> Signer:
    """Who signs for an office: its head, where it has exactly one; else the name is written by hand."""
    office, head = office_at(office_area), find_head(office_area)
    return Signer(office, head.display_name, head.employee_number) if head else Signer(office)
