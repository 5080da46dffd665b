import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.abis.engine.extract.drawings import eye_drawing, finger_drawing

from rekam.abis.engine.enrol import extract_person
from rekam.abis.engine.extract import extract_finger, extract_iris
from rekam.abis.engine.extract.iris import find_eye
from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.positions import Position
from rekam.abis.engine.quality import quality
from rekam.abis.engine.recorder import Notebook
from rekam.abis.engine.samples import Sample
from rekam.abis.engine.search import verify
from rekam.abis.engine.template import FingerTemplate, IrisTemplate, PersonTemplate
from rekam.kernel.errors import RuleBroken


def a_finger(pixels: np.ndarray, *, ppi: int | None = 500) -> FingerTemplate:
    sample = Sample(Position.LEFT_INDEX, np.ascontiguousarray(pixels), ppi)
    return extract_finger(sample, extractor=Extractor.LEADER)


def an_iris(pixels: np.ndarray) -> IrisTemplate:
    return extract_iris(Sample(Position.IRIS_LEFT, pixels))


def finger_score(one: FingerTemplate, other: FingerTemplate) -> float:
    position = Position.LEFT_INDEX
    verdict = verify(PersonTemplate({position: one}), reference=PersonTemplate({position: other}))
    return verdict.scores[position]


def iris_distance(one: IrisTemplate, other: IrisTemplate) -> float:
    position = Position.IRIS_LEFT
    verdict = verify(PersonTemplate({}, {position: one}), reference=PersonTemplate({}, {position: other}))
    return verdict.scores[position]


@settings(max_examples=4, deadline=None)
@given(seed=st.integers(0, 1000), degrees=st.floats(-60, 60))
def test_a_finger_image_turned_within_the_matchers_reach_is_the_same_finger(
    seed: int, degrees: float
) -> None:
    drawing = finger_drawing(seed)
    turn = cv2.getRotationMatrix2D((200, 200), degrees, 1.0)
    turned = cv2.warpAffine(drawing, turn, (400, 400), flags=cv2.INTER_CUBIC, borderValue=(250.0,))
    one = a_finger(drawing)

    assert finger_score(one, a_finger(turned)) > 3 * finger_score(one, a_finger(finger_drawing(seed + 1)))


def test_directions_turn_with_the_image_counter_clockwise() -> None:
    drawing = finger_drawing(5)
    straight, turned = a_finger(drawing), a_finger(np.rot90(drawing))
    gains = []
    for x, y, angle in zip(
        straight.x.astype(int), straight.y.astype(int), straight.angle.astype(int), strict=True
    ):
        away = np.hypot(turned.x - y, turned.y - (drawing.shape[1] - 1 - x))
        if away.min() < 4:
            gains.append((int(turned.angle[away.argmin()]) - angle) % 256)

    assert np.median(gains) == pytest.approx(64, abs=6)


def test_a_finger_scanned_at_another_resolution_is_the_same_finger() -> None:
    drawing = finger_drawing(3)
    doubled = cv2.resize(drawing, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)

    assert finger_score(a_finger(drawing), a_finger(doubled, ppi=1000)) > 0.1


HOSTILE = {
    "black": np.zeros((300, 300), np.uint8),
    "white": np.full((300, 300), 255, np.uint8),
    "smallest": np.random.default_rng(1).integers(0, 256, (32, 32)).astype(np.uint8),
    "thin": np.random.default_rng(1).integers(0, 256, (32, 900)).astype(np.uint8),
    "noise": np.random.default_rng(1).integers(0, 256, (300, 300)).astype(np.uint8),
    "stripes": np.tile(np.array([[0] * 4 + [255] * 4], np.uint8), (300, 40)),
    "half": np.repeat(np.array([[0, 255]], np.uint8), 150, axis=1).repeat(300, axis=0),
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("position", [Position.LEFT_THUMB, Position.IRIS_RIGHT])
def test_images_of_nothing_give_a_template_or_a_code(name: str, position: Position) -> None:
    sample = Sample(position, HOSTILE[name])
    try:
        extract_person([sample], extractor=Extractor.MINDTCT)
    except RuleBroken as refused:
        if refused.code != "nothing_extracted":
            raise
    assert 0 <= quality(sample) <= 100


def test_an_empty_image_has_no_finger_and_no_iris() -> None:
    with pytest.raises(RuleBroken) as finger:
        a_finger(HOSTILE["white"])
    with pytest.raises(RuleBroken) as iris:
        an_iris(HOSTILE["white"])

    assert (finger.value.code, iris.value.code) == ("finger_not_found", "iris_not_found")


@pytest.mark.parametrize(("pupil", "iris"), [(36.0, 92.0), (20.0, 58.0), (50.0, 100.0)])
def test_the_rings_of_an_eye_are_found_at_any_size(pupil: float, iris: float) -> None:
    eye = find_eye(eye_drawing(1, pupil=pupil, iris=iris))

    assert eye is not None
    assert np.median(eye.pupil.radii) == pytest.approx(pupil, rel=0.08)
    assert np.median(eye.limbus.radii) == pytest.approx(iris, rel=0.06)


@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 1000), turn=st.floats(-15, 15))
def test_a_turned_and_dilated_eye_is_the_same_eye(seed: int, turn: float) -> None:
    one, other = an_iris(eye_drawing(seed)), an_iris(eye_drawing(seed, pupil=42.0, turn=turn))

    assert iris_distance(one, other) < 0.25
    assert iris_distance(one, an_iris(eye_drawing(seed + 1))) > 0.33


def test_of_two_samples_of_one_finger_the_better_is_kept() -> None:
    good = Sample(Position.LEFT_INDEX, finger_drawing(1), 500)
    poor = Sample(Position.LEFT_INDEX, (finger_drawing(1) // 8 + 110).astype(np.uint8), 500)
    alone = extract_person([good], extractor=Extractor.MINDTCT).fingers[Position.LEFT_INDEX].quality

    assert (
        extract_person([poor, good, poor], extractor=Extractor.MINDTCT).fingers[Position.LEFT_INDEX].quality
        >= alone
    )


def test_every_step_of_an_extraction_has_a_name() -> None:
    notes = Notebook()

    extract_person(
        [Sample(Position.LEFT_INDEX, finger_drawing(1), 500), Sample(Position.IRIS_LEFT, eye_drawing(1))],
        extractor=Extractor.MINDTCT,
        recorder=notes,
    )

    names = {name for name, _ in notes.kept}
    assert {
        "finger.minutiae",
        "finger.ridges",
        "finger.template",
        "iris.eye",
        "iris.sheet",
        "iris.usable",
    } <= names
