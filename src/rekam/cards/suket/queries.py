"""Reads of letters in place of a card, in the scope of whoever asks; `check` alone looks past it."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import QuerySet

from rekam.cards.blanks.models import Blank
from rekam.cards.blanks.rules import BlankState
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.rules import CLOSED, REPLACEMENTS
from rekam.cards.suket.models import Suket
from rekam.cards.suket.rules import Standing, code_of, standing
from rekam.enrolment import queries as enrolment
from rekam.enrolment.rules import Status, SuketCode
from rekam.kernel.errors import RuleBroken


@dataclass(frozen=True)
class Checked:
    """What the public page says of a letter: doors.suket_check says why each field is there."""

    suket: uuid.UUID
    resident: uuid.UUID
    number: str
    issued_on: date
    valid_until: date
    initials: str
    birth_year: int
    standing: Standing


def get_suket(suket: uuid.UUID) -> Suket:
    """The letter with this id. Raises RuleBroken("not_found"), the same for another office's."""
    found = Suket.objects.filter(uuid=suket).first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def sukets_of(record: uuid.UUID) -> Sequence[Suket]:
    """A recording's letters, the newest first."""
    return list(Suket.objects.filter(record=record).order_by("-issued_at", "-pk"))


def open_sukets() -> QuerySet[Suket]:
    """Letters that nobody withdrew, also those that ran out: their holders wait, the longest first."""
    return Suket.objects.filter(withdrawn_at=None).order_by("since", "pk")


def with_open_suket(residents: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Which of these residents wait for a card with a letter in hand, be it run out."""
    return set(open_sukets().filter(resident__in=residents).values_list("resident", flat=True))


def codes_now(sukets: Sequence[Suket]) -> Mapping[uuid.UUID, SuketCode | None]:
    """What code each letter's recording would have today, by recording."""
    records = [one.record for one in sukets]
    states, waiting = enrolment.states_of(records), _reprints_waiting(records)
    return {one: code_of(state, reprint_waits=one in waiting) for one, state in states.items()}


def count_printable() -> int:
    """How many open letters could be cards already: their recordings are print-ready."""
    ready = enrolment.standing_at(Status.PRINT_READY_RECORD).values("uuid")
    return open_sukets().filter(record__in=ready).count()


def code_now(record: uuid.UUID) -> SuketCode | None:
    """The code of a letter that would be given for a recording today; None where none is given."""
    state = Status(enrolment.get_record(record).state)
    return code_of(state, reprint_waits=bool(_reprints_waiting([record])))


def blanks_here() -> bool:
    """Whether usable blanks lie in a safe of this scope."""
    return Blank.objects.filter(state=BlankState.RECEIVED).exists()


def check(key: str, *, on: date) -> Checked | None:
    """What a letter with this key is worth on a day, whoever asks; None for every other key."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM doors.suket_check(%s)", [key])
        row = cursor.fetchone()
    if row is None:
        return None
    suket, resident, site, year, sequence, issued_on, until, initials, birth_year, withdrawn = row
    return Checked(
        suket=suket,
        resident=resident,
        number=Suket(site=site, year=year, sequence=sequence).number,
        issued_on=issued_on,
        valid_until=until,
        initials=initials,
        birth_year=birth_year,
        standing=standing(until=until, withdrawn=withdrawn, on=on),
    )


def _reprints_waiting(records: Collection[uuid.UUID]) -> set[uuid.UUID]:
    orders = PrintJob.objects.filter(record__in=records, reason__in=REPLACEMENTS).exclude(state__in=CLOSED)
    return set(orders.values_list("record", flat=True))
