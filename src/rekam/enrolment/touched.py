"""Whom an officer touched in a period, and what of them: for the list and the notice of a breach.

Source: UU 27/2022 Pasal 46: the notice names the data, when and how, within 3 x 24 hours. In force from
2022-10-17.
"""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import islice
from typing import TypeVar

from rekam.audit.queries import acts, touched
from rekam.audit.rules import UNKNOWN, Field
from rekam.enrolment.queries import residents_behind

AT_ONCE = 5000


@dataclass
class Person:
    """What was touched of somebody; fields as bits, since there may be a million of these."""

    fields: int
    times: int
    first: datetime
    last: datetime


def gathered(*, officer: str, since: datetime, until: datetime) -> dict[uuid.UUID, Person]:
    """Everybody whom an officer touched, by the register's id.

    A recording or a body that the log knows by an id of its own counts as the person it is of. Ids of things
    (orders, visits) are among them still: the register knows who is a person.
    """
    people: dict[uuid.UUID, Person] = {}
    for some in batches(touched(actor=officer, since=since, until=until)):
        about = [(one, _bits(one.action, one.columns), _uuid(one.subject)) for one in some]
        of_people = [(one, fields, known) for one, fields, known in about if fields and known]
        behind = residents_behind([one.subject for one, _, _ in of_people])
        for one, fields, known in of_people:
            new = Person(fields, one.times, one.first, one.last)
            _add(people, behind.get(one.subject, known), new)
    return people


@cache
def _bits(action: str, columns: str) -> int:
    """What an action shows of a person where its entry names these columns, as bits."""
    fields = acts().get(action, UNKNOWN).shown(columns)
    return sum(1 << number for number, field in enumerate(Field) if field in fields)


def _add(people: dict[uuid.UUID, Person], person: uuid.UUID, new: Person) -> None:
    one = people.setdefault(person, new)
    if one is new:
        return
    one.fields |= new.fields
    one.times += new.times
    one.first, one.last = min(one.first, new.first), max(one.last, new.last)


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


Item = TypeVar("Item")


def batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Some of the items after the other, AT_ONCE at most."""
    rest = iter(items)
    while some := list(islice(rest, AT_ONCE)):
        yield some
