"""Parts that another office lent to ours: in which of our kits they are.

A part's row belongs to its owner and names no kit while it is lent away; where the borrower has it stands in
rows of the borrower (`Fitting`). The parts given here carry that kit for reading, and are never saved.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.devices.kits.models import Fitting, Kit, Part
from rekam.devices.kits.rules import State
from rekam.kernel.database import Scope, current_scope
from rekam.kernel.errors import RuleBroken


def guests(*, within: str = "") -> list[Part]:
    """Usable parts lent to an office of the scope, or to one area, each with the kit in which it is there."""
    borrower = Scope.of(within) if within else current_scope()
    rows = Part.objects.filter(borrower.condition("lent_to")).exclude(lent_to="")
    return as_fitted(rows.exclude(state=State.WRITTEN_OFF).order_by("pk"))


def as_fitted(parts: Iterable[Part]) -> list[Part]:
    """The same parts, those that another office lent with the kit of ours in which they are."""
    found = list(parts)
    last = _last_fittings([part for part in found if part.lent_to])
    for part in found:
        fitting = last.get(part.pk)
        if fitting is not None and fitting.due_on == part.due_on:
            part.kit = fitting.kit
    return found


def _last_fittings(lent: Sequence[Part]) -> dict[int, Fitting]:
    rows = Fitting.objects.filter(part__in=lent).select_related("kit").order_by("pk") if lent else ()
    return {row.part_id: row for row in rows}


def is_guest(part: Part) -> bool:
    """Whether another office lent it to one of the scope; the owner's scope may see the part too."""
    now = current_scope()
    return bool(part.lent_to) and now.contains(part.lent_to) and not now.contains(part.area_code)


@transaction.atomic
def fit_part(*, part: UUID, kit: UUID | None, actor: str, at: datetime) -> Fitting:
    """Say in which kit of ours a part is that another office lent; None = on our shelf.

    Raises RuleBroken("not_found" | "part_not_borrowed" | "part_act_not_allowed").
    """
    found = Part.objects.filter(uuid=part).first()
    goal = Kit.objects.filter(uuid=kit, retired_on=None).first() if kit else None
    if found is None or (kit is not None and goal is None):
        raise RuleBroken("not_found")
    if not is_guest(found):
        raise RuleBroken("part_not_borrowed")
    if found.state == State.WRITTEN_OFF:
        raise RuleBroken("part_act_not_allowed", state=found.state, act="fitted")
    place = goal.area_code if goal else found.lent_to
    assert found.due_on is not None  # a part lent away has its day
    row = Fitting.objects.create(
        area_code=place, part=found, kit=goal, due_on=found.due_on, actor=actor, at=at
    )
    record(
        "devices.part.fitted",
        actor=actor,
        at=at,
        purpose=Purpose.SUPERVISION,
        case=str(found.uuid),
        kind=found.kind,
    )
    return row
