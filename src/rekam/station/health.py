"""What this laptop tells the office of itself: devices, disk, battery, work done, faults that were pressed.

It names nobody. It goes along when the sender finds the server, hourly, and at once with a new fault
(docs/reference/kits.md).
"""

import datetime
import shutil
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from django.utils.dateparse import parse_datetime

from rekam.devices.kits.messages import (
    MOST_DAYS,
    MOST_DEVICES,
    MOST_FAULTS,
    MOST_LETTERS,
    DeviceHealth,
    Fault,
    Heartbeat,
    WorkedDay,
    encode,
)
from rekam.devices.kits.rules import PartKind
from rekam.kernel.errors import RuleBroken
from rekam.station.identity import Identity
from rekam.station.scanners import Scanners, Standing
from rekam.station.store.fault_book import Pressed
from rekam.station.store.outbox import Outbox
from rekam.station.sync import ServerLink

EVERY, AGAIN, QUIET = 3_600.0, 60.0, 86_400.0
POWER = Path("/sys/class/power_supply")
MINUTE, DAY_MINUTES = datetime.timedelta(minutes=1), 1_440


class Teller:
    """Sends heartbeats; a refusal waits, and a server without that door is asked once a day."""

    def __init__(
        self,
        *,
        outbox: Outbox,
        scanners: Scanners,
        station: Identity,
        folder: Path,
        program: Callable[[], int],
        now: Callable[[], datetime.datetime],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`folder` is on the disk whose room is told; `program` gives the number of the version in use.

        `clock` gives seconds that only grow.
        """
        self._outbox = outbox
        self._scanners = scanners
        self._station = station
        self._folder = folder
        self._program = program
        self._now = now
        self._clock = clock
        self._due = self._silent_until = 0.0

    def round(self, link: ServerLink) -> bool:
        """Tell the office, if it is time; whether it heard."""
        faults = self._outbox.faults.waiting()[:MOST_FAULTS]
        if self._clock() < self._silent_until or (self._clock() < self._due and not faults):
            return False
        body = encode(self._heartbeat(faults))
        try:
            heard = link.tell_health(body, station=self._station)
        except RuleBroken:
            self._silent_until = self._clock() + AGAIN
            return False
        if not heard:
            self._silent_until = self._clock() + QUIET
            return False
        self._due = self._clock() + EVERY
        self._outbox.faults.mark_sent(faults)
        return True

    def _heartbeat(self, faults: Sequence[Pressed]) -> Heartbeat:
        captures = captured(row.queued_at for row in self._outbox.rows() if row.number is not None)
        return Heartbeat(
            station=self._station.kid,
            at=self._now(),
            free_mb=shutil.disk_usage(self._folder).free // 2**20,
            battery=battery(POWER),
            last_capture=max(captures, default=None),
            devices=[_device(one) for one in self._scanners.standing()[:MOST_DEVICES]],
            days=worked_days(captures),
            faults=[
                Fault(id=one.id, kind=PartKind(one.kind), at=datetime.datetime.fromisoformat(one.at))
                for one in faults
            ],
            program=self._program(),
        )


def captured(stamps: Iterable[str]) -> list[datetime.datetime]:
    """The moments of captures from the outbox's rows; one that is no moment with a zone is left out."""
    moments = (parse_datetime(one) for one in stamps)
    return [one for one in moments if one is not None and one.tzinfo is not None]


def worked_days(captures: Iterable[datetime.datetime]) -> list[WorkedDay]:
    """How many were recorded on each of the last days, and the minutes from the first to the last."""
    by_day: dict[datetime.date, list[datetime.datetime]] = defaultdict(list)
    for moment in captures:
        by_day[moment.date()].append(moment)
    return [
        WorkedDay(day=day, captures=len(found), minutes=min(DAY_MINUTES, (max(found) - min(found)) // MINUTE))
        for day, found in sorted(by_day.items())[-MOST_DAYS:]
    ]


def battery(power: Path) -> int | None:
    """Percent left of the first battery that the system knows (Linux); None where none is to be seen."""
    for place in sorted(power.glob("*/capacity")):
        try:
            told = place.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            continue
        if told.isdigit():
            return min(100, int(told))
    return None


def _device(one: Standing) -> DeviceHealth:
    device = one.device
    told = {"make": device.make, "model": device.model} if device else {"model": one.name}
    if device is not None:
        told |= {"serial": device.serial, "firmware": device.firmware}
    return DeviceHealth(kind=one.kind, code=one.code, **{name: _clean(text) for name, text in told.items()})


def _clean(text: str) -> str:
    """A device's own words, of any length and letters, as the message takes them: short and plain."""
    plain = text.encode("ascii", "ignore").decode()
    return "".join(letter for letter in plain if letter.isprintable())[:MOST_LETTERS]
