"""What the form of an event is about, gathered from the register."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache, partial
from uuid import UUID

from django.conf import settings

from rekam.kernel.database import current_scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import AreaCode, Level, children
from rekam.registry.canaries.services import look_in
from rekam.registry.entries import queries, words
from rekam.registry.entries.drafting import draft
from rekam.registry.entries.effects import Kind
from rekam.registry.entries.forms import About, Planner
from rekam.registry.entries.planning import Plan
from rekam.registry.entries.writing import state_of_row
from rekam.registry.queries import find_by_nik, get_resident


def about_resident(kind: Kind, uuid: UUID, *, actor: str, at: datetime) -> About:
    """An event of somebody in the register.

    Raises RuleBroken("not_found" | "entry_kind_unknown"), the second for a kind that makes somebody new.
    """
    if kind in words.ADDED_TO_FAMILY or kind is Kind.AREA_CHANGE:
        raise RuleBroken("entry_kind_unknown")
    person = get_resident(uuid)
    return About(
        kind=kind,
        subject=str(uuid),
        person=state_of_row(person),
        family=[
            (str(one.uuid), f"{one.full_name} · {one.head_relation}") for one in queries.family(person.kk)
        ],
        villages=villages(_city(person.area_code)),
        find=partial(_find, actor=actor, at=at),
        plan=_planner(kind, uuid, actor=actor, at=at),
    )


def about_new(kind: Kind, *, beside: UUID | None, areas: Sequence[str], actor: str, at: datetime) -> About:
    """An event of somebody new: on the card of a resident (`beside`), or on a card of his own.

    Raises RuleBroken("not_found" | "entry_kind_unknown").
    """
    if kind not in (words.ADDED_TO_FAMILY if beside else words.WITHOUT_FAMILY):
        raise RuleBroken("entry_kind_unknown")
    member = get_resident(beside) if beside else None
    return About(
        kind=kind,
        subject="",
        person=None,
        family=(),
        villages=[one for one in villages(_city(next(iter(areas), ""))) if current_scope().contains(one[0])],
        kk=member.kk if member else "",
        member=str(member.uuid) if member else "",
        member_name=member.full_name if member else "",
        find=partial(_find, actor=actor, at=at),
        plan=_planner(kind, None, actor=actor, at=at),
    )


@cache
def villages(city: str) -> tuple[tuple[str, str], ...]:
    """Code and name of every kelurahan and desa of a kabupaten or kota, by kecamatan."""
    return tuple(
        (village.code.text, f"{kecamatan.name} · {village.name}")
        for kecamatan in sorted(children(city), key=lambda area: area.name)
        for village in sorted(children(kecamatan.code), key=lambda area: area.name)
    )


def _city(area_code: str) -> str:
    """The kabupaten or kota of an area; the office's where the area is larger."""
    office = str(settings.REKAM_OFFICE_AREA)
    code = area_code if area_code[:1].isdigit() and len(area_code) >= len("36.73") else office
    area = AreaCode.parse(code)
    return area.at(Level.KABUPATEN_KOTA).text if area.level >= Level.KABUPATEN_KOTA else area.text


def _find(nik: str, *, actor: str, at: datetime) -> str | None:
    look_in(nik, actor=actor, at=at)
    found = find_by_nik(nik)
    return str(found.uuid) if found else None


def _planner(kind: Kind, resident: UUID | None, *, actor: str, at: datetime) -> Planner:
    def plan(facts: Mapping[str, object]) -> tuple[Plan, list[str]]:
        look_in(str(facts.get("nik", "")), actor=actor, at=at)  # of somebody who arrives
        found = draft(kind=kind, resident=resident, facts=facts, at=at)
        return found.plan, found.warnings

    return plan
