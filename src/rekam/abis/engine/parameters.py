"""Every tuning value of the engine's decisions, with its range and its reason.

Kept with each decision, so that it can be explained and repeated later. The score models come out of
`python -m benchmarks.fit_scores`, run on the development sets of FVC2002, FVC2004, IITD and ORL; what they
rest on, and how they hold on subjects that they were not fitted on, is in docs/reference/accuracy.md.
"""

import math
from dataclasses import dataclass, field
from typing import Final

from rekam.abis.engine.positions import Position


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


LEAST_FMR: Final = 1e-6
"""No single comparison is told as rarer between strangers than this: our strangers are some ten thousands to
a hundred thousand pairs, and a fitted tail is believed for a decade or two beyond them, not further."""


@dataclass(frozen=True)
class ScoreModel:
    """What one score says: how likely strangers reach it, and how much it speaks for one body.

    The evidence is log10 of how much likelier the score is from one body than from two: slope * (score -
    zero), held between floor and cap. The tail is that of strangers: beyond the score that one in a hundred
    reaches, the chance falls by `tail_slope` decades a unit. Slopes are positive where a higher score means
    more alike.
    zero        the score that says nothing
    slope       log10 of likelihood ratio a unit of score: how fast it comes to say much
    floor       (-4 to 0) a failed comparison of one body is common, so that it says little against
    cap         (0 to 6) at most a decade beyond the strangers that were measured
    tail_at     the score that one stranger in a hundred reaches
    tail_slope  steeper than `slope`, or strangers would reach a likelihood ratio more often than it says
    strangers   pairs of different bodies that the tail was fitted on: below 1 in so many it is extrapolated
    """

    zero: float
    slope: float
    floor: float
    cap: float
    tail_at: float
    tail_slope: float
    strangers: int

    def __post_init__(self) -> None:
        told = (self.zero, self.slope, self.tail_at, self.tail_slope)
        if not all(map(math.isfinite, told)) or self.slope == 0:
            raise ValueError("zero, slope and tail must be finite, slope not 0")
        if not (-4 <= self.floor <= 0 <= self.cap <= 6):
            raise ValueError(f"floor {self.floor} and cap {self.cap} must lie in -4..0 and 0..6")
        if self.tail_slope * self.slope <= 0 or abs(self.tail_slope) < abs(self.slope):
            raise ValueError("the strangers' tail must fall at least as fast as the evidence rises")
        if self.strangers < 100:
            raise ValueError(f"a tail is not fitted on {self.strangers} pairs of strangers")

    def evidence(self, score: float) -> float:
        """log10 likelihood ratio of one score."""
        return min(self.cap, max(self.floor, self.slope * (score - self.zero)))

    def false_match_rate(self, score: float) -> float:
        """The chance (LEAST_FMR to 1) that two bodies reach this score, rather too high than too low.

        Under 1 / strangers it is an extrapolation of the fitted tail.
        """
        decades = 2.0 + self.tail_slope * (score - self.tail_at)
        return min(1.0, max(LEAST_FMR, math.pow(10.0, -min(decades, 9.0))))


FINGER_MODEL: Final = ScoreModel(
    zero=-1.2706, slope=7.19, floor=-1.0, cap=5.0, tail_at=-1.3538, tail_slope=8.99, strangers=27_840
)
MINDTCT_MODEL: Final = ScoreModel(
    zero=-1.3592, slope=5.48, floor=-1.0, cap=5.0, tail_at=-1.3704, tail_slope=9.65, strangers=27_840
)
IRIS_MODEL: Final = ScoreModel(
    zero=0.3245, slope=-28.2, floor=-1.5, cap=6.0, tail_at=0.3722, tail_slope=-35.3, strangers=123_349
)
FACE_MODEL: Final = ScoreModel(
    zero=0.3479, slope=10.1, floor=-1.0, cap=2.5, tail_at=0.3231, tail_slope=18.4, strangers=19_000
)


@dataclass(frozen=True)
class Parameters:
    """What a search and a verification go by.

    finger, finger_mindtct, iris, face  score models (log10 of stage 2, twice, normalised distance, cosine);
                  mindtct's is of fingers of which one side or both have its minutiae (`extractor.weaker`)
    target_fpir   chance that a stranger's search ends in "hit" (1e-6 to 0.1): a hit stops a person's card
                  until two people have looked, so one search in a thousand
    review_fpir   the same for "unclear" (target_fpir to 0.9): costs a look, finds the weak mates
    verify_fmr    chance that a stranger passes 1:1 (1e-6 to 0.1): 1e-4, as border control asks
    review_fmr    the same for "unclear" in 1:1 (verify_fmr to 0.5): a second finger is then asked for
    shortlist     persons an exhaustive pass hands on (8 to 4,096): mates rank within the first 1 %
    finalists     persons compared with everything (4 to 1,024): the costly second finger stage
    finger_spread, iris_spread, face_spread  of strangers' quick scores (0.001 to 1), in which they are
                  counted so that they can be added when a shortlist is sorted; as the development sets show,
                  fingers' the same for either extractor
    scanned_fingers  fingers of the probe compared with the whole gallery (0 to 10): two find a person
                  without irises and face; more cost time. With 0 a gallery's fingers need not fit in memory:
                  who is there without irises is then found by the face or not at all; a probe without
                  irises and face still has two of its fingers compared
    most_candidates  returned at most (1 to 1,000)
    index_from    people compared (50 to 10,000,000) from which two fingers are looked for by their indices:
                  below, stage 1 takes less than half a second for everybody
    index_share   of the people (0.01 to 0.5) whom the indices hand on to stage 1: 0.1 % of mates by LEADER
                  are not among the best 5 %, 0.3 % not among the best 1 %
    index_quality  (0 to 100) by which an indexed finger of a probe without irises may be worse than those
                  that would be scanned without indices: or a good finger would be given away for speed
    """

    finger: ScoreModel = field(default=FINGER_MODEL)
    finger_mindtct: ScoreModel = field(default=MINDTCT_MODEL)
    iris: ScoreModel = field(default=IRIS_MODEL)
    face: ScoreModel = field(default=FACE_MODEL)
    target_fpir: float = 0.001
    review_fpir: float = 0.3
    verify_fmr: float = 1e-4
    review_fmr: float = 1e-2
    shortlist: int = 128
    finalists: int = 32
    finger_spread: float = 0.045
    iris_spread: float = 0.025
    face_spread: float = 0.1
    scanned_fingers: int = 2
    most_candidates: int = 20
    index_from: int = 50_000
    index_share: float = 0.05
    index_quality: int = 20

    def __post_init__(self) -> None:
        ranges = {
            "target_fpir": (1e-6, 0.1),
            "review_fpir": (self.target_fpir, 0.9),
            "verify_fmr": (1e-6, 0.1),
            "review_fmr": (self.verify_fmr, 0.5),
            "shortlist": (8, 4_096),
            "finalists": (4, 1_024),
            "finger_spread": (0.001, 1),
            "iris_spread": (0.001, 1),
            "face_spread": (0.001, 1),
            "scanned_fingers": (0, 10),
            "most_candidates": (1, 1_000),
            "index_from": (50, 10_000_000),
            "index_share": (0.01, 0.5),
            "index_quality": (0, 100),
        }
        for name, (low, high) in ranges.items():
            if not low <= getattr(self, name) <= high:
                raise ValueError(f"{name} must lie between {low} and {high}, not {getattr(self, name)}")

    def quick_spread(self, position: Position) -> float:
        """The spread of strangers' quick scores of a part (units as `compare.quick`)."""
        if position.is_finger:
            return self.finger_spread
        return self.iris_spread if position.is_iris else self.face_spread

    def threshold_duplicate(self, *, gallery: int) -> float:
        """The score from which a search in a gallery of that many subjects is a hit (log10 units)."""
        return -math.log10(required_fmr(fpir=self.target_fpir, gallery=gallery))

    def threshold_review(self, *, gallery: int) -> float:
        """The score from which two people must look (log10 units)."""
        return -math.log10(required_fmr(fpir=self.review_fpir, gallery=gallery))


DEFAULT: Final = Parameters()
