"""How often an officer may ask the door in a day. Enter through services."""

from datetime import date, datetime

from django.conf import settings

from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.kernel.database import apart
from rekam.kernel.turns import take_turn
from rekam.registry.outside.models import OutsideTry
from rekam.registry.outside.rules import check_tries

LOCK = 0x52656B61


def note_try(*, actor: str, on: date, at: datetime) -> None:
    """Count this question before it is asked, on a connection of its own: an undone request gives none back.

    Raises RuleBroken("outside_tries_used_up").
    """
    with apart():
        take_turn(LOCK, actor)  # of two questions at once the second sees the first
        check_tries(tries=count_tries(officer=actor, on=on), most=settings.REKAM_OUTSIDE_TRIES)
        OutsideTry.objects.create(officer=actor, on=on, at=at)
        record("registry.outside.asked", actor=actor, at=at, purpose=Purpose.OUTSIDE_DOMICILE)


def count_tries(*, officer: str, on: date) -> int:
    """How often this officer asked on that day."""
    return OutsideTry.objects.filter(officer=officer, on=on).count()
