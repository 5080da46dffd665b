"""How each scanner stands, as the page of scanners tells it; and the live picture, which is kept nowhere."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from rekam.kernel.errors import RuleBroken
from rekam.station import device_words
from rekam.station.scanners import NEVER_SEEN, OLD_FIRMWARE, READY, Scanners, Standing, is_older
from rekam.station.wording import SENTENCES
from tests.devices.sbi_peer import MAKER, SLAP, Maker, Peer, now, wanted

JPEG = b"\xff\xd8\xff picture"


@pytest.fixture
def peer() -> Iterator[Peer]:
    with Peer(MAKER) as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    anchors = tmp_path / "device-anchors"
    anchors.mkdir()
    (anchors / "maker.pem").write_bytes(MAKER.root.public_bytes(Encoding.PEM))
    return tmp_path


def scanners_of(peer: Peer, *, folder: Path, firmware: dict[str, str] | None = None) -> Scanners:
    return Scanners(folder=folder, ports=[peer.port], now=now, firmware=firmware)


def finger(scanners: Scanners) -> Standing:
    return scanners.standing()[0]


@pytest.mark.parametrize(
    ("status", "code"),
    [("Ready", READY), ("Busy", "device_busy"), ("Not Ready", "device_not_ready"), ("?", "device_not_ready")],
)
def test_a_device_stands_as_it_says(peer: Peer, folder: Path, status: str, code: str) -> None:
    peer.telling = lambda info: info | {"deviceStatus": status}
    scanners = scanners_of(peer, folder=folder)
    scanners.look()

    assert [one.code for one in scanners.standing()] == [code, NEVER_SEEN, NEVER_SEEN]


def test_a_device_that_was_here_and_is_silent_is_unplugged(peer: Peer, folder: Path) -> None:
    scanners = scanners_of(peer, folder=folder)
    scanners.look()
    peer.server.shutdown()
    peer.server.server_close()
    scanners.look()

    assert (finger(scanners).code, finger(scanners).name) == ("device_unreachable", "Rekam Peer")
    with pytest.raises(RuleBroken, match="device_not_found"):
        scanners.capture(wanted())


def test_a_device_under_an_unknown_certificate_is_shown_as_such(peer: Peer, folder: Path) -> None:
    peer.maker = Maker()
    scanners = scanners_of(peer, folder=folder)
    scanners.look()

    assert finger(scanners).code == "device_untrusted"


def test_a_clock_that_is_off_stays_told_until_somebody_looks_again(peer: Peer, folder: Path) -> None:
    peer.payload = lambda payload: payload | {"timestamp": "2020-01-01T00:00:00Z"}
    scanners = scanners_of(peer, folder=folder)
    with pytest.raises(RuleBroken, match="device_answer_stale"):
        scanners.capture(wanted())

    scanners.refresh()
    assert finger(scanners).code == "device_answer_stale"
    scanners.look()
    assert finger(scanners).code == READY


def test_old_firmware_is_told_and_the_device_is_used(peer: Peer, folder: Path) -> None:
    peer.telling = lambda info: info | {"firmware": "fw-1.9.2"}
    scanners = scanners_of(peer, folder=folder, firmware={"Peer": "1.10"})
    scanners.look()

    assert finger(scanners).code == OLD_FIRMWARE
    assert scanners.capture(wanted())


@pytest.mark.parametrize(
    ("version", "than", "older"),
    [
        ("1.9", "1.10", True),
        ("v2", "1.10", False),
        ("1.10", "1.10", False),
        ("", "1", False),
        ("1", "", False),
    ],
)
def test_versions_are_compared_by_their_numbers(version: str, than: str, older: bool) -> None:
    assert is_older(version, than=than) is older


def test_what_says_nothing_of_itself_is_shown_by_its_port(peer: Peer, folder: Path) -> None:
    peer.info = lambda: ["hello"]  # type: ignore[list-item, method-assign]
    scanners = scanners_of(peer, folder=folder)
    scanners.look()

    stranger = scanners.standing()[-1]
    assert (stranger.kind, stranger.code, stranger.port) == ("", "device_answer_invalid", peer.port)


def test_each_state_has_a_word_and_says_what_to_do() -> None:
    assert set(device_words.STATES) - {READY} <= set(SENTENCES)
    row: dict[str, Any] = device_words.device_row(Standing(kind="Iris", code="device_chain_wrong"))
    assert (str(row["word"]), row["told"].code) == ("bermasalah", "device_chain_wrong")


def framed(count: int) -> bytes:
    head = f"--B\r\nContent-Type:image/jpeg\r\nContent-Length:{len(JPEG)}\r\n\r\n".encode()
    return (head + JPEG + b"\r\n") * count


def test_the_live_picture_ends_with_the_work_and_with_a_second_viewer(peer: Peer, folder: Path) -> None:
    peer.stream = (peer.stream[0], framed(9))
    scanners = scanners_of(peer, folder=folder)
    going = [True]

    assert len(list(scanners.live(SLAP, going=lambda: True))) == 9
    first = scanners.live(SLAP, going=lambda: True)
    assert next(first) == JPEG
    second = scanners.live(SLAP, going=lambda: going[0])
    assert next(second) == JPEG
    assert list(first) == []
    going[0] = False
    assert list(second) == []
