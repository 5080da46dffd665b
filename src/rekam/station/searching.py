"""Finding a person in the work list: by words of the name, or digits of the NIK."""

import unicodedata
import uuid
from collections.abc import Sequence

from rekam.enrolment.particulars import Person
from rekam.kernel.errors import RuleBroken
from rekam.station.store.visits import Visits

MOST_SHOWN = 12


def find_person(people: Sequence[Person], *, resident: str) -> Person:
    """The person of the list with this id. Raises RuleBroken("person_unknown")."""
    for person in people:
        if person.resident is not None and str(person.resident) == resident:
            return person
    raise RuleBroken("person_unknown")


def matching(people: Sequence[Person], *, words: str) -> list[Person]:
    """People whose name holds every word, or whose NIK holds the digits; all for no words."""
    wanted = plain(words).split()
    return [person for person in people if all(_holds(person, word) for word in wanted)]


def shown(people: Sequence[Person], *, words: str, visits: Visits) -> dict[str, object]:
    """The first matches with what was done of each, and how many there are."""
    recorded: set[uuid.UUID | None] = {one.resident for one in visits.recorded()}
    begun: set[uuid.UUID | None] = {one.person.resident for one in visits.drafts()}
    found = matching(people, words=words)
    still = sorted(found, key=lambda person: (person.resident in recorded, person.name))
    rows = [
        {"person": person, "recorded": person.resident in recorded, "begun": person.resident in begun}
        for person in still[:MOST_SHOWN]
    ]
    done = sum(person.resident in recorded for person in people)
    return {"rows": rows, "found": len(found), "total": len(people), "recorded": done}


def _holds(person: Person, word: str) -> bool:
    if word.isdigit():
        return person.nik is not None and word in person.nik
    return word in plain(person.name)


def plain(text: str) -> str:
    """The text as it is searched: small letters without accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in decomposed if not unicodedata.combining(one))
