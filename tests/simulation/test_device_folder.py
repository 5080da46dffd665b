"""Persons put together from a folder of images: the engine's chimeras, visit by visit."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from rekam.abis.engine.positions import Position
from rekam.kernel.errors import RuleBroken
from rekam.simulation.device_folder import ImageFolder
from rekam.simulation.device_state import Lying
from tests.simulation.sbi import FACE, IRIS, running, unsealed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for finger in (101, 102):
        for visit in (1, 2):
            write(tmp_path / "prints" / f"{finger}_{visit}.png", grey=finger + 50 * (visit - 1))
    for person in ("001", "002"):
        for number in (1, 2):
            write(tmp_path / "eyes" / person / f"0{number}_L.png", grey=int(person) * 10 + number)
            write(tmp_path / "eyes" / person / f"0{number + 5}_R.png", grey=int(person) * 10 + 5 + number)
    for face in (1, 2):
        write(tmp_path / "faces" / f"s{face}" / "1.png", grey=200 + face)
    return tmp_path


def write(path: Path, *, grey: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(cv2.imencode(".png", np.full((120, 100), grey, dtype=np.uint8))[1].tobytes())


def shade(images: ImageFolder, position: Position, *, person: int, impression: int = 0) -> int:
    found = images.find_image(lying=Lying(person=person, impression=impression), position=position)
    assert found is not None
    return int(found.sample.pixels[0, 0])


def test_another_visit_shows_another_image_of_the_same_parts(folder: Path) -> None:
    images = ImageFolder(folder)

    assert [shade(images, Position.RIGHT_INDEX, person=0, impression=n) for n in range(2)] == [101, 151]
    assert [shade(images, Position.IRIS_LEFT, person=1, impression=n) for n in range(2)] == [21, 22]
    assert [shade(images, Position.IRIS_RIGHT, person=1, impression=n) for n in range(2)] == [26, 27]


def test_what_a_visit_lacks_is_not_there(folder: Path) -> None:
    images = ImageFolder(folder)
    second = Lying(person=0, impression=1)

    assert images.find_image(lying=second, position=Position.FACE) is None
    assert images.find_image(lying=second, position=Position.LEFT_LITTLE) is None
    assert images.positions(lying=second) == (Position.RIGHT_INDEX, Position.IRIS_RIGHT, Position.IRIS_LEFT)
    assert images.positions(lying=Lying(person=7)) == ()


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "holiday.png", grey=9)

    with pytest.raises(RuleBroken) as refused:
        ImageFolder(tmp_path)

    assert refused.value.code == "no_chimeras"


def test_the_device_serves_the_folder(folder: Path, tmp_path: Path) -> None:
    options = ("--images", str(folder), "--person", "1")
    with running(trust=tmp_path / "trust", options=options) as device:
        elements = device.capture(**IRIS) + device.capture(**FACE)

        assert [unsealed(one["data"])["bioType"] for one in elements] == ["Iris", "Iris", "Face"]
        assert "right_index" in device.ask("GET", "/admin/state")["positions"]


def test_a_spoilt_file_is_an_extraction_error(folder: Path, tmp_path: Path) -> None:
    (folder / "faces" / "s2" / "1.png").write_bytes(b"not a picture")
    options = ("--images", str(folder), "--person", "1")
    with running(trust=tmp_path / "trust", options=options) as device:
        (element,) = device.capture(**FACE)

        assert element["error"]["errorCode"] == "102"
