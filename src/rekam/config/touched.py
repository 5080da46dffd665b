"""`rekam audit touched`: whom an officer touched in a period, and what of them; for a breach notice.

Source: UU 27/2022 Pasal 46: the notice names the data, when and how, within 3 x 24 hours. In force from
2022-10-17.
"""

import argparse
import csv
import getpass
import os
import sys
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TextIO, TypeVar
from zoneinfo import ZoneInfo

from rekam.audit.rules import UNKNOWN, Field, Purpose

AT_ONCE = 5000
COLUMNS = ("resident", "nik", "name", "address", "area", "fields", "times", "first", "last")


@dataclass
class Person:
    """What was touched of somebody; fields as bits, since there may be a million of these."""

    fields: int
    times: int
    first: datetime
    last: datetime


def add_words(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The words of this command."""
    words = kinds.add_parser(
        "touched", help="list all persons and fields that an officer touched in a period"
    )
    words.add_argument("--officer", required=True, metavar="NAME", help="user name")
    words.add_argument("--from", required=True, dest="first", type=date.fromisoformat, metavar="DAY")
    words.add_argument(
        "--to", required=True, dest="last", type=date.fromisoformat, metavar="DAY", help="this day too"
    )
    words.add_argument("--out", type=Path, metavar="FILE.csv", help="for its owner alone; else it is printed")


def run(chosen: argparse.Namespace) -> int:
    """Write the list, and into the audit that it was made. 1 where nothing was touched."""
    from django.conf import settings

    from rekam.audit.services import record
    from rekam.kernel.database import EVERYWHERE, scope
    from rekam.kernel.sheet import Separator

    zone = ZoneInfo(settings.TIME_ZONE)
    since = datetime.combine(chosen.first, time(), tzinfo=zone)
    until = datetime.combine(chosen.last + timedelta(days=1), time(), tzinfo=zone)
    with scope(EVERYWHERE):
        record(
            "audit.touched_listed",
            actor=f"command line: {os.environ.get('SUDO_USER') or getpass.getuser()}"[:60],
            at=datetime.now(UTC),
            purpose=Purpose.SUPERVISION,
            officer=chosen.officer,
            since=since.isoformat(),
            until=until.isoformat(),
        )
        people = gathered(officer=chosen.officer, since=since, until=until)
        number = 0
        with _opened(chosen.out) as file:
            table = csv.writer(file, delimiter=Separator.SEMICOLON, quoting=csv.QUOTE_ALL)
            table.writerow(COLUMNS)
            for row in rows(people, zone=zone):
                table.writerow(row)
                number += 1
    print(f"{chosen.officer}: {number} persons, {chosen.first} to {chosen.last}", file=sys.stderr)
    return 0 if number else 1


def gathered(*, officer: str, since: datetime, until: datetime) -> dict[uuid.UUID, Person]:
    """Everybody whom an officer touched, by the register's id.

    A recording or a body that the log knows by an id of its own counts as the person it is of. Ids of things
    (orders, visits) are among them still: `rows` knows who is a person.
    """
    from rekam.audit.queries import touched
    from rekam.enrolment.queries import residents_behind

    people: dict[uuid.UUID, Person] = {}
    for some in _batches(touched(actor=officer, since=since, until=until)):
        about = [(one, _bits(one.action, one.columns), _uuid(one.subject)) for one in some]
        of_people = [(one, fields, known) for one, fields, known in about if fields and known]
        behind = residents_behind([one.subject for one, _, _ in of_people])
        for one, fields, known in of_people:
            new = Person(fields, one.times, one.first, one.last)
            _add(people, behind.get(one.subject, known), new)
    return people


def rows(people: Mapping[uuid.UUID, Person], *, zone: ZoneInfo) -> Iterator[tuple[object, ...]]:
    """The persons of the register among these, with what was touched, as `COLUMNS` says."""
    from rekam.kernel.sheet import defused
    from rekam.registry.models import Resident

    columns = ("uuid", "nik", "full_name", "address", "rt", "rw", "area_code")
    for some in _batches(people):
        for found in Resident.objects.filter(uuid__in=some).order_by("pk").values_list(*columns):
            resident, nik, name, address, rt, rw, area = found
            one = people[resident]
            yield (
                *(resident, nik, defused(name), defused(f"{address} RT {rt} RW {rw}"), area),
                " ".join(field for number, field in enumerate(Field) if one.fields >> number & 1),
                one.times,
                *(moment.astimezone(zone).isoformat(timespec="seconds") for moment in (one.first, one.last)),
            )


@cache
def _bits(action: str, columns: str) -> int:
    """What an action shows of a person where its entry names these columns, as bits."""
    from rekam.audit.queries import acts

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


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    rest = iter(items)
    while some := list(islice(rest, AT_ONCE)):
        yield some


@contextmanager
def _opened(path: Path | None) -> Iterator[TextIO]:
    if path is None:
        yield sys.stdout
        return
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    path.chmod(0o600)
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
        yield file
