"""Our client against our simulated device, as two processes: what works, and every way it misbehaves."""

import datetime
import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509

from rekam.abis.engine.formats import decode_record
from rekam.devices.adapters.sbi.client import Capture, SbiClient
from rekam.kernel.errors import RuleBroken

ROOT = Path(__file__).parents[2]


class Running:
    """The device's process: its port and the root certificate it left."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "rekam.simulation.device", "--port", "4570", "--person", "7"]
        self.process = subprocess.Popen(
            [*command, "--trust", str(folder), "--until-stdin-closes"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        )
        assert self.process.stdout is not None
        told = json.loads(self.process.stdout.readline())
        self.port = int(told["port"])
        self.root = x509.load_pem_x509_certificate(Path(told["trust"]).read_bytes())

    def order(self, what: str, **members: object) -> None:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/admin/{what}", data=json.dumps(members).encode(), method="POST"
        )
        urllib.request.urlopen(request, timeout=5).close()

    def stop(self) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()


@pytest.fixture(scope="module")
def device(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    running = Running(tmp_path_factory.mktemp("anchors"))
    yield running
    running.stop()


def client_of(device: Running) -> SbiClient:
    return SbiClient(
        anchors=[device.root], now=lambda: datetime.datetime.now(datetime.UTC), ports=[device.port]
    )


def wanted(*positions: str) -> Capture:
    return Capture(positions=positions, transaction="b1c0-77aa", seconds=2.0)


@pytest.mark.parametrize(
    ("kind", "positions"),
    [
        ("Finger", ("left_index", "left_middle", "left_ring", "left_little")),
        ("Finger", ("left_thumb", "right_thumb")),
        ("Finger", ("right_ring",)),
        ("Iris", ("iris_right", "iris_left")),
        ("Face", ("face",)),
    ],
)
def test_every_kind_of_capture_gives_records_of_the_positions_asked(
    device: Running, kind: str, positions: tuple[str, ...]
) -> None:
    client = client_of(device)
    (found,) = [one for one in client.discover() if one.bio_type == kind]

    records = client.capture(found, wanted=Capture(positions=positions, transaction="b1c0-77aa"))

    assert sorted(str(decode_record(record.record).position) for record in records) == sorted(positions)


FAULTS = {
    "hang": {"device_timeout"},
    "garbage": {"device_answer_invalid", "device_died"},
    "huge": {"device_answer_too_large", "device_timeout"},
    "wrong_hash": {"device_chain_wrong"},
    "hex_hash": {"device_chain_wrong"},
    "wrong_version": {"device_answer_mismatch"},
    "wrong_purpose": {"device_answer_mismatch"},
    "untrusted": {"device_untrusted"},
    "future": {"device_answer_stale"},
    "unnamed_finger": {"device_part_missing"},
    "other_hand": {"device_answer_mismatch", "device_part_other"},
    "wrong_signature": {"device_signature_wrong"},
    "wrong_transaction": {"device_answer_mismatch"},
    "expired": {"device_certificate_expired"},
    "stale": {"device_answer_stale"},
    "error": {"device_extraction_failed"},
}


@pytest.mark.parametrize("kind", list(FAULTS))
def test_every_misbehaviour_is_a_code_and_the_next_capture_works(
    device: Running, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rekam.devices.adapters.sbi.client.GRACE_SECONDS", 1.0)
    client = client_of(device)
    (found,) = [one for one in client.discover() if one.bio_type == "Iris"]
    device.order("fault", kind=kind)

    with pytest.raises(RuleBroken) as refused:
        client.capture(found, wanted=wanted("iris_left"))

    assert refused.value.code in FAULTS[kind]
    assert client.capture(found, wanted=Capture(positions=("iris_left",), transaction="b1c0-77ab"))


@pytest.mark.parametrize("kind", ["lower_hash", "plain_base64"])
def test_another_spelling_is_no_fault(device: Running, kind: str) -> None:
    client = client_of(device)
    (found,) = [one for one in client.discover() if one.bio_type == "Iris"]
    device.order("fault", kind=kind)

    assert client.capture(found, wanted=wanted("iris_left"))


@pytest.mark.parametrize(
    ("kind", "code", "positions"),
    [
        ("short_slap", "device_part_missing", "right_thumb"),
        ("one_undetected", "device_part_missing", "right_thumb"),
        ("doubled_finger", "device_part_doubled", "left_thumb"),
    ],
)
def test_a_capture_with_a_finger_too_few_or_twice_names_it(
    device: Running, kind: str, code: str, positions: str
) -> None:
    client = client_of(device)
    (found,) = [one for one in client.discover() if one.bio_type == "Finger"]
    device.order("fault", kind=kind)

    with pytest.raises(RuleBroken, match=code) as refused:
        client.capture(found, wanted=wanted("left_thumb", "right_thumb"))

    assert refused.value.facts["positions"] == positions


@pytest.mark.parametrize("version", ["0.9.5", "1.0"])
def test_both_versions_find_capture_and_stream(device: Running, version: str) -> None:
    device.order("identity", specVersion=[version])
    try:
        client = client_of(device)
        for kind, positions in (("Iris", ("iris_right",)), ("Face", ("face",))):
            (found,) = [one for one in client.discover() if one.bio_type == kind]
            assert found.spec == version
            assert client.capture(found, wanted=wanted(*positions))
            frames = client.frames(found, positions=positions, seconds=2)
            assert next(frames).startswith(b"\xff\xd8\xff")
            frames.close()
            assert client.status(found) == "Ready"
    finally:
        device.order("identity")


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"trusted": False}, "device_untrusted"),
        ({"purpose": "Auth"}, "device_wrong_purpose"),
        ({"env": "Staging"}, "device_wrong_env"),
        ({"specVersion": ["2.0"]}, "device_version_unknown"),
    ],
)
def test_a_device_that_is_of_no_use_here_is_seen_with_its_code(
    device: Running, told: dict[str, object], code: str
) -> None:
    device.order("identity", **told)
    try:
        seen = client_of(device).survey()
    finally:
        device.order("identity")

    assert {(one.kind, one.code) for one in seen} == {("Finger", code), ("Iris", code), ("Face", code)}


def test_an_unplugged_device_is_gone_and_comes_back(device: Running) -> None:
    client = client_of(device)
    (found,) = [one for one in client.discover() if one.bio_type == "Iris"]
    device.order("status", type="Iris", deviceStatus="Unplugged")
    try:
        assert {one.bio_type for one in client.discover()} == {"Finger", "Face"}
        with pytest.raises(RuleBroken, match="device_not_found"):
            client.capture(found, wanted=wanted("iris_left"))
        with pytest.raises(RuleBroken, match="device_not_found"):
            next(client.frames(found, positions=("iris_left",), seconds=1))
    finally:
        device.order("status", type="Iris", deviceStatus="Ready")
    assert len(client.discover()) == 3


def test_a_slow_device_is_waited_for(device: Running) -> None:
    client = client_of(device)
    (found,) = [one for one in client.discover() if one.bio_type == "Iris"]
    device.order("delay", delay=600)
    try:
        assert client.capture(found, wanted=wanted("iris_left"))
    finally:
        device.order("delay", delay=0)


def test_a_busy_device_says_so(device: Running) -> None:
    client = client_of(device)
    (found,) = [one for one in client.discover() if one.bio_type == "Iris"]
    device.order("status", type="Iris", deviceStatus="Busy")
    try:
        with pytest.raises(RuleBroken, match="device_busy"):
            client.capture(found, wanted=wanted("iris_left"))
        assert client.status(found) == "Busy"
    finally:
        device.order("status", type="Iris", deviceStatus="Ready")


def test_a_device_that_dies_in_mid_capture_is_a_code_and_then_unreachable(tmp_path: Path) -> None:
    device = Running(tmp_path)
    client = client_of(device)
    (found,) = [one for one in client.discover() if one.bio_type == "Iris"]
    device.order("fault", kind="die_mid_capture")

    with pytest.raises(RuleBroken, match="device_died"):
        client.capture(found, wanted=wanted("iris_left"))
    device.process.wait(10)
    with pytest.raises(RuleBroken, match="device_unreachable"):
        client.capture(found, wanted=wanted("iris_left"))
    device.stop()
