"""Every tuning value of finger templates and of their comparison, with its range and its reason.

Chosen on FVC2002 DB1_B, FVC2002 DB3_B and FVC2004 DB4_B with the minutiae of both extractors; a value was
kept only where no set paid for another's gain. What they mean is told in
docs/explanation/minutia-cylinders.md. Compiled kernels take them as constants when they are first compiled.
"""

from dataclasses import dataclass
from typing import Final

WORDS: Final = 4
"""64-bit words of a neighbourhood (a cylinder)."""


@dataclass(frozen=True)
class FingerParameters:
    """The values, in pixels at 500 ppi and in 1/256 turn unless said otherwise.

    Neighbourhoods
    radius         (40 to 120) of a neighbourhood: about eight ridges; larger ones meet the print's edge
    cells          (16 to 63) places in it, evenly spread
    sections       (3 to 8) of a neighbour's direction; cells x sections must fit 4 words of 64 bits
    place_spread   (4 to 20) standard deviation of where a neighbour is felt: plastic skin moves it so far
    turn_spread    (16 to 56) the same of its direction, 28 = 40 degrees
    felt           (0.001 to 0.02) from which a cell counts as occupied, a peak being 0.043
    least_neighbours  (1 to 5) fewer describe nothing

    Stage 1
    widest_turn    (32 to 64) between two prints of one finger: 48 = 67 degrees, no operator takes more
    by_chance      (0 to 1) share of the cells that two neighbourhoods share by chance that is taken off
    least_pairs, most_pairs  (1 to 24) of the best pairs count, growing with the minutiae about middle_pairs
    middle_pairs   (10 to 40) minutiae of the smaller print at which half of the growth is reached
    growth         (0.1 to 1) how steep it is there: 0.4 goes from an eighth to seven eighths in ten minutiae

    Stage 2
    tried_pairs    (8 to 52) best pairs that are asked whether they agree; more bring strangers' luck
    rounds         (1 to 10) of support by the other pairs
    stretch        (6 to 30) from which two distances no longer agree; half at 0.54 of it
    turn           (8 to 40) the same of two changes of direction
    bearing        (0.2 to 0.9) the same of the sine between two bearings
    near, aside    (8 to 20, 10 to 30) within which two minutiae lie on each other: one and a half ridges
    lever          (5 to 60) pixels of arm by which directions join in when the prints are laid on each other
    doubt          (1 to 15) minutiae added to an overlap: two that agree out of three are not yet a mate

    Index (`finger_index`; measured in decision 0071)
    tables         (4 to 32) each by other bits: 24 find a little more and take half as much memory again
    key_bits       (12 to 28) of a neighbourhood that count in a table: fewer meet more strangers
    least_ones     (1 to 8) of them that must be 1: six bits in seven are 0, and everybody would meet there
    vote_doubt     (1 to 30) minutiae added to a finger's own when its votes are divided by them: two lucky
                   ones out of five are no mate, while crowded prints collect votes from everybody
    """

    radius: float = 75.0
    cells: int = 51
    sections: int = 5
    place_spread: float = 28.0 / 3.0
    turn_spread: float = 256.0 / 9.0
    felt: float = 0.005
    least_neighbours: int = 2
    widest_turn: int = 48
    by_chance: float = 0.5
    least_pairs: int = 4
    most_pairs: int = 12
    middle_pairs: float = 20.0
    growth: float = 0.4
    tried_pairs: int = 24
    rounds: int = 5
    stretch: float = 13.0
    turn: float = 20.0
    bearing: float = 0.48
    near: float = 14.0
    aside: float = 18.0
    lever: float = 20.0
    doubt: float = 6.0
    tables: int = 16
    key_bits: int = 20
    least_ones: int = 3
    vote_doubt: float = 10.0

    def __post_init__(self) -> None:
        ranges = {
            "radius": (40, 120),
            "cells": (16, 63),
            "sections": (3, 8),
            "place_spread": (4, 20),
            "turn_spread": (16, 56),
            "felt": (0.001, 0.02),
            "least_neighbours": (1, 5),
            "widest_turn": (32, 64),
            "by_chance": (0, 1),
            "most_pairs": (1, 24),
            "least_pairs": (1, self.most_pairs),
            "middle_pairs": (10, 40),
            "growth": (0.1, 1),
            "tried_pairs": (8, 52),
            "rounds": (1, 10),
            "stretch": (6, 30),
            "turn": (8, 40),
            "bearing": (0.2, 0.9),
            "near": (8, 20),
            "aside": (10, 30),
            "lever": (5, 60),
            "doubt": (1, 15),
            "tables": (4, 32),
            "key_bits": (12, 28),
            "least_ones": (1, 8),
            "vote_doubt": (1, 30),
        }
        for name, (low, high) in ranges.items():
            if not low <= getattr(self, name) <= high:
                raise ValueError(f"{name} must lie between {low} and {high}, not {getattr(self, name)}")
        if self.cells * self.sections >= 64 * WORDS:
            raise ValueError(f"cells x sections must stay under {64 * WORDS}: counts are bytes")


FINGER: Final = FingerParameters()
