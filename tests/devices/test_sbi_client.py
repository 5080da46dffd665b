"""The SBI client: a good device is found and heard; every hostile answer is a code, never a crash."""

import socket
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from rekam.devices.adapters.sbi import chain, names
from rekam.devices.adapters.sbi.client import SbiClient
from rekam.enrolment import device_proof
from rekam.kernel.errors import RuleBroken
from tests.devices import bad_lines
from tests.devices.sbi_peer import MAKER, SLAP, Maker, Peer, client_of, now, refused, wanted
from tests.enrolment.test_packet_refuses import assembled

STRANGER, EXPIRED = Maker(), Maker(days=-1)


def test_a_trusted_device_is_found_and_gives_a_slap_in_one_chain(peer: Peer) -> None:
    client = client_of(peer)
    (device,) = client.discover()

    records = client.capture(device, wanted=wanted())

    assert (device.bio_type, device.serial, client.status(device)) == ("Finger", "SN-1", "Ready")
    assert [record.position for record in records] == list(SLAP)
    assert records[0].record == b"record of Left IndexFinger"
    assert [record.previous for record in records[1:]] == [record.chain for record in records[:-1]]


def test_what_the_device_signed_comes_with_each_record_and_can_be_proved_later(peer: Peer) -> None:
    client = client_of(peer)
    for record in client.capture(client.discover()[0], wanted=wanted()):
        token = device_proof.token_of(record.signed, record=record.record)
        facts = replace(assembled()[0].samples[0], token=token, transaction=peer.asked[0]["transactionId"])
        assert device_proof.is_proved(facts, record=record.record, anchors=[MAKER.root], at=now())


def test_the_request_holds_strings_only_as_the_specification_wants(peer: Peer) -> None:
    client = client_of(peer)

    client.capture(client.discover()[0], wanted=wanted(previous=bytes(32), exceptions=("left_thumb",)))

    (bio,) = peer.asked[0].pop("bio")
    assert bio["previousHash"] == "00" * 32
    assert (bio["count"], bio["deviceSubId"], bio["exception"]) == ("4", "1", ["Left Thumb"])
    assert {type(value) for value in peer.asked[0].values()} == {str, type(None)}


def test_a_second_capture_goes_on_in_the_chain_of_the_first(peer: Peer) -> None:
    client = client_of(peer)
    device = client.discover()[0]
    first = client.capture(device, wanted=wanted())

    second = client.capture(device, wanted=wanted(positions=("left_thumb",), previous=first[-1].chain))

    assert second[0].chain == chain.link(previous=first[-1].chain, record=second[0].record)


@pytest.mark.parametrize(
    ("behaviour", "code"),
    [
        (bad_lines.dies, "device_died"),
        (bad_lines.hangs, "device_timeout"),
        (bad_lines.trickles, "device_timeout"),
        (bad_lines.floods, "device_answer_too_large"),
        (bad_lines.babbles, "device_answer_invalid"),
        (bad_lines.speaks_no_http, "device_died"),
    ],
)
def test_a_device_that_misbehaves_on_the_line(
    peer: Peer, behaviour: Callable[[socket.socket], None], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rekam.devices.adapters.sbi.client.GRACE_SECONDS", 0.0)
    peer.raw = behaviour

    assert refused(peer, ask=wanted(seconds=0.5)).code == code


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"transactionId": "other"}, "device_answer_mismatch"),
        ({"purpose": "Auth"}, "device_answer_mismatch"),
        ({"env": "Production"}, "device_answer_mismatch"),
        ({"bioType": "Iris"}, "device_answer_mismatch"),
        ({"bioSubType": "Third IndexFinger"}, "device_answer_mismatch"),
        ({"bioSubType": ["a", "b"]}, "device_answer_mismatch"),
        ({"bioSubType": {"a": 1}}, "device_answer_mismatch"),
        ({"bioValue": "////!"}, "device_answer_invalid"),
        ({"bioValue": ""}, "device_answer_invalid"),
        ({"bioValue": 7}, "device_answer_invalid"),
        ({"timestamp": "2020-01-01T00:00:00Z"}, "device_answer_stale"),
        ({"timestamp": "yesterday"}, "device_answer_invalid"),
        ({"qualityScore": "high"}, "device_answer_invalid"),
        ({"qualityScore": "inf"}, "device_answer_invalid"),
        ({"digitalId": "a.b.c"}, "device_answer_invalid"),
    ],
)
def test_a_signed_answer_that_does_not_fit_the_question(
    peer: Peer, change: dict[str, Any], code: str
) -> None:
    peer.payload = lambda payload: payload | change

    assert refused(peer).code == code


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"hash": "00" * 32}, "device_chain_wrong"),
        ({"hash": None}, "device_chain_wrong"),
        ({"specVersion": "1.0"}, "device_answer_mismatch"),
        ({"data": "x.y"}, "device_answer_invalid"),
        ({"data": "a.b.c"}, "device_answer_invalid"),
        ({"data": None}, "device_answer_invalid"),
        ({"error": {"errorCode": "111", "errorInfo": "busy"}}, "device_busy"),
        ({"error": {"errorCode": "101"}}, "device_nothing_detected"),
        ({"error": {"errorCode": "777"}}, "device_error"),
        ({"error": {"errorCode": "many"}}, "device_answer_invalid"),
        ({"error": "none"}, "device_answer_invalid"),
        ({"error": {"errorCode": "101"}, "data": ""}, "device_nothing_detected"),
    ],
)
def test_an_element_that_is_wrong(peer: Peer, change: dict[str, Any], code: str) -> None:
    peer.element = lambda element: element | change

    assert refused(peer).code == code


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"biometrics": []}, "device_answer_invalid"),
        ({"biometrics": {}}, "device_answer_invalid"),
        ({"biometrics": [1]}, "device_answer_invalid"),
        ({"biometrics": [{}] * 99}, "device_answer_invalid"),
    ],
)
def test_an_answer_of_another_shape(peer: Peer, change: dict[str, Any], code: str) -> None:
    peer.answer = lambda answer: answer | change

    assert refused(peer).code == code


def test_a_replayed_finger_is_refused(peer: Peer) -> None:
    peer.answer = lambda answer: {"biometrics": [answer["biometrics"][0]] * 4}

    assert refused(peer).code == "device_chain_wrong"


@pytest.mark.parametrize(
    ("maker", "code"), [(STRANGER, "device_untrusted"), (EXPIRED, "device_untrusted")], ids=["other", "old"]
)
def test_a_device_of_another_maker_is_refused_in_mid_session(peer: Peer, maker: Maker, code: str) -> None:
    device = client_of(peer).discover()[0]
    peer.maker = maker

    with pytest.raises(RuleBroken) as broken:
        client_of(peer).capture(device, wanted=wanted())

    assert broken.value.code in {code, "device_certificate_expired"}


def test_an_altered_signature_is_refused(peer: Peer) -> None:
    peer.element = lambda element: element | {"data": element["data"][:-8] + "AAAAAAAA"}

    assert refused(peer).code == "device_signature_wrong"


def test_no_signature_algorithm_is_no_signature(peer: Peer) -> None:
    peer.element = lambda element: element | {"data": MAKER.jws({"transactionId": "b1c0-77aa"}, alg="none")}

    assert refused(peer).code == "device_signature_wrong"


@pytest.mark.parametrize("maker", [STRANGER, EXPIRED], ids=["other", "old"])
def test_discovery_leaves_untrusted_devices_out(maker: Maker) -> None:
    with Peer(maker) as peer:
        assert client_of(peer).discover() == []


def test_discovery_of_nothing_is_nothing() -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))  # bound, not listening: connections are refused
        assert SbiClient(anchors=[MAKER.root], now=now, ports=[bound.getsockname()[1]]).discover() == []


def test_a_device_that_was_unplugged_is_unreachable(peer: Peer) -> None:
    device = client_of(peer).discover()[0]
    peer.server.shutdown()
    peer.server.server_close()

    with pytest.raises(RuleBroken, match="device_unreachable"):
        client_of(peer).capture(device, wanted=wanted())


def test_asking_a_finger_device_for_an_iris_is_refused_here(peer: Peer) -> None:
    assert refused(peer, ask=wanted(positions=("iris_left",))).code == "device_wrong_kind"


@pytest.mark.parametrize(
    ("positions", "sub_id"),
    [
        (SLAP, "1"),
        (("right_index", "right_middle"), "2"),
        (("left_thumb", "right_thumb"), "3"),
        (("iris_left",), "1"),
        (("iris_left", "iris_right"), "3"),
        (("face",), "0"),
    ],
)
def test_the_sub_id_names_what_lies_on_the_glass(positions: tuple[str, ...], sub_id: str) -> None:
    assert names.sub_id(positions) == sub_id


def test_an_empty_chain_starts_from_the_hash_of_nothing() -> None:
    assert chain.EMPTY.hex().upper().startswith("E3B0C442")
    assert chain.link(previous=b"", record=b"x") == chain.link(previous=chain.EMPTY, record=b"x")
