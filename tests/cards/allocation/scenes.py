"""Orders and blanks by the hundred, as months of work would have left them."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import uuid4

from rekam.cards.blanks.models import Blank, BlankMove, Delivery
from rekam.cards.blanks.rules import BlankState
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.rules import JobState, Priority, Reason
from tests.cards.city import DINAS, KASEMEN, NOON, serials

REASONS = {
    Priority.FIRST_TIME: Reason.NEW,
    Priority.DISASTER: Reason.DISASTER,
    Priority.WAITING: Reason.NEW,
    Priority.LOST: Reason.LOST,
    Priority.DAMAGED: Reason.DAMAGED,
    Priority.CHANGED: Reason.CHANGED,
}


def waiting(
    number: int,
    group: Priority,
    *,
    at: datetime = NOON,
    area: str = KASEMEN,
    state: JobState = JobState.APPROVED,
) -> list[PrintJob]:
    """So many orders of a group, asked for at that instant."""
    decided = "" if state is JobState.REQUESTED else "budi"
    return PrintJob.objects.bulk_create(
        PrintJob(
            record=uuid4(),
            resident=uuid4(),
            area_code=area,
            reason=REASONS[group],
            priority=group,
            state=state,
            requested_by="siti",
            requested_at=at,
            decided_by=decided,
        )
        for _ in range(number)
    )


def safe(number: int, *, site: str = DINAS, start: int = 0, letter: str = "SJ-1") -> list[str]:
    """So many blanks in a safe, with their moves."""
    delivery = Delivery.objects.create(
        area_code=site, letter=letter, count=number, received_at=NOON, actor="gudang"
    )
    made = Blank.objects.bulk_create(
        Blank(serial=serial, area_code=site, state=BlankState.RECEIVED, moved=1, delivery=delivery)
        for serial in serials(number, start=start)
    )
    _moves(made, number=1, source="supplier", target=BlankState.RECEIVED, at=NOON - timedelta(days=400))
    return [blank.serial for blank in made]


def used(number: int, *, on: date, start: int, spoiled: int = 0) -> None:
    """So many blanks that went into a printer on a day, some of them spoiled."""
    at = datetime(on.year, on.month, on.day, 3, tzinfo=NOON.tzinfo)
    names = safe(number, start=start, letter=f"SJ-{start}")
    blanks = list(Blank.objects.filter(serial__in=names))
    _moves(blanks, number=2, source=BlankState.RECEIVED, target=BlankState.PRINTING, at=at)
    _moves(blanks[:spoiled], number=3, source=BlankState.PRINTING, target=BlankState.SPOILED, at=at)
    Blank.objects.filter(serial__in=names).update(state=BlankState.PRINTING, moved=2)


def _moves(blanks: Iterable[Blank], *, number: int, source: str, target: str, at: datetime) -> None:
    BlankMove.objects.bulk_create(
        BlankMove(
            blank=blank,
            serial=blank.serial,
            number=number,
            area_code=blank.area_code,
            source=source,
            target=target,
            at=at,
            actor="rina",
        )
        for blank in blanks
    )
