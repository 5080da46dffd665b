import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from rekam.abis.command import main
from tests.abis.engine.extract.drawings import eye_drawing, finger_drawing


def save(path: Path, pixels: np.ndarray) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels).save(path)


def test_the_page_shows_mates_strangers_and_what_was_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for person in (1, 2):
        for number in (1, 2):
            save(
                tmp_path / "eyes" / f"00{person}" / f"0{number}_L.png",
                eye_drawing(person, turn=float(number)),
            )
    save(tmp_path / "eyes" / "001" / "03_L.png", np.full((240, 320), 255, np.uint8))

    assert main(["inspect", "irises", str(tmp_path), "--out", str(tmp_path / "page")]) == 0

    page = (tmp_path / "page" / "index.html").read_text()
    assert capsys.readouterr().out.strip().endswith("index.html")
    assert "iris_not_found" in page
    assert "delete the whole folder" in page
    assert len(re.findall("<article>", page)) == 2 + 4
    assert not re.search(r"https?://|<script|@import", page)
    assert all((tmp_path / "page" / name).stat().st_size for name in re.findall(r'src="([^"]+)"', page))
    assert (tmp_path / "page").stat().st_mode & 0o077 == 0

    assert main(["inspect", "irises", str(tmp_path), "--out", str(tmp_path / "page")]) == 2


def test_fingers_are_shown_with_the_minutiae_that_match(tmp_path: Path) -> None:
    for finger, impression in ((1, 1), (1, 2), (2, 1)):
        drawn = np.roll(finger_drawing(finger, side=280), 3 * impression)
        save(tmp_path / "prints" / f"{finger}_{impression}.png", drawn)

    assert main(["inspect", "fingers", str(tmp_path), "--out", str(tmp_path / "page")]) == 0

    counts = re.findall(r"(\d+) minutiae lie on each other", (tmp_path / "page" / "index.html").read_text())
    assert len(counts) == 1 + 2
    assert int(counts[0]) > 8
