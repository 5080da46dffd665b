"""How many blanks each site gets: by who is next, in whole numbers that add up (pure).

People are served by the day of their turn (rules.Order.turn), wherever they live. Among those of the day in
which the blanks run out each site gets its proportion, cut down, and what is left goes one by one to the
largest remainders (Hare-Niemeyer). Nobody gets more than the need; no site with a need gets nothing while
there is a blank for each of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

Needs = Mapping[date, int]  # cards waited for, by the day of their turn


@dataclass(frozen=True)
class Shares:
    """What was shared out: blanks by site, and the blanks that nobody needs; their sum is what there was."""

    given: Mapping[str, int]
    left: int


def still_needed(needs: Needs, *, stock: int) -> dict[date, int]:
    """What a site needs beyond its own stock, which serves those whose turn comes first."""
    missing = {}
    for turn, number in sorted(needs.items()):
        served = min(stock, number)
        stock -= served
        missing[turn] = number - served
    return missing


def share_out(blanks: int, *, needs: Mapping[str, Needs]) -> Shares:
    """Share blanks among sites by turn.

    blanks  in the safe to be shared, 0 or more
    needs   of each site, beyond its own stock
    Raises ValueError for a negative number.
    """
    if blanks < 0 or any(number < 0 for site in needs.values() for number in site.values()):
        raise ValueError("blanks and needs are counts")
    wanted = {site: {turn: n for turn, n in need.items() if n} for site, need in sorted(needs.items())}
    needy = [site for site, need in wanted.items() if need]
    floor = 1 if blanks >= len(needy) else 0  # for the first in turn of each site
    for site in needy:
        wanted[site][min(wanted[site])] -= floor
    shared = by_turn(blanks - floor * len(needy), needs=wanted)
    given = {site: number + floor * (site in needy) for site, number in shared.given.items()}
    return Shares(given=given, left=shared.left)


def by_turn(blanks: int, *, needs: Mapping[str, Needs]) -> Shares:
    """The same without a floor: whose people are among the first so many in turn."""
    given, left = dict.fromkeys(needs, 0), blanks
    for turn in sorted({turn for need in needs.values() for turn in need}):
        parts = by_largest_remainder(left, weights={site: need.get(turn, 0) for site, need in needs.items()})
        for site, number in parts.items():
            given[site] += number
        left -= sum(parts.values())
    return Shares(given=given, left=left)


def by_largest_remainder(number: int, *, weights: Mapping[str, int]) -> dict[str, int]:
    """Split a number by weights that are also the most that each may get.

    Equal remainders go by the name of the site. The parts sum to the number, or to the weights if fewer.
    """
    whole = sum(weights.values())
    if number >= whole:
        return dict(weights)
    parts = {site: number * weight // whole for site, weight in weights.items()}
    rests = sorted(weights, key=lambda site: (-(number * weights[site] % whole), site))
    for site in rests[: number - sum(parts.values())]:
        parts[site] += 1
    return parts
