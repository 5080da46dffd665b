"""What may be asked of a projection (pure)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rekam.kernel.errors import RuleBroken

HORIZON_YEARS = 10
HORIZON_DAYS = 3652


class Measure(StrEnum):
    """What a target counts; each is a share of the wajib KTP.

    RECORDED  biometrics taken, HELD  a card handed over, IKD  the digital identity activated
    """

    RECORDED = "recorded"
    HELD = "held"
    IKD = "ikd"


# Of IKD only numbers of activations are known, not who is left to activate: there are no waits to learn from.
PROJECTED = frozenset({Measure.RECORDED, Measure.HELD})


@dataclass(frozen=True)
class Question:
    """Will this measure reach `target` percent of the wajib (0 to 100, above 0) by that day?"""

    measure: Measure
    target: float
    on: date


def check_question(question: Question, *, today: date) -> None:
    """Refuse what cannot be answered.

    Raises RuleBroken("projection_target_range") unless 0 < target <= 100,
    RuleBroken("projection_date_range") unless the day lies after today and within ten years,
    RuleBroken("projection_no_history") for a measure whose past the register does not keep.
    """
    if not 0 < question.target <= 100:
        raise RuleBroken("projection_target_range")
    if not 0 < (question.on - today).days <= HORIZON_DAYS:
        raise RuleBroken("projection_date_range", years=HORIZON_YEARS)
    if question.measure not in PROJECTED:
        raise RuleBroken("projection_no_history", measure=question.measure)
