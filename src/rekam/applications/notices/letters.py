"""Letters to families, by kelurahan and in the order in which an RT walks; printed together as a batch."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from importlib import resources
from typing import Protocol
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from rekam.accounts.queries import office_at
from rekam.applications.notices.models import Notice
from rekam.applications.notices.rules import MOST_LETTERS, Birthday, State, Topic
from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.kernel.region import AreaCode, Level, area_name
from rekam.messages.addressee import is_child
from rekam.outreach.queries import find_next_visit, where_to_come
from rekam.registry import queries as registry
from rekam.registry.rules import HEAD, Status
from rekam.ui.dates import long_date
from rekam.ui.typesetting import typeset


class Person(Protocol):
    """What a letter needs of a row of the register."""

    uuid: UUID
    kk: str
    full_name: str
    birth_date: date
    area_code: str
    address: str
    rt: str
    rw: str
    status: str
    recorded_on: date | None
    handed_on: date | None


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One letter: to whom, where, about whom, and what is told (the layout has the words).

    to        the head of the family where the one it is about is a child, else that person
    people    whom it names, by the register's ids
    since     the day from which it holds, in words
    """

    to: str
    address: str
    about: str
    people: Sequence[UUID]
    is_child: bool
    event: str
    since: str = ""
    where: str = ""
    what: str = ""
    how: str = ""
    done: str = ""
    ask_at: str = ""


@transaction.atomic
def print_letters(*, area_code: str, topic: Topic, actor: str, at: datetime) -> UUID:
    """Make the next batch of a kelurahan's letters, at most 300 of them, by RW and RT; its id.

    Whoever was recorded, moved or died meanwhile gets none about a birthday.
    Raises RuleBroken("no_letters").
    """
    waiting = Notice.objects.select_for_update().filter(
        area_code=area_code, topic=topic, state=State.TO_PRINT, resident__isnull=False
    )
    rows = {row.resident: row for row in waiting.order_by("pk")[: 10 * MOST_LETTERS]}
    known = {one.uuid: one for one in registry.residents_by_id([one for one in rows if one])}
    over = [row.pk for who, row in rows.items() if _is_over(row, known.get(who) if who else None)]
    Notice.objects.filter(pk__in=over).update(state=State.NOT_NEEDED)
    chosen = _in_order([row for row in rows.values() if row.pk not in set(over)], known)[:MOST_LETTERS]
    if not chosen:
        raise RuleBroken("no_letters")
    batch = uuid4()
    Notice.objects.filter(pk__in=[row.pk for row in chosen]).update(
        state=State.PRINTED, batch=batch, printed_by=actor, printed_at=at
    )
    audit(
        "applications.letters_printed",
        actor=actor,
        at=at,
        subjects=[str(row.resident) for row in chosen],
        purpose=Purpose.SERVICE,
        case=str(batch),
        topic=str(topic),
    )
    return batch


def _is_over(row: Notice, person: Person | None) -> bool:
    if person is None:
        return True
    if row.topic == Topic.BREACH:
        return False
    recorded = person.recorded_on is not None
    done = person.handed_on is not None or (recorded and row.event != Birthday.CARD_NOW)
    return person.status != Status.ACTIVE or done


def _in_order(rows: Sequence[Notice], known: Mapping[UUID, Person]) -> list[Notice]:
    def place(row: Notice) -> tuple[str, str, str]:
        person = known[row.resident] if row.resident else None
        return (person.rw, person.rt, person.full_name) if person else ("", "", "")

    return sorted(rows, key=place)


def batch_of(batch: UUID) -> Sequence[Notice]:
    """The notices printed together, in order. Raises RuleBroken("not_found")."""
    rows = list(Notice.objects.filter(batch=batch).select_related("breach"))
    people = registry.residents_by_id([row.resident for row in rows if row.resident])
    known = {one.uuid: one for one in people}
    shown = [row for row in rows if row.resident in known]
    if not shown:
        raise RuleBroken("not_found")
    return _in_order(shown, known)


def letters_of(rows: Sequence[Notice], *, on: date) -> Sequence[Letter]:
    """The letters of these notices; a child's goes to the head of the family.

    Who is a child: messages.addressee.is_child.
    """
    people = registry.residents_by_id([row.resident for row in rows if row.resident])
    known = {one.uuid: one for one in people}
    office = registry.residents(area_code=settings.REKAM_OFFICE_AREA)
    grown_up = office.filter(kk__in={one.kk for one in people}, head_relation__iexact=HEAD)
    heads = {one.kk: one for one in grown_up.filter(status=Status.ACTIVE)}
    areas = {row.area_code for row in rows}
    near = {one: where_to_come(find_next_visit(area_code=one, after=on)) for one in areas}
    return [
        _letter(row, known[row.resident], heads=heads, where=near[row.area_code], on=on)
        for row in rows
        if row.resident
    ]


def _letter(row: Notice, person: Person, *, heads: Mapping[str, Person], where: str, on: date) -> Letter:
    young = is_child(born=person.birth_date, on=on)
    breach = row.breach
    to = heads.get(person.kk, person) if young else person
    return Letter(
        to=to.full_name,
        address=f"{person.address}, RT {person.rt}/RW {person.rw}, {area_name(person.area_code)}",
        about=person.full_name,
        people=sorted({to.uuid, person.uuid}),
        is_child=young,
        event="breach" if breach else row.event,
        since=long_date(row.day) if row.day else "",
        where=where,
        what=breach.what if breach else "",
        how=breach.how if breach else "",
        done=breach.done if breach else "",
        ask_at=breach.ask_at if breach else "",
    )


def letters_pdf(letters: Sequence[Letter], *, batch: UUID, at: datetime) -> bytes:
    """A sheet for each letter, in Indonesian."""
    regency = area_name(str(AreaCode.parse(settings.REKAM_OFFICE_AREA).at(Level.KABUPATEN_KOTA)))
    told = {
        "government": f"PEMERINTAH {regency.upper()}",
        "office": (office_at(settings.REKAM_OFFICE_AREA) or "Disdukcapil").upper(),
        "place": regency.removeprefix("Kota ").removeprefix("Kabupaten "),
        "date": long_date(office_day(at)),
        "number": str(batch)[:8],
        "letters": [asdict(one) | {"people": len(one.people)} for one in letters],
    }
    layout = resources.files("rekam.applications.notices").joinpath("letter.typ").read_bytes()
    return typeset({"main.typ": layout, "told.json": json.dumps(told).encode()}, at=at)
