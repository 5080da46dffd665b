"""What may happen to a batch and to each of its cards, and what an interrupted step leaves behind (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from rekam.kernel.errors import RuleBroken


class Kind(StrEnum):
    """How a printer is driven: by a bridge that reads chips, through a folder, or through CUPS."""

    BRIDGE = "bridge"
    FOLDER = "folder"
    CUPS = "cups"


class Step(StrEnum):
    """The steps of one card; each is written down before it is done, none of them is done twice.

    TAKEN is the order's own: the blank has left the safe. From CHIP on nothing leads back.
    """

    TAKEN = "taken"
    CHIP = "chip"
    PRINT = "print"
    VERIFY = "verify"
    EJECT = "eject"


ORDER = tuple(Step)
# A folder and CUPS do not say what came out: an officer does.
STEPS: Mapping[Kind, tuple[Step, ...]] = {
    Kind.BRIDGE: ORDER,
    Kind.FOLDER: (Step.TAKEN, Step.PRINT),
    Kind.CUPS: (Step.TAKEN, Step.PRINT),
}


class CardState(StrEnum):
    """Where one card of a batch is. LOOK waits for an officer's eyes."""

    WAITING = "waiting"
    OPEN = "open"
    LOOK = "look"
    PRINTED = "printed"
    SPOILED = "spoiled"
    LEFT = "left"


NEXT_CARD: Mapping[CardState, frozenset[CardState]] = {
    CardState.WAITING: frozenset({CardState.OPEN, CardState.LEFT}),
    CardState.OPEN: frozenset({CardState.PRINTED, CardState.LOOK}),
    CardState.LOOK: frozenset({CardState.PRINTED, CardState.SPOILED}),
    CardState.PRINTED: frozenset({CardState.SPOILED}),
    CardState.SPOILED: frozenset(),
    CardState.LEFT: frozenset(),
}
UNDECIDED = frozenset({CardState.WAITING, CardState.OPEN, CardState.LOOK})


class BatchState(StrEnum):
    """How far a batch is; DONE and STOPPED are its ends."""

    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    STOPPED = "stopped"


NEXT_BATCH: Mapping[BatchState, frozenset[BatchState]] = {
    BatchState.RUNNING: frozenset({BatchState.PAUSED, BatchState.DONE, BatchState.STOPPED}),
    BatchState.PAUSED: frozenset({BatchState.RUNNING, BatchState.DONE, BatchState.STOPPED}),
    BatchState.DONE: frozenset(),
    BatchState.STOPPED: frozenset(),
}
UNDER_WAY = frozenset({BatchState.RUNNING, BatchState.PAUSED})


class Condition(StrEnum):
    """What a printer says of itself, or why its batch was paused."""

    READY = "ready"
    JAM = "jam"
    RIBBON_OUT = "ribbon_out"
    FEEDER_EMPTY = "feeder_empty"
    COVER_OPEN = "cover_open"
    UNPLUGGED = "unplugged"
    NO_ANSWER = "no_answer"
    CHIP_FAILED = "chip_failed"
    OTHER_UID = "other_uid"
    BLANK_NOT_OURS = "blank_not_ours"
    SAFE_EMPTY = "safe_empty"
    INTERRUPTED = "interrupted"
    ASKED = "asked"


class Fault(StrEnum):
    """Why a card was spoiled, as the office counts it."""

    JAM = "jam"
    RIBBON = "ribbon"
    SMEARED = "smeared"
    CHIP = "chip"
    OTHER_UID = "other_uid"
    CUT_OFF = "cut_off"
    WRONG = "wrong"


class Limit(StrEnum):
    """What a proposed batch ends at."""

    ASKED = "asked"
    ORDERS = "orders"
    BLANKS = "blanks"
    RIBBON = "ribbon"


MOST_IN_BATCH = 200
SILENT_AFTER = timedelta(seconds=60)


@dataclass(frozen=True)
class Fit:
    """How many cards a batch may have, and what it ends at."""

    number: int
    by: Limit


def fit(*, asked: int, orders: int, blanks: int, ribbon: int) -> Fit:
    """How many orders can be printed now without stopping for want of something; each is a count of cards.

    A tie names what the office has least influence on: the ribbon before the blanks before the orders.
    """
    bounds = {Limit.RIBBON: ribbon, Limit.BLANKS: blanks, Limit.ORDERS: orders, Limit.ASKED: asked}
    by = min(bounds, key=lambda limit: bounds[limit])
    return Fit(max(0, bounds[by]), Limit.ASKED if bounds[by] == asked else by)


def steps_of(kind: Kind, *, has_chip: bool) -> tuple[Step, ...]:
    """The steps of a card on a printer of this kind; without data for the chip none is written."""
    return tuple(step for step in STEPS[kind] if has_chip or step is not Step.CHIP)


def check_step(*, last: Step, to: Step) -> None:
    """Refuse a step that stands before the last one; the last one again is the answer that was lost.

    Raises RuleBroken("card_step_out_of_order").
    """
    if ORDER.index(to) < ORDER.index(last):
        raise RuleBroken("card_step_out_of_order", last=last.value, to=to.value)


def check_card_step(*, state: CardState, to: CardState) -> None:
    """Refuse a move of a card that the table does not know. Raises RuleBroken("card_already_decided")."""
    if to not in NEXT_CARD[state]:
        raise RuleBroken("card_already_decided", state=state.value, to=to.value)


def check_batch_step(*, state: BatchState, to: BatchState) -> None:
    """Refuse a move of a batch that the table does not know. Raises RuleBroken("batch_step_not_allowed")."""
    if to not in NEXT_BATCH[state]:
        raise RuleBroken("batch_step_not_allowed", state=state.value, to=to.value)


def goes_on(last: Step) -> bool:
    """Whether a card whose printer fell silent after this step goes on with the same blank.

    Only what was written down counts, and it was written before it was done: after TAKEN nothing touched the
    blank, from CHIP on something may have, so somebody has to look.
    """
    return last is Step.TAKEN


def may_be_printed(last: Step) -> bool:
    """Whether a card whose last written step is this one can have been printed at all."""
    return ORDER.index(last) >= ORDER.index(Step.PRINT)


def needs_scan(*, kind: Kind, why: str) -> bool:
    """Whether a card is said to be printed only with its chip scanned: nobody has read it yet, or wrongly."""
    return kind is not Kind.BRIDGE or why == Condition.OTHER_UID


def is_silent(*, told_at: datetime | None, at: datetime) -> bool:
    """Whether nothing was heard from the computer beside a printer for a minute."""
    return told_at is None or at - told_at > SILENT_AFTER


def cards_an_hour(*, cards: int, busy: timedelta) -> float | None:
    """How fast a printer was while it printed; None where it did not. `busy` is the sum over its cards.

    To compare: four printers of Kota Serang made 400 to 500 cards a day (radarbanten.co.id, 2018-05-07), a
    card took 10 to 15 minutes on a slow line (radarbanten.co.id, 9-000-warga-kota-serang-tak-miliki-ktp-el).
    """
    hours = busy / timedelta(hours=1)
    return cards / hours if cards and hours > 0 else None
