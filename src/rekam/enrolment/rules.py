"""The status ladder of a recording, as SIAK names it. Pure.

The state of a recording is a fold over its events; what may follow what, and who makes it
so, stands in `MOVES` alone: the diagram in docs/reference/ladder.md and the buttons come from it.
Source: statuses as the offices list them (docs/reference/ladder.md); row 5's name is ours, it is lost in
every copy.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from rekam.kernel.errors import RuleBroken


class Status(StrEnum):
    """Where a recording stands. Values are SIAK's own words."""

    UNREGISTERED = "UNREGISTERED"
    BIO_CAPTURED = "BIO_CAPTURED"
    PROCESSING = "PROCESSING"
    SENT_FOR_ENROLLMENT = "SENT_FOR_ENROLLMENT"
    RECEIVED_AT_CENTRAL = "RECEIVED_AT_CENTRAL"
    SENT_FOR_DEDUP = "SENT_FOR_DEDUP"
    ENROLL_FAILURE_AT_CENTRAL = "ENROLL_FAILURE_AT_CENTRAL"
    ENROLL_FAILURE_AT_REGIONAL = "ENROLL_FAILURE_AT_REGIONAL"
    SEARCH_FAILURE_AT_CENTRAL = "SEARCH_FAILURE_AT_CENTRAL"
    ADJUDICATE_RECORD = "ADJUDICATE_RECORD"
    REQUEST_VALIDATION = "REQUEST_VALIDATION"
    DUPLICATE_RECORD = "DUPLICATE_RECORD"
    PRINT_READY_RECORD = "PRINT_READY_RECORD"
    SENT_FOR_CARD_PRINTING = "SENT_FOR_CARD_PRINTING"
    CARD_PRINTED = "CARD_PRINTED"
    CARD_SHIPPED = "CARD_SHIPPED"
    CARD_ISSUED = "CARD_ISSUED"


OF_THE_CARD = (Status.SENT_FOR_CARD_PRINTING, Status.CARD_PRINTED, Status.CARD_SHIPPED, Status.CARD_ISSUED)


class Mover(StrEnum):
    """Who takes a recording a step further."""

    STATION = "station"  # by a packet that arrived
    PIPELINE = "pipeline"  # the worker, by itself
    ADJUDICATORS = "adjudicators"  # two people apart
    OFFICE = "office"  # an officer, by a button of enrolment.waiting
    CARDS = "cards"  # printer and counter
    SIAK = "siak"  # nobody here: only lists from SIAK tell it


# The one table: status -> what may follow -> who makes it so. `NEXT`, the diagram, the buttons come from it.
MOVES: Mapping[Status, Mapping[Status, Mover]] = {
    Status.UNREGISTERED: {Status.BIO_CAPTURED: Mover.STATION},
    Status.BIO_CAPTURED: {
        Status.PROCESSING: Mover.PIPELINE,
        Status.ENROLL_FAILURE_AT_REGIONAL: Mover.SIAK,
        Status.REQUEST_VALIDATION: Mover.PIPELINE,
    },
    Status.PROCESSING: {
        Status.SENT_FOR_ENROLLMENT: Mover.PIPELINE,
        Status.ENROLL_FAILURE_AT_REGIONAL: Mover.SIAK,
        Status.REQUEST_VALIDATION: Mover.PIPELINE,
    },
    Status.SENT_FOR_ENROLLMENT: {Status.RECEIVED_AT_CENTRAL: Mover.PIPELINE},
    Status.RECEIVED_AT_CENTRAL: {
        Status.SENT_FOR_DEDUP: Mover.PIPELINE,
        Status.ENROLL_FAILURE_AT_CENTRAL: Mover.PIPELINE,
    },
    Status.SENT_FOR_DEDUP: {
        Status.PRINT_READY_RECORD: Mover.PIPELINE,
        Status.ADJUDICATE_RECORD: Mover.PIPELINE,
        Status.DUPLICATE_RECORD: Mover.PIPELINE,
        Status.SEARCH_FAILURE_AT_CENTRAL: Mover.PIPELINE,
        Status.REQUEST_VALIDATION: Mover.PIPELINE,
    },
    Status.ENROLL_FAILURE_AT_CENTRAL: {Status.BIO_CAPTURED: Mover.OFFICE},
    Status.ENROLL_FAILURE_AT_REGIONAL: {Status.BIO_CAPTURED: Mover.OFFICE},
    Status.SEARCH_FAILURE_AT_CENTRAL: {Status.SENT_FOR_DEDUP: Mover.OFFICE},
    Status.ADJUDICATE_RECORD: {
        Status.PRINT_READY_RECORD: Mover.ADJUDICATORS,
        Status.DUPLICATE_RECORD: Mover.ADJUDICATORS,
        Status.BIO_CAPTURED: Mover.SIAK,
    },
    Status.REQUEST_VALIDATION: {Status.BIO_CAPTURED: Mover.SIAK, Status.PROCESSING: Mover.OFFICE},
    Status.DUPLICATE_RECORD: {Status.PRINT_READY_RECORD: Mover.OFFICE},
    Status.PRINT_READY_RECORD: {
        Status.SENT_FOR_CARD_PRINTING: Mover.CARDS,
        Status.CARD_PRINTED: Mover.SIAK,
        Status.DUPLICATE_RECORD: Mover.SIAK,
    },
    Status.SENT_FOR_CARD_PRINTING: {
        Status.CARD_PRINTED: Mover.CARDS,
        Status.PRINT_READY_RECORD: Mover.CARDS,
    },
    Status.CARD_PRINTED: {
        Status.CARD_ISSUED: Mover.CARDS,
        Status.CARD_SHIPPED: Mover.CARDS,
        Status.PRINT_READY_RECORD: Mover.CARDS,
    },
    Status.CARD_SHIPPED: {Status.CARD_ISSUED: Mover.CARDS},
    Status.CARD_ISSUED: {Status.SENT_FOR_CARD_PRINTING: Mover.CARDS},
}
NEXT: Mapping[Status, tuple[Status, ...]] = {state: tuple(following) for state, following in MOVES.items()}

# What an office has to do something about, most urgent first; the rest moves by itself.
ATTENTION = (
    Status.REQUEST_VALIDATION,
    Status.ADJUDICATE_RECORD,
    Status.DUPLICATE_RECORD,
    Status.ENROLL_FAILURE_AT_CENTRAL,
    Status.ENROLL_FAILURE_AT_REGIONAL,
    Status.SEARCH_FAILURE_AT_CENTRAL,
)

# A person with nothing but these has no usable recording: the next one is wanted, not a double.
RECORD_AGAIN = (
    Status.ENROLL_FAILURE_AT_CENTRAL,
    Status.ENROLL_FAILURE_AT_REGIONAL,
    Status.REQUEST_VALIDATION,
)

# Where a recording stands for minutes while everything works: the worker takes it on.
IN_WORK = tuple(state for state, following in MOVES.items() if Mover.PIPELINE in following.values())

CARD_AGE = 17


class SuketCode(StrEnum):
    """The code at the lower right of a suket, the letter that stands in for a card."""

    PRO = "Pro"
    SFE = "SFE"
    PRR = "PRR"
    DUP = "DUP"
    EFAC = "EFAC"


SUKET_CODES: Mapping[Status, SuketCode] = {
    Status.BIO_CAPTURED: SuketCode.PRO,
    Status.PROCESSING: SuketCode.PRO,
    Status.REQUEST_VALIDATION: SuketCode.PRO,
    Status.SENT_FOR_ENROLLMENT: SuketCode.SFE,
    Status.RECEIVED_AT_CENTRAL: SuketCode.SFE,
    Status.SENT_FOR_DEDUP: SuketCode.SFE,
    Status.SEARCH_FAILURE_AT_CENTRAL: SuketCode.SFE,
    Status.ADJUDICATE_RECORD: SuketCode.SFE,
    Status.ENROLL_FAILURE_AT_CENTRAL: SuketCode.EFAC,
    Status.ENROLL_FAILURE_AT_REGIONAL: SuketCode.EFAC,
    Status.DUPLICATE_RECORD: SuketCode.DUP,
    Status.PRINT_READY_RECORD: SuketCode.PRR,
    Status.SENT_FOR_CARD_PRINTING: SuketCode.PRR,
}


def suket_code(status: Status) -> SuketCode | None:
    """The code a suket of that day bears, or None where this status gives no letter.

    Pro: in work at the office. SFE: on the way to or at the centre, undecided. PRR: may be printed. DUP:
    recorded twice. EFAC: the recording did not arrive whole.
    None for who was never recorded, and once a card is printed: that is handed over then. Who waits for a
    reprint of a lost card is unique already; that letter's PRR comes from the request, not from this status.
    Source: the five codes as Dinas Rembang explains them, mataairradio.com, 25 January 2018; which of them
    the statuses between bear is ours.
    """
    return SUKET_CODES.get(status)


def check_move(*, state: Status, to: Status, by: Mover | None = None) -> None:
    """Refuse a move that the table does not hold, or that is not this mover's (None: whoever it was).

    Raises RuleBroken("move_not_allowed").
    """
    mover = MOVES[state].get(to)
    if mover is None or (by is not None and by is not mover):
        raise RuleBroken("move_not_allowed", state=str(state), to=str(to))


def fold(statuses: Iterable[Status]) -> Status:
    """The state after these events, oldest first; UNREGISTERED without any.

    Raises RuleBroken("move_not_allowed") when the events cannot have happened in this order.
    """
    state = Status.UNREGISTERED
    for status in statuses:
        check_move(state=state, to=status)
        state = status
    return state


def print_from(*, born: date, ever_married: bool) -> date:
    """The first day on which a card may be printed: the 17th birthday, at once for who is or was married.

    Somebody born on 29 February turns 17 on 1 March. A recording at 16 waits and comes up by itself.
    Source: UU 24/2013 Pasal 63 (1). In force from 2013-12-24.
    """
    if ever_married:
        return born
    try:
        return born.replace(year=born.year + CARD_AGE)
    except ValueError:
        return date(born.year + CARD_AGE, 3, 1)


def check_print(*, born: date, ever_married: bool, on: date) -> None:
    """Refuse a card before its day. Raises RuleBroken("card_before_its_day")."""
    check_print_day(first=print_from(born=born, ever_married=ever_married), on=on)


def check_print_day(*, first: date, on: date) -> None:
    """Refuse a card before the first day on which it may be printed, as `print_from` gave it.

    Raises RuleBroken("card_before_its_day").
    """
    if on < first:
        raise RuleBroken("card_before_its_day", first=first.isoformat())
