"""Reads of losses and of alarms, in the scope of whoever asks."""

from uuid import UUID

from django.db.models import F

from rekam.cards.blanks.losses.models import BlankAlarm, Finding, Loss
from rekam.cards.blanks.models import Blank, BlankMove
from rekam.cards.blanks.rules import BlankState
from rekam.kernel.errors import RuleBroken


def blank_alarms(*, limit: int = 50) -> list[BlankAlarm]:
    """Alarms about blanks that this scope lost, or that were offered in it: first those without an answer."""
    return list(BlankAlarm.objects.order_by(F("answered_at").desc(nulls_first=True), "-at")[:limit])


def count_open_blank_alarms() -> int:
    """How many of them nobody has answered."""
    return BlankAlarm.objects.filter(answered_at=None).count()


def get_blank_alarm(alarm: UUID) -> BlankAlarm:
    """Raises RuleBroken("not_found")."""
    row = BlankAlarm.objects.filter(uuid=alarm).first()
    if row is None:
        raise RuleBroken("not_found")
    return row


def losses(*, limit: int = 50) -> list[Loss]:
    """The last reports of stolen and lost blanks, the newest first."""
    return list(Loss.objects.order_by("-at")[:limit])


def find_loss_of(blank: Blank) -> Loss | None:
    """The report under which a lost blank was shut last; None for a card that a team did not bring back."""
    move = BlankMove.objects.filter(blank=blank, target=BlankState.LOST).order_by("-number").first()
    return Loss.objects.filter(uuid=move.move).first() if move else None


def find_finding(blank: Blank) -> Finding | None:
    """What somebody found and nobody confirmed yet, or None."""
    if blank.state != BlankState.LOST:
        return None
    return Finding.objects.filter(blank=blank, confirmed_by="").first()
