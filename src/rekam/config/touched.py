"""`rekam audit touched`: whom an officer touched in a period, and what of them; for a breach notice.

Source: UU 27/2022 Pasal 46: the notice names the data, when and how, within 3 x 24 hours. In force from
2022-10-17.
"""

import argparse
import csv
import os
import sys
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TextIO
from zoneinfo import ZoneInfo

from rekam.audit.rules import Field, Purpose
from rekam.kernel.commands import system_user

if TYPE_CHECKING:
    from rekam.enrolment.touched import Person

COLUMNS = ("resident", "nik", "name", "address", "area", "fields", "times", "first", "last")


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
    from rekam.enrolment.touched import gathered
    from rekam.kernel.database import EVERYWHERE, scope
    from rekam.kernel.sheet import Separator

    zone = ZoneInfo(settings.TIME_ZONE)
    since = datetime.combine(chosen.first, time(), tzinfo=zone)
    until = datetime.combine(chosen.last + timedelta(days=1), time(), tzinfo=zone)
    with scope(EVERYWHERE):
        record(
            "audit.touched_listed",
            actor=system_user(),
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


def rows(people: "Mapping[uuid.UUID, Person]", *, zone: ZoneInfo) -> Iterator[tuple[object, ...]]:
    """The persons of the register among these, with what was touched, as `COLUMNS` says."""
    from rekam.enrolment.touched import batches
    from rekam.kernel.sheet import defused
    from rekam.registry.models import Resident

    columns = ("uuid", "nik", "full_name", "address", "rt", "rw", "area_code")
    for some in batches(people):
        for found in Resident.objects.filter(uuid__in=some).order_by("pk").values_list(*columns):
            resident, nik, name, address, rt, rw, area = found
            one = people[resident]
            yield (
                *(resident, nik, defused(name), defused(f"{address} RT {rt} RW {rw}"), area),
                " ".join(field for number, field in enumerate(Field) if one.fields >> number & 1),
                one.times,
                *(moment.astimezone(zone).isoformat(timespec="seconds") for moment in (one.first, one.last)),
            )


@contextmanager
def _opened(path: Path | None) -> Iterator[TextIO]:
    if path is None:
        yield sys.stdout
        return
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    path.chmod(0o600)
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
        yield file
