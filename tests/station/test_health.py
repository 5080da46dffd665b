"""The laptop tells of itself: hourly, at once with a fault, seldom to a server that does not listen."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import httpx
import pytest

from rekam.devices.adapters.sbi.finding import Device
from rekam.devices.kits.messages import Heartbeat, WorkedDay, decode
from rekam.kernel.errors import RuleBroken
from rekam.station.health import AGAIN, EVERY, QUIET, Teller, battery, captured, worked_days
from rekam.station.identity import Identity, load_identity
from rekam.station.scanners import READY, Scanners, Standing
from rekam.station.store.outbox import Outbox
from rekam.station.sync import ServerLink

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=timezone(timedelta(hours=7)))
SCANNER = Device(
    port=4501, device_id="1", bio_type="Iris", sub_type="Double", status="Ready", serial="SN-1\x00é",
    make="M" * 200, model="I", provider="tests",
)  # fmt: skip


class Office:
    """Stands in for the line: what it heard, and what it answers."""

    def __init__(self) -> None:
        self.heard: list[Heartbeat] = []
        self.answers = True
        self.refuses = ""

    def tell_health(self, body: bytes, *, station: Identity) -> bool:  # noqa: ARG002 - as ServerLink has it
        if self.refuses:
            raise RuleBroken(self.refuses)
        if self.answers:
            self.heard.append(decode(body))
        return self.answers


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    box = Outbox(tmp_path / "outbox.db")
    yield box
    box.close()


@pytest.fixture
def clock() -> list[float]:
    return [100.0]


@pytest.fixture
def teller(outbox: Outbox, clock: list[float], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Teller:
    scanners = Scanners(folder=tmp_path, ports=(), now=lambda: NOON)
    standing = [Standing(kind="Iris", code=READY, name="M I", device=SCANNER)]
    monkeypatch.setattr(scanners, "standing", lambda: standing)
    identity = load_identity(tmp_path)
    return Teller(
        program=lambda: 0,
        outbox=outbox,
        scanners=scanners,
        station=identity,
        folder=tmp_path,
        now=lambda: NOON,
        clock=lambda: clock[0],
    )


def told(teller: Teller, office: Office) -> bool:
    return teller.round(office)  # type: ignore[arg-type]


def test_it_tells_hourly_and_at_once_with_a_fault_which_is_then_no_longer_waiting(
    teller: Teller, outbox: Outbox, clock: list[float]
) -> None:
    office = Office()
    assert told(teller, office)
    assert not told(teller, office)
    assert outbox.faults.press("iris", at=NOON.isoformat())
    assert not outbox.faults.press("iris", at=NOON.isoformat())  # it waits already
    assert told(teller, office)

    (fault,) = office.heard[-1].faults
    assert (fault.kind, fault.at) == ("iris", NOON)
    assert outbox.faults.waiting() == []
    assert [one.sent for one in outbox.faults.recent()] == [True]
    assert outbox.faults.press("iris", at=NOON.isoformat())
    clock[0] += EVERY
    assert told(teller, office)


def test_a_devices_own_words_are_cut_and_cleaned(teller: Teller) -> None:
    office = Office()
    told(teller, office)

    (device,) = office.heard[0].devices
    assert (device.serial, len(device.make), device.code) == ("SN-1", 80, READY)


def test_a_fault_stays_through_a_refusal_and_an_old_server_is_left_in_peace(
    teller: Teller, outbox: Outbox, clock: list[float]
) -> None:
    office = Office()
    outbox.faults.press("iris", at=NOON.isoformat())
    office.refuses = "health_too_often"
    assert not told(teller, office)
    office.refuses = ""
    assert not told(teller, office)
    clock[0] += AGAIN
    office.answers = False
    assert not told(teller, office)
    clock[0] += QUIET / 2
    office.answers = True
    assert not told(teller, office)
    clock[0] += QUIET / 2
    assert told(teller, office)
    assert outbox.faults.waiting() == []


@pytest.mark.parametrize(("status", "outcome"), [(204, True), (404, False), (429, "health_too_often")])
def test_the_line_tells_taken_from_no_such_door(
    status: int, outcome: bool | str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = ServerLink("http://127.0.0.1:9")
    answer = (
        httpx.Response(status, json={"code": "health_too_often"}) if status == 429 else httpx.Response(status)
    )
    monkeypatch.setattr(link, "_send", lambda *_words, **_more: answer)
    if isinstance(outcome, bool):
        assert link.tell_health(b"body", station=load_identity(tmp_path)) is outcome
    else:
        with pytest.raises(RuleBroken, match=outcome):
            link.tell_health(b"body", station=load_identity(tmp_path))
    link.close()


def test_the_work_of_a_day_is_counted_from_the_outbox_without_anybody_in_it() -> None:
    stamps = [(NOON + timedelta(minutes=minutes)).isoformat() for minutes in (0, 4, 90)]
    moments = captured([*stamps, "t0", "2026-11-24T12:00:00"])

    assert worked_days(moments) == [WorkedDay(day=date(2026, 11, 24), captures=3, minutes=90)]


def test_the_battery_is_read_where_there_is_one(tmp_path: Path) -> None:
    assert battery(tmp_path) is None
    (tmp_path / "BAT0").mkdir()
    (tmp_path / "BAT0" / "capacity").write_text("81\n")
    assert battery(tmp_path) == 81
