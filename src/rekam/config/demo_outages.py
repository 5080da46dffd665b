"""The demo's outages: two that an officer wrote down, one that a silent station told of."""

from datetime import date, datetime, time, timedelta

from rekam.devices.kits.models import Health
from rekam.devices.outages import services
from rekam.devices.outages.models import StationSilence
from rekam.devices.outages.rules import Cause
from rekam.devices.outages.services import Told
from rekam.kernel.holidays import office_holidays
from rekam.kernel.installation import office_zone
from rekam.kernel.working_days import is_working_day

KEEPER = "bakri"
HIT = ("36.73.01", "36.73.02", "36.73.04")
STATION_AT = "36.73.02"


def tell_outages(*, station: str, today: date, at: datetime) -> None:
    """Three kecamatan without network, a ribbon used up, Kasemen silent; call it in the office's scope."""
    last, before = _working_days_before(today)
    services.report(
        Told(
            sites=HIT,
            cause=Cause.NETWORK,
            began=_at(before, 8, 40),
            ended=_at(before, 11, 55),
            people=37,
            note="Penyedia jaringan memperbaiki kabel; warga diberi nomor untuk besok.",
        ),
        actor=KEEPER,
        at=at,
    )
    services.report(
        Told(
            sites=("36.73.01",), cause=Cause.RIBBON, began=_at(last, 13, 0), ended=_at(last, 15, 30), people=3
        ),
        actor=KEEPER,
        at=at,
    )
    StationSilence.objects.create(
        station=station, area_code=STATION_AT, began_at=_at(last, 9, 20), ended_at=_at(last, 12, 10)
    )
    Health.objects.get_or_create(
        station=station, defaults={"area_code": STATION_AT, "at": at, "clock_off": 0, "free_mb": 180_000}
    )
    services.suspect(at=at)


def _working_days_before(today: date) -> tuple[date, date]:
    """The last working day before today, and the last one at least a week before."""
    found = []
    for days in (1, 7):
        day = today - timedelta(days=days)
        while not is_working_day(day, holidays=office_holidays()):
            day -= timedelta(days=1)
        found.append(day)
    return found[0], found[1]


def _at(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour, minute), office_zone())
