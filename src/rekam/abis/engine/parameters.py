"""Every tuning value of the engine's decisions, with its range and its reason.

Kept with each decision, so that it can be explained and repeated later. The score models come out of
`benchmarks/fit_scores.py`, run on development sets of FVC2002, FVC2004, IITD and ORL: 840 mates and 8,640
strangers of fingers, 1,326 and 123,424 of irises, 900 and 19,000 of faces. Strangers reach an evidence of 2
once among fingers and never among faces. Of the irises 32 reach 4, all of them from two entries
of that set (008 and 042) that are one eye; the zeros stand where mates and strangers are equally likely.
"""

import math
from dataclasses import dataclass, field
from typing import Final


def required_fmr(*, fpir: float, gallery: int) -> float:
    """The false match rate per comparison that a 1:N search can afford.

    fpir     chance (0 to 1, exclusive) that a search by a stranger returns anyone
    gallery  subjects compared in one search (count, at least 1)
    returns  chance (0 to 1) per comparison: 1 - (1 - fpir) ** (1 / gallery)

    Assumes independent comparisons; relatives and twins make real galleries worse, so measure FPIR too.
    Raises ValueError outside these ranges. Source: ISO/IEC 19795-1, FPIR from FMR.
    """
    if not 0 < fpir < 1:
        raise ValueError(f"fpir must lie between 0 and 1, not {fpir}")
    if gallery < 1:
        raise ValueError(f"gallery must hold at least 1 subject, not {gallery}")
    return -math.expm1(math.log1p(-fpir) / gallery)


@dataclass(frozen=True)
class ScoreModel:
    """The evidence in one comparison: log10 of how much likelier the score is from one body than from two.

    evidence = slope * (score - zero), held between floor and cap.
    zero   the score that says nothing; slope is positive where a higher score means more alike
    floor  (-4 to 0) a failed comparison of one body is common, so that it says little against
    cap    (0 to 8) the measured strangers do not reach further, and the fit is not believed beyond them
    """

    zero: float
    slope: float
    floor: float
    cap: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.zero) and math.isfinite(self.slope) and self.slope != 0):
            raise ValueError("zero and slope must be finite, slope not 0")
        if not (-4 <= self.floor <= 0 <= self.cap <= 8):
            raise ValueError(f"floor {self.floor} and cap {self.cap} must lie in -4..0 and 0..8")

    def evidence(self, score: float) -> float:
        """log10 likelihood ratio of one score."""
        return min(self.cap, max(self.floor, self.slope * (score - self.zero)))


FINGER_MODEL: Final = ScoreModel(zero=-1.71, slope=11.0, floor=-1.0, cap=5.0)
IRIS_MODEL: Final = ScoreModel(zero=0.36, slope=-40.0, floor=-1.5, cap=7.0)
FACE_MODEL: Final = ScoreModel(zero=0.33, slope=10.0, floor=-1.0, cap=2.5)


@dataclass(frozen=True)
class Parameters:
    """What a search and a verification go by.

    finger, iris, face  score models (log10 of stage 2, normalised distance, cosine)
    target_fpir   chance that a stranger's search ends in "hit" (1e-6 to 0.1): a hit stops a person's card
                  until two people have looked, so one search in a thousand
    review_fpir   the same for "unclear" (target to 0.9): costs a look, finds the weak mates
    verify_fmr    chance that a stranger passes 1:1 (1e-6 to 0.1): 1e-4, as border control asks
    review_fmr    the same for "unclear" in 1:1
    shortlist     persons an exhaustive pass hands on (8 to 4,096): mates rank within the first 1 %
    finalists     persons compared with everything (4 to 1,024): the costly second finger stage
    scanned_fingers  fingers of the probe compared with the whole gallery (0 to 10): two find a person
                  without irises and face; more cost time
    most_candidates  returned at most (1 to 1,000)
    """

    finger: ScoreModel = field(default=FINGER_MODEL)
    iris: ScoreModel = field(default=IRIS_MODEL)
    face: ScoreModel = field(default=FACE_MODEL)
    target_fpir: float = 0.001
    review_fpir: float = 0.3
    verify_fmr: float = 1e-4
    review_fmr: float = 1e-2
    shortlist: int = 128
    finalists: int = 32
    scanned_fingers: int = 2
    most_candidates: int = 20

    def __post_init__(self) -> None:
        ranges = {
            "target_fpir": (1e-6, 0.1),
            "review_fpir": (self.target_fpir, 0.9),
            "verify_fmr": (1e-6, 0.1),
            "review_fmr": (self.verify_fmr, 0.5),
            "shortlist": (8, 4_096),
            "finalists": (4, 1_024),
            "scanned_fingers": (0, 10),
            "most_candidates": (1, 1_000),
        }
        for name, (low, high) in ranges.items():
            if not low <= getattr(self, name) <= high:
                raise ValueError(f"{name} must lie between {low} and {high}, not {getattr(self, name)}")

    def threshold_duplicate(self, *, gallery: int) -> float:
        """The score from which a search in a gallery of that many subjects is a hit (log10 units)."""
        return -math.log10(required_fmr(fpir=self.target_fpir, gallery=gallery))

    def threshold_review(self, *, gallery: int) -> float:
        """The score from which two people must look (log10 units)."""
        return -math.log10(required_fmr(fpir=self.review_fpir, gallery=gallery))


DEFAULT: Final = Parameters()
