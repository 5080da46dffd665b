"""A station's heartbeat: how devices, disk and clock stand, how many were recorded, which faults were told.

Pure; station and server read and write it here. No person and no officer is in it (docs/reference/kits.md).
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from rekam.devices.kits.rules import PartKind
from rekam.kernel import canonical
from rekam.kernel.errors import RuleBroken

DOMAIN = "rekam-health-1"
VERSION = 1
MAX_BYTES = 16_384
MOST_DEVICES, MOST_DAYS, MOST_FAULTS = 16, 35, 50
MOST_LETTERS = 80
MOST_COUNT = 10**9


@dataclass(frozen=True, kw_only=True)
class DeviceHealth:
    """A scanner as the station sees it; `code` is "device_ready" or what is wrong."""

    kind: str
    code: str
    make: str = ""
    model: str = ""
    serial: str = ""
    firmware: str = ""


@dataclass(frozen=True, kw_only=True)
class WorkedDay:
    """How many were recorded on a day, and the minutes from the first to the last."""

    day: date
    captures: int
    minutes: int


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Somebody at the station pressed that a part is broken; the same id again is the same report."""

    id: uuid.UUID
    kind: PartKind
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Heartbeat:
    """What a station tells of itself.

    at             its own clock; the server's decides
    free_mb        megabytes that are left on the disk
    battery        percent; None where there is none or nobody can tell
    last_capture   when the last person was recorded, by its clock
    program        number of the bundle that it runs; 0 where it was not set up for updates
    """

    station: str
    at: datetime
    free_mb: int
    battery: int | None
    last_capture: datetime | None
    devices: Sequence[DeviceHealth] = ()
    days: Sequence[WorkedDay] = ()
    faults: Sequence[Fault] = ()
    program: int = 0


def encode(heartbeat: Heartbeat) -> bytes:
    """The body; sign it with `sealing.sign(..., domain=DOMAIN)`."""
    last = heartbeat.last_capture
    return canonical.encode(
        {
            "v": VERSION,
            "station": heartbeat.station,
            "at": heartbeat.at.isoformat(),
            "free_mb": heartbeat.free_mb,
            "battery": heartbeat.battery,
            "last_capture": last.isoformat() if last else None,
            "devices": [dict(vars(one)) for one in heartbeat.devices],
            "days": [[one.day.isoformat(), one.captures, one.minutes] for one in heartbeat.days],
            "faults": [[one.id.bytes, one.kind.value, one.at.isoformat()] for one in heartbeat.faults],
        }
        | ({"program": heartbeat.program} if heartbeat.program else {})  # an older office knows no such word
    )


def decode(data: bytes) -> Heartbeat:
    """A heartbeat. Raises RuleBroken("health_malformed" | "health_too_large").

    Check the station's signature over `data` before anything in it is believed.
    """
    if len(data) > MAX_BYTES:
        raise RuleBroken("health_too_large", bytes=len(data))
    try:
        return _read(canonical.decode(data, max_bytes=MAX_BYTES))
    except (RuleBroken, KeyError, TypeError, ValueError, OverflowError) as error:
        raise RuleBroken("health_malformed") from error


def _read(told: Any) -> Heartbeat:
    if not isinstance(told, dict) or told.pop("v") != VERSION:
        raise ValueError("version")
    told = {"program": 0, **told}
    if set(told) != set(Heartbeat.__annotations__):
        raise ValueError("fields")
    last, battery = told["last_capture"], told["battery"]
    return Heartbeat(
        station=_text(told["station"]),
        at=_moment(told["at"]),
        free_mb=_count(told["free_mb"]),
        battery=None if battery is None else _count(battery, most=100),
        last_capture=None if last is None else _moment(last),
        devices=tuple(_device(one) for one in _listed(told["devices"], most=MOST_DEVICES)),
        days=tuple(_day(*one) for one in _listed(told["days"], most=MOST_DAYS)),
        faults=tuple(_fault(*one) for one in _listed(told["faults"], most=MOST_FAULTS)),
        program=_count(told["program"], most=10**6),
    )


def _device(told: Mapping[str, Any]) -> DeviceHealth:
    return DeviceHealth(**{name: _text(value) for name, value in told.items()})


def _day(day: Any, captures: Any, minutes: Any) -> WorkedDay:
    return WorkedDay(
        day=date.fromisoformat(_text(day)),
        captures=_count(captures, most=10_000),
        minutes=_count(minutes, most=1_440),
    )


def _fault(identity: Any, kind: Any, at: Any) -> Fault:
    if not isinstance(identity, bytes):
        raise TypeError("id")
    return Fault(id=uuid.UUID(bytes=identity), kind=PartKind(kind), at=_moment(at))


def _listed(value: Any, *, most: int) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise ValueError("list")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > MOST_LETTERS or not value.isprintable():
        raise ValueError("text")
    return value


def _count(value: Any, *, most: int = MOST_COUNT) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise ValueError("count")
    return value


def _moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(_text(value))
    if moment.tzinfo is None:
        raise ValueError("no zone")
    moment.timestamp()  # far outside the years a database knows it overflows here
    return moment
