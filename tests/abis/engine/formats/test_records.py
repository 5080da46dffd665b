from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from rekam.abis.engine.formats import decode_record, encode_record, face, finger, iris
from rekam.abis.engine.formats.finger_blocks import Annotation, Comment, Segment, Segmentation
from rekam.abis.engine.formats.records import Block, Certification, Quality, Record
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


@settings(max_examples=60, deadline=None)
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


def test_a_slap_is_refused_as_an_unknown_position() -> None:
    record = bytearray(a_record())
    record[16 + 4 + 14 + 1] = 13

    with pytest.raises(RuleBroken) as refused:
        decode_record(bytes(record))

    assert refused.value.code == "finger_position_unknown"


# As devices write it: two certificates, an image of four raw bytes, and behind it segmentation, annotation
# and comment of 26, 9 and 25 bytes.
HEAD = bytes.fromhex("46495200 30323000 00000085 0001 01 01  00000075")
TAKEN = bytes.fromhex("07ea 01 05 02 0b 00 01f4  09 1234 0056  01 51 0005 0006  02 0003 01 0004 02")
IMAGE = bytes.fromhex("07 00 01 01f4 01f4 01f4 01f4 08 00 00 0002 0002  00000004 00 7f 80 ff")
BLOCKS = (
    bytes.fromhex("0001 001a  0011 0012 50 0021 0022 01  07 3c 02 0001 0002 0046 0050 03"),
    bytes.fromhex("0002 0009  02  08 01 09 02"),
    bytes.fromhex("0003 0019") + b"jari kering, dilembabkan!"[:21],
)
FROM_A_DEVICE = HEAD + TAKEN + IMAGE + b"".join(BLOCKS)


def test_what_a_device_writes_around_an_image_is_kept() -> None:
    record = finger.read(FROM_A_DEVICE)
    image = record.only

    assert [len(block) for block in BLOCKS] == [26, 9, 25]
    assert image.capture.at == datetime(2026, 1, 5, 2, 11, 0, 500_000, tzinfo=UTC)
    assert (image.capture.technology, image.capture.vendor, image.capture.device) == (9, 0x1234, 0x56)
    assert image.capture.qualities == (Quality(81, 5, 6),)
    assert image.capture.certifications == (Certification(3, 1), Certification(4, 2))
    segmentation, annotation, comment = image.blocks
    assert isinstance(segmentation, Segmentation)
    assert segmentation.segments == (Segment(position=7, score=60, corners=((1, 2), (70, 80)), turned=3),)
    assert annotation == Annotation(((8, 1), (9, 2)))
    assert comment == Comment(b"jari kering, dilembab")
    assert (image.position, image.image) == (7, b"\x00\x7f\x80\xff")
    assert finger.write(record) == FROM_A_DEVICE


def test_a_block_that_is_not_as_its_table_says_is_kept_unread() -> None:
    odd = bytearray(FROM_A_DEVICE)
    at = odd.index(BLOCKS[1])
    odd[at + 4] = 3  # three annotations told, two there

    image = finger.read(bytes(odd)).only

    assert image.blocks[1] == Block(2, bytes.fromhex("03 08 01 09 02"))
    assert isinstance(image.blocks[2], Comment)


@pytest.mark.parametrize("length", [0, 3, 27, 0xFFFF])
def test_a_block_longer_than_the_record_is_refused(length: int) -> None:
    odd = bytearray(FROM_A_DEVICE)
    at = odd.index(BLOCKS[2])
    odd[at + 2 : at + 4] = length.to_bytes(2, "big")

    with pytest.raises(RuleBroken, match="image_record_invalid"):
        finger.read(bytes(odd))


def test_a_record_of_two_images_is_read_whole_and_is_no_single_sample() -> None:
    one = finger.read(a_record()).only
    record = finger.write(Record(representations=(one, one), told=1))

    assert finger.read(record).representations == (one, one)
    with pytest.raises(RuleBroken, match="representations"):
        decode_record(record)


def test_wsq_is_decoded_by_whoever_is_given_or_refused() -> None:
    drawn = np.arange(64 * 80, dtype=np.uint8).reshape(64, 80)
    one = finger.read(a_record()).only
    packed = replace(one, compression=finger.WSQ, image=b"\xff\xa0 packed")
    record = finger.write(Record(representations=(packed,), told=1))

    def wsq(image: bytes, *, width: int, height: int) -> bytes:
        assert (image, width, height) == (packed.image, 80, 64)
        return drawn.tobytes()

    assert np.array_equal(decode_record(record, wsq=wsq).pixels, drawn)
    with pytest.raises(RuleBroken, match="compression_needs_wsq"):
        decode_record(record)


def test_a_wsq_image_of_too_many_pixels_is_refused_before_it_is_decoded() -> None:
    one = replace(finger.read(a_record()).only, compression=finger.WSQ, width=20_000, height=20_000)

    with pytest.raises(RuleBroken, match="image_too_large"):
        decode_record(
            finger.write(Record(representations=(one,))), wsq=lambda *_, **__: pytest.fail("decoded")
        )


def test_a_face_says_whether_it_is_grey() -> None:
    assert face.read(a_record(Position.FACE)).only.colour == face.GREY_8_BIT
