"""Pose and quality of drawn faces, and pictures in which there is none to compare."""

import cv2
import numpy as np
import pytest

from rekam.abis.engine.extract.face import extract_face
from rekam.abis.engine.extract.face_quality import FaceQuality
from rekam.abis.engine.positions import Position
from rekam.abis.engine.recorder import Notebook
from rekam.abis.engine.samples import Pixels, Sample
from rekam.kernel.errors import RuleBroken
from rekam.simulation.bodies import body


def drawn(seed: int = 3, *, flaw: str = "") -> Pixels:
    colour = body(seed).portrait(backdrop="red", flaw=flaw)
    return np.asarray(cv2.cvtColor(colour, cv2.COLOR_BGR2GRAY), dtype=np.uint8)


def quality(pixels: Pixels) -> FaceQuality:
    notes = Notebook()
    extract_face(Sample(position=Position.FACE, pixels=np.ascontiguousarray(pixels)), recorder=notes)
    told = notes["face.quality"]
    assert isinstance(told, FaceQuality)
    return told


def test_a_good_picture_is_good_in_every_component() -> None:
    told = quality(drawn())

    assert min(told.overall, told.belief, told.size, told.sharpness, told.contrast, told.pose) > 80
    assert told.alone == 100


def test_a_turned_head_shows_as_yaw_and_a_mirror_turns_its_sign() -> None:
    straight, turned = quality(drawn()), quality(drawn(flaw="turned"))

    assert abs(turned.yaw) > 10 > abs(straight.yaw)
    assert turned.pose < straight.pose
    assert quality(drawn(flaw="turned")[:, ::-1]).yaw * turned.yaw < 0


def test_small_and_blurred_pictures_say_which_they_are() -> None:
    face = drawn()
    small = quality(cv2.resize(face, (60, 80), interpolation=cv2.INTER_AREA))
    blurred = quality(cv2.GaussianBlur(face, (0, 0), 6))

    assert small.size < 50
    assert small.overall < quality(face).overall
    assert blurred.sharpness < 50 < blurred.size


def test_a_second_face_is_told() -> None:
    assert quality(np.hstack([drawn(3), drawn(4)])).alone == 0


@pytest.mark.parametrize(
    "pixels",
    [
        np.full((300, 300), 90, dtype=np.uint8),
        np.random.default_rng(1).integers(0, 255, (32, 2_000), dtype=np.uint8),
        np.rot90(drawn()),
    ],
    ids=["a wall", "a strip", "lying on its side"],
)
def test_where_no_face_stands_there_is_no_template(pixels: Pixels) -> None:
    with pytest.raises(RuleBroken) as refused:
        quality(pixels)

    assert refused.value.code == "face_not_found"
