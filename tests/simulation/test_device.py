"""The simulated device speaks SBI 0.9.5 as a registration client hears it."""

import hashlib
import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rekam.abis.engine.formats import decode_record
from tests.simulation.sbi import FACE, IRIS, Client, b64, chain, leaf_and_verify, request, running, unsealed


@pytest.fixture(scope="module")
def device(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with running(trust=tmp_path_factory.mktemp("trust")) as client:
        yield client


def test_discovery_tells_the_three_devices(device: Client) -> None:
    found = device.ask("MOSIPDISC", "/device", {"type": "Biometric Device"})

    assert [one["deviceId"] for one in found] == ["1", "2", "3"]
    assert {one["deviceStatus"] for one in found} == {"Ready"}
    assert all(one["callbackId"] == f"http://127.0.0.1:{device.port}/" for one in found)
    assert unsealed(f".{found[0]['digitalId']}.")["deviceSubType"] == "Slap"


def test_discovery_of_one_type_tells_that_type(device: Client) -> None:
    found = device.ask("MOSIPDISC", "/device", {"type": "Iris"})

    assert [unsealed(f".{one['digitalId']}.")["type"] for one in found] == ["Iris"]
    assert found[0]["deviceSubId"] == ["1", "2", "3"]


def test_device_info_is_signed_under_the_trusted_root(device: Client) -> None:
    told = device.ask("MOSIPDINFO", "/info")

    for one in told:
        leaf = leaf_and_verify(one["deviceInfo"], root=device.trust)
        info = unsealed(one["deviceInfo"])
        leaf_and_verify(info["digitalId"], root=device.trust)
        assert leaf.not_valid_after_utc > datetime.now(UTC)
        assert info["env"] == "Developer"
        assert one["error"] == {"errorCode": "0", "errorInfo": "Success"}


def test_every_scalar_is_a_string(device: Client) -> None:
    def scalars(value: object) -> Iterator[object]:
        if isinstance(value, dict):
            value = list(value.values())
        if not isinstance(value, list):
            yield value
            return
        for one in value:
            yield from scalars(one)

    elements = device.capture()
    told = [*elements, unsealed(elements[0]["data"]), device.ask("MOSIPDISC", "/device", {})]

    assert all(isinstance(one, str) for one in scalars(told))


def test_both_thumbs_come_as_two_segments_of_one_answer(device: Client) -> None:
    elements = device.capture()

    payloads = [unsealed(one["data"]) for one in elements]
    assert [one["bioSubType"] for one in payloads] == ["Left Thumb", "Right Thumb"]
    assert {one["transactionId"] for one in payloads} == {"b1c0-77aa"}
    assert all(b64(one["bioValue"]).startswith(b"FIR\x00020\x00") for one in payloads)
    for one in elements:
        leaf_and_verify(one["data"], root=device.trust)


def test_hashes_chain_over_segments_and_captures(device: Client) -> None:
    first = device.capture()
    second = device.capture(previousHash=first[-1]["hash"])

    link = hashlib.sha256(b"").digest()
    for one in first + second:
        link = chain(link, b64(unsealed(one["data"])["bioValue"]))
        assert one["hash"] == link.hex().upper()


def test_exceptions_leave_fingers_out(device: Client) -> None:
    elements = device.capture(deviceSubId="1", count="3", exception=["Left LittleFinger"])

    assert [unsealed(one["data"])["bioSubType"] for one in elements] == [
        "Left IndexFinger",
        "Left MiddleFinger",
        "Left RingFinger",
    ]


def test_named_subtypes_come_in_their_order(device: Client) -> None:
    named = ["Right RingFinger", "Right IndexFinger"]

    elements = device.capture(deviceSubId="2", bioSubType=named)

    assert [unsealed(one["data"])["bioSubType"] for one in elements] == named


@pytest.mark.parametrize(("kind", "magic", "count"), [(IRIS, b"IIR\x00020", 2), (FACE, b"FAC\x00030", 1)])
def test_irises_and_face_are_captured(device: Client, kind: dict[str, str], magic: bytes, count: int) -> None:
    elements = device.capture(**kind)

    records = [b64(unsealed(one["data"])["bioValue"]) for one in elements]
    assert len(records) == count
    assert all(record.startswith(magic) for record in records)
    assert all(min(decode_record(record).pixels.shape) >= 240 for record in records)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"transactionId": "abc"}, "112"),
        ({"transactionId": None}, "112"),
        ({"count": "5"}, "109"),
        ({"count": "1"}, "109"),
        ({"bio": []}, "109"),
        ({"deviceId": "9"}, "106"),
        ({"deviceSubId": "7"}, "106"),
        ({"type": "Iris"}, "106"),
        ({"specVersion": "1.0"}, "501"),
        ({"env": "Production"}, "501"),
        ({"purpose": "Auth"}, "501"),
        ({"bioSubType": ["Left IndexFinger", "Left Thumb"]}, "502"),
        ({"previousHash": "xyz"}, "500"),
        ({"timeout": "-1"}, "500"),
    ],
)
def test_wrong_requests_get_their_code(device: Client, changes: dict[str, object], code: str) -> None:
    (element,) = device.capture(**changes)

    assert element["error"]["errorCode"] == code
    assert element["data"] == ""


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b"[" * 60_000])
def test_bodies_that_are_no_request_are_refused(device: Client, body: bytes) -> None:
    answer = device.ask("RCAPTURE", "/capture", body)

    assert answer["biometrics"][0]["error"]["errorCode"] in ("500", "501")


def test_too_large_a_body_is_refused_before_it_is_read(device: Client) -> None:
    status, _, _ = device.raw("RCAPTURE", "/capture", b"{}", Content_Length="99999999")

    assert status == 413


@pytest.mark.parametrize(
    ("status", "code"), [("Busy", "111"), ("Not Ready", "110"), ("Not Registered", "100")]
)
def test_status_is_told_and_refuses_captures(device: Client, status: str, code: str) -> None:
    device.ask("POST", "/admin/status", {"type": "Finger", "deviceStatus": status})
    try:
        found = device.ask("MOSIPDISC", "/device", {"type": "Finger"})
        (element,) = device.capture()
    finally:
        device.ask("POST", "/admin/status", {"type": "Finger", "deviceStatus": "Ready"})

    assert found[0]["deviceStatus"] == status
    assert element["error"]["errorCode"] == code


def test_an_unregistered_device_tells_itself_unsigned(device: Client) -> None:
    device.ask("POST", "/admin/status", {"type": "Face", "deviceStatus": "Not Registered"})
    try:
        told = device.ask("MOSIPDINFO", "/info")
    finally:
        device.ask("POST", "/admin/status", {"type": "Face", "deviceStatus": "Ready"})

    assert told[2]["error"]["errorCode"] == "100"
    assert "." not in told[2]["deviceInfo"]


def test_with_nobody_there_the_timeout_passes_and_nothing_is_detected(device: Client) -> None:
    device.put(seed=None)
    started = time.monotonic()
    (element,) = device.capture(timeout="400")
    device.put(seed=5)

    assert element["error"]["errorCode"] == "101"
    assert 0.35 < time.monotonic() - started < 5


def test_a_missing_finger_is_not_detected(device: Client) -> None:
    device.put(seed=5, missing=["left_thumb"])
    (element,) = device.capture()
    whole = device.capture(count="1", exception=["Left Thumb"])
    device.put(seed=5)

    assert element["error"]["errorCode"] == "101"
    assert unsealed(whole[0]["data"])["bioSubType"] == "Right Thumb"


def test_a_told_score_stands_in_the_answer_even_below_the_requested_one(device: Client) -> None:
    device.ask("POST", "/admin/score", {"type": "Finger", "qualityScore": 12})
    elements = device.capture(requestedScore="60")
    device.ask("POST", "/admin/score", {"type": "Finger", "qualityScore": None})

    payload = unsealed(elements[0]["data"])
    assert (payload["qualityScore"], payload["requestedScore"]) == ("12", "60")


def test_the_same_body_gives_the_same_image_and_another_impression_another(device: Client) -> None:
    def image() -> str:
        # The record's date differs, so compare what follows it.
        return str(unsealed(device.capture()[0]["data"])["bioValue"])[200:]

    device.put(seed=8, impression=1)
    first, again = image(), image()
    device.put(seed=8, impression=2)
    other = image()
    device.put(seed=5)

    assert first == again
    assert other != first


def test_the_stream_frames_jpegs(device: Client) -> None:
    status, data, headers = device.raw(
        "STREAM", "/stream", {"deviceId": "2", "deviceSubId": "3", "timeout": "900"}
    )

    assert status == 200
    assert headers["Content-Type"] == "multipart/x-mixed-replace; boundary=--BoundaryString"
    assert data.count(b"--BoundaryString\r\nContent-Type:image/jpeg\r\nContent-Length:") >= 3
    assert data.count(b"\xff\xd8\xff") >= 3


def test_a_stream_of_no_device_is_refused(device: Client) -> None:
    assert device.ask("STREAM", "/stream", {"deviceId": "7"})["error"]["errorCode"] == "202"


def test_preflight_allows_the_verbs_to_pages_of_this_machine(device: Client) -> None:
    _, _, headers = device.raw("OPTIONS", "/capture", Origin="http://127.0.0.1:8100")

    assert "RCAPTURE" in headers["Access-Control-Allow-Methods"]
    assert headers["Access-Control-Allow-Origin"] == "http://127.0.0.1:8100"


@pytest.mark.parametrize("headers", [{"Origin": "https://example.org"}, {"Host": "example.org"}])
def test_pages_from_elsewhere_are_turned_away(device: Client, headers: dict[str, str]) -> None:
    assert device.raw("MOSIPDINFO", "/info", **headers)[0] == 403


def test_the_usual_clients_spelling_is_understood(device: Client) -> None:
    changes = {
        "bioSubType": None,
        "previousHash": None,
        "exception": None,
        "requestedScore": 40,
        "timeout": 900,
    }
    body = request(**changes)
    status, data, _ = device.raw("RCAPTURE", "/capture", body, Content_Type="Content-Type")

    assert (status, len(json.loads(data)["biometrics"])) == (200, 2)


def test_authentication_captures_are_not_its_purpose(device: Client) -> None:
    answer = device.ask("CAPTURE", "/capture", request())

    assert answer["biometrics"][0]["error"]["errorCode"] == "501"


@pytest.mark.parametrize(
    ("path", "order"),
    [
        ("person", {"seed": "x"}),
        ("person", {"seed": 1, "missing": ["tail"]}),
        ("person", {"seed": 1, "backdrop": "green"}),
        ("status", {"deviceStatus": "Tired"}),
        ("score", {"type": "Nose", "qualityScore": 1}),
        ("delay", {"delay": 10**9}),
        ("fault", {"kind": "sing"}),
    ],
)
def test_the_control_plane_refuses_what_it_does_not_understand(
    device: Client, path: str, order: dict[str, object]
) -> None:
    status, data, _ = device.raw("POST", f"/admin/{path}", order)

    assert status == 400
    assert b"wrong" in data


def test_a_second_device_takes_the_next_port(device: Client, tmp_path: Path) -> None:
    with running(trust=tmp_path, options=("--port", str(device.port))) as other:
        assert other.port > device.port
        assert other.ask("MOSIPDINFO", "/info")[0]["error"]["errorCode"] == "0"
