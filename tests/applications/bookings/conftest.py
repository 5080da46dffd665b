"""A counter in Kasemen with one kit, two people who record and one at the desk."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from rekam.applications.bookings import services
from rekam.applications.bookings.counters import Kept, open_counter
from rekam.applications.bookings.hours import Hours
from rekam.applications.bookings.models import Booking, Counter
from rekam.applications.bookings.rules import Purpose
from rekam.applications.bookings.services import Comer, When
from rekam.devices.kits.models import Kit
from tests.devices.kits import scene

EIGHT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # 08.00 WIB, a Monday
TODAY, TOMORROW = date(2026, 11, 23), date(2026, 11, 24)
HOUR = timedelta(hours=1)
AREA = "36.73.02"
DAILY = Hours(opens=time(8), closes=time(10))


@pytest.fixture
def kit(office: None) -> Kit:
    return scene.kit("K-1", area_code=AREA)


@pytest.fixture
def counter(kit: Kit) -> Counter:
    """Two hours a day: 12 people at one kit, 8 of them by booking."""
    return open_counter(area_code=AREA, kept=kept(kit), actor="bakri", at=EIGHT)


def kept(kit: Kit, **changed: object) -> Kept:
    told = {
        "name": "Kecamatan Kasemen",
        "address": "Jl. Raya Kasemen",
        "week": dict.fromkeys(range(5), DAILY),
        "purposes": [Purpose.RECORDING, Purpose.COLLECTION],
        "kits": [kit.uuid],
        "recorders": 2,
        "clerks": 1,
        "minutes_recording": 10,
        "minutes_desk": 10,
        "walk_ins": 30,
    }
    return Kept(**told | changed)  # type: ignore[arg-type]


@pytest.fixture
def outbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Messages leave into a folder."""
    monkeypatch.setenv("REKAM_MESSAGES", str(tmp_path / "out"))
    monkeypatch.setenv("REKAM_PUBLIC_URL", "https://rekam.example.go.id")
    return tmp_path / "out"


def booked(
    counter: Counter,
    *,
    nik: str = "3673024101900001",
    purpose: Purpose = Purpose.RECORDING,
    on: date = TOMORROW,
    starts: time = time(8),
    at: datetime = EIGHT,
    **comer: str,
) -> Booking:
    who = Comer(nik=nik, **{"name": "Siti", **comer})
    when = When(place=counter.uuid, on=on, starts=starts)
    return services.book(purpose=purpose, when=when, comer=who, token=uuid4(), at=at).booking


def nik(number: int) -> str:
    return f"367302410190{number:04}"


def fill(counter: Counter, *, on: date = TOMORROW, starts: time = time(8), upto: int) -> list[Booking]:
    """Rows as they stand when so many people have booked."""
    return Booking.objects.bulk_create(
        Booking(
            number=f"{number:010}",
            token=uuid4(),
            code_digest="0" * 64,
            area_code=counter.area_code,
            place=counter.uuid,
            is_event=False,
            purpose=Purpose.RECORDING,
            on=on,
            starts=starts,
            person=f"{number:064}",
            name=f"Orang {number}",
            contact=f"08120000{number:04}" if number % 2 else "",
            made_at=EIGHT,
        )
        for number in range(1, upto + 1)
    )
