"""What one file of another vendor says, of each format; and what it cannot say."""

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.formats import decode_record, finger, iris, minutiae_2011
from rekam.abis.engine.formats.minutiae import view_of
from rekam.abis.engine.formats.pixels import jpeg2000, png
from rekam.abis.engine.formats.records import Record
from rekam.abis.engine.positions import Position
from rekam.abis.engine.samples import Sample
from rekam.abis.importing.rules import best_of, parts_of, position_named
from rekam.abis.importing.why import WHY, Refused
from rekam.kernel.errors import RuleBroken
from tests.abis.engine.bodies import finger as made_finger

INDEX, THUMB, EYE = Position.RIGHT_INDEX, Position.RIGHT_THUMB, Position.IRIS_LEFT
PIXELS = np.arange(64 * 48, dtype=np.uint8).reshape(64, 48)
VIEW = view_of(made_finger(1), position=INDEX, width=400, height=500)
FINGER = finger.read(finger.encode(Sample(INDEX, PIXELS, 500)))


def jpeg() -> bytes:
    file = io.BytesIO()
    Image.fromarray(PIXELS).save(file, "JPEG")
    return file.getvalue()


@pytest.mark.parametrize("image", [png(PIXELS), jpeg2000(PIXELS), jpeg()], ids=["png", "jp2", "jpeg"])
def test_a_bare_image_becomes_a_record_of_the_position_it_is_told(image: bytes) -> None:
    (part,) = parts_of(image, told=INDEX, ppi=250)

    sample = decode_record(part.record)
    assert (part.position, sample.position, sample.ppi, sample.pixels.shape) == (INDEX, INDEX, 250, (64, 48))


def test_a_wsq_image_is_of_the_size_its_frame_tells() -> None:
    comment = b"\xff\xa8\x00\x06NIST"
    frame = b"\xff\xa2\x00\x11\x00\xff\x00\x40\x00\x30" + bytes(9)
    (part,) = parts_of(b"\xff\xa0" + comment + frame, told=INDEX, ppi=500)

    one = finger.read(part.record).only
    assert (one.compression, one.width, one.height) == (finger.WSQ, 48, 64)


def test_records_of_several_are_taken_apart_and_the_best_is_kept() -> None:
    one = FINGER.only
    slaps = Record(representations=(one, replace(one, position=1), replace(one, number=1)), told=2)
    parts = parts_of(finger.write(slaps), told=None, ppi=500)
    worse = replace(parts[0], quality=20)
    better = replace(parts[2], quality=80)

    images, _ = best_of([worse, parts[1], better])

    assert {decode_record(part.record).position for part in parts} == {INDEX, THUMB}
    assert images == {INDEX: better, THUMB: parts[1]}


def test_minutiae_at_another_resolution_come_at_500_ppi_and_are_foreign() -> None:
    double = tuple(replace(one, x=2 * one.x, y=2 * one.y) for one in VIEW.minutiae)
    coarse = replace(VIEW, across=394, down=394, width=800, height=1000, minutiae=double)
    (part,) = parts_of(minutiae_2011.write(Record(representations=(coarse,))), told=None, ppi=500)

    assert part.minutiae is not None
    assert part.minutiae.extractor is Extractor.FOREIGN
    assert np.array_equal(part.minutiae.x, made_finger(1).x)
    assert np.array_equal(part.minutiae.y, made_finger(1).y)


UNPLACED = minutiae_2011.write(Record(representations=(replace(VIEW, position=0),)))
FEW = minutiae_2011.write(Record(representations=(replace(VIEW, minutiae=VIEW.minutiae[:5]),)))
COARSE = minutiae_2011.write(Record(representations=(replace(VIEW, across=98, down=98),)))
LOW = tuple(replace(one, y=one.y + 200) for one in VIEW.minutiae)
WIDE = minutiae_2011.write(
    Record(representations=(replace(VIEW, across=99, down=99, height=700, minutiae=LOW),))
)
SLAP = finger.write(Record(representations=(replace(FINGER.only, position=13),), told=1))


@pytest.mark.parametrize(
    ("data", "told", "code"),
    [
        (b"GIF89a", INDEX, "file_kind_unknown"),
        (b"", INDEX, "file_kind_unknown"),
        (png(PIXELS), None, "position_unknown"),
        (UNPLACED, None, "position_unknown"),
        (UNPLACED, EYE, "position_contradicts"),
        (iris.encode(Sample(EYE, PIXELS)), Position.IRIS_RIGHT, "position_contradicts"),
        (iris.encode(Sample(EYE, PIXELS)), INDEX, "position_contradicts"),
        (SLAP, None, "several_fingers"),
        (FEW, None, "minutiae_few"),
        (WIDE, None, "image_too_large"),
        (COARSE, None, "image_resolution_unknown"),
        (b"\xff\xa0\xff\xa2", INDEX, "image_record_invalid"),
        (b"\xff\xa0" + bytes(400), INDEX, "image_record_invalid"),
        (jpeg(), EYE, "compression_unknown"),
        (b"<a><b/>", None, "cbeff_invalid"),
        (b"FMR\x00 20\x00", None, "minutiae_record_invalid"),
    ],
)
def test_what_a_file_cannot_say_has_a_code_that_the_report_explains(
    data: bytes, told: Position | None, code: str
) -> None:
    with pytest.raises((Refused, RuleBroken)) as refused:
        parts_of(data, told=told, ppi=500)

    assert isinstance(refused.value, Refused | RuleBroken)
    assert refused.value.code == code
    assert code in WHY


def test_names_of_positions_are_read_as_people_write_them() -> None:
    assert [position_named(word) for word in ("Right-Index", "iris left", "palm")] == [INDEX, EYE, None]
