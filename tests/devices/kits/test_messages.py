"""A heartbeat is read as it was written; anything else is refused, whoever signed it."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.devices.kits import messages
from rekam.devices.kits.messages import DeviceHealth, Fault, Heartbeat, WorkedDay
from rekam.devices.kits.rules import PartKind
from rekam.kernel import canonical
from rekam.kernel.errors import RuleBroken

AT = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
HEARTBEAT = Heartbeat(
    station="0" * 16,
    at=AT,
    free_mb=20_000,
    battery=81,
    last_capture=AT,
    devices=(
        DeviceHealth(kind="Finger", code="device_ready", make="M", model="F1", serial="7", firmware="1"),
    ),
    days=(WorkedDay(day=date(2026, 11, 23), captures=41, minutes=300),),
    faults=(Fault(id=uuid.UUID(int=1), kind=PartKind.IRIS, at=AT),),
)


def test_a_heartbeat_is_read_as_it_was_written_and_fits_when_it_is_full() -> None:
    bare = replace(HEARTBEAT, battery=None, last_capture=None, devices=(), days=(), faults=())
    full = replace(
        HEARTBEAT,
        devices=HEARTBEAT.devices * messages.MOST_DEVICES,
        days=HEARTBEAT.days * messages.MOST_DAYS,
        faults=HEARTBEAT.faults * messages.MOST_FAULTS,
    )
    for one in (HEARTBEAT, bare, full):
        assert messages.decode(messages.encode(one)) == one
    with pytest.raises(RuleBroken, match="health_malformed"):
        messages.decode(messages.encode(replace(full, faults=full.faults * 2)))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("v", 2),
        ("station", "x" * 81),
        ("at", "2026-11-24T05:00:00"),
        ("at", "soon"),
        ("free_mb", -1),
        ("free_mb", True),
        ("battery", 101),
        ("devices", [{"kind": "Finger", "code": "x", "name": "Siti"}]),
        ("devices", [{"kind": "Finger", "code": "\x00"}]),
        ("devices", "ab"),
        ("days", [["2026-11-23", 4]]),
        ("faults", [[b"short", "iris", "2026-11-24T05:00:00+00:00"]]),
        ("faults", [[bytes(16), "chair", "2026-11-24T05:00:00+00:00"]]),
        ("more", 1),
    ],
)
def test_another_shape_is_refused(field: str, value: Any) -> None:
    told = canonical.decode(messages.encode(HEARTBEAT), max_bytes=messages.MAX_BYTES)
    with pytest.raises(RuleBroken, match="health_malformed"):
        messages.decode(canonical.encode(told | {field: value}))


@given(st.binary(max_size=200))
def test_rubbish_is_refused_and_nothing_else(data: bytes) -> None:
    with pytest.raises(RuleBroken, match="health_malformed"):
        messages.decode(data)


def test_a_heavy_heartbeat_is_not_read() -> None:
    with pytest.raises(RuleBroken, match="health_too_large"):
        messages.decode(bytes(messages.MAX_BYTES + 1))
