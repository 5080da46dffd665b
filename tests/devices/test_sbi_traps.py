"""Each trap that docs/reference/sbi.md lists, as a test of that name."""

import datetime
import hashlib
import re
import socket
from pathlib import Path
from typing import Any

import pytest

from rekam.devices.adapters.sbi import chain, transport
from rekam.devices.adapters.sbi.client import PORTS, SCANNERS, SbiClient
from tests.devices.sbi_peer import MAKER, SLAP, Maker, Peer, client_of, now, refused, wanted

ROOT = Path(__file__).parents[2]


def test_all_hundred_ports_are_asked_and_silence_costs_nothing() -> None:
    with Peer(MAKER) as peer:
        ports = [*PORTS, peer.port]
        found = SbiClient(anchors=[MAKER.root], now=now, ports=ports).discover()

    assert (PORTS.start, PORTS.stop, SCANNERS) == (4501, 4601, 5)
    assert peer.port in {device.port for device in found}


def test_only_the_address_127_0_0_1_is_asked(peer: Peer, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_names(*_told: object, **_more: object) -> Any:
        raise AssertionError("a name was looked up")

    monkeypatch.setattr(socket, "gethostbyname", no_names)
    assert transport.HOST == "127.0.0.1"
    assert client_of(peer).discover()


def test_information_is_asked_first_and_discovery_only_whether_it_is_still_ready(peer: Peer) -> None:
    client = client_of(peer)
    (device,) = client.discover()
    assert peer.verbs == ["MOSIPDINFO"]

    assert client.status(device) == "Ready"
    assert peer.verbs == ["MOSIPDINFO", "MOSIPDISC"]


@pytest.mark.parametrize("told", ["http://127.0.0.1:4501", "http://example.org/", "", None])
def test_the_callback_address_is_never_followed(peer: Peer, told: str | None) -> None:
    peer.telling = lambda info: info | {"callbackId": told}
    client = client_of(peer)

    assert client.capture(client.discover()[0], wanted=wanted())


def test_no_null_is_sent_where_the_schema_wants_text_or_a_list(peer: Peer) -> None:
    client = client_of(peer)
    client.capture(client.discover()[0], wanted=wanted())

    (bio,) = peer.asked[0]["bio"]
    assert None not in bio.values()
    assert (bio["previousHash"], bio["exception"]) == ("", [])


def test_a_face_is_asked_with_an_empty_list_of_subtypes(peer: Peer) -> None:
    peer.kind = "Face"
    client = client_of(peer)
    client.capture(client.discover()[0], wanted=wanted(positions=("face",)))

    assert peer.asked[0]["bio"][0]["bioSubType"] == []


def test_an_exception_photo_is_a_face_that_names_the_exceptions(peer: Peer) -> None:
    peer.kind = "Face"
    client = client_of(peer)
    ask = wanted(positions=("face",), exceptions=("left_little", "iris_right"))
    client.capture(client.discover()[0], wanted=ask)

    (bio,) = peer.asked[0]["bio"]
    assert (bio["type"], bio["count"], bio["exception"]) == ("Face", "1", ["Left LittleFinger", "Right"])


def test_the_chain_is_over_bytes_and_not_over_hexadecimal_text(peer: Peer) -> None:
    def over_text(element: dict[str, Any]) -> dict[str, Any]:
        text = chain.EMPTY.hex().upper() + hashlib.sha256(b"record of Left IndexFinger").hexdigest().upper()
        return element | {"hash": hashlib.sha256(text.encode()).hexdigest().upper()}

    peer.element = over_text
    assert refused(peer, ask=wanted(positions=("left_index",))).code == "device_chain_wrong"


def test_a_chain_in_small_letters_is_the_same_chain(peer: Peer) -> None:
    peer.element = lambda element: element | {"hash": element["hash"].lower()}
    client = client_of(peer)

    assert client.capture(client.discover()[0], wanted=wanted())


@pytest.mark.parametrize(
    ("seconds", "spelling"), [(-290, "%Y-%m-%dT%H:%M:%SZ"), (290, "%Y-%m-%dT%H:%M:%S.%f+00:00")]
)
def test_an_answer_within_five_minutes_counts(peer: Peer, seconds: int, spelling: str) -> None:
    at = (now() + datetime.timedelta(seconds=seconds)).strftime(spelling)
    peer.payload = lambda payload: payload | {"timestamp": at}
    client = client_of(peer)

    assert client.capture(client.discover()[0], wanted=wanted())


@pytest.mark.parametrize("seconds", [-310, 310])
def test_an_answer_more_than_five_minutes_away_is_stale(peer: Peer, seconds: int) -> None:
    at = (now() + datetime.timedelta(seconds=seconds)).isoformat()
    peer.payload = lambda payload: payload | {"timestamp": at}

    assert refused(peer).code == "device_answer_stale"


def test_an_answer_in_another_version_than_asked_is_refused(peer: Peer) -> None:
    peer.element = lambda element: element | {"specVersion": "1.0"}

    assert refused(peer).facts["where"] == "specVersion"


@pytest.mark.parametrize("version", ["1.0", "1.0.0"])
def test_version_1_names_the_device_by_its_serial_number(peer: Peer, version: str) -> None:
    peer.versions = [version, "0.9.5"]
    peer.payload = lambda payload: payload | {"bioExtract": ""}
    client = client_of(peer)
    (device,) = client.discover()

    client.capture(device, wanted=wanted())
    peer.stream = (peer.stream[0], b"")
    list(client.frames(device, positions=SLAP, seconds=1))

    captured, streamed = peer.asked
    assert (captured["specVersion"], device.spec) == (version, version)
    assert captured["bio"][0]["serialNo"] == "1"
    assert "deviceId" not in captured["bio"][0]
    assert (streamed["serialNo"], streamed["dimensions"]) == ("1", "640x480")
    assert client.status(device) == "Ready"


def test_the_version_in_use_is_the_first_that_is_named(peer: Peer) -> None:
    peer.versions = ["2.0", "0.9.5"]

    (seen,) = client_of(peer).survey()
    assert (seen.device, seen.code) == (None, "device_version_unknown")


def test_a_device_that_is_not_registered_speaks_unsigned_and_is_told_as_such(peer: Peer) -> None:
    plain = MAKER.jws({"deviceId": "1", "digitalId": peer.digital_id()}).split(".")[1]
    peer.info = lambda: [{"deviceInfo": plain, "error": {"errorCode": "100"}}]  # type: ignore[method-assign]

    (seen,) = client_of(peer).survey()
    assert (seen.device, seen.code, seen.kind) == (None, "device_not_registered", "Finger")


def test_an_unsigned_identity_is_never_believed(peer: Peer) -> None:
    unsigned = peer.digital_id().split(".")[1]
    peer.telling = lambda info: info | {"digitalId": unsigned}

    assert client_of(peer).survey()[0].code == "device_answer_invalid"


@pytest.mark.parametrize(
    ("change", "code"),
    [({"purpose": "Auth"}, "device_wrong_purpose"), ({"env": "Staging"}, "device_wrong_env")],
)
def test_a_device_of_another_purpose_or_environment_is_named_and_left_out(
    peer: Peer, change: dict[str, Any], code: str
) -> None:
    peer.telling = lambda info: info | change

    (seen,) = client_of(peer).survey()
    assert (seen.device, seen.code, seen.name) == (None, code, "Rekam Peer")


def test_an_l1_device_lets_its_chip_sign_who_it_is(peer: Peer) -> None:
    chip = Maker()
    peer.chip = chip
    both = SbiClient(anchors=[MAKER.root, chip.root], now=now, ports=[peer.port])

    assert both.capture(both.discover()[0], wanted=wanted())
    assert client_of(peer).survey()[0].code == "device_untrusted"


def test_a_score_below_the_requested_one_is_the_best_frame_and_counts(peer: Peer) -> None:
    peer.payload = lambda payload: payload | {"qualityScore": "7"}
    client = client_of(peer)

    records = client.capture(client.discover()[0], wanted=wanted(wanted_score=90))
    assert {record.device_score for record in records} == {7}


def test_either_base64_alphabet_is_read(peer: Peer) -> None:
    record = bytes(range(248, 256)) * 3
    link = chain.link(previous=b"", record=record).hex().upper()
    peer.element = lambda element: element | {"hash": link}
    for spelling in ("+Pn6+/z9/v/4+fr7/P3+//j5+vv8/f7/", "-Pn6-_z9_v_4-fr7_P3-__j5-vv8_f7_"):
        peer.payload = lambda payload, value=spelling: payload | {"bioValue": value}  # type: ignore[misc]
        client = client_of(peer)
        (found,) = client.capture(client.discover()[0], wanted=wanted(positions=("left_index",)))
        assert found.record == record


def test_a_certificate_that_is_not_valid_yet_points_at_the_laptops_clock(peer: Peer) -> None:
    early = SbiClient(
        anchors=[MAKER.root], now=lambda: now() - datetime.timedelta(days=400), ports=[peer.port]
    )

    assert early.survey()[0].code == "device_certificate_early"


def test_what_speaks_another_language_on_a_port_blocks_nothing(peer: Peer) -> None:
    peer.info = lambda: ["hello"]  # type: ignore[list-item, method-assign]
    with Peer(MAKER) as good:
        client = SbiClient(anchors=[MAKER.root], now=now, ports=[peer.port, good.port])
        strange, usable = client.survey()

    assert strange.code == "device_answer_invalid"
    assert usable.device is not None


def test_each_trap_of_the_reference_names_tests_that_exist() -> None:
    told = (ROOT / "docs/reference/sbi.md").read_text(encoding="utf-8").partition("## Traps")[2]
    named = set(re.findall(r"(?:`|::)(test_\w+)`", told))
    files = [*(ROOT / "tests/devices").glob("*.py"), *(ROOT / "tests/simulation").glob("*.py")]
    defined = {
        one for path in files for one in re.findall(r"def (test_\w+)", path.read_text(encoding="utf-8"))
    }
    assert len(named) > 25
    assert named <= defined
