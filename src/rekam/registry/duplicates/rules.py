"""What may happen to a pair of rows that look like one person, and how strong its likeness is. Pure."""

import hashlib
from collections.abc import Iterable
from enum import StrEnum

from rekam.kernel.errors import RuleBroken

# Match weight in bits: log2 of the odds that two rows are one person; 2 = four to one, 10 = a thousand.
QUEUE_FROM = 2.0
STRONG_FROM = 8.0
VERY_STRONG_FROM = 12.0
LEAST_REASON, MOST_REASON = 10, 500


class State(StrEnum):
    """Where a pair stands. SAME only asks for a double NIK to be resolved; that needs two more people."""

    OPEN = "open"
    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    GONE = "gone"  # the data were mended and the two no longer look alike


ANSWERS = (State.SAME, State.DIFFERENT, State.UNSURE)

# From each state, which may follow: the buttons and the tests read this table.
NEXT: dict[State, frozenset[State]] = {
    State.OPEN: frozenset({*ANSWERS, State.GONE}),
    State.UNSURE: frozenset({*ANSWERS, State.GONE}),
    State.DIFFERENT: frozenset({State.OPEN}),  # the data of one of them changed
    State.SAME: frozenset(),
    State.GONE: frozenset({State.OPEN}),
}


class Strength(StrEnum):
    """How strongly two rows speak for one person, in words."""

    VERY_STRONG = "very_strong"
    STRONG = "strong"
    WORTH_A_LOOK = "worth_a_look"


def strength(weight: float) -> Strength:
    """The word for a match weight (bits) that reached the queue.

    Bounds from the synthetic city: of pairs from 8 on 97 in 100 are one person, from 12 on 99
    (active rows, benchmarks/duplicates.py).
    """
    if weight >= VERY_STRONG_FROM:
        return Strength.VERY_STRONG
    return Strength.STRONG if weight >= STRONG_FROM else Strength.WORTH_A_LOOK


def common_area(first: str, second: str) -> str:
    """The smallest area that holds both codes; who may not see all of it may not see the pair.

    "" where the two have not even a province in common.
    """
    shared = []
    for one, other in zip(first.split("."), second.split("."), strict=False):
        if one != other:
            break
        shared.append(one)
    return ".".join(shared)


def data_hash(facts: Iterable[object]) -> str:
    """What was compared, as 64 hexadecimal digits; a judged pair comes back only when this changes."""
    return hashlib.sha256("\x1f".join(map(str, facts)).encode()).hexdigest()


def check_answer(*, state: State, answer: State, reason: str, was_unsure: bool) -> None:
    """Refuse an answer that may not be given.

    was_unsure  whether the same person answered "unsure" since the pair was opened; the next look is
                somebody else's
    No rule here joins two rows: "same" hands the pair to the resolution of a double NIK.
    Raises RuleBroken("pair_decided" | "pair_reason_short" | "pair_needs_another").
    Source: four eyes, Permendagri 95/2019 Pasal 46 (recall); one person = one NIK, UU 24/2013 Pasal 13.
    In force from 2013-12-24.
    """
    if answer not in ANSWERS or answer not in NEXT[state]:
        raise RuleBroken("pair_decided", state=state)
    if not LEAST_REASON <= len(reason.strip()) <= MOST_REASON:
        raise RuleBroken("pair_reason_short", least=LEAST_REASON)
    if was_unsure:
        raise RuleBroken("pair_needs_another")
