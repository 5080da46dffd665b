"""Reads of print orders and cards, in the scope of whoever asks."""

import uuid
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from rekam.accounts.queries import accounts_of_person
from rekam.cards.allocation.turns import in_turn
from rekam.cards.blanks.models import Blank, BlankMove
from rekam.cards.blanks.rules import BlankState
from rekam.cards.orders import away
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.rules import CLOSED, JobState, Reason
from rekam.enrolment import queries as enrolment
from rekam.kernel.errors import RuleBroken
from rekam.registry import queries as registry

AT_MOST = 50
MOST_WAITING = 100
SHORTEST_NUMBER = 8


def in_order(state: JobState, *, at: datetime) -> QuerySet[PrintJob]:
    """Orders in one state, in the sequence in which they get blanks (allocation)."""
    return in_turn(PrintJob.objects.filter(state=state), at=at)


def count_orders() -> dict[JobState, int]:
    """How many orders stand in each state."""
    rows = PrintJob.objects.values_list("state").annotate(number=Count("pk")).order_by()
    return {JobState(state): number for state, number in rows}


def jobs_to_decide(*, not_by: str, limit: int = MOST_WAITING) -> list[PrintJob]:
    """Orders that wait for approval and that this officer did not make, the oldest first."""
    return list(_to_decide(not_by).order_by("requested_at", "pk")[:limit])


def count_jobs_to_decide(*, not_by: str) -> int:
    """How many orders wait for approval, without this officer's own."""
    return _to_decide(not_by).count()


def exceptions_to_confirm(*, not_by: str, limit: int = MOST_WAITING) -> list[PrintJob]:
    """Printed cards for which somebody else asked an exception at the counter, the oldest first."""
    return list(_to_confirm(not_by).order_by("printed_at", "pk")[:limit])


def count_exceptions_to_confirm(*, not_by: str) -> int:
    """How many exceptions wait, without this officer's own."""
    return _to_confirm(not_by).count()


def _to_decide(not_by: str) -> QuerySet[PrintJob]:
    return PrintJob.objects.filter(state=JobState.REQUESTED).exclude(
        requested_by__in=accounts_of_person(not_by)
    )


def _to_confirm(not_by: str) -> QuerySet[PrintJob]:
    own = accounts_of_person(not_by)
    return PrintJob.objects.filter(state=JobState.PRINTED).exclude(exception_by__in=["", *own])


def get_job(job: uuid.UUID) -> PrintJob:
    """The order with this id. Raises RuleBroken("not_found"), the same for another office's."""
    found = PrintJob.objects.filter(uuid=job).first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def collection_number(job: PrintJob) -> str:
    """What the holder says at the counter, "4f2a 91bc"; `find_job` finds the order by it."""
    return f"{job.uuid.hex[:4]} {job.uuid.hex[4:SHORTEST_NUMBER]}"


def find_job(text: str) -> PrintJob | None:
    """The order of a collection number, a record's id or a NIK; the newest one, or None.

    The collection number is the first 8 or more digits of the order's id, as the slip shows them.
    """
    words = text.strip().lower()
    if words.isdigit() and len(words) == 16:
        return _job_of_nik(words)
    digits = words.replace("-", "").replace(" ", "")
    if not SHORTEST_NUMBER <= len(digits) <= 32 or set(digits) - set("0123456789abcdef"):
        return None
    first, last = (uuid.UUID(digits.ljust(32, filler)) for filler in "0f")
    rows = PrintJob.objects.order_by("-requested_at")
    found = list(rows.filter(uuid__gte=first, uuid__lte=last)[:2])
    if len(found) == 1:
        return found[0]
    return rows.filter(record=first).first() if len(digits) == 32 else None


def _job_of_nik(nik: str) -> PrintJob | None:
    holder = registry.find_by_nik(nik)
    if holder is None:
        return None
    return PrintJob.objects.filter(resident=holder.uuid).order_by("-requested_at").first()


def find_order_of(resident: uuid.UUID, *, since: datetime) -> PrintJob | None:
    """The newest order of somebody's card that is open, or was made from that moment on; None for none."""
    rows = PrintJob.objects.filter(resident=resident, visit=None)
    return rows.filter(Q(requested_at__gte=since) | ~Q(state__in=CLOSED)).order_by("-requested_at").first()


def find_order_of_visit(visit: uuid.UUID) -> PrintJob | None:
    """The newest order that a visit of somebody who lives elsewhere led to; None for none."""
    return PrintJob.objects.filter(visit=visit).order_by("-requested_at").first()


def serial_of(job: PrintJob) -> str:
    """The blank that an order uses now, or ""."""
    row = job.attempts.filter(spoiled=False).values_list("blank__serial", flat=True).first()
    return row or ""


def spoiled_serials(job: PrintJob) -> list[str]:
    """The blanks that were spoiled for an order, oldest first."""
    rows = job.attempts.filter(spoiled=True).order_by("started_at", "pk")
    return list(rows.values_list("blank__serial", flat=True))


def ladder_of(job: PrintJob) -> str:
    """Where the order's recording stands."""
    with away.at_home(job):
        return enrolment.get_record(job.record).state


def cards_used(*, since: datetime) -> tuple[int, int]:
    """Cards of the scope since that instant: first ones handed to its residents, and all others.

    The others replaced a card, went to a guest, or were spoiled.
    """
    handed = PrintJob.objects.filter(state=JobState.ISSUED, issued_at__gte=since)
    first = handed.filter(reason=Reason.NEW, visit=None).count()
    spoiled = BlankMove.objects.filter(target=BlankState.SPOILED, at__gte=since).count()
    return first, handed.count() - first + spoiled


def find_job_of_blank(blank: Blank) -> PrintJob | None:
    """The order that this blank was used for, or None."""
    return PrintJob.objects.filter(attempts__blank=blank).first()
