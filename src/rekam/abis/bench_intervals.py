"""How sure error rates of few subjects are: the bootstrap over subjects.

The pairs of one finger depend on each other, so not pairs but whole subjects are drawn again, with all their
images: a pair of mates counts as often as its subject was drawn, a pair of strangers by the product.

Source: ISO/IEC 19795-1, intervals for dependent comparisons; Bolle, Ratha, Pankanti, "Error analysis of
pattern recognition systems - the subsets bootstrap", Computer Vision and Image Understanding 93, 2004.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from rekam.abis.bench_rates import NAMES, Rates

DRAWS: Final = 300
SURE: Final = 95.0
WITH_INTERVAL: Final = ("eer", "fmr100", "fmr1000")

Drawn = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Pairs:
    """Scores of pairs, higher = more alike, and whose they are."""

    scores: npt.NDArray[np.float32]
    first: npt.NDArray[np.str_]
    second: npt.NDArray[np.str_]


def drawn_rates(pairs: Pairs) -> Drawn:
    """The rates of DRAWS draws of subjects, [draw, rate in the order of NAMES]; the same at every call."""
    subjects, numbers = np.unique(np.concatenate([pairs.first, pairs.second]), return_inverse=True)
    order = np.argsort(pairs.scores, kind="stable")
    first, second = numbers[: len(order)][order], numbers[len(order) :][order]
    ordered = pairs.scores[order]
    starts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))
    mates = first == second
    generator = np.random.default_rng(20_260_101)
    found = []
    for _ in range(DRAWS):
        drawn = generator.integers(0, len(subjects), len(subjects))
        times = np.bincount(drawn, minlength=len(subjects))
        weights = np.where(mates, times[first], times[first] * times[second])
        found.append(_rates(weights, mates=mates, starts=starts))
    return np.array(found)


def _rates(
    weights: npt.NDArray[np.int64], *, mates: npt.NDArray[np.bool_], starts: npt.NDArray[np.int64]
) -> list[float]:
    """`bench_rates.rates` of weighted pairs in ascending order of score; nan where one sort was not drawn."""
    below_mates, below_strangers = np.cumsum(weights * mates), np.cumsum(weights * ~mates)
    all_mates, all_strangers = int(below_mates[-1]), int(below_strangers[-1])
    if all_mates == 0 or all_strangers == 0:
        return [float("nan")] * len(NAMES)
    before = np.concatenate([[0], below_mates])[starts], np.concatenate([[0], below_strangers])[starts]
    missed = np.append(before[0] / all_mates, 1.0)
    passed = np.append(1.0 - before[1] / all_strangers, 0.0)
    equal = int(np.argmin(np.abs(missed - passed)))
    at = [100.0 * float(missed[np.argmax(passed <= rate + 1e-12)]) for rate in (0.01, 0.001, 0.0)]
    return [50.0 * float(missed[equal] + passed[equal]), *at]


def intervals(drawn: Drawn, *, told: Rates, subjects: int) -> dict[str, list[float]]:
    """`eer_ci` and so on: the 95 % interval of each rate in percent, [low, high].

    Where no error was seen the upper end is at least that of the rule of three, over subjects and not over
    pairs: with n subjects and no error the rate may still be 1 - 0.05 ** (1 / n), about 3 / n.
    """
    edge = (100.0 - SURE) / 2.0
    known = drawn[~np.isnan(drawn).any(axis=1)]
    found = {}
    for name in WITH_INTERVAL:
        of_rate = known[:, NAMES.index(name)]
        low, high = np.percentile(of_rate, [edge, 100.0 - edge]) if len(of_rate) else (0.0, 100.0)
        if getattr(told, name) == 0:
            high = max(high, 100.0 * (1.0 - 0.05 ** (1.0 / subjects)))
        found[f"{name}_ci"] = [round(float(low), 4), round(float(high), 4)]
    return found


def share_interval(share: float, *, of: int) -> tuple[float, float]:
    """The 95 % interval of a share (0 to 1) that was seen among so many independent trials (1 or more).

    Source: Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22, 1927.
    """
    spread = 1.959964**2 / of
    middle = (share + spread / 2) / (1 + spread)
    aside = math.sqrt(spread * (share * (1 - share) + spread / 4)) / (1 + spread)
    return max(0.0, middle - aside), min(1.0, middle + aside)
