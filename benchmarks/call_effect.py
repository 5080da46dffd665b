"""Whether the interval of call-ups holds the effect that was planted, as often as it says.

Rounds are made up: 5 to 30 people an RT, of whom 0.5 to 4 of a hundred come each week anyway, some RT and
some weeks more than others; whoever is called comes more by the planted effect. RT are drawn to weeks as
`callups/lot.py` does, each round looked at after half of its weeks and after all.
"""

import argparse
import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from rekam.outreach.callups.effect import Effect, find_effect
from rekam.outreach.callups.lot import draws

SIZES = ((4, 6), (10, 6), (10, 12))  # kelurahan, weeks; ten RT a kelurahan
GAINS = (0.0, 1.0, 4.0)  # people of a hundred a week
FADES = (False, True)  # whether a call helps all the weeks after it, or its first two only


@dataclass(frozen=True)
class Made:
    """What was found of a round, and the planted effect in the mean of those called and their weeks."""

    found: Effect
    planted: float


def rounds(*, kelurahan: int, weeks: int, gain: float, fades: bool, count: int) -> Iterator[Made]:
    """So many rounds, each from its own seed."""
    strata = [f"K{number // 10}" for number in range(10 * kelurahan)]
    for seed in range(count):
        random = np.random.default_rng([seed, kelurahan, weeks])
        people = random.integers(5, 31, len(strata))
        steps = draws(strata, weeks=weeks, count=1, seed=seed)[0]
        for over in (weeks // 2, weeks):
            since = np.arange(over)[None, :] - steps[:, None]
            helped = (since >= 0) & (since < 2) if fades else since >= 0
            usual = random.uniform(0.5, 4, (len(strata), 1)) * random.uniform(0.5, 1.5, (1, over))
            chance = np.clip((usual + gain * helped) / 100, 0, 1)
            found = find_effect(
                random.binomial(people[:, None], chance),
                people=list(people),
                steps=list(steps),
                strata=strata,
                weeks=weeks,
                seed=seed + 1,
            )
            if found is not None and found.is_bounded:
                called = (since >= 0) * people[:, None]
                yield Made(found, gain * float((called * helped).sum() / called.sum()))


def main() -> None:
    """A line a size and effect: how often the interval held it, its width, how often 0 lay outside."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--rounds", type=int, default=100, help="rounds a line")
    count = words.parse_args().rounds
    began = time.process_time()
    print("RT  weeks  planted  fades  looks  mean  held %  width  guess  told %")
    for kelurahan, weeks in SIZES:
        for gain in GAINS:
            for fades in FADES if gain else FADES[:1]:
                made = list(rounds(kelurahan=kelurahan, weeks=weeks, gain=gain, fades=fades, count=count))
                _line(10 * kelurahan, weeks, gain=gain, fades=fades, made=made)
    print(f"{time.process_time() - began:.0f} s of CPU")


def _line(rts: int, weeks: int, *, gain: float, fades: bool, made: list[Made]) -> None:
    found = [one.found for one in made]
    mean = np.mean([one.planted for one in made])
    held = np.mean([one.found.lower <= one.planted <= one.found.upper for one in made])
    width = np.mean([one.upper - one.lower for one in found])
    guess, told = np.mean([one.gain for one in found]), np.mean([one.is_told for one in found])
    words = f"{rts:3} {weeks:5} {gain:8.1f} {fades!s:>6} {len(made):6} {mean:5.2f}"
    print(f"{words} {100 * held:7.1f} {width:6.2f} {guess:6.2f} {100 * told:7.1f}", flush=True)


if __name__ == "__main__":
    main()
