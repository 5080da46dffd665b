"""Error rates of a comparison from its genuine and impostor scores."""

from dataclasses import dataclass, fields
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Rates:
    """Percent of mates missed where 1 in 100, 1 in 1,000 or no stranger passes; eer: both fail alike."""

    eer: float
    fmr100: float
    fmr1000: float
    zerofmr: float


NAMES: Final = tuple(field.name for field in fields(Rates))


def rates(*, genuine: Scores, impostor: Scores) -> Rates:
    """The rates of scores of which a higher one means more alike; a failed image counts as -inf.

    Raises ValueError when either is empty. Source: ISO/IEC 19795-1; FVC2002 for the names.
    """
    if len(genuine) == 0 or len(impostor) == 0:
        raise ValueError("there must be genuine and impostor scores")
    mates, strangers = np.sort(genuine), np.sort(impostor)
    thresholds = np.unique(np.concatenate([mates, strangers, [np.inf]]))
    missed = np.searchsorted(mates, thresholds, side="left") / len(mates)
    passed = 1.0 - np.searchsorted(strangers, thresholds, side="left") / len(strangers)
    equal = int(np.argmin(np.abs(missed - passed)))

    def missed_at(rate: float) -> float:
        return 100.0 * float(missed[np.argmax(passed <= rate)])

    return Rates(
        eer=50.0 * float(missed[equal] + passed[equal]),
        fmr100=missed_at(0.01),
        fmr1000=missed_at(0.001),
        zerofmr=missed_at(0.0),
    )
