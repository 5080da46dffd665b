"""What the office made of its promise, counted so that open applications cannot be left out (pure)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rekam.applications.clock.rules import PROMISE, Cause, is_late, percentile

SMALL = 5  # fewer in a cell would tell of somebody


@dataclass(frozen=True, kw_only=True)
class Case:
    """One application that was sent, as far as its days go.

    used     days of the promise that it has taken so far
    lived    calendar days since it was sent, pauses and all: as the applicant lived it
    ended    whether the office has answered; one that the applicant took back is none of these
    promise  days within which it is to be answered
    """

    service: str
    used: int
    lived: int
    ended: bool
    paused_for: Cause | None = None
    promise: int = PROMISE

    @property
    def late(self) -> bool:
        """Whether the promise is broken."""
        return self.used > self.promise


@dataclass(frozen=True, kw_only=True)
class Line:
    """What became of all that was sent in a window: the four parts add up to `sent`.

    in_time, late    answered
    open_in_time     not answered, and still inside the promise; those at a standstill are among them
    open_late        not answered, and beyond it
    median, most     days used, half and nine of ten of them; None of nothing
    at_least         whether `most` is a lower bound, since somebody among them still waits
    """

    service: str
    sent: int
    in_time: int
    late: int
    open_in_time: int
    open_late: int
    paused: Mapping[Cause, int]
    median: int | None
    median_at_least: bool
    most: int | None
    most_at_least: bool
    lived_median: int | None

    @property
    def open(self) -> int:
        """Who still waits."""
        return self.open_in_time + self.open_late


def line_of(cases: Sequence[Case], *, service: str = "") -> Line:
    """These applications as one line."""
    days = [(case.used, not case.ended) for case in cases]
    median, most = percentile(days, share=0.5), percentile(days, share=0.9)
    lived = percentile([(case.lived, not case.ended) for case in cases], share=0.5)
    return Line(
        service=service,
        sent=len(cases),
        in_time=sum(case.ended and not case.late for case in cases),
        late=sum(case.ended and case.late for case in cases),
        open_in_time=sum(not case.ended and not case.late for case in cases),
        open_late=sum(not case.ended and case.late for case in cases),
        paused={cause: sum(not case.ended and case.paused_for is cause for case in cases) for cause in Cause},
        median=median[0] if median else None,
        median_at_least=median[1] if median else False,
        most=most[0] if most else None,
        most_at_least=most[1] if most else False,
        lived_median=lived[0] if lived else None,
    )


def by_service(cases: Sequence[Case]) -> tuple[tuple[Line, ...], Line | None]:
    """A line for each service with enough applications, the most frequent first, and one for all the others.

    Services with fewer than five are told together; where these are fewer than five themselves, the smallest
    of the others joins them, so that nobody can be reckoned from the total.
    """
    groups: dict[str, list[Case]] = {}
    for case in cases:
        groups.setdefault(case.service, []).append(case)
    ordered = sorted(groups.items(), key=lambda one: (-len(one[1]), one[0]))
    kept = [(name, group) for name, group in ordered if len(group) >= SMALL]
    rest = [case for _name, group in ordered if len(group) < SMALL for case in group]
    if rest and len(rest) < SMALL and kept:
        rest += kept.pop()[1]
    shown = tuple(line_of(group, service=name) for name, group in kept)
    return shown, line_of(rest) if len(rest) >= SMALL else None


@dataclass(frozen=True)
class Left:
    """How long something took from a state on: the days used before it, and those from then until the end."""

    state: str
    days: int


ENOUGH = 20  # of a state, before anything is foretold of it


def chance_of_lateness(*, state: str, used: int, past: Iterable[Left]) -> float | None:
    """The share of earlier ones in this state that took longer from there than is left of the promise.

    used   days of the promise that are gone
    past   of the last months; None for fewer than 20 of this state, 1.0 for one that is late already
    """
    if is_late(used):
        return 1.0
    known = [one.days for one in past if one.state == state]
    if len(known) < ENOUGH:
        return None
    return sum(days > PROMISE - used for days in known) / len(known)
