"""Taking in a station's heartbeat: its last state, its days, and the faults that were pressed there."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from rekam.audit.services import record
from rekam.devices.kits.messages import Fault, Heartbeat, WorkedDay
from rekam.devices.kits.models import FaultReport, Health, Kit, StationDay
from rekam.devices.kits.parts import attach_report
from rekam.devices.kits.rules import reported_day
from rekam.devices.models import Station
from rekam.devices.outages.services import note_silence
from rekam.kernel.errors import RuleBroken

ACTOR = "station"
# A station that presses on waits; its faults stay in its outbox until they are taken.
LEAST_BETWEEN = timedelta(seconds=15)
KEPT_DAYS = timedelta(days=60)
MOST_SECONDS = 2**31 - 1


@transaction.atomic
def hear(heartbeat: Heartbeat, *, station: Station, at: datetime) -> None:
    """Take in what a station told; the same fault again changes nothing.

    Raises RuleBroken("health_too_often").
    """
    known = Health.objects.select_for_update().filter(station=station.kid).first()
    if known is not None and at - known.at < LEAST_BETWEEN:
        raise RuleBroken("health_too_often")
    if known is not None:
        note_silence(station=station.kid, area_code=station.area_code, heard=known.at, at=at)
    off = int((heartbeat.at - at).total_seconds())
    Health.objects.update_or_create(
        station=station.kid,
        defaults={
            "area_code": station.area_code,
            "at": at,
            "clock_off": max(-MOST_SECONDS, min(MOST_SECONDS, off)),
            "free_mb": heartbeat.free_mb,
            "battery": heartbeat.battery,
            "last_capture": _believable(heartbeat.last_capture, at=at),
            "devices": [dict(vars(one)) for one in heartbeat.devices],
            "program": heartbeat.program,
        },
    )
    today = timezone.localdate(at)
    for day in heartbeat.days:
        _keep_day(day, station=station, today=today)
    for fault in heartbeat.faults:
        _take(fault, station=station, today=today, at=at)


def _believable(moment: datetime | None, *, at: datetime) -> datetime | None:
    """A laptop whose battery died tells any year, also one that no page can show."""
    return moment if moment is not None and abs(moment - at) <= timedelta(days=365) else None


def _keep_day(day: WorkedDay, *, station: Station, today: date) -> None:
    if not today - KEPT_DAYS <= day.day <= today:
        return
    row, _ = StationDay.objects.get_or_create(
        station=station.kid,
        day=day.day,
        defaults={"area_code": station.area_code, "captures": 0, "minutes": 0},
    )
    row.captures, row.minutes = max(row.captures, day.captures), max(row.minutes, day.minutes)
    row.save(update_fields=["captures", "minutes"])


def _take(fault: Fault, *, station: Station, today: date, at: datetime) -> None:
    told = timezone.localdate(fault.at)
    report, is_new = FaultReport.objects.get_or_create(
        uuid=fault.id,
        defaults={
            "area_code": station.area_code,
            "station": station.kid,
            "kind": fault.kind,
            "on": reported_day(told, received=today),
            "at": at,
        },
    )
    if not is_new:
        return
    record("devices.fault.reported", actor=ACTOR, at=at, case=str(fault.id), kind=fault.kind.value)
    kit = Kit.objects.filter(station=station.kid, retired_on=None).first()
    if kit is not None:
        attach_report(report, kit=kit, actor=ACTOR, at=at)
