"""Taking a base."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from rekam.audit.services import record
from rekam.coverage.bases.models import Base, BaseCell
from rekam.coverage.bases.rules import check_over
from rekam.coverage.counters.queries import recounted
from rekam.coverage.counters.rules import Cell
from rekam.coverage.rules import RULE_VERSION
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day


@transaction.atomic
def take_base(*, office: str, semester: str, actor: str, at: datetime) -> Base:
    """Count everybody of an office as of the semester's last day, and keep it for ever.

    Who came, went, moved or married since that day is undone as far as events and dates tell. Call it in the
    office's scope. Raises RuleBroken("semester_malformed" | "semester_not_over" | "base_taken").
    """
    on = check_over(semester=semester, today=office_day(at))
    if Base.objects.filter(office=office, semester=semester).exists():
        raise RuleBroken("base_taken", semester=semester)
    cells = recounted(area_code=office, on=on)
    base = Base.objects.create(
        office=office,
        semester=semester,
        on=on,
        rule_version=RULE_VERSION,
        people=sum(cell.people for cell in cells),
        cells=len(cells),
        sha256=hash_of(cells),
        taken_at=at,
        actor=actor,
    )
    BaseCell.objects.bulk_create([BaseCell(base=base, **vars(cell)) for cell in cells], batch_size=2000)
    record(
        "coverage.base_taken",
        actor=actor,
        at=at,
        case=semester,
        people=base.people,
        rule_version=RULE_VERSION,
        sha256=base.sha256,
    )
    return base


def hash_of(cells: Iterable[Cell]) -> str:
    """SHA-256 over the cells, one line each, sorted: area, sex, age, mark and persons with tabs between."""
    lines = (f"{c.area_code}\t{c.sex}\t{c.age}\t{c.mark}\t{c.people}\n" for c in sorted(cells))
    return hashlib.sha256("".join(lines).encode()).hexdigest()
