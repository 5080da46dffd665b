"""Values of records for the property tests, and one valid record of each kind for the hostile ones."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from uuid import UUID

import numpy as np
from hypothesis import strategies as st

from rekam.abis.engine.formats import cbeff, face, finger, iris, minutiae_2005, minutiae_2011
from rekam.abis.engine.formats.finger_blocks import Annotation, Comment, FingerBlock, Segment, Segmentation
from rekam.abis.engine.formats.minutiae import FAILED, Minutia, View
from rekam.abis.engine.formats.minutiae_2005 import Record2005
from rekam.abis.engine.formats.minutiae_blocks import (
    CoresAndDeltas,
    MinutiaeBlock,
    Point,
    RidgeCounts,
    Zones,
)
from rekam.abis.engine.formats.pixels import jpeg2000, png
from rekam.abis.engine.formats.records import Block, Capture, Certification, Quality, Record
from rekam.abis.engine.positions import Position
from rekam.abis.engine.samples import Pixels

U8, U16 = st.integers(0, 0xFF), st.integers(0, 0xFFFF)
BYTES = st.binary(max_size=12)
WIDTH, HEIGHT = 300, 400


def some(values: st.SearchStrategy[object], *, most: int = 3) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(values, max_size=most).map(tuple)


def captures(*, certified: bool) -> st.SearchStrategy[Capture]:
    return st.builds(
        Capture,
        moment=st.tuples(U16, U8, U8, U8, U8, U8, U16),
        technology=U8,
        vendor=U16,
        device=U16,
        qualities=some(st.builds(Quality, U8, U16, U16)),
        certifications=some(st.builds(Certification, U16, U8)) if certified else st.just(()),
    )


def records(images: st.SearchStrategy[object], *, told: int, certified: bool) -> st.SearchStrategy[object]:
    return st.builds(
        Record,
        representations=st.lists(images, min_size=1, max_size=3).map(tuple),
        certified=st.just(certified),
        told=st.integers(0, told),
    )


VENDOR_BLOCKS = st.builds(Block, st.integers(0x100, 0xFFFF), BYTES)
SEGMENTS = st.builds(
    Segment,
    position=U8,
    score=U8,
    corners=st.lists(st.tuples(U16, U16), min_size=2, max_size=4).map(tuple),
    turned=U8,
)
FINGER_BLOCKS: st.SearchStrategy[FingerBlock] = st.one_of(
    st.builds(
        Segmentation,
        vendor=U16,
        algorithm=U16,
        score=U8,
        quality_vendor=U16,
        quality_algorithm=U16,
        segments=some(SEGMENTS),
    ),
    st.builds(Annotation, some(st.tuples(U8, U8))),
    st.builds(Comment, BYTES, code=st.integers(3, 255)),
    VENDOR_BLOCKS,
)


def finger_images(*, certified: bool) -> st.SearchStrategy[finger.FingerImage]:
    rates = {f"{what}_{way}": U16 for what in ("scan", "image") for way in ("across", "down")}
    small = dict.fromkeys(("position", "number", "unit", "depth", "compression", "impression"), U8)
    return st.builds(
        finger.FingerImage,
        capture=captures(certified=certified),
        width=U16,
        height=U16,
        image=BYTES,
        blocks=some(FINGER_BLOCKS),
        **rates,
        **small,
    )


IRIS_IMAGES = st.builds(
    iris.IrisImage,
    capture=captures(certified=False),
    **dict.fromkeys(("position", "kind", "image_format", "flags", "depth"), U8),
    **dict.fromkeys(("number", "width", "height", "distance", "roll", "uncertainty"), U16),
    **{f"centre_{end}_{way}": U16 for end in ("least", "most") for way in "xy"},
    **{f"diameter_{end}": U16 for end in ("least", "most")},
    image=BYTES,
    rest=BYTES,
)
FACE_IMAGES = st.builds(
    face.FaceImage,
    capture=captures(certified=False),
    **dict.fromkeys(("gender", "eyes", "hair", "height_cm", "yaw", "pitch", "roll"), U8),
    **{f"{turn}_uncertainty": U8 for turn in ("yaw", "pitch", "roll")},
    **dict.fromkeys(("kind", "data_type", "sample_rate", "cross_reference", "colour"), U8),
    **dict.fromkeys(("expression", "width", "height", "post_processing"), U16),
    features=st.integers(0, 0xFFFFFF),
    landmarks=some(st.builds(face.Landmark, U8, U8, U16, U16, U16)),
    image=BYTES,
    rest=BYTES,
)


def minutiae(*, failed: bool = False, qualities: bool = True) -> st.SearchStrategy[Minutia]:
    # 0 is "not told" in 2005
    told = st.one_of(st.none(), st.integers(1, 100), *([st.just(FAILED)] if failed else []))
    return st.builds(
        Minutia,
        kind=st.integers(0, 2),
        x=st.integers(0, WIDTH - 1),
        y=st.integers(0, HEIGHT - 1),
        angle=U8,
        quality=told if qualities else st.none(),
    )


def points(angles: int) -> st.SearchStrategy[Point]:
    told = st.one_of(st.just(()), st.tuples(*[U8] * angles))
    return st.builds(Point, st.integers(0, 0x3FFF), st.integers(0, 0x3FFF), told)


def minutiae_blocks(*, judged: bool) -> st.SearchStrategy[MinutiaeBlock]:
    judge = {"vendor": U16, "algorithm": U16} if judged else {}
    zones = st.binary(min_size=12, max_size=12)  # 300 x 400 in zones of 100 x 100, 8 bits each
    return st.one_of(
        st.builds(RidgeCounts, U8, some(st.tuples(U8, U8, U8))),
        st.builds(CoresAndDeltas, some(points(1)), some(points(3))),
        st.builds(Zones, width=st.just(100), height=st.just(100), bits=st.just(8), values=zones, **judge),
        VENDOR_BLOCKS,
    )


def view_parts(*, judged: bool) -> dict[str, st.SearchStrategy[object]]:
    return {
        "position": U8,
        "number": st.integers(0, 15),
        "width": st.just(WIDTH),
        "height": st.just(HEIGHT),
        "blocks": some(minutiae_blocks(judged=judged)),
    }


VIEWS_2005 = st.builds(
    View,
    **view_parts(judged=False),
    impression=st.integers(0, 15),
    across=st.just(197),
    down=st.just(197),
    minutiae=some(minutiae(), most=6),
    capture=st.integers(0, 100).map(lambda score: Capture(qualities=(Quality(score),))),
)
RECORDS_2005 = st.builds(
    Record2005,
    device=U16,
    width=st.just(WIDTH),
    height=st.just(HEIGHT),
    across=st.just(197),
    down=st.just(197),
    views=some(VIEWS_2005),
)


def views_2011(*, certified: bool, sized: int) -> st.SearchStrategy[View]:
    return st.builds(
        View,
        **view_parts(judged=True),
        impression=U8,
        across=U16,
        down=U16,
        minutiae=some(minutiae(failed=sized == 6, qualities=sized == 6), most=6),
        capture=captures(certified=certified),
        ending=st.integers(0, 15),
        sized=st.just(sized),
    )


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=12
) | st.sampled_from(["a\tb\r\nc", "<&>\"'", " blank "])
MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@st.composite
def birs(draw: st.DrawFn) -> cbeff.Bir:
    position = draw(st.sampled_from(list(Position)))
    magic = {"finger": b"FIR\0", "iris": b"IIR\0", "face": b"FAC\0"}
    part = "finger" if position.is_finger else "iris" if position.is_iris else "face"
    return cbeff.bir_of(
        position,
        content=draw(st.sampled_from([b"", magic[part] + draw(st.binary(max_size=60))])),
        index=draw(st.uuids()),
        created=draw(MOMENTS),
        quality=draw(st.none() | st.integers(0, 100)),
        entries=draw(st.dictionaries(st.sampled_from(["RETRIES", "PAYLOAD", "SDK_SCORE"]), TEXT)),
    )


@cache
def pixels() -> Pixels:
    return (np.arange(64 * 80) % 251).astype(np.uint8).reshape(64, 80)


@cache
def valid() -> Mapping[str, bytes]:
    """A record of each kind with all that it can hold, small."""
    capture = Capture(
        moment=(2026, 1, 5, 2, 11, 0, 500),
        technology=9,
        vendor=0x1234,
        qualities=(Quality(81, 5, 6), Quality(70, 1, 2)),
    )
    certified = Capture(**vars(capture) | {"certifications": (Certification(3, 1), Certification(2, 9))})
    segment = Segment(position=7, score=60, corners=((1, 2), (70, 60)), turned=3)
    told = dict.fromkeys(("vendor", "algorithm", "score", "quality_vendor", "quality_algorithm"), 7)
    blocks = (
        Segmentation(segments=(segment,), **told),
        Annotation(((8, 1),)),
        Comment(b"kering"),
        Block(0x0221, b"\1\2"),
    )
    rates = dict.fromkeys(("scan_across", "scan_down", "image_across", "image_down"), 500)
    size = {"width": 80, "height": 64}
    images = {"png": (6, png(pixels())), "jp2": (5, jpeg2000(pixels())), "raw": (0, pixels().tobytes())}
    made = {}
    for name, (compression, image) in images.items():
        one = finger.FingerImage(
            capture=certified,
            position=7,
            compression=compression,
            image=image,
            blocks=blocks,
            **rates,
            **size,
        )
        made[f"finger {name}"] = finger.write(Record(representations=(one,), certified=True, told=1))
    eye = iris.IrisImage(capture=capture, position=1, image_format=iris.JP2, image=jpeg2000(pixels()), **size)
    made["iris"] = iris.write(Record(representations=(eye,), told=1))
    landmarks = (face.Landmark(1, 0x31, 10, 20, 0),)
    portrait = face.FaceImage(
        capture=capture, landmarks=landmarks, data_type=face.PNG, image=png(pixels()), **size
    )
    made["face"] = face.write(Record(representations=(portrait,)))
    view = a_view(certified)
    made["minutiae 2011"] = minutiae_2011.write(Record(representations=(view, view), certified=True))
    made["minutiae 2005"] = minutiae_2005.write(
        Record2005(width=WIDTH, height=HEIGHT, across=197, down=197, views=(view, view))
    )
    made["cbeff"] = cbeff.write(
        tuple(
            cbeff.bir_of(
                position, content=content, index=UUID(int=4), created=datetime(2026, 1, 5, tzinfo=UTC)
            )
            for position, content in (
                (Position.LEFT_INDEX, made["finger raw"][:900]),
                (Position.IRIS_LEFT, b""),
            )
        )
    )
    return made


def a_view(capture: Capture) -> View:
    blocks = (
        RidgeCounts(1, ((0, 1, 5), (1, 255, 255))),
        CoresAndDeltas((Point(5, 6, (9,)),), (Point(7, 8), Point(7, 9, (1, 2, 3)))),
        Zones(width=100, height=100, bits=8, values=bytes(range(12)), vendor=1, algorithm=2),
        Block(0x0221, b"\1\2"),
    )
    minutiae = tuple(Minutia(at % 3, 9 * at, 11 * at, 8 * at, 1 + at) for at in range(30))
    return View(
        position=7, width=WIDTH, height=HEIGHT, across=197, down=197, minutiae=minutiae, blocks=blocks,
        capture=capture,
    )  # fmt: skip
