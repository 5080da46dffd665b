"""Who may answer a complaint (pure): never the accused, never who acted on the case."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rekam.accounts.rules import Role
from rekam.applications.complaints.rules import LEVELS, Accused, Level, higher
from rekam.kernel.errors import RuleBroken

# Who answers at each level.
ROLES_AT = {
    Level.OFFICER: frozenset({Role.BACK_OFFICE, Role.VERIFIKATOR}),
    Level.HEAD: frozenset({Role.HEAD}),
    Level.PROVINCE: frozenset({Role.PROVINCE}),
}


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Somebody who might answer.

    waiting  complaints that wait for an answer of this officer already
    """

    username: str
    role: Role
    waiting: int


@dataclass(frozen=True)
class Chosen:
    """Who answers, and at which level; no name where nobody of that level may."""

    username: str
    level: Level


def choose_owner(candidates: Sequence[Candidate], *, barred: Collection[str], level: Level) -> Chosen:
    """Who answers a complaint: at its level or, where nobody there may, at the next above.

    candidates  officers in use whose area holds the complaint
    barred      user names of the accused and of who acted on the case, with every account of theirs
    Of several the one for whom the fewest complaints wait.
    """
    for at in LEVELS[LEVELS.index(level) :]:
        able = [one for one in candidates if one.role in ROLES_AT[at] and one.username not in barred]
        if able:
            return Chosen(min(able, key=lambda one: (one.waiting, one.username)).username, at)
    return Chosen("", Level.PROVINCE)


def level_of(role: Role, *, level: Level) -> Level:
    """The level of a complaint that is handed to an officer of that role: never lower than the officer's."""
    own = next(at for at, roles in ROLES_AT.items() if role in roles)
    return higher(own, level)


def check_handing(role: Role, *, accused: Accused, is_named: bool) -> None:
    """While nobody knows which officer is meant, only those who serve at no counter may be handed it.

    Raises RuleBroken("complaint_accused_unnamed").
    """
    if role in ROLES_AT[Level.OFFICER] and accused is Accused.COUNTER and not is_named:
        raise RuleBroken("complaint_accused_unnamed")
