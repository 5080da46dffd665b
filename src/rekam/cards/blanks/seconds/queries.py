"""Reads of acts of two, in the scope of whoever asks."""

from uuid import UUID

from rekam.cards.blanks.models import Box
from rekam.cards.blanks.seconds.models import ActOfTwo
from rekam.cards.blanks.seconds.rules import Kind
from rekam.kernel.errors import RuleBroken


def get_act(act: UUID) -> ActOfTwo:
    """Raises RuleBroken("not_found")."""
    row = ActOfTwo.objects.select_related("box").filter(uuid=act).first()
    if row is None:
        raise RuleBroken("not_found")
    return row


def open_acts() -> list[ActOfTwo]:
    """What waits for its second officer, the oldest first."""
    return list(ActOfTwo.objects.select_related("box").filter(answered_at=None).order_by("written_at", "pk"))


def acts_for(username: str) -> list[ActOfTwo]:
    """What this officer may confirm: what asks for them, or for whoever looked too, and is not their own."""
    return [row for row in open_acts() if row.written_by != username and row.second in {"", username}]


def open_custody() -> list[ActOfTwo]:
    """What a team is to take along or has brought back, and has not confirmed yet."""
    return [row for row in open_acts() if row.kind != Kind.SHORT_BOX]


def find_short(box: Box) -> ActOfTwo | None:
    """The word of one officer that this box holds fewer, which waits for another one."""
    return ActOfTwo.objects.filter(box=box, answered_at=None).first()
