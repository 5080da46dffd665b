"""Request validation: what a recording says of a person against what the register says. Pure.

Runs before anything is compared. A contradiction asks the region to look; it never rejects for good.
Source: the contradictions that offices report (docs/reference/ladder.md).
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rekam.enrolment.particulars import Person
from rekam.kernel.names import name_key
from rekam.kernel.nik import Nik
from rekam.registry import rules as registry


@dataclass(frozen=True, kw_only=True)
class Registered:
    """What the register says of the person, as far as a recording is checked against it.

    is_recorded   whether the register already counts this person as recorded
    """

    uuid: UUID
    area_code: str
    nik: str
    name: str
    sex: str
    born: date
    ever_married: bool
    is_active: bool
    is_recorded: bool


# Who came without the list and told something else than the register: most likely another person's NIK.
NOT_THIS_PERSON = frozenset({"name_differs", "sex_differs", "birth_date_differs"})


def find_question(
    *, person: Person, registered: Registered | None, on: date, doubted: Set[str] = frozenset()
) -> str:
    """The code of what the region has to look at, or "" when nothing contradicts.

    registered    the register's row by resident id or NIK, None when there is none
    on            the day of receipt
    doubted       columns where a difference is no contradiction: the resident said the register is wrong, or
                  an officer has looked

    "nik_missing" (walk-in), "nik_unknown", "resident_nik_differs", "resident_not_active",
    "already_recorded" (a move needs no new recording: offer the move), "name_differs" (of a walk-in),
    "sex_differs", "birth_date_differs", "nik_sex_differs" or "too_young".
    The centre asks after the sex in the NIK too, so it is asked before sending; but a NIK keeps a wrong one
    for life, so an officer who has looked lets it pass ("nik" in doubted).
    """
    if registered is None:
        return "nik_unknown" if person.nik else "nik_missing"
    if person.nik is not None and person.nik != registered.nik:
        return "resident_nik_differs"
    if not registered.is_active:
        return "resident_not_active"
    if registered.is_recorded:
        return "already_recorded"
    differing = (
        ("full_name", "name_differs", person.resident is None and _other_name(person, registered)),
        ("sex", "sex_differs", person.sex != registered.sex),
        ("birth_date", "birth_date_differs", person.birth_date != registered.born),
    )
    for column, code, differs in differing:
        if differs and column not in doubted:
            return code
    if Nik(registered.nik).sex != registered.sex and doubted.isdisjoint({"sex", "nik"}):
        return "nik_sex_differs"
    return "" if _old_enough(registered, on=on) else "too_young"


def same_person(*, resident: object, others: Iterable[object]) -> bool:
    """Whether all recordings that a search found are this resident's own earlier ones."""
    return resident is not None and all(other == resident for other in others)


def missing_positions(exceptions: Mapping[str, str], *, captured: Iterable[str]) -> dict[str, str]:
    """The excepted positions of which there is no sample, with their codes."""
    there = set(captured)
    return {position: code for position, code in exceptions.items() if position not in there}


def _other_name(person: Person, registered: Registered) -> bool:
    return name_key(person.name) != name_key(registered.name)


def _old_enough(registered: Registered, *, on: date) -> bool:
    if on < registered.born:
        return False
    return registry.may_be_recorded(born=registered.born, ever_married=registered.ever_married, on=on)
