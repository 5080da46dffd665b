"""What may be published of outages: hours by place and cause, people where they are not few (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass

from rekam.coverage.hiding import SMALLEST_SHOWN
from rekam.devices.outages.rules import Cause, Figures


@dataclass(frozen=True)
class Line:
    """An area and a cause.

    hours   lost by the site that is this area; None for an area that only holds sites
    people  turned away by outages of this area; None where nobody knows, and for 1 to 4
    """

    area_code: str
    cause: Cause
    hours: float | None
    people: int | None


def published(found: Figures) -> Sequence[Line]:
    """The lines that everybody may read, by area and cause.

    No sum of people is published beside them, so a hidden count follows from nothing: one rule a cell is
    enough. 0 is shown, it speaks of nobody.
    """
    keys = sorted({*found.hours, *found.people})
    return [
        Line(area, cause, _rounded(found.hours.get((area, cause))), _shown(found.people.get((area, cause))))
        for area, cause in keys
    ]


def _rounded(hours: float | None) -> float | None:
    return None if hours is None else round(hours, 2)


def _shown(people: int | None) -> int | None:
    return None if people is not None and 0 < people < SMALLEST_SHOWN else people
