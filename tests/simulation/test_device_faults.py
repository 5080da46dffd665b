"""The simulated device misbehaves on demand, as real ones do unasked."""

import http.client
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature

from tests.simulation.sbi import Client, b64, chain, environment, leaf_and_verify, request, running, unsealed

EMPTY = bytes.fromhex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")


@pytest.fixture(scope="module")
def device(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with running(trust=tmp_path_factory.mktemp("trust")) as client:
        yield client


def misbehave(device: Client, kind: str, **more: object) -> None:
    assert device.raw("POST", "/admin/fault", {"kind": kind, **more})[0] == 200


def test_a_wrong_hash_fits_no_record_and_the_next_capture_is_right(device: Client) -> None:
    misbehave(device, "wrong_hash")
    wrong, right = device.capture(), device.capture()

    record = b64(unsealed(wrong[0]["data"])["bioValue"])
    assert wrong[0]["hash"] != chain(EMPTY, record).hex().upper()
    assert right[0]["hash"] == chain(EMPTY, b64(unsealed(right[0]["data"])["bioValue"])).hex().upper()


def test_a_wrong_signature_does_not_verify(device: Client) -> None:
    misbehave(device, "wrong_signature")
    element = device.capture()[0]

    with pytest.raises(InvalidSignature):
        leaf_and_verify(element["data"], root=device.trust)


def test_a_wrong_transaction_is_somebody_elses(device: Client) -> None:
    misbehave(device, "wrong_transaction")

    assert unsealed(device.capture()[0]["data"])["transactionId"] != "b1c0-77aa"


def test_an_expired_device_signs_under_a_certificate_of_yesterday(device: Client) -> None:
    misbehave(device, "expired")
    leaf = leaf_and_verify(device.capture()[0]["data"], root=device.trust)

    assert leaf.not_valid_after_utc < datetime.now(UTC)


def test_a_stale_answer_is_ten_minutes_old(device: Client) -> None:
    misbehave(device, "stale")
    told = datetime.fromisoformat(unsealed(device.capture()[0]["data"])["timestamp"])

    assert datetime.now(UTC) - told > timedelta(minutes=9)


@pytest.mark.parametrize("code", ["102", "103", "105", "107"])
def test_a_told_code_is_answered(device: Client, code: str) -> None:
    misbehave(device, "error", code=code)
    (element,) = device.capture()

    assert element["error"]["errorCode"] == code


def test_garbage_is_no_json(device: Client) -> None:
    misbehave(device, "garbage")
    _, data, _ = device.raw("RCAPTURE", "/capture", request())

    with pytest.raises(json.JSONDecodeError):
        json.loads(data)


def test_a_huge_answer_promises_half_a_gigabyte(device: Client) -> None:
    misbehave(device, "huge")
    connection = http.client.HTTPConnection("127.0.0.1", device.port, timeout=20)
    connection.request("RCAPTURE", "/capture", json.dumps(request()))
    answer = connection.getresponse()

    assert int(answer.headers["Content-Length"]) > 500_000_000
    assert len(answer.read(1_000_000)) == 1_000_000
    answer.close()
    connection.close()
    assert device.capture()[0]["error"]["errorCode"] == "0"


def test_a_hanging_capture_leaves_discovery_alive(device: Client) -> None:
    misbehave(device, "hang")
    connection = http.client.HTTPConnection("127.0.0.1", device.port, timeout=0.5)
    connection.request("RCAPTURE", "/capture", json.dumps(request()))
    with pytest.raises(TimeoutError):
        connection.getresponse()
    connection.close()

    assert len(device.ask("MOSIPDISC", "/device", {})) == 3


def test_two_captures_at_once_find_the_device_busy(device: Client) -> None:
    device.ask("POST", "/admin/delay", {"delay": 1500})
    first = threading.Thread(target=device.capture)
    first.start()
    time.sleep(0.5)
    (second,) = device.capture()
    device.ask("POST", "/admin/delay", {"delay": 0})
    first.join()

    assert second["error"]["errorCode"] == "111"


def test_a_device_that_dies_sends_half_an_answer(tmp_path: Path) -> None:
    with running(trust=tmp_path) as device:
        misbehave(device, "die_mid_capture")
        with pytest.raises(http.client.IncompleteRead):
            device.raw("RCAPTURE", "/capture", request())
        assert device.process.wait(timeout=10) == 70


def test_it_stops_when_its_parent_is_gone(tmp_path: Path) -> None:
    parent = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    command = [sys.executable, "-m", "rekam.simulation.device", "--parent", str(parent.pid)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment())
    assert child.stdout is not None
    child.stdout.readline()
    parent.kill()
    parent.wait()

    assert child.wait(timeout=15) == 0
    child.stdout.close()
