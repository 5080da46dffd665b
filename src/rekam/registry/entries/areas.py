"""Codes of areas that got a successor: a village that moved or split keeps its history.

Nothing is rewritten: each resident gets an event from a day on, and the old code stays known.
"""

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db.models import Q

from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import AreaCode, Level, find_area
from rekam.kernel.region import area_name as published_name
from rekam.kernel.region import successors as known_successors
from rekam.registry.entries.effects import Kind
from rekam.registry.entries.facts import Area
from rekam.registry.entries.models import AreaChange
from rekam.registry.entries.planning import Card, Plan, Step
from rekam.registry.entries.rules import check_event_day
from rekam.registry.entries.writing import state_of_row
from rekam.registry.models import FamilyCard, Resident
from rekam.registry.rules import Status

LONGEST_NAME = 100


def plan(facts: Area, *, today: date, locked: bool = False) -> Plan:
    """Everybody active in the old area, or in some of its RT/RW, gets the new code.

    Raises RuleBroken("area_not_a_village" | "area_change_to_itself" | "area_name_missing" |
    "event_in_future" | "nobody_lives_there" | "entry_facts_invalid").
    """
    check_event_day(on=facts.on, today=today)
    old, new = _village(facts.from_code), _village(facts.to_code)
    if old == new:
        raise RuleBroken("area_change_to_itself")
    if find_area(new) is None and not facts.name:
        raise RuleBroken("area_name_missing")
    inside = Q(area_code=old.text) & _rts(facts.rts)
    residents = Resident.objects.filter(inside, status=Status.ACTIVE).order_by("pk")
    rows = list(residents.select_for_update() if locked else residents)
    if not rows:
        raise RuleBroken("nobody_lives_there")
    return Plan(
        steps=tuple(_step(row, new=new) for row in rows),
        moved_cards=tuple(
            Card(card.number, None, new.text, card.address, card.rt, card.rw)
            for card in FamilyCard.objects.filter(inside)
        ),
    )


def remember(facts: Area, *, entry: UUID) -> None:
    """Write down that one code led to another."""
    area = find_area(facts.to_code)
    AreaChange.objects.create(
        from_code=_village(facts.from_code).text,
        to_code=_village(facts.to_code).text,
        name=(facts.name or (area.name if area else ""))[:LONGEST_NAME],
        valid_from=facts.on,
        entry=entry,
    )


def successors(code: str) -> list[str]:
    """The codes that took over this area's ground, by the kernel's table and by what the office kept."""
    kept = AreaChange.objects.filter(from_code=code).values_list("to_code", flat=True)
    return sorted({*kept, *(area.code.text for area in known_successors(code))})


def predecessors(code: str) -> list[str]:
    """The codes that held this ground before."""
    area = find_area(code)
    kept = AreaChange.objects.filter(to_code=code).values_list("from_code", flat=True)
    return sorted({*kept, *(one.text for one in (area.predecessors if area else ()))})


def area_name(code: str) -> str:
    """The name of an area, one that only the office knows included; the code where nobody knows it."""
    published = published_name(code)
    if published != code:
        return published
    kept = AreaChange.objects.filter(to_code=code).values_list("name", flat=True).first()
    return kept or code


def _village(code: str) -> AreaCode:
    """An old code or a new one may be unknown to the table, so only its form is checked."""
    found = AreaCode.parse(code)
    if found.level is not Level.KELURAHAN_DESA:
        raise RuleBroken("area_not_a_village", area=found.text)
    return found


def _rts(rts: tuple[str, ...]) -> Q:
    wanted = Q() if not rts else Q(pk__in=[])
    for pair in rts:
        rt, slash, rw = pair.partition("/")
        if not slash:
            raise RuleBroken("entry_facts_invalid", field="rts")
        wanted |= Q(rt=rt.strip().zfill(3), rw=rw.strip().zfill(3))
    return wanted


def _step(row: Resident, *, new: AreaCode) -> Step:
    before = state_of_row(row)
    after = replace(before, area_code=new.text)
    return Step(resident=row.uuid, kind=Kind.AREA_CHANGE, before=before, after=after)
