"""Drawn bodies are the same for the same seed, and images that the engine's own formats can carry."""

import numpy as np
import pytest

from rekam.abis.engine.formats import decode_record, encode_record
from rekam.abis.engine.positions import FINGERS, IRISES, Position
from rekam.simulation.bodies import body

ALL = list(Position)


@pytest.mark.parametrize("position", ALL, ids=str)
def test_the_same_seed_and_impression_give_the_same_image(position: Position) -> None:
    first, again = (body(11).sample(position, impression=3) for _ in range(2))

    assert np.array_equal(first.pixels, again.pixels)


@pytest.mark.parametrize("position", [Position.LEFT_RING, Position.IRIS_LEFT, Position.FACE], ids=str)
def test_another_impression_or_body_gives_another_image(position: Position) -> None:
    images = [
        body(seed).sample(position, impression=number).pixels for seed, number in ((1, 0), (1, 1), (2, 0))
    ]

    assert not np.array_equal(images[0], images[1])
    assert not np.array_equal(images[0], images[2])


def test_no_two_fingers_of_a_body_are_alike() -> None:
    images = {body(4).finger(position).pixels.tobytes() for position in FINGERS}

    assert len(images) == 10


def test_sizes_and_resolution_are_those_of_real_devices() -> None:
    finger, iris, face = (
        body(3).sample(p) for p in (Position.RIGHT_THUMB, Position.IRIS_RIGHT, Position.FACE)
    )

    assert (finger.pixels.shape, finger.ppi) == ((400, 320), 500)
    assert iris.pixels.shape == (240, 320)
    assert face.pixels.shape == (400, 300)


@pytest.mark.parametrize("position", [Position.LEFT_THUMB, *IRISES, Position.FACE], ids=str)
def test_images_survive_their_record(position: Position) -> None:
    sample = body(6).sample(position)
    back = decode_record(encode_record(sample))

    assert back.position == position
    assert np.array_equal(back.pixels, sample.pixels)


def test_the_backdrop_is_red_blue_or_orange() -> None:
    blue, green, red = (int(part) for part in body(2).portrait(backdrop="red")[5, 5])
    assert red > 150 > blue + green
    blue, green, red = (int(part) for part in body(2).portrait(backdrop="blue")[5, 5])
    assert blue > 150 > red

    blue, green, red = (int(part) for part in body(2).portrait(backdrop="orange")[5, 5])
    assert red > 150 > green > 80 > blue

    with pytest.raises(ValueError, match="backdrop"):
        body(2).portrait(backdrop="green")


def test_a_signature_is_ink_on_paper_and_no_two_are_equal() -> None:
    first, second = (body(9).signature(impression=number) for number in range(2))

    assert first.shape == (120, 360)
    assert 0.005 < float((first < 128).mean()) < 0.25
    assert not np.array_equal(first, second)


@pytest.mark.parametrize("seed", [-1, 2**63])
def test_seeds_outside_the_range_are_refused(seed: int) -> None:
    with pytest.raises(ValueError, match="seed"):
        body(seed)


def test_a_position_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="not a finger"):
        body(1).finger(Position.FACE)
    with pytest.raises(ValueError, match="not an iris"):
        body(1).iris(Position.LEFT_THUMB)
