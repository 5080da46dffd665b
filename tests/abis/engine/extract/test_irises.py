import time

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.abis.engine.extract.drawings import eye_drawing

from rekam.abis.engine.extract import extract_iris, rays
from rekam.abis.engine.extract.iris import find_eye
from rekam.abis.engine.extract.lids import Lid
from rekam.abis.engine.extract.sheet import Eye, Sheet
from rekam.abis.engine.iris_parameters import IRIS, IrisParameters
from rekam.abis.engine.positions import Position
from rekam.abis.engine.recorder import Notebook
from rekam.abis.engine.samples import Sample
from rekam.abis.engine.template import IrisTemplate
from rekam.abis.inspect_drawings import lines_of
from rekam.kernel.errors import RuleBroken


def an_iris(pixels: np.ndarray, *, notes: Notebook | None = None) -> IrisTemplate:
    return extract_iris(Sample(Position.IRIS_LEFT, np.ascontiguousarray(pixels)), recorder=notes)


def plain_step(image: np.ndarray, x: float, y: float, radius: int, half: int, ceiling: float) -> float:
    """The step across a circle, ray by ray and pixel by pixel: what the running sums must agree with."""
    sides: dict[bool, float] = {True: 0.0, False: 0.0}
    for angle in np.arange(24) * (2 * np.pi / 24):
        cos, sin = float(np.cos(angle)), float(np.sin(angle))
        rise = 0.0
        for d in range(1, half + 1):
            for reach, sign in ((radius + d, 1.0), (radius - d, -1.0)):
                row = min(max(int(y + reach * sin + 0.5), 0), image.shape[0] - 1)
                column = min(max(int(x + reach * cos + 0.5), 0), image.shape[1] - 1)
                rise += sign * float(image[row, column])
        sides[cos >= 0] += min(max(rise / half, -ceiling), ceiling)
    return (sum(sides.values()) + min(sides.values())) / (1.5 * 24)


@settings(max_examples=10, deadline=None)
@given(x=st.floats(-5, 65), y=st.floats(-5, 45), half=st.integers(1, 5), seed=st.integers(0, 99))
def test_running_sums_along_a_ray_give_the_plain_step(x: float, y: float, half: int, seed: int) -> None:
    image = np.random.default_rng(seed).integers(0, 256, (40, 60)).astype(np.float32)
    radii = np.arange(6, 20)
    steps = np.empty(len(radii), dtype=np.float32)
    angles = np.arange(24) * (2 * np.pi / 24)

    rays.ring_steps(
        image, x, y, radii, np.full(len(radii), half), np.cos(angles), np.sin(angles), 60.0, steps
    )

    wanted = [plain_step(image, x, y, int(r), half, 60.0) for r in radii]
    assert steps == pytest.approx(wanted, abs=0.05)


@pytest.mark.parametrize("scale", [0.6, 1.0, 2.0])
@pytest.mark.parametrize(("dx", "dy"), [(0, 0), (-40, 12)])
def test_rings_are_found_at_any_size_and_place(scale: float, dx: int, dy: int) -> None:
    moved = np.array([[scale, 0, dx * scale], [0, scale, dy * scale]])
    size = (320, 240) if scale < 1 else (round(320 * scale), round(240 * scale))
    drawn = cv2.warpAffine(eye_drawing(4), moved, size, borderMode=cv2.BORDER_REPLICATE)
    eye = find_eye(np.asarray(drawn, dtype=np.uint8))

    assert eye is not None
    for ring, radius in ((eye.pupil, 36.0), (eye.limbus, 92.0)):
        assert np.mean(ring.radii) == pytest.approx(radius * scale, rel=0.05)
    assert eye.pupil.x == pytest.approx((160 + dx) * scale, abs=2.5 * scale)


def test_a_dark_disc_for_a_pupil_and_a_reflection_on_its_edge_change_little() -> None:
    plain = eye_drawing(6)
    painted, lit = plain.copy(), plain.copy()
    cv2.circle(painted, (160, 125), 37, 30, -1)
    cv2.circle(lit, (192, 125), 5, 255, -1)
    codes = [an_iris(image) for image in (plain, painted, lit)]

    for other in codes[1:]:
        assert apart(codes[0], other, step=0) < 0.1


def apart(one: IrisTemplate, other: IrisTemplate, *, step: int) -> float:
    used = np.roll(lines_of(one.mask), step, axis=1) & lines_of(other.mask)
    return float(
        ((np.roll(lines_of(one.code), step, axis=1) ^ lines_of(other.code)) & used).sum() / used.sum()
    )


def test_turning_an_eye_by_steps_of_the_code_turns_the_code() -> None:
    straight, turned = (an_iris(eye_drawing(3, turn=turn)) for turn in (0.0, 4 * 360 / 128))

    assert apart(straight, turned, step=4) < 0.12 < 0.3 < apart(straight, turned, step=0)


def test_a_lid_is_left_out_and_lowers_the_quality() -> None:
    drawn = eye_drawing(5)
    rows = np.arange(240)[:, None]
    closing = np.where(rows < 105 + 0.002 * (np.arange(320) - 160) ** 2, 165, drawn).astype(np.uint8)
    notes = Notebook()

    covered, seen = an_iris(closing, notes=notes), an_iris(drawn)

    lids, sheet, usable = notes["iris.lids"], notes["iris.sheet"], notes["iris.usable"]
    assert isinstance(lids, list)
    assert isinstance(lids[0], Lid)
    assert lids[0].side == -1
    assert isinstance(sheet, Sheet)
    assert isinstance(usable, np.ndarray)
    assert not usable[sheet.y < 95].any()
    assert lines_of(covered.mask).sum() < 0.8 * lines_of(seen.mask).sum()
    assert covered.quality < seen.quality - 15


@pytest.mark.parametrize("kind", ["noise", "stripes", "closed"])
def test_what_is_no_eye_is_refused_or_called_poor_in_bounded_time(kind: str) -> None:
    generator = np.random.default_rng(1)
    image = {
        "noise": generator.integers(0, 256, (1000, 1000)),
        "stripes": np.tile([0] * 4 + [255] * 4, (1000, 125)),
        "closed": 160 + generator.normal(0, 4, (480, 640)),
    }[kind].astype(np.uint8)
    started = time.process_time()
    try:
        found = an_iris(image).quality
    except RuleBroken as refused:
        found = 0 if refused.code == "iris_not_found" else 100

    assert found < 60
    assert time.process_time() - started < 1.0


def test_every_step_can_be_kept_by_its_name() -> None:
    notes = Notebook()
    an_iris(eye_drawing(1), notes=notes)

    assert {name.removeprefix("iris.") for name, _ in notes.kept} == {
        "evened", "highlights", "pupil", "limbus", "eye", "sheet", "tone", "lids", "usable", "quality",
        "code", "template",
    }  # fmt: skip
    assert isinstance(notes["iris.eye"], Eye)


@pytest.mark.parametrize(
    "wrong", [{"waves": 0.0}, {"pupil_smallest": 0.4}, {"least_dilation": 0.8}, {"working_side": 10}]
)
def test_values_outside_their_range_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="must"):
        IrisParameters(**wrong)  # type: ignore[arg-type]
    assert IrisParameters() == IRIS
