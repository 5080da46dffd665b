"""The demo's kits: registered, broken, repaired and lent through the services, as an office would."""

import hashlib
from dataclasses import replace
from datetime import date, datetime, timedelta

from rekam.devices.kits import parts, services
from rekam.devices.kits.models import Kit, Part, StationDay
from rekam.devices.kits.parts import NewPart, Said
from rekam.devices.kits.rules import Act, PartKind
from rekam.kernel.database import Scope, scope
from rekam.simulation.kits import YEARS, MadeKit, MadePart, make_kits
from rekam.simulation.sbi_parts import UNITS, Kind

SEED = 20260101
OFFICE, NEIGHBOUR = "36.73", "36.04"
KEEPER = "bakri"
TEAM = "Tim keliling"
HOLDERS = {"KSM-02": "yayan"}
# The demo's station finds the simulated scanners, so its kit has them on the list.
_KINDS = {Kind.FINGER: PartKind.FINGER, Kind.IRIS: PartKind.IRIS, Kind.FACE: PartKind.CAMERA}
PLUGGED_IN = {_KINDS[unit.kind]: unit.serial for unit in UNITS}


def keep_kits(*, station: str, today: date, at: datetime) -> None:
    """Six sets and one for outreach, three of them dead; call it in the office's scope.

    station   key id of the demo's laptop, which is the set of Kasemen
    """
    began = today - timedelta(days=365 * YEARS)
    for made in make_kits(seed=SEED, today=today):
        kit = services.register_kit(
            name=made.name,
            area_code=made.area_code,
            team=TEAM if made.area_code == OFFICE else "",
            holder=HOLDERS.get(made.name, ""),
            station=station if made.name in HOLDERS else "",
            on=began,
            actor=KEEPER,
            at=at,
        )
        for part in made.parts:
            if kit.station:
                part = replace(part, serial=PLUGGED_IN.get(part.kind, part.serial))
            _register(part, kit=kit, said=Said(on=began, today=today, actor=KEEPER, at=at))
        _work(made, station=kit.station)
    _lend(today=today, at=at)
    _promise(today=today, at=at)


def _register(made: MadePart, *, kit: Kit, said: Said) -> None:
    new = NewPart(
        kind=made.kind,
        make="Contoh",
        model=made.model,
        serial=made.serial,
        bought_on=made.bought_on,
        budget=made.budget,
    )
    part = parts.register_part(new, kit=kit.uuid, area_code=kit.area_code, said=said)
    for one in made.history:
        then = Said(on=one.on, today=said.today, actor=said.actor, at=said.at, by=one.by, cost=one.cost)
        if one.act is Act.REPORTED:
            parts.report_fault(part=part.uuid, said=then)
        else:
            parts.step_part(part=part.uuid, act=one.act, said=then)


def _work(made: MadeKit, *, station: str) -> None:
    """What the kit recorded, under the key id of a laptop that the demo does not run."""
    kid = station or hashlib.sha256(made.name.encode()).hexdigest()[:16]
    StationDay.objects.bulk_create(
        StationDay(station=kid, area_code=made.area_code, day=day, captures=captures, minutes=minutes)
        for day, captures, minutes in made.days
    )


def _lend(*, today: date, at: datetime) -> None:
    """A printer that did not come back on its day, a camera that another office has, and a pad of theirs."""
    lent = Said(on=today - timedelta(days=40), today=today, actor=KEEPER, at=at)
    parts.borrow_part(
        part=Part.objects.get(kit__name="CPJ-05", kind=PartKind.PRINTER).uuid,
        kit=Kit.objects.get(name="CRG-04").uuid,
        office="",
        due_on=today - timedelta(days=12),
        said=lent,
    )
    spare = NewPart(kind=PartKind.CAMERA, make="Contoh", model="camera-2012", serial="CADANGAN-1")
    camera = parts.register_part(spare, kit=None, area_code=OFFICE, said=lent)
    due = today + timedelta(days=20)
    parts.borrow_part(part=camera.uuid, kit=None, office=NEIGHBOUR, due_on=due, said=lent)
    _borrow(lent)


def _borrow(said: Said) -> None:
    """A signature pad that the neighbour lent; it lies on the shelf until somebody fits it in a kit."""
    pad = NewPart(kind=PartKind.SIGNATURE, make="Contoh", model="signature-2019", serial="PINJAMAN-1")
    with scope(Scope.of(NEIGHBOUR)):
        part = parts.register_part(pad, kit=None, area_code=NEIGHBOUR, said=said)
        due = said.today + timedelta(days=9)
        parts.borrow_part(part=part.uuid, kit=None, office=OFFICE, due_on=due, said=said)


def _promise(*, today: date, at: datetime) -> None:
    first = today + timedelta(days=7 - today.weekday())
    services.reserve_kit(
        kit=Kit.objects.get(name="KELILING-1").uuid,
        first=first,
        last=first + timedelta(days=2),
        why="SMKN contoh, pekan rekam",
        today=today,
        actor=KEEPER,
        at=at,
    )
