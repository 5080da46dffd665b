import contextlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from rekam.abis.engine.formats import decode_record, encode_record, face, finger, iris
from rekam.abis.engine.positions import Position
from rekam.abis.engine.samples import Sample
from rekam.kernel.errors import RuleBroken

PIXELS = npst.arrays(np.uint8, st.tuples(st.integers(32, 48), st.integers(32, 48)))


def a_record(position: Position = Position.LEFT_INDEX) -> bytes:
    pixels = (np.arange(64 * 80) % 251).astype(np.uint8).reshape(64, 80)
    return encode_record(Sample(position=position, pixels=pixels))


@settings(max_examples=30, deadline=None)
@given(position=st.sampled_from(list(Position)), pixels=PIXELS)
def test_a_record_gives_its_sample_back(position: Position, pixels: np.ndarray) -> None:
    again = decode_record(encode_record(Sample(position=position, pixels=pixels)))

    assert again.position is position
    assert np.array_equal(again.pixels, pixels)


@settings(max_examples=10, deadline=None)
@given(pixels=PIXELS)
def test_lossless_jpeg_2000_gives_the_same_pixels_back(pixels: np.ndarray) -> None:
    records = [
        finger.encode(Sample(Position.RIGHT_THUMB, pixels, 1000), compression=finger.JP2_LOSSLESS),
        iris.encode(Sample(Position.IRIS_LEFT, pixels), image_format=iris.JP2),
        face.encode(Sample(Position.FACE, pixels), data_type=face.JP2_LOSSLESS),
    ]

    for record in records:
        assert np.array_equal(decode_record(record).pixels, pixels)
    assert decode_record(records[0]).ppi == 1000


@settings(max_examples=400, deadline=None)
@given(
    position=st.sampled_from([Position.RIGHT_THUMB, Position.IRIS_LEFT, Position.FACE]),
    changes=st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), max_size=6),
    cut=st.integers(0, 4000),
)
def test_damaged_records_are_refused_with_a_code(
    position: Position, changes: list[tuple[int, int]], cut: int
) -> None:
    record = bytearray(a_record(position))
    for at, value in changes:
        record[at % min(len(record), 300)] = value
    with contextlib.suppress(RuleBroken):
        decode_record(bytes(record[: cut or None]))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([b"FIR\x00020\0", b"IIR\x00020\0", b"FAC\x00030\0", b""]), st.binary(max_size=200))
def test_random_bytes_are_refused_with_a_code(head: bytes, tail: bytes) -> None:
    with pytest.raises(RuleBroken):
        decode_record(head + tail)


def test_an_image_larger_than_its_record_says_is_refused_before_it_is_decoded() -> None:
    honest = a_record()
    bomb = encode_record(Sample(Position.FACE, np.zeros((1900, 1900), np.uint8)))
    image = bomb[bomb.index(b"\x89PNG") :]
    small = honest[: honest.index(b"\x89PNG") - 4]
    record = bytearray(small + len(image).to_bytes(4, "big") + image)
    record[8:12] = len(record).to_bytes(4, "big")
    record[16:20] = (len(record) - 16).to_bytes(4, "big")

    with pytest.raises(RuleBroken) as refused:
        decode_record(bytes(record))

    assert refused.value.code == "image_too_large"


def test_blocks_after_the_image_are_passed_over() -> None:
    record = bytearray(a_record() + b"\x00\x03\x00\x08note")
    record[8:12] = len(record).to_bytes(4, "big")
    record[16:20] = (len(record) - 16).to_bytes(4, "big")

    assert decode_record(bytes(record)).position is Position.LEFT_INDEX


def test_a_slap_is_refused_as_an_unknown_position() -> None:
    record = bytearray(a_record())
    record[16 + 4 + 14 + 1] = 13

    with pytest.raises(RuleBroken) as refused:
        decode_record(bytes(record))

    assert refused.value.code == "finger_position_unknown"
