"""Many possible futures of an area, week by week (pure; time and chance come in)."""

from dataclasses import dataclass

import numpy as np

from rekam.coverage.projection.beliefs import Belief, chance_of
from rekam.coverage.projection.card_queue import CardQueue
from rekam.coverage.projection.hazard import GROWN, RECORDING_WEEKS, WEEK
from rekam.coverage.projection.learning import Learnt, Waiting
from rekam.coverage.projection.lives import Floats, Ints, Register
from rekam.coverage.projection.pool import Pool, spread_by_week
from rekam.coverage.projection.rates import Rate
from rekam.coverage.projection.scenarios import (
    MONTH_DAYS,
    TEAM_A_DAY,
    TEAM_SURE,
    Scenario,
    kit_limit,
    open_share,
)
from rekam.coverage.projection.teens import Teens

_AHEAD_DAYS = 364
LONG_STEP = 4 * WEEK  # beyond the day that is asked for, only the day a target is met is wanted


@dataclass(frozen=True)
class Paths:
    """Counts on [path, step]; step 0 is today.

    days   ordinal of each step
    came   people who became wajib or moved in since today; left   who died, moved away or became inactive
    At every step wajib = recorded + missing, and held <= recorded; held is 0 where cards were not asked for.
    """

    days: Ints
    recorded: Ints
    missing: Ints
    held: Ints
    came: Ints
    left: Ints

    @property
    def wajib(self) -> Ints:
        """Who must hold a card."""
        return self.recorded + self.missing


def step_ends(*, today: int, on: int, until: int) -> Ints:
    """Ends of the steps in days from today: weeks that meet `on` exactly, then four weeks each to `until`."""
    first = (on - today - 1) % WEEK + 1
    near = np.arange(first, on - today + 1, WEEK)
    return np.concatenate([near, np.arange(on - today + LONG_STEP, until - today + LONG_STEP, LONG_STEP)])


class Simulation:
    """One run: the state of every path, moved on step by step; conserves people."""

    def __init__(
        self, register: Register, learnt: Learnt, *, scenario: Scenario, paths: int, ends: Ints, seed: int
    ) -> None:
        self._rng = rng = np.random.default_rng(seed)
        self._scenario, self._ends, self._today = scenario, ends, register.day
        self._open = open_share(scenario)
        self._belief = Belief(learnt.recording, paths=paths, today=register.day, ends=ends, rng=rng)
        self._rates = {
            name: rate.draw(paths, rng=rng) for name, rate in vars(learnt).items() if isinstance(rate, Rate)
        }
        here = register.recordings.only(register.inside[register.recordings.unit])
        waiting = here.only(here.waiting_on(register.day) & (here.since <= register.day))
        clock = learnt.recording.clock
        columns, widths, self._classes = spread_by_week(
            clock.read(register.day) - clock.read(waiting.since), weeks=RECORDING_WEEKS[GROWN:]
        )
        self._missing = Pool(columns, widths=widths, people=np.full(paths, len(waiting)))
        self._teens = Teens(
            here, children_due=register.children_due, day=register.day, first=int(ends[0]), paths=paths
        )
        settled = int(register.flows.settled[register.inside].sum())
        self._recorded: Ints = np.full(paths, settled, dtype=np.int64)
        waits = [*self._teens.waiting, *(float(columns[part].sum()) for part in self._classes)]
        self._extra = self._team_hazard(learnt.recording.visited, waits=np.array(waits), paths=paths)
        self._cards = self._card_queue(register, learnt.cards) if learnt.cards else None

    def run(self) -> Paths:
        """Move every path to the end and tell all its steps."""
        nobody = np.zeros_like(self._recorded)
        told = [(self._recorded, self._missing.people, self._held(), nobody, nobody)]
        for step in range(len(self._ends)):
            came, left = self._move(step)
            told.append(
                (
                    self._recorded,
                    self._missing.people,
                    self._held(),
                    told[-1][3] + came,
                    told[-1][4] + left,
                )
            )
        columns = [np.stack(column, axis=1) for column in zip(*told, strict=True)]
        return Paths(self._today + np.concatenate([[0], self._ends]), *columns)

    def _move(self, step: int) -> tuple[Ints, Ints]:
        """One step of every path: who came into the wajib, who left them."""
        end = int(self._ends[step])
        days = end - (int(self._ends[step - 1]) if step else 0)
        recorded, room = self._record(step, days=days)
        missing_left = self._missing.leave(chance_of(self._rates["missing_leave"], days=days), rng=self._rng)
        settled_left = self._rng.binomial(self._recorded, chance_of(self._rates["settled_leave"], days=days))
        missing_came = self._arrivals("missing_come", among=self._missing.people, days=days)
        settled_came = self._arrivals("settled_come", among=self._recorded, days=days)
        weeks = -(-days // WEEK)
        turned, turned_ahead = self._turn(end, days=days, weeks=weeks)
        soon = self._belief.chance_at_once(step, days=days, kind=GROWN, open_part=self._open)
        recorded = recorded + self._missing.begin(
            turned,
            at_once=soon,
            weeks=weeks,
            asleep=self._belief.asleep(step),
            rng=self._rng,
            most=room,
        )
        self._missing.change(missing_came)
        if self._cards:
            self._cards.move(
                step, days=days, beginners=recorded + turned_ahead, left=settled_left, of=self._recorded
            )
        self._recorded = self._recorded + recorded + turned_ahead + settled_came - settled_left
        return turned + turned_ahead + missing_came + settled_came, missing_left + settled_left

    def _record(self, step: int, *, days: int) -> tuple[Ints, Floats]:
        """The wajib recorded in a step, after the 16-year-olds; and how many more the kits could do."""
        chances = self._belief.chances(step, days=days, open_part=self._open, extra=self._extra)
        young, grown = chances[:, :GROWN], chances[:, GROWN:]
        if self._scenario.ahead is not None:
            young = np.full_like(young, -np.expm1(np.log1p(-self._scenario.ahead) * days / _AHEAD_DAYS))
        limit = kit_limit(self._scenario, days=days)
        if limit < np.inf:
            meant = np.maximum(self._teens.meant(young), 1e-9)
            young = young * np.minimum(1.0, limit / meant)[:, None]
        ahead = self._teens.record(young)
        most = np.maximum(limit - ahead, 0)
        recorded = self._missing.take(grown, slices=self._classes, rng=self._rng, most=most)
        return recorded, most - recorded

    def _turn(self, end: int, *, days: int, weeks: int) -> tuple[Ints, Ints]:
        """Who becomes wajib in a step, by birthday or marriage: unrecorded, and recorded ahead."""
        married = self._teens.marry(chance_of(self._rates["marriage"], days=days))
        net = self._rates["children_come"] - self._rates["children_leave"]
        unrecorded, recorded = self._teens.turn(np.exp(net * days), passed=np.exp(net * end), weeks=weeks)
        return self._whole(unrecorded + married), self._whole(recorded)

    def _arrivals(self, name: str, *, among: Ints, days: int) -> Ints:
        return self._rng.poisson(among * self._rates[name] * days)

    def _card_queue(self, register: Register, cards: Waiting) -> CardQueue:
        known = cards if self._scenario.blanks is None else cards.flowing
        belief = Belief(known, paths=len(self._recorded), today=register.day, ends=self._ends, rng=self._rng)
        return CardQueue(
            register,
            clock=cards.clock,
            belief=belief,
            settled=self._recorded,
            scenario=self._scenario,
            rng=self._rng,
        )

    def _team_hazard(self, visited: Floats, *, waits: Floats, paths: int) -> Floats:
        """[path, class] extra recordings by outreach per waiting person and day: fewer as fewer are left.

        visited  by class, in what ratio a visit records one who waits; waits  people by class today
        """
        yields = self._rng.gamma(TEAM_SURE, TEAM_A_DAY / TEAM_SURE, paths)
        days = (self._scenario.team_days or 0) / MONTH_DAYS
        hazard: Floats = (yields * days)[:, None] * visited / max(float(visited @ waits), 1e-9)
        return hazard

    def _whole(self, people: Floats) -> Ints:
        """Whole people, rounded up or down by chance."""
        return np.floor(people + self._rng.random(len(people))).astype(np.int64)

    def _held(self) -> Ints:
        if self._cards is None:
            return np.zeros_like(self._recorded)
        return self._recorded - self._cards.waiting
