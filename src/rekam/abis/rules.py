"""How verdicts become the answer of a case. Pure."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from enum import StrEnum

from rekam.kernel.errors import RuleBroken

LEAST_REASON = 10
MOST_REASON = 1000
TWO_PEOPLE = 2
LATE_DAYS = 7  # an office works off its queue within a week; ours


class Outcome(StrEnum):
    """What a search of one body among all says."""

    NONE = "none"
    UNCLEAR = "unclear"
    HIT = "hit"


class Consequence(StrEnum):
    """What hangs on a case, the most first."""

    MANY = "many"  # one body resembles several others: somebody may hold several NIKs
    LIKELY = "likely"  # the engine would call it a double, were more parts compared
    DOUBT = "doubt"


# Ours: what a case is put forward by in the queue, in days of waiting. Age still wins: nothing is passed over
# for longer than the largest head start.
HEAD_STARTS: Mapping[Consequence, timedelta] = {
    Consequence.MANY: timedelta(days=4),
    Consequence.LIKELY: timedelta(days=2),
    Consequence.DOUBT: timedelta(0),
}
THIRD_HEAD_START = timedelta(days=3)


class Answer(StrEnum):
    """What an adjudicator may say of two records."""

    SAME = "same"
    DIFFERENT = "different"
    UNDECIDED = "undecided"


def settle(answers: Sequence[Answer]) -> Answer | None:
    """The answer of a case from verdicts in the order given, or None while another person is needed.

    Two people decide apart; when they do not say the same, or either is undecided, one more person is
    asked each time, and the answer is the first of "same" and "different" that two people gave.
    Source: four eyes, docs/reference/ladder.md.
    """
    for count in range(2, len(answers) + 1):
        given = list(answers[:count])
        for answer in (Answer.SAME, Answer.DIFFERENT):
            if given.count(answer) >= 2 and given.count(answer) > given.count(_opposite(answer)):
                return answer
    return None


def consequence(*, outcome: Outcome, found: int) -> Consequence:
    """What hangs on a case that a search opened.

    outcome  of the candidate it is about
    found    how many other bodies the same search put before people (at least 1)
    Raises ValueError below 1.
    """
    if found < 1:
        raise ValueError(f"a case is about at least one other body, not {found}")
    if found > 1:
        return Consequence.MANY
    return Consequence.LIKELY if outcome is Outcome.HIT else Consequence.DOUBT


def needs_third(given: int) -> bool:
    """Whether an undecided case with so many verdicts waits for one more person than the two."""
    return given >= TWO_PEOPLE


def head_start(one: Consequence, *, given: int) -> timedelta:
    """By how much a case stands further to the front than its age alone would put it.

    given   verdicts so far; from two on, people did not agree and somebody waits for a third
    """
    return HEAD_STARTS[one] + (THIRD_HEAD_START if needs_third(given) else timedelta(0))


def is_mixed(states: Mapping[str, str]) -> bool:
    """Whether a comparison agrees in fingers and contradicts itself in irises, or the other way round.

    states   of the compared parts by position, as `ui.parts.State`: good is strong likeness, bad is none
    Then face, fingers and irises of two people may lie under one NIK: salah rekam. It is a hint for people
    and decides nothing: soft lenses and worn fingers look the same. Source: docs/reference/ladder.md.
    """
    irises = {state for position, state in states.items() if position.startswith("iris_")}
    fingers = {state for position, state in states.items() if position.startswith(("right_", "left_"))}
    return any(
        "good" in one and "bad" in other and "good" not in other
        for one, other in ((irises, fingers), (fingers, irises))
    )


def check_reason(reason: str) -> None:
    """Refuse a verdict without its reason in words. Raises RuleBroken("verdict_reason_short")."""
    if not LEAST_REASON <= len(reason.strip()) <= MOST_REASON:
        raise RuleBroken("verdict_reason_short", least=LEAST_REASON)


def _opposite(answer: Answer) -> Answer:
    return Answer.DIFFERENT if answer is Answer.SAME else Answer.SAME


def can_be_searched(positions: Collection[str]) -> bool:
    """Whether a body has enough parts to be told from all others: one iris or two fingers.

    A face alone never decides, twins and likenesses being what they are.
    Source: docs/explanation/thresholds.md.
    """
    irises = sum(position.startswith("iris_") for position in positions)
    fingers = sum(position.startswith(("right_", "left_")) for position in positions)
    return irises >= 1 or fingers >= 2


def is_unambiguous(scores: Mapping[str, float]) -> bool:
    """Whether a hit rests on enough parts to be called a duplicate without people looking first.

    scores   of the parts that were compared, by position
    Fingers and irises must both have been compared, or at least four fingers; a hit on less goes to two
    people. Source: "salah rekam" and soft lenses as causes of false duplicates, docs/reference/ladder.md.
    """
    irises = sum(position.startswith("iris_") for position in scores)
    fingers = sum(position.startswith(("right_", "left_")) for position in scores)
    return fingers >= 4 or (irises >= 1 and fingers >= 1)
