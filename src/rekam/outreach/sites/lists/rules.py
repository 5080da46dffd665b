"""What a list and a name on it can be, and who of the register is meant (pure)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class State(StrEnum):
    """A list is read as a draft and counts once somebody took it over."""

    DRAFT = "draft"
    TAKEN = "taken"
    REPLACED = "replaced"


class Match(StrEnum):
    """Whether the register's person is known: found, several may be meant, nobody, or said to be nobody."""

    FOUND = "found"
    UNSURE = "unsure"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Row:
    """A line of a file: its number as the file counts, and what stands there."""

    line: int
    group: str
    full_name: str
    birth_date: date
    nik: str = ""


@dataclass(frozen=True)
class Reject:
    """A line that was not taken: where and why; what stood there is not kept."""

    line: int
    column: str
    code: str


@dataclass(frozen=True)
class Known:
    """Somebody of the register as the matching sees him."""

    uuid: UUID
    nik: str
    name_key: str
    birth_date: date


@dataclass(frozen=True)
class Found:
    """Who is meant: one, or several to choose from, or nobody."""

    match: Match
    resident: UUID | None = None
    candidates: tuple[UUID, ...] = ()


def meant(
    row: Row, *, name_key: str, by_nik: Known | None, by_day: Collection[Known], alike: Collection[UUID]
) -> Found:
    """Who of the register a line means; nothing is guessed.

    name_key  of the line's name
    by_nik    who has the line's NIK
    by_day    who was born on the line's day
    alike     others whom a search by name and day finds

    A NIK is believed where name or birth date agree with it; without one, name and birth date together must
    fit exactly one. Everything else is shown to be chosen.
    """
    if by_nik is not None:
        agrees = by_nik.name_key == name_key or by_nik.birth_date == row.birth_date
        return Found(Match.FOUND, by_nik.uuid) if agrees else Found(Match.UNSURE, None, (by_nik.uuid,))
    same = [known.uuid for known in by_day if known.name_key == name_key]
    if len(same) == 1 and not row.nik:
        return Found(Match.FOUND, same[0])
    candidates = tuple(dict.fromkeys([*same, *alike]))
    return Found(Match.UNSURE, None, candidates) if candidates else Found(Match.NOBODY)
