"""A heartbeat comes in by its station's signature alone: bounded, rare, without a person."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from unittest.mock import patch

import pytest
from django.test import Client

from rekam.devices.kits import queries, services
from rekam.devices.kits.consequences import PastDay
from rekam.devices.kits.hearing import LEAST_BETWEEN
from rekam.devices.kits.messages import DOMAIN, DeviceHealth, Fault, Heartbeat, WorkedDay, encode
from rekam.devices.kits.models import FaultReport, Health, PartEvent, StationDay
from rekam.devices.kits.rules import Act, PartKind, State
from rekam.devices.models import Station
from rekam.devices.services import register_station
from rekam.kernel.database import scope
from rekam.vault import sealing
from tests.devices.kits.scene import KASEMEN, NOW, OFFICE, TODAY, ago, kit, part_of

SEED = bytes([4]) * 32
PUBLIC = sealing.signing_public(SEED)
KID = sealing.kid_of(PUBLIC)
LONG_BEFORE = date(2001, 1, 1)
FAULT = Fault(id=uuid.UUID(int=3), kind=PartKind.IRIS, at=NOW - timedelta(hours=2))
TOLD = Heartbeat(
    station=KID,
    at=NOW + timedelta(minutes=9),
    free_mb=20_000,
    battery=None,
    last_capture=NOW,
    devices=(DeviceHealth(kind="Iris", code="device_unreachable", serial="X1"),),
    days=(
        WorkedDay(day=ago(1), captures=41, minutes=300),
        WorkedDay(day=date(2001, 1, 1), captures=9, minutes=9),
    ),
    faults=(FAULT,),
)


@pytest.fixture
def station(db: None) -> Station:
    with scope(OFFICE):
        return register_station(public_key=PUBLIC, name="KSM-02", area_code=KASEMEN, actor="t", at=NOW)


def send(told: Heartbeat, *, seed: bytes = SEED, at: datetime = NOW) -> tuple[int, str]:
    body = encode(told)
    headers = {"Rekam-Station-Signature": sealing.sign(body, seed=seed, domain=DOMAIN).hex()}
    with patch("django.utils.timezone.now", return_value=at):
        answer = Client().post(
            "/api/v1/station/health", body, content_type="application/cbor", headers=headers
        )
    return answer.status_code, answer.json()["code"] if answer.content else ""


@pytest.mark.usefixtures("station")
def test_a_heartbeat_is_kept_once_a_station_and_its_days_add_up_to_past_results() -> None:
    assert send(TOLD) == (204, "")
    more = replace(
        TOLD,
        days=(WorkedDay(day=ago(1), captures=40, minutes=310),),
        last_capture=datetime(9999, 1, 1, tzinfo=UTC),
    )
    assert send(more, at=NOW + timedelta(hours=1)) == (204, "")

    with scope(OFFICE):
        health = Health.objects.get()
        assert (health.area_code, health.free_mb, health.clock_off) == (KASEMEN, 20_000, 540 - 3_600)
        assert health.last_capture is None
        assert [day.day for day in StationDay.objects.all()] == [ago(1)]
        assert queries.past_days(office="36.73", today=TODAY) == [PastDay(41, 310)]
        assert queries.past_days(office="36.04", today=TODAY) == []


@pytest.mark.usefixtures("station")
def test_a_fault_of_the_station_reaches_its_kit_once_however_often_it_is_sent() -> None:
    with scope(OFFICE):
        own = kit("A", station=KID)
    send(TOLD)
    send(TOLD, at=NOW + timedelta(hours=1))

    with scope(OFFICE):
        part = part_of(own, PartKind.IRIS)
        assert (part.state, part.broken_on) == (State.FAULTY, TODAY)
        assert PartEvent.objects.get(part=part, act=Act.REPORTED).actor == "station"
        assert FaultReport.objects.get().part == part
        assert queries.open_reports() == []


@pytest.mark.usefixtures("station")
def test_a_fault_waits_until_somebody_says_whose_laptop_it_is() -> None:
    with scope(OFFICE):
        own = kit("A")
    send(TOLD)

    with scope(OFFICE):
        assert [one.kind for one in queries.open_reports()] == [PartKind.IRIS]
        services.join_station(kit=own.uuid, station=KID, actor="bakri", at=NOW)
        assert queries.open_reports() == []
        assert part_of(own, PartKind.IRIS).state == State.FAULTY


@pytest.mark.usefixtures("station")
def test_what_the_laptop_sees_and_nobody_recorded_is_named() -> None:
    with scope(OFFICE):
        own, other = kit("A", station=KID), kit("B")
        lent = part_of(other, PartKind.IRIS)
    send(
        replace(
            TOLD, faults=(), devices=(DeviceHealth(kind="Iris", code="device_ready", serial=lent.serial),)
        )
    )

    with scope(OFFICE):
        health = queries.find_health(own)
        parts = list(own.parts.all())
        assert queries.strangers(own, health=health, parts=parts) == [(lent.serial, lent)]


@pytest.mark.usefixtures("station")
def test_who_did_not_sign_is_refused_and_so_is_who_sends_without_end() -> None:
    assert send(TOLD, seed=bytes([5]) * 32) == (403, "station_signature_wrong")
    assert send(replace(TOLD, station="0" * 16)) == (403, "station_unknown")
    assert send(replace(TOLD, station="x" * 81)) == (400, "health_malformed")
    assert send(TOLD) == (204, "")
    assert send(TOLD, at=NOW + LEAST_BETWEEN / 2) == (429, "health_too_often")
    assert send(TOLD, at=NOW + LEAST_BETWEEN) == (204, "")
