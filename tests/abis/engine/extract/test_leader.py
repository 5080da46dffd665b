"""LEADER by our own layers, held to what a general runner of networks gave for a drawn finger."""

from pathlib import Path

import numpy as np
import pytest
from tests.abis.engine.extract.drawings import finger_drawing

from rekam.abis.engine.extract import extract_finger, networks
from rekam.abis.engine.extract.finger import FINDERS
from rekam.abis.engine.extract.leader import leader_minutiae, network
from rekam.abis.engine.extract.leader_network import directions, likelihood
from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.positions import Position
from rekam.abis.engine.samples import Sample
from rekam.kernel.errors import RuleBroken

# Row, column, likelihood, direction in radians: LEADER.onnx by onnxruntime 1.32.0, of the part below.
RUNNER = [
    (11, 143, 0.97197, 2.3305),
    (46, 92, 0.97082, 3.0527),
    (59, 77, 0.97246, 0.1109),
    (78, 81, 0.58466, -1.6343),
    (87, 25, 0.96619, 1.4581),
    (100, 52, 0.96651, -1.1241),
    (102, 114, 0.97136, -1.9709),
    (106, 15, 0.96653, 1.6691),
]
RUNNER_SUMS = (784.9522, 565.4663)

needs_weights = pytest.mark.skipif(
    not (networks.weights_folder() / networks.LEADER).is_file(), reason="no LEADER in this environment"
)


@needs_weights
def test_our_layers_give_the_numbers_of_a_general_runner() -> None:
    pixels = np.ascontiguousarray(finger_drawing(5)[120:248, 120:280])
    rows, columns = np.array([(row, column) for row, column, _, _ in RUNNER]).T

    likely, features = likelihood(network(), pixels)
    radians = directions(network(), features, rows=rows, columns=columns)

    away = np.abs(np.exp(1j * radians) - np.exp(1j * np.array([angle for *_, angle in RUNNER])))
    assert likely[rows, columns] == pytest.approx([score for _, _, score, _ in RUNNER], abs=5e-5)
    assert (likely.sum(), (likely**2).sum()) == pytest.approx(RUNNER_SUMS, rel=1e-5)
    assert away.max() < 2e-4


@needs_weights
@pytest.mark.parametrize("extractor", list(FINDERS))
def test_minutiae_turn_with_the_finger(extractor: Extractor) -> None:
    drawing = finger_drawing(5)
    straight = FINDERS[extractor](drawing, recorder=None)
    turned = FINDERS[extractor](np.ascontiguousarray(np.rot90(drawing)), recorder=None)
    gains = []
    for x, y, degrees in zip(straight.x, straight.y, straight.degrees, strict=True):
        away = np.hypot(turned.x - y, turned.y - (drawing.shape[1] - 1 - x))
        if away.min() < 4:
            gains.append((turned.degrees[away.argmin()] - degrees) % 360)

    assert len(gains) > len(straight) / 2
    assert np.median(gains) == pytest.approx(90, abs=8)


@needs_weights
@pytest.mark.parametrize("size", [(32, 32), (1000, 1000), (480, 640)])
def test_empty_images_of_any_size_hold_no_minutiae(size: tuple[int, int]) -> None:
    assert len(leader_minutiae(np.full(size, 255, np.uint8))) == 0


@pytest.mark.parametrize(("content", "code"), [(None, "weights_missing"), (b"other", "weights_invalid")])
def test_without_its_own_weights_nothing_is_extracted(
    content: bytes | None, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REKAM_WEIGHTS", str(tmp_path))
    if content is not None:
        (tmp_path / networks.LEADER).write_bytes(content)
    network.cache_clear()

    with pytest.raises(RuleBroken) as refused:
        extract_finger(Sample(Position.LEFT_INDEX, finger_drawing(1), 500), extractor=Extractor.LEADER)

    assert refused.value.code == code
