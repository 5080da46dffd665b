"""What the demo's office asked for and printed in the last half year, and what it asks of the centre now.

The orders are nobody's: only their numbers are shown. Their blanks went through the ledger and are used up.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from random import Random
from uuid import uuid4

from rekam.cards.allocation.queries import asked
from rekam.cards.allocation.requesting import note_allotment, request_blanks
from rekam.cards.blanks.models import SUPPLIER, Blank, BlankMove, Delivery
from rekam.cards.blanks.rules import BlankState
from rekam.cards.orders.models import Attempt, PrintJob
from rekam.cards.orders.rules import JobState, Priority, Reason
from rekam.cards.printing.rules import Fault

SEED = 20260101
WEEKS = 26
PEOPLE_A_CARD_A_WEEK = 2_500  # so many residents ask for one card a week
GOOD_AND_BAD = (0.4, 1.6)  # weeks: how much of the usual
SPOILED = 40  # one blank of so many
HOUR = time(3, tzinfo=UTC)  # ten in the morning at the office
FIRST_SERIAL = 0xB1A0_0000
# Of a hundred orders, invented after the mix that offices tell of (changes and moves are most).
MIX = {
    (Reason.NEW, Priority.FIRST_TIME): 34,
    (Reason.NEW, Priority.WAITING): 12,
    (Reason.LOST, Priority.LOST): 18,
    (Reason.DAMAGED, Priority.DAMAGED): 10,
    (Reason.CHANGED, Priority.CHANGED): 26,
}
PATH = (SUPPLIER, BlankState.RECEIVED, BlankState.PRINTING, BlankState.PRINTED, BlankState.HANDED_OVER)


def work_half_a_year(*, office: str, residents: int, today: date) -> None:
    """Orders and their cards of 26 weeks, some of them spoiled; call it in the office's scope."""
    random = Random(SEED)  # noqa: S311 - made-up history, no secrets
    a_day = residents / PEOPLE_A_CARD_A_WEEK / 5
    days = [today - timedelta(days=n) for n in range(7 * WEEKS, 0, -1)]
    for month in range(0, len(days), 30):
        _work(days[month : month + 30], office=office, a_day=a_day, random=random)


def ask_the_centre(*, office: str, today: date, at: datetime) -> None:
    """A request that got less than it asked for and is not collected; none where a small city needs none."""
    if not asked(office, months=1, coming=0, on=today, at=at).requested:
        return
    row = request_blanks(office=office, letter="470/118/CONTOH", months=1, actor="bakri", at=at)
    allotted = max(1, row.requested // 8)  # Batang asked for 8,000 in 2023 and got 1,000
    note_allotment(request=row.uuid, blanks=allotted, letter="400/CONTOH", on=today, actor="bakri", at=at)


def _work(days: list[date], *, office: str, a_day: float, random: Random) -> None:
    weekly = {day.isocalendar()[:2]: random.uniform(*GOOD_AND_BAD) for day in days}
    orders = [
        order
        for day in days
        if day.weekday() < 5
        for order in _orders(day, number=a_day * weekly[day.isocalendar()[:2]], random=random)
    ]
    if not orders:  # a small city has weeks without any
        return
    at = datetime.combine(days[0], HOUR)
    delivery = Delivery.objects.create(
        area_code=office,
        letter=f"470/{days[0]:%m%y}/CONTOH",
        count=len(orders),
        received_at=at,
        actor="bakri",
    )
    spoiled = [random.randrange(SPOILED) == 0 for _ in orders]
    made = Blank.objects.bulk_create(
        Blank(
            serial=f"04{FIRST_SERIAL + days[0].toordinal() * 100_000 + number:012X}",
            area_code=office,
            state=BlankState.SPOILED if bad else BlankState.HANDED_OVER,
            moved=len(PATH) - 1 - bad,  # a spoiled one was not handed over
            delivery=delivery,
        )
        for number, bad in enumerate(spoiled)
    )
    jobs = PrintJob.objects.bulk_create(_job(*order, office=office) for order in orders)
    Attempt.objects.bulk_create(
        Attempt(
            job=job,
            blank=blank,
            area_code=office,
            started_at=job.printed_at,
            actor="bakri",
            spoiled=bad,
            fault=random.choice(list(Fault)) if bad else "",
        )
        for job, blank, bad in zip(jobs, made, spoiled, strict=True)
        if job.printed_at
    )
    BlankMove.objects.bulk_create(
        move
        for blank, (day, *_), bad in zip(made, orders, spoiled, strict=True)
        for move in _moves(blank, received=at, day=day, bad=bad)
    )


def _orders(day: date, *, number: float, random: Random) -> list[tuple[date, Reason, Priority]]:
    orders = round(number * random.uniform(0.6, 1.4) + random.random() - 0.5)
    drawn = random.choices(list(MIX), list(MIX.values()), k=orders)
    return [(day, reason, group) for reason, group in drawn]


def _job(day: date, reason: Reason, group: Priority, *, office: str) -> PrintJob:
    at = datetime.combine(day, HOUR)
    return PrintJob(
        record=uuid4(),
        resident=uuid4(),
        area_code=office,
        reason=reason,
        priority=group,
        state=JobState.ISSUED,
        requested_by="yayan",
        requested_at=at,
        decided_by="vera",
        decided_at=at,
        printed_at=at,
        issued_at=at,
        issued_by="bakri",
    )


def _moves(blank: Blank, *, received: datetime, day: date, bad: bool) -> Iterator[BlankMove]:
    path = (*PATH[:3], BlankState.SPOILED) if bad else PATH
    for number, (source, target) in enumerate(pairwise(path), 1):
        yield BlankMove(
            blank=blank,
            serial=blank.serial,
            number=number,
            area_code=blank.area_code,
            source=source,
            target=target,
            at=received if source == SUPPLIER else datetime.combine(day, HOUR),
            actor="bakri",
        )
