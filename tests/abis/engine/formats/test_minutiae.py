"""Minutiae of other systems become the engine's, and back."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekam.abis.engine.extract.cylinders import finger_template
from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.formats import decode_minutiae, minutiae_2005, minutiae_2011
from rekam.abis.engine.formats.minutiae import (
    BIFURCATION,
    ENDING,
    OTHER,
    UNSAID,
    Minutia,
    View,
    template_of,
    view_of,
)
from rekam.abis.engine.formats.minutiae_2005 import Record2005
from rekam.abis.engine.formats.minutiae_blocks import Zones
from rekam.abis.engine.formats.records import Block, Capture, Quality, Record
from rekam.abis.engine.positions import Position
from rekam.abis.engine.template import MAX_MINUTIAE
from rekam.kernel.errors import RuleBroken

# The example that ISO/IEC 19794-2:2011 gives of two index fingers, each with its first three minutiae.
EXAMPLE_2011 = bytes.fromhex(
    "464d5200 30333000 00000085 0002 00"
    "00000039 07d5 0c 0f 11 23 14 0000  00 abcd 00b5  01 5a abcd 0123"
    "07 00 00c5 00c5 00 0200 0200 60 03  4064 000e 50 5a  40a4 0011 3c 50  8037 0012 10 5a  0000"
    "0000003d 07d5 0c 0f 11 23 14 0000  00 abcd 00b5  01 46 abcd 0123"
    "02 01 00c5 00c5 00 0200 0200 60 02  4028 005d 00 5a  8074 0064 00 50  000a 0221 000a 01 44 bc 36 21 43"
)
# The same minutiae in the 2005 edition: one header, a quality a finger.
EXAMPLE_2005 = bytes.fromhex(
    "464d5200 20323000 0000004c  00b5 0200 0200 00c5 00c5 02 00"
    "07 00 5a 03  4064 000e 50 5a  40a4 0011 3c 50  8037 0012 10 5a  0000"
    "02 10 46 02  4028 005d 00 5a  8074 0064 00 50  000a 0221 000a 01 44 bc 36 21 43"
)
LEFT_INDEX = (
    Minutia(ENDING, 100, 14, 80, 90),
    Minutia(ENDING, 164, 17, 60, 80),
    Minutia(BIFURCATION, 55, 18, 16, 90),
)


@pytest.mark.parametrize("example", [EXAMPLE_2011, EXAMPLE_2005])
def test_the_example_of_the_standard_says_what_it_should(example: bytes) -> None:
    left, right = decode_minutiae(example)

    assert (left.position, left.number, left.width, left.across) == (7, 0, 512, 197)
    assert left.minutiae == LEFT_INDEX
    assert (right.position, right.number, right.capture.score) == (2, 1, 70)
    assert right.blocks == (Block(0x0221, bytes.fromhex("0144bc362143")),)


def test_the_examples_are_written_as_they_stand() -> None:
    assert minutiae_2011.write(minutiae_2011.read(EXAMPLE_2011)) == EXAMPLE_2011
    assert minutiae_2005.write(minutiae_2005.read(EXAMPLE_2005)) == EXAMPLE_2005


def test_a_view_of_2011_is_written_as_2005_and_back_but_for_what_2005_has_no_room_for() -> None:
    views = decode_minutiae(EXAMPLE_2011)
    older = Record2005(device=0xB5, width=512, height=512, across=197, down=197, views=views)

    assert minutiae_2005.write(older) == EXAMPLE_2005
    again = minutiae_2005.read(EXAMPLE_2005).views
    newer = minutiae_2011.read(minutiae_2011.write(Record(representations=again)))
    assert newer.representations == again


@pytest.mark.parametrize(
    ("at", "value", "why"),
    [
        (8, 0xFF, "length"),
        (23, 1, "reserved"),
        (28, 0xC0, "kind"),
        (28, 0x42, "outside"),
        (30, 0x80, "reserved"),
        (33, 101, "quality"),
    ],
)
def test_a_record_that_contradicts_the_standard_is_refused(at: int, value: int, why: str) -> None:
    record = bytearray(EXAMPLE_2005)
    record[at] = value

    with pytest.raises(RuleBroken, match="minutiae_record_invalid") as refused:
        decode_minutiae(bytes(record))

    assert refused.value.facts["why"] == why


def test_zones_that_do_not_cover_the_image_are_kept_unread() -> None:
    zones = Zones(width=100, height=100, bits=3, values=bytes(14))  # 36 zones of 3 bits
    view = replace(decode_minutiae(EXAMPLE_2011)[0], blocks=(zones, replace(zones, values=bytes(13))))

    read = decode_minutiae(minutiae_2011.write(Record(representations=(view,))))[0]

    assert read.blocks[0] == zones
    assert isinstance(read.blocks[1], Block)


def a_view(minutiae: list[tuple[int, int, int]], *, rate: int = 197, side: int = 512) -> View:
    found = tuple(Minutia(OTHER, x, y, angle, 60) for x, y, angle in minutiae)
    return View(position=7, width=side, height=side, across=rate, down=rate, minutiae=found)


PLACES = st.lists(
    st.tuples(st.integers(0, 511), st.integers(0, 511), st.integers(0, 255)), max_size=30, unique=True
)


@settings(max_examples=25, deadline=None)
@given(minutiae=PLACES)
def test_at_500_ppi_nothing_is_rounded(minutiae: list[tuple[int, int, int]]) -> None:
    view = a_view(minutiae)
    template = template_of(view, extractor=Extractor.MINDTCT)
    again = view_of(template, position=Position.LEFT_INDEX, width=512, height=512)

    assert again.minutiae == view.minutiae
    assert (again.across, again.down, again.capture.score) == (197, 197, UNSAID)


@settings(max_examples=25, deadline=None)
@given(minutiae=PLACES, rate=st.integers(99, 600))
def test_other_resolutions_come_within_half_a_pixel(minutiae: list[tuple[int, int, int]], rate: int) -> None:
    template = template_of(a_view(minutiae, rate=rate), extractor=Extractor.MINDTCT)

    usual = {197: 500.0, 394: 1000.0}.get(rate, rate * 2.54)
    for (x, y, angle), one_x, one_y, turn in zip(
        minutiae, template.x, template.y, template.angle, strict=True
    ):
        assert math.hypot(one_x - x * 500 / usual, one_y - y * 500 / usual) <= math.sqrt(0.5) + 1e-9
        assert turn == angle


@settings(max_examples=25, deadline=None)
@given(minutiae=PLACES)
def test_a_quarter_turn_of_the_record_turns_the_template(minutiae: list[tuple[int, int, int]]) -> None:
    # counter-clockwise as seen: what was right is up, and y counts downwards
    turned = [(y, 511 - x, (angle + 64) % 256) for x, y, angle in minutiae]
    before, after = (
        template_of(a_view(minutiae), extractor=Extractor.MINDTCT),
        template_of(a_view(turned), extractor=Extractor.MINDTCT),
    )

    assert np.array_equal(after.x, before.y)
    assert np.array_equal(after.y, 511 - before.x)
    assert np.array_equal(after.angle, before.angle + np.uint8(64))


def test_what_is_not_judged_counts_as_neither_good_nor_bad() -> None:
    view = replace(a_view([]), minutiae=(Minutia(ENDING, 1, 2, 3), Minutia(ENDING, 4, 5, 6, 255)), sized=6)

    assert template_of(view, extractor=Extractor.MINDTCT).reliability.tolist() == [UNSAID, UNSAID]
    assert template_of(view, extractor=Extractor.MINDTCT).quality == UNSAID
    assert (
        template_of(
            replace(view, capture=Capture(qualities=(Quality(255), Quality(40)))), extractor=Extractor.MINDTCT
        ).quality
        == 40
    )


def test_fewer_pixels_than_the_standard_allows_are_refused() -> None:
    with pytest.raises(RuleBroken, match="image_resolution_unknown"):
        template_of(a_view([(1, 2, 3)], rate=98), extractor=Extractor.MINDTCT)


def test_a_template_is_no_view_of_an_image_that_it_leaves() -> None:
    one = np.array([400])
    template = finger_template(
        x=one, y=one, angle=one % 256, reliability=one % 100, quality=50, extractor=Extractor.MINDTCT
    )

    with pytest.raises(ValueError, match="outside"):
        view_of(template, position=Position.LEFT_INDEX, width=400, height=512)


def test_of_too_many_minutiae_that_nobody_judged_those_about_the_middle_are_kept() -> None:
    line = tuple(Minutia(ENDING, 4 * k, 100, 0) for k in range(MAX_MINUTIAE + 20))
    view = View(position=2, width=400, height=400, across=197, down=197, minutiae=line)

    kept = template_of(view, extractor=Extractor.FOREIGN)

    assert sorted(kept.x) == [4 * k for k in range(10, MAX_MINUTIAE + 10)]
    judged = replace(view, minutiae=tuple(replace(one, quality=90) for one in line[:52]) + line[52:])
    assert sorted(template_of(judged, extractor=Extractor.FOREIGN).x) == [one.x for one in line[:52]]
