"""The office's queue, in the scope of whoever asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from rekam.applications.clock.queries import Timed, foretold, open_applications, past_lengths, timed
from rekam.applications.filing.models import Application
from rekam.applications.filing.steps import State
from rekam.kernel.errors import RuleBroken

MOST = 2_000  # open ones whose clocks are read at once; a city has some hundreds


class Pile(StrEnum):
    """Which part of the queue: what is to be done with it."""

    ALL = "semua"
    CHECK = "periksa"
    APPROVE = "setujui"
    ORIGINALS = "berkas-asli"
    WORK = "kerjakan"
    HAND_OUT = "serahkan"
    APPLICANT = "pemohon"


PILES: dict[Pile, State | None] = {
    Pile.ALL: None,
    Pile.CHECK: State.WAITING,
    Pile.APPROVE: State.CHECKED,
    Pile.ORIGINALS: State.APPROVED,
    Pile.WORK: State.IN_WORK,
    Pile.HAND_OUT: State.READY,
    Pile.APPLICANT: State.INCOMPLETE,
}


@dataclass(frozen=True)
class Queue:
    """What waits, the late ones first.

    counts    of each pile
    late      open ones beyond the promise
    expected  how many of the open ones will be late as far as the past tells; late ones are among them
    """

    lines: Sequence[Timed]
    counts: dict[Pile, int]
    late: int
    expected: int


def queue(*, pile: Pile, now: datetime) -> Queue:
    """The open applications of the scope, those first that have used most of their days."""
    rows = timed(list(open_applications().defer("facts")[:MOST]), now=now, past=past_lengths(now=now))
    wanted = PILES[pile]
    chosen = [one for one in rows if wanted is None or one.application.state == wanted]
    working = [one for one in rows if one.clock.is_open]
    return Queue(
        lines=sorted(chosen, key=_urgency),
        counts={
            one: sum(state is None or row.application.state == state for row in rows)
            for one, state in PILES.items()
        },
        late=sum(one.late for one in working),
        expected=foretold(working),
    )


def _urgency(one: Timed) -> tuple[bool, bool, int, str]:
    """Open clocks before standing ones, and of these the most used first."""
    sent = one.application.sent_at
    return (
        not one.clock.is_open,
        one.clock.paused_for is not None,
        -one.used,
        sent.isoformat() if sent else "",
    )


def get_application(application: UUID) -> Application:
    """The application with this id that was sent. Raises RuleBroken("not_found"), also for another area's."""
    found = Application.objects.filter(uuid=application, sent_at__isnull=False).first()
    if found is None:
        raise RuleBroken("not_found")
    return found
