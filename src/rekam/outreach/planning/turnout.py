"""Turn-out learnt from visits: beta-binomial, places drawn to their kecamatan, kecamatan to the office.

A visit to n people is worth less than n independent answers: rain keeps them all at home. Beta-binomial
counts say how much less: the variance of who came is n p (1 - p) (1 + (n - 1) rho) (Skellam 1948), so that a
visit weighs n / (1 + (n - 1) rho). What is guessed before any visit weighs as much as one visit.

A visit whose time was used up shows only that so many came at least. Taken as it stands it would teach that
few come where many wait; so it counts as what can be expected beyond that, reckoned anew a few times from
what is learnt (Dempster, Laird and Rubin 1977).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

LEAST, MOST = 0.01, 0.95
FEW_VISITS = 10
VISITS_TO_DOUBT = 3  # so many visits nearby weigh as much as the guess of a place (an assumption of ours)
ASSUMED_RHO, LEAST_RHO, MOST_RHO = 0.05, 0.005, 0.5
RECKONINGS = 10  # of the visits whose time was used up
NEARLY_ALL = 0.999  # of those called: nobody is left to be reckoned
POINTS = 64  # at which a beta distribution is looked at


@dataclass(frozen=True, kw_only=True)
class Guess:
    """What is thought of a place before anybody went there.

    share      of those left who would come to an ordinary visit (0 to 1)
    kecamatan  whose other places it resembles
    people     whom a visit would call (at least 1): says how much one visit weighs
    """

    share: float
    kecamatan: str
    people: float = 100.0


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One visit: how many of those called, who had to be recorded, came.

    lift  what made more of them come than to an ordinary visit: the market factor on a market day, else 1
    full  whether the time was used up, so that more may have come than were counted
    """

    site: int
    called: int
    came: float
    lift: float = 1.0
    full: bool = False


@dataclass(frozen=True, kw_only=True)
class Turnout:
    """What is known of a place's turn-out: a beta distribution, and how many visits it rests on."""

    share: float
    weight: float
    visits: int

    @property
    def alpha(self) -> float:
        return self.share * self.weight

    @property
    def beta(self) -> float:
        return (1 - self.share) * self.weight


def learn(guesses: Mapping[int, Guess], seen: Iterable[Seen]) -> dict[int, Turnout]:
    """By place, its turn-out after these visits; visits to unknown places and to nobody teach nothing."""
    known = [one for one in seen if one.site in guesses and one.called > 0]
    full = any(one.full for one in known)
    rho = overdispersion([] if full else [(one, _held(guesses[one.site].share * one.lift)) for one in known])
    told = {site: guess.share for site, guess in guesses.items()}
    for _ in range(RECKONINGS if full else 1):
        learnt = _learn(guesses, [_whole(one, share=told[one.site], rho=rho) for one in known], rho=rho)
        told = {site: one.share for site, one in learnt.items()}
    return learnt


def _learn(guesses: Mapping[int, Guess], seen: Sequence[Seen], *, rho: float) -> dict[int, Turnout]:
    visits: dict[int, list[Seen]] = {site: [] for site in guesses}
    for one in seen:
        visits[one.site].append(one)
    compared = {site: _compare(guesses[site].share, own, rho=rho) for site, own in visits.items()}
    one_visit = _mean([guess.share * weight_of(guess.people, rho=rho) for guess in guesses.values()])
    leanings = _leanings(guesses, compared, start=VISITS_TO_DOUBT * one_visit)
    return {
        site: _posterior(_held(guess.share * leanings[site]), visits[site], people=guess.people, rho=rho)
        for site, guess in guesses.items()
    }


def _whole(one: Seen, *, share: float, rho: float) -> Seen:
    """The visit as it may have been had there been time for everybody; `share` is thought of the place."""
    if not one.full:
        return one
    beyond = mean_beyond(one.came / one.called, expected=_held(share * one.lift), rho=rho)
    return replace(one, came=one.called * beyond)


def mean_beyond(least: float, *, expected: float, rho: float) -> float:
    """The share (0 to 1) that comes on average, where `expected` do, once it is known that `least` did."""
    if least >= NEARLY_ALL:
        return least
    shares = least + (1 - least) * (np.arange(POINTS) + 0.5) / POINTS
    answers = 1 / rho - 1
    logs = (expected * answers - 1) * np.log(shares) + ((1 - expected) * answers - 1) * np.log1p(-shares)
    return float(np.average(shares, weights=np.exp(logs - logs.max())))


def overdispersion(visits: Sequence[tuple[Seen, float]]) -> float:
    """How alike the people of one visit behave (rho of the beta-binomial), from visits and expected shares.

    By moments; ASSUMED_RHO, an assumption of ours, while there are fewer than FEW_VISITS. Not for visits of
    which some used their time up: the others are the quiet ones, whose spread is not that of all.
    """
    if len(visits) < FEW_VISITS:
        return ASSUMED_RHO
    beyond, scale = 0.0, 0.0
    for one, share in visits:
        binomial = one.called * share * (1 - share)
        beyond += (one.came - one.called * share) ** 2 - binomial
        scale += binomial * (one.called - 1)
    return min(MOST_RHO, max(LEAST_RHO, beyond / scale if scale else LEAST_RHO))


def weight_of(people: float, *, rho: float) -> float:
    """How many independent answers a visit to so many people is worth."""
    return people / (1 + (people - 1) * rho)


@dataclass(frozen=True)
class _Compared:
    """Who came and who was expected, both in independent answers."""

    came: float = 0.0
    expected: float = 0.0

    def __add__(self, other: "_Compared") -> "_Compared":
        return _Compared(self.came + other.came, self.expected + other.expected)

    def without(self, other: "_Compared") -> "_Compared":
        return _Compared(self.came - other.came, self.expected - other.expected)

    def share(self, *, start: float, weight: float) -> float:
        """How many came for each who was expected, beginning at `start` with that weight."""
        return (self.came + weight * start) / (self.expected + weight)


def _compare(share: float, visits: Sequence[Seen], *, rho: float) -> _Compared:
    worth = [weight_of(one.called, rho=rho) for one in visits]
    came = sum(one.came / one.called * weight for one, weight in zip(visits, worth, strict=True))
    expected = sum(share * one.lift * weight for one, weight in zip(visits, worth, strict=True))
    return _Compared(came, expected)


def _leanings(
    guesses: Mapping[int, Guess], compared: Mapping[int, _Compared], *, start: float
) -> dict[int, float]:
    """By place, how the turn-out of its neighbours compares with the guesses; 1 where they were right.

    A kecamatan begins at what the others showed, with the weight of `start` expected people, and each of
    those at 1 with the same. A place's own visits are left out, since it counts them itself.
    """
    whole = sum(compared.values(), _Compared())
    of_kecamatan: dict[str, _Compared] = defaultdict(_Compared)
    for site, one in compared.items():
        of_kecamatan[guesses[site].kecamatan] += one
    found = {}
    for site, own in compared.items():
        kecamatan = of_kecamatan[guesses[site].kecamatan]
        others = whole.without(kecamatan).share(start=1.0, weight=start * len(of_kecamatan))
        found[site] = kecamatan.without(own).share(start=others, weight=start)
    return found


def _posterior(share: float, visits: Sequence[Seen], *, people: float, rho: float) -> Turnout:
    weight = weight_of(max(1.0, people), rho=rho)
    came = share * weight
    for one in visits:
        worth = weight_of(one.called, rho=rho)
        came += min(1.0, one.came / one.called / one.lift) * worth
        weight += worth
    return Turnout(share=_held(came / weight), weight=weight, visits=len(visits))


def _held(share: float) -> float:
    return min(MOST, max(LEAST, share))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 1.0
