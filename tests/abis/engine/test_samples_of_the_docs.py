"""The pieces of code in the documents do what stands beside them."""

import re
import tempfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tests.abis.engine.extract.drawings import finger_drawing

ROOT = Path(__file__).resolve().parents[3]


def sample_of(page: str) -> str:
    """The one piece of Python on a page, as it stands there."""
    (code,) = re.findall(r"^```python\n(.*?)^```", (ROOT / page).read_text(encoding="utf-8"), re.S | re.M)
    return str(code)


def run(code: str) -> None:
    exec(compile(code, "a page of the docs", "exec"), {"__name__": "__main__"})


def test_ten_lines_compare_two_images(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = sample_of("README.md")
    finger = np.ascontiguousarray(finger_drawing(1)[80:300, 80:300])
    for name in ("one.png", "two.png"):
        Image.fromarray(finger).save(tmp_path / name)
    monkeypatch.chdir(tmp_path)

    run(code)

    assert capsys.readouterr().out == "hit\n"
    assert len(code.splitlines()) == 10


def test_the_how_to_prints_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    code = sample_of("docs/how-to/use-only-the-abis.md")

    run(code)

    assert f"# {capsys.readouterr().out.strip()}" == code.splitlines()[-1]
