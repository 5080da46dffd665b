"""Who holds the stretches of a gallery, and whether all of them answered for all of their rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from rekam.abis.engine.positions import Position
from rekam.abis.engine.questions import Best, Counted, Question
from rekam.abis.engine.stretch import Stretch
from rekam.kernel.errors import RuleBroken

Answer = TypeVar("Answer")


class Crew(Protocol):
    """The holders of all stretches of one state of a gallery."""

    @property
    def stretches(self) -> int:
        """How many there are."""
        ...

    @property
    def rows(self) -> int:
        """How many rows the gallery has in that state, those too that were taken out."""
        ...

    @property
    def removed(self) -> int:
        """How many of them were taken out."""
        ...

    def ask(self, questions: Sequence[Question[Answer]]) -> list[Answer]:
        """The answer of each stretch, in their order, to its own question; all of them, or RuleBroken."""
        ...


@dataclass(frozen=True)
class Here:
    """Stretches in this process, asked one after the other."""

    held: Sequence[Stretch]

    @property
    def stretches(self) -> int:
        return len(self.held)

    @property
    def rows(self) -> int:
        return sum(len(one.view) for one in self.held)

    @property
    def removed(self) -> int:
        return sum(len(one.view.removed) for one in self.held)

    def ask(self, questions: Sequence[Question[Answer]]) -> list[Answer]:
        return [question.put(one) for question, one in zip(questions, self.held, strict=True)]


@dataclass(frozen=True)
class Coverage:
    """What one stretch answered for.

    start, rows  its place in the gallery, those rows too that were taken out
    people       who was compared with the probe
    """

    start: int
    rows: int
    people: int


def check_counted(counted: Sequence[Counted], *, crew: Crew) -> list[Coverage]:
    """The stretches, once it is sure that they lie end to end and are the whole gallery.

    Raises RuleBroken("shards_incomplete"): a search of a part would say of a person that nobody is like him.
    """
    at = 0
    for one in counted:
        if one.start != at:
            raise RuleBroken("shards_incomplete", row=at, found=one.start)
        at += one.rows
    removed = sum(one.removed for one in counted)
    if (at, removed) != (crew.rows, crew.removed):
        raise RuleBroken("shards_incomplete", rows=crew.rows, found=at, removed=crew.removed, out=removed)
    return [Coverage(start=one.start, rows=one.rows, people=one.people) for one in counted]


def check_scanned(best: Sequence[Mapping[Position, Best]], *, wanted: Mapping[Position, int]) -> None:
    """Whether all stretches together compared as many by each part as they should have.

    Raises RuleBroken("shards_incomplete").
    """
    for part, people in wanted.items():
        scanned = sum(one[part].scanned for one in best)
        if scanned != people:
            raise RuleBroken("shards_incomplete", part=str(part), people=people, found=scanned)
