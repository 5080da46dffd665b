from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from rekam.abis.bench import bench
from rekam.abis.bench_made import LIKE_LEADER, made_finger
from rekam.abis.bench_rates import rates
from rekam.abis.bench_speed import MEASURES
from rekam.abis.chimera import chimeras
from rekam.abis.command import main
from rekam.abis.engine.positions import Position
from rekam.kernel.errors import RuleBroken
from tests.abis.engine.extract.drawings import eye_drawing, finger_drawing

FIGURES = {
    "images", "failed", "genuine", "impostor", "stages", "eer", "fmr100", "fmr1000", "zerofmr",
    "ms_per_image", "matches_per_second", "fte", "subjects", "eer_ci", "fmr100_ci", "fmr1000_ci", "suspected",
}  # fmt: skip


@pytest.fixture(scope="module")
def sets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root: Path = tmp_path_factory.mktemp("sets")
    for finger in (1, 2, 3):
        for impression in (1, 2):
            save(
                root / "prints" / f"10{finger}_{impression}.png", np.roll(finger_drawing(finger), impression)
            )
    for eye in (1, 2):
        for number, side in ((1, "L"), (2, "L"), (6, "R"), (7, "R")):
            save(root / "eyes" / f"00{eye}" / f"0{number}_{side}.png", eye_drawing(10 * eye + (number > 5)))
    return root


def save(path: Path, pixels: np.ndarray) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels).save(path)


def test_rates_of_separated_scores_are_zero() -> None:
    found = rates(genuine=np.array([0.8, 0.9]), impostor=np.array([0.1, 0.2, 0.3]))

    assert (found.eer, found.fmr100, found.zerofmr) == (0.0, 0.0, 0.0)


def test_a_failed_image_counts_as_a_missed_mate() -> None:
    found = rates(genuine=np.array([-np.inf, 0.9]), impostor=np.array([-np.inf, 0.2]))

    assert found.zerofmr == 50.0


@pytest.mark.parametrize(("subject", "images", "genuine"), [("fingers", 6, 3), ("irises", 8, 4)])
def test_the_bench_reports_what_others_read(sets: Path, subject: str, images: int, genuine: int) -> None:
    figures = bench(subject, directory=sets, tell=lambda _: None)

    assert set(figures) >= FIGURES
    assert (figures["images"], figures["genuine"], figures["failed"]) == (images, genuine, 0)
    assert figures["eer"] == 0.0


def test_a_set_itself_can_be_measured_in_any_kind_of_file(sets: Path, tmp_path: Path) -> None:
    for number, path in enumerate(sorted((sets / "eyes").glob("*/*.png"))):
        with Image.open(path) as eye:
            kind = ("bmp", "TIF", "pgm", "png")[number % 4]
            (tmp_path / path.parent.name).mkdir(exist_ok=True)
            eye.save(tmp_path / path.parent.name / f"{path.stem}.{kind}")

    assert bench("irises", directory=tmp_path, tell=lambda _: None)["images"] == 8


def test_a_folder_without_images_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RuleBroken):
        bench("faces", directory=tmp_path, tell=lambda _: None)
    assert main(["bench", "faces", str(tmp_path), "--json"]) == 2
    assert "bench_nothing_found" in capsys.readouterr().err


def test_chimeras_take_one_part_of_every_set(sets: Path) -> None:
    people = chimeras(sets)

    assert len(people) == 2
    assert set(people[0].parts) == {Position.RIGHT_INDEX, Position.IRIS_LEFT, Position.IRIS_RIGHT}
    assert {one.position for one in people[1].samples(1)} == set(people[1].parts)
    assert people[0].samples(99) == []


def test_made_up_minutiae_that_are_close_together_point_along_one_ridge() -> None:
    generator, turns = np.random.default_rng(1), []
    for _ in range(20):
        one = made_finger(generator, minutiae=LIKE_LEADER)
        assert LIKE_LEADER[0] <= len(one) <= LIKE_LEADER[1]
        places, angle = one.x + 1j * one.y, one.angle.astype(int)
        close = np.triu(abs(places[:, None] - places) < 20, 1)
        turns += ((angle[:, None] - angle + 64) % 128 - 64)[close].tolist()

    assert len(turns) > 100
    assert np.median(np.abs(turns)) < 8


def test_every_figure_of_speed_is_explained() -> None:
    page = (Path(__file__).parents[2] / "docs/reference/abis-bench.md").read_text(encoding="utf-8")

    assert [name for name in MEASURES if f"`{name}`" not in page] == []
