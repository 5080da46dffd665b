"""Letting go of what applications hold once nobody needs it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rekam.applications.filing.models import Application, ApplicationStep
from rekam.applications.filing.steps import State
from rekam.applications.uploads.models import Scan
from rekam.applications.uploads.services import let_go

AT_ONCE = 2_000
REFUSED, FINISHED = (State.REJECTED,), (State.COLLECTED,)
GIVEN_UP = (State.WITHDRAWN, State.LAPSED)
EMPTY = {"facts": {}, "contact": "", "code_digest": ""}


@transaction.atomic
def forget(*, states: Sequence[State], before: datetime, dry_run: bool = False) -> Sequence[str]:
    """Empty applications that came to one of these ends before that moment, their scans too; their ids.

    What remains: number, service, area, whom it was for, the steps with their days, who took them; so the
    figures stay what they were. Nobody opens it by its code any more.
    """
    over = Application.objects.filter(state__in=states, state_at__lt=before).exclude(code_digest="")
    rows = list(over.order_by("pk")[:AT_ONCE])
    if not dry_run:
        keys = [row.pk for row in rows]
        Application.objects.filter(pk__in=keys).update(**EMPTY)
        ApplicationStep.objects.filter(application_id__in=keys).exclude(why="").update(why="")
        let_go(list(Scan.objects.filter(application_id__in=keys).exclude(address="")))
    return [str(row.uuid) for row in rows]


@transaction.atomic
def forget_dropped(*, before: datetime, dry_run: bool = False) -> Sequence[str]:
    """Take sheets out of the vault that the applicant replaced or took back before that moment; their ids."""
    over = Scan.objects.filter(dropped_at__lt=before).exclude(address="")
    rows = list(over.order_by("pk")[:AT_ONCE])
    if not dry_run:
        let_go(rows)
    return [str(row.uuid) for row in rows]
