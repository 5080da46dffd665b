"""Kits of Kota Serang for the tests: whole ones, with a part of each kind."""

from datetime import UTC, date, datetime, timedelta

from rekam.devices.kits import parts, services
from rekam.devices.kits.models import Kit, Part
from rekam.devices.kits.parts import NewPart, Said
from rekam.devices.kits.rules import Act, PartKind
from rekam.kernel.database import Scope

NOW = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
LONG_AGO = date(2024, 1, 2)
CITY, KASEMEN, SERANG = "36.73", "36.73.02", "36.73.01"
OFFICE = Scope.of(CITY)


def said(on: date = TODAY, **more: object) -> Said:
    return Said(on=on, today=TODAY, actor="bakri", at=NOW, **more)  # type: ignore[arg-type]


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def kit(name: str, *, area_code: str = KASEMEN, station: str = "", without: tuple[PartKind, ...] = ()) -> Kit:
    """A kit with one part of every kind but those."""
    made = services.register_kit(
        name=name,
        area_code=area_code,
        team="",
        holder="",
        station=station,
        on=LONG_AGO,
        actor="bakri",
        at=NOW,
    )
    for kind in PartKind:
        if kind not in without:
            spare(kind, serial=f"{name}-{kind}", kit=made)
    return made


def spare(kind: PartKind, *, serial: str, kit: Kit | None = None, area_code: str = CITY) -> Part:
    """A part in a kit, or on the shelf of the city's office."""
    new = NewPart(
        kind=kind,
        make="Contoh",
        model=f"{kind}-1",
        serial=serial,
        bought_on=date(2012, 5, 1),
        budget="APBN 2012",
    )
    return parts.register_part(new, kit=kit.uuid if kit else None, area_code=area_code, said=said(LONG_AGO))


def part_of(kit: Kit, kind: PartKind) -> Part:
    return Part.objects.get(kit=kit, kind=kind)


def breaks(part: Part, *, on: date = TODAY, then: tuple[tuple[Act, date], ...] = ()) -> Part:
    """The part is reported on a day, and these steps of a repair follow."""
    parts.report_fault(part=part.uuid, said=said(on))
    for act, day in then:
        parts.step_part(part=part.uuid, act=act, said=said(day))
    part.refresh_from_db()
    return part
