"""Holders as actors of Ray: started, found by name, asked all at once, waited for when one dies.

Ray restarts an actor that died. The question that it was asked is put again by us and not by Ray, so that
waiting has one bound: a search is answered whole within it, or refused.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar, cast

import ray
from ray.exceptions import GetTimeoutError, RayActorError

from rekam.abis.cluster.holder import Holder, Place, Refused, Told
from rekam.abis.engine.manifest import Manifest
from rekam.abis.engine.parameters import DEFAULT
from rekam.abis.engine.positions import Position
from rekam.abis.engine.questions import Question
from rekam.abis.engine.shortlist import INDEXED
from rekam.kernel.errors import RuleBroken

Answer = TypeVar("Answer")
NAMESPACE: Final = "rekam"
PAUSE_SECONDS: Final = 0.1
HEALTH_SECONDS: Final = 30.0
START_SECONDS: Final = 3_600.0
"""A new holder of five million persons makes indices for four minutes."""
AGAIN: Final = "shard_behind"
"""What a holder may answer otherwise a moment later."""


def start_holders(
    folder: Path,
    *,
    places: Sequence[Place],
    indexed: Sequence[Position] = INDEXED,
    index_from: int = DEFAULT.index_from,
) -> list[int]:
    """Put a holder at each place, in the stead of those that were there before; their processes.

    Ray spreads them over its machines, each of which must see the folder under this path.
    """
    for number in range(len(places)):
        _end(number)
    actor = cast(Any, ray.remote(num_cpus=1, max_restarts=-1, max_task_retries=0)(Holder))
    started = [
        actor.options(
            name=name_of(number), namespace=NAMESPACE, lifetime="detached", scheduling_strategy="SPREAD"
        ).remote(str(folder), place, indexed=tuple(indexed), index_from=index_from)
        for number, place in enumerate(places)
    ]
    found: list[int] = ray.get([one.process.remote() for one in started], timeout=START_SECONDS)
    return found


def health(count: int) -> list[bool]:
    """Whether each holder answers within HEALTH_SECONDS; one that compares just now may take as long."""
    asked = [_alive(number) for number in range(count)]
    until = time.monotonic() + HEALTH_SECONDS
    return [one is not None and _is_well(one, until=until) for one in asked]


def _alive(number: int) -> object | None:
    try:
        holder = cast(Any, ray.get_actor(name_of(number), namespace=NAMESPACE))
    except ValueError:
        return None
    reference: object = holder.process.remote()
    return reference


def _is_well(told: object, *, until: float) -> bool:
    try:
        ray.get(cast(Any, told), timeout=max(0.0, until - time.monotonic()))
    except (GetTimeoutError, RayActorError):
        return False
    return True


def name_of(number: int) -> str:
    """What a holder is called in Ray."""
    return f"rekam-shard-{number}"


def _end(number: int) -> None:
    try:
        before = ray.get_actor(name_of(number), namespace=NAMESPACE)
    except ValueError:
        return
    ray.kill(before, no_restart=True)
    while True:
        try:
            ray.get_actor(name_of(number), namespace=NAMESPACE)
        except ValueError:
            return
        time.sleep(PAUSE_SECONDS)


@dataclass
class RayCrew:
    """The holders of one state of a gallery, for one search.

    wait_seconds  for how long the search waits for holders, answering and away, in all
    """

    count: int
    state: Manifest
    wait_seconds: float
    clock: Callable[[], float] = time.monotonic
    _places: dict[int, Place] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._until = self.clock() + self.wait_seconds

    @property
    def stretches(self) -> int:
        return self.count

    @property
    def rows(self) -> int:
        return self.state.rows

    @property
    def removed(self) -> int:
        return self.state.removed

    def ask(self, questions: Sequence[Question[Answer]]) -> list[Answer]:
        """All answers, asked for at once.

        Raises RuleBroken("shards_unreachable") where one does not come in time, and what a holder refuses.
        """
        asked = [self._put(number, question) for number, question in enumerate(questions)]
        return [
            self._answer(number, question, asked=one)
            for (number, question), one in zip(enumerate(questions), asked, strict=True)
        ]

    def _put(self, number: int, question: Question[Answer]) -> object | None:
        """What will be the answer; None where there is no such holder just now."""
        try:
            holder = cast(Any, ray.get_actor(name_of(number), namespace=NAMESPACE))
        except ValueError:
            return None
        reference: object = holder.answer.remote(question, state=self.state, place=self._places.get(number))
        return reference

    def _answer(self, number: int, question: Question[Answer], *, asked: object | None) -> Answer:
        """Wait for an answer, and ask again as often as the holder is away or behind."""
        while True:
            found: Told[Answer] | Refused | None = self._wait_for(number, asked)
            if isinstance(found, Told):
                self._places[number] = found.place
                answer: Answer = found.answer
                return answer
            if isinstance(found, Refused) and found.code != AGAIN:
                raise RuleBroken(found.code, **found.facts)
            if self.clock() >= self._until:
                raise RuleBroken("shards_unreachable", shard=number, seconds=round(self.wait_seconds))
            time.sleep(PAUSE_SECONDS)
            asked = self._put(number, question)

    def _wait_for(self, number: int, asked: object | None) -> Told[Answer] | Refused | None:
        """An answer, or None where its holder died or was not there."""
        if asked is None:
            return None
        left = max(0.0, self._until - self.clock())
        try:
            return cast("Told[Answer] | Refused", ray.get(cast(Any, asked), timeout=left))
        except GetTimeoutError as late:
            raise RuleBroken("shards_unreachable", shard=number, seconds=round(self.wait_seconds)) from late
        except RayActorError:
            return None
