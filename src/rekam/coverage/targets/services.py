"""Setting and withdrawing targets. Each is one transaction and one audit entry."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction

from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.coverage.projection.rules import Measure
from rekam.coverage.targets.models import Target
from rekam.coverage.targets.rules import check_target
from rekam.kernel.database import current_scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.kernel.region import get_area


@transaction.atomic
def set_target(
    *, area_code: str, measure: Measure, on: date, percent: Decimal, source: str, actor: str, at: datetime
) -> Target:
    """Say what an area is to reach by a day.

    percent  of the wajib KTP, above 0, at most 100, two decimals
    source   the letter or plan it comes from
    Raises RuleBroken("not_found") for an area outside the scope, "area_unknown", "target_percent_range",
    "target_date_past", and "target_conflict" where that measure has another target for that day.
    """
    if not current_scope().contains(get_area(area_code).code.text):
        raise RuleBroken("not_found")
    check_target(percent=percent, on=on, today=office_day(at))
    target = Target(area_code=area_code, measure=measure, on=on, percent=percent, source=source)
    target.set_by, target.set_at = actor, at
    try:
        with transaction.atomic():
            target.save(force_insert=True)
    except IntegrityError as error:
        raise RuleBroken("target_conflict") from error
    _write("coverage.target_set", target=target, actor=actor, at=at)
    return target


@transaction.atomic
def withdraw_target(*, target: UUID, actor: str, at: datetime) -> Target:
    """Take a target back, so that another can be set for its day; it stays in the table and in the audit.

    Raises RuleBroken("not_found") where the scope has none that stands.
    """
    found = Target.objects.select_for_update().filter(uuid=target, withdrawn_at=None).first()
    if found is None:
        raise RuleBroken("not_found")
    found.withdrawn_by, found.withdrawn_at = actor, at
    found.save(update_fields=["withdrawn_by", "withdrawn_at"])
    _write("coverage.target_withdrawn", target=found, actor=actor, at=at)
    return found


def _write(action: str, *, target: Target, actor: str, at: datetime) -> None:
    record(
        action,
        actor=actor,
        at=at,
        purpose=Purpose.SUPERVISION,
        case=str(target.uuid),
        area=target.area_code,
        measure=target.measure,
        on=target.on.isoformat(),
        percent=str(target.percent),
    )
