"""A laptop's camera reads the office's QR code; Chromium's fake camera shows a code on a page of paper."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import segno
from PIL import Image
from playwright.sync_api import Browser, expect

from rekam.config.processes import free_port
from rekam.devices.pairing.messages import Invitation, fingerprint_of, write_invitation

INVITATION = write_invitation(
    Invitation(server="http://127.0.0.1:9", code="7K3M9QXA2FHB", fingerprint=fingerprint_of(bytes(32)))
)
SIZE = (640, 480)


def film(path: Path) -> None:
    """Ten pictures of the code, as YUV4MPEG2, which the fake camera plays again and again."""
    picture = Image.new("L", SIZE, 200)
    code = path.with_suffix(".png")
    segno.make(INVITATION).save(str(code), scale=5, border=4)
    picture.paste(Image.open(code).convert("L"), (140, 60))
    grey = bytes([128]) * (SIZE[0] * SIZE[1] // 2)
    frame = b"FRAME\n" + picture.tobytes() + grey
    path.write_bytes(b"YUV4MPEG2 W%d H%d F10:1 C420jpeg\n" % SIZE + frame * 10)


@pytest.fixture
def fresh_station(tmp_path: Path) -> Iterator[str]:
    """The address of a station that knows no office."""
    port = free_port(8150)
    words = [
        sys.executable,
        "-m",
        "rekam",
        "station",
        "--port",
        str(port),
        "--data",
        str(tmp_path / "laptop"),
    ]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=os.environ) as station:
        assert station.stdout is not None
        assert str(port) in station.stdout.readline()
        yield f"http://127.0.0.1:{port}"
        station.terminate()


def test_the_camera_reads_the_invitation_and_the_laptop_asks_the_office(
    fresh_station: str, launch: Callable[..., Browser], tmp_path: Path
) -> None:
    film(tmp_path / "camera.y4m")
    camera = f"--use-file-for-fake-video-capture={tmp_path / 'camera.y4m'}"
    browser = launch("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", camera)
    page = browser.new_page(locale="id-ID")
    page.goto(f"{fresh_station}/pasang")
    page.get_by_role("button", name="Pindai dengan kamera").click()
    expect(page.locator("body")).to_contain_text("server_unreachable", timeout=30_000)
    browser.close()
