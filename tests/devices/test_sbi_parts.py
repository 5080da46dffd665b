"""Traps of slaps and live pictures: too few fingers, wrong names, frames that are none."""

import pytest

from rekam.devices.adapters.sbi import names
from rekam.kernel.errors import RuleBroken
from tests.devices.sbi_peer import SLAP, Peer, client_of, refused

JPEG = b"\xff\xd8\xff picture"


def test_three_fingers_of_a_slap_of_four_name_the_missing_one(peer: Peer) -> None:
    peer.answer = lambda answer: {"biometrics": answer["biometrics"][:3]}

    broken = refused(peer)
    assert (broken.code, broken.facts["got"], broken.facts["of"]) == ("device_part_missing", 3, 4)
    assert broken.facts["positions"] == "left_little"


def test_a_finger_told_as_undetected_in_its_place_is_named(peer: Peer) -> None:
    nothing = {"specVersion": "0.9.5", "data": "", "hash": "", "error": {"errorCode": "101"}}
    peer.answer = lambda answer: {"biometrics": [*answer["biometrics"][:3], nothing]}

    assert refused(peer).facts["positions"] == "left_little"


def test_a_finger_that_the_device_cannot_name_is_missing(peer: Peer) -> None:
    peer.payload = lambda payload: (
        payload | {"bioSubType": names.UNKNOWN} if payload["bioSubType"] == "Left RingFinger" else payload
    )

    assert refused(peer).facts["positions"] == "left_ring"


def test_two_segments_of_one_name_are_refused(peer: Peer) -> None:
    peer.payload = lambda payload: (
        payload | {"bioSubType": "Left IndexFinger"} if "Ring" in payload["bioSubType"] else payload
    )

    broken = refused(peer)
    assert (broken.code, broken.facts["positions"]) == ("device_part_doubled", "left_index")


def test_the_fingers_of_the_other_hand_are_refused(peer: Peer) -> None:
    peer.payload = lambda payload: payload | {"bioSubType": payload["bioSubType"].replace("Left", "Right")}

    assert refused(peer).code == "device_part_other"


def framed(*jpegs: bytes) -> bytes:
    heads = [
        f"--BoundaryString\r\nContent-Type:image/jpeg\r\nContent-Length:{len(one)}\r\n\r\n" for one in jpegs
    ]
    return b"".join(head.encode() + one + b"\r\n" for head, one in zip(heads, jpegs, strict=True))


def test_frames_of_a_live_picture_are_cut_at_their_length(peer: Peer) -> None:
    first = JPEG + b"\r\n\r\n--BoundaryString\r\n"
    peer.stream = (peer.stream[0], framed(first, JPEG))
    client = client_of(peer)

    frames = client.frames(client.discover()[0], positions=SLAP, seconds=2)
    assert list(frames) == [first, JPEG]
    assert peer.asked[0] == {"deviceId": "1", "deviceSubId": "1", "timeout": "2000"}


@pytest.mark.parametrize(
    ("stream", "code"),
    [
        (("application/json", b'{"error":{"errorCode":"202"}}'), "device_not_found"),
        (("multipart/x-mixed-replace", framed(b"<script>")), "device_answer_invalid"),
        (("multipart/x-mixed-replace", b"--B\r\nContent-Length:x\r\n\r\n"), "device_answer_invalid"),
        (("multipart/x-mixed-replace", bytes(3 * 1024 * 1024)), "device_answer_too_large"),
    ],
)
def test_a_live_picture_that_is_none_is_refused(peer: Peer, stream: tuple[str, bytes], code: str) -> None:
    peer.stream = stream
    client = client_of(peer)

    with pytest.raises(RuleBroken, match=code):
        list(client.frames(client.discover()[0], positions=SLAP, seconds=2))
