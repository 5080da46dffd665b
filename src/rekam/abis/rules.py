"""How verdicts become the answer of a case. Pure."""

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum

from rekam.kernel.errors import RuleBroken

LEAST_REASON = 10
MOST_REASON = 1000


class Outcome(StrEnum):
    """What a search of one body among all says."""

    NONE = "none"
    UNCLEAR = "unclear"
    HIT = "hit"


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
