"""Reads of what waits for the fire, and of minutes, in the scope of whoever asks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rekam.cards.blanks.destruction.models import Destruction, DestructionLine
from rekam.cards.blanks.models import Blank, BlankMove
from rekam.cards.blanks.rules import BlankState
from rekam.cards.orders.queries import find_job_of_blank
from rekam.cards.orders.sides import find_face
from rekam.kernel.errors import RuleBroken

WAITING = (BlankState.SPOILED, BlankState.RETURNED)


@dataclass(frozen=True, kw_only=True)
class Doomed:
    """A card that is to be burned, as the minutes name it.

    holder          the register's id of whom it was printed for, None for an unused blank
    name, address   as printed; "" where it was never printed, or the holder is out of sight by now
    why             the reason that was written when it was spoiled or came back
    """

    blank: Blank
    holder: UUID | None
    name: str
    address: str
    why: str
    since: datetime


def waiting_for_the_fire(site: str) -> list[Blank]:
    """Spoiled and returned cards of a site that stand in no paper yet, by serial."""
    taken = DestructionLine.objects.filter(area_code=site, dropped=False).values("blank")
    rows = Blank.objects.filter(area_code=site, state__in=WAITING).exclude(pk__in=taken)
    return list(rows.order_by("serial"))


def doomed(blanks: Sequence[Blank], *, at: datetime) -> list[Doomed]:
    """Each of these as minutes name it, in their order."""
    moves = BlankMove.objects.filter(blank__in=blanks, target__in=WAITING).exclude(source=BlankState.ROAD)
    last = {move.blank_id: move for move in moves.order_by("number")}
    return [_doomed(blank, move=last.get(blank.pk), at=at) for blank in blanks]


def _doomed(blank: Blank, *, move: BlankMove | None, at: datetime) -> Doomed:
    job = find_job_of_blank(blank)
    face = find_face(job, at=at) if job else None
    return Doomed(
        blank=blank,
        holder=job.resident if job else None,
        name=face.name if face else "",
        address=f"{face.address} RT {face.rt}/RW {face.rw}, {face.village}, {face.district}" if face else "",
        why=move.reason if move else "",
        since=move.at if move else at,
    )


def holders_of(cards: Iterable[Doomed | DestructionLine]) -> list[str]:
    """The register's ids of whom these were printed for."""
    return sorted({str(card.holder) for card in cards if card.holder})


def get_minutes(minutes: UUID) -> Destruction:
    """Raises RuleBroken("not_found")."""
    row = Destruction.objects.filter(uuid=minutes).first()
    if row is None:
        raise RuleBroken("not_found")
    return row


def lines_of(minutes: Destruction) -> list[DestructionLine]:
    """The cards that a paper names, by serial."""
    return list(minutes.lines.select_related("blank").order_by("serial"))


def minutes_of(site: str, *, limit: int = 50) -> list[Destruction]:
    """A site's papers, those that wait for their second signatory first, then the newest."""
    rows = Destruction.objects.filter(area_code=site, dropped_at=None)
    return sorted(rows.order_by("-prepared_at")[:limit], key=lambda row: row.confirmed_at is not None)


def open_minutes(*, limit: int = 5) -> list[Destruction]:
    """Papers that wait for their second signatory, the oldest first."""
    rows = Destruction.objects.filter(confirmed_at=None, dropped_at=None)
    return list(rows.order_by("prepared_at")[:limit])


def count_waiting() -> int:
    """How many spoiled and returned cards stand in no paper yet."""
    taken = DestructionLine.objects.filter(dropped=False).values("blank")
    return Blank.objects.filter(state__in=WAITING, bound_for="").exclude(pk__in=taken).count()
