"""A finding: what one look at the laptop gave. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    """How a thing stands: as it should, not looked at, to be watched, or wrong."""

    GOOD = "good"
    UNSEEN = "unseen"
    WATCH = "watch"
    WRONG = "wrong"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One line of the screen.

    check   what was looked at, such as "outbox"
    code    what was found; `wording` has its sentence
    facts   numbers and words for the sentence; never a name, a NIK or a path
    """

    check: str
    code: str
    level: Level = Level.GOOD
    facts: Mapping[str, int | str] = field(default_factory=dict)


def is_well(findings: Sequence[Finding]) -> bool:
    """Whether nothing is wrong; what is to be watched does not count."""
    return all(finding.level is not Level.WRONG for finding in findings)
