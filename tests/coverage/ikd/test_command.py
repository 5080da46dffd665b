"""`rekam coverage ikd import` at the terminal: what is sound is taken once, what is not is told."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from rekam.coverage.command import main
from rekam.coverage.ikd.models import IkdCount, IkdSession
from rekam.kernel.database import Scope, scope
from tests.personas import KASEMEN, SERANG

HEAD = "tanggal,kode_wilayah,saluran,warga_sendiri,warga_luar,sumber"
SOUND = f"2024-11-20,{KASEMEN},mpp,12,3,Dasbor IKD"
FAULTY = f"2024-11-20,{SERANG},warung,5,0,Dasbor IKD"

pytestmark = pytest.mark.django_db
Bring = Callable[..., int]


@pytest.fixture
def bring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bring:
    """Write a file of these lines, and run the command over it."""
    monkeypatch.setattr("rekam.coverage.ikd.command.set_up", lambda: None)
    path = tmp_path / "ikd.csv"

    def run(*lines: str, words: tuple[str, ...] = ()) -> int:
        path.write_text("\n".join(lines), encoding="utf-8")
        return main(["ikd", "import", str(path), "--by", "ani", *words])

    return run


def kept(kind: type[IkdCount] | type[IkdSession] = IkdCount) -> list[tuple[str, str]]:
    with scope(Scope.of("36.73")):
        return list(kind.objects.values_list("area_code", "actor"))


def test_sound_lines_are_taken_and_the_same_file_again_changes_nothing(
    bring: Bring, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring(HEAD, SOUND) == 0
    assert bring(HEAD, SOUND, words=("--json",)) == 0

    again = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert again == {"new": 0, "changed": 0, "same": 1, "rejected": 0, "rejects": []}
    assert kept() == [(KASEMEN, "ani")]


def test_a_faulty_line_is_told_and_the_others_are_taken(
    bring: Bring, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring(HEAD, FAULTY, SOUND) == 1

    assert "line 2, saluran: channel_unknown: " in capsys.readouterr().out
    assert kept() == [(KASEMEN, "ani")]


def test_a_file_without_its_columns_is_2_and_a_code(bring: Bring, capsys: pytest.CaptureFixture[str]) -> None:
    assert bring("tanggal,saluran", "2024-11-20,mpp") == 2

    said = capsys.readouterr()
    assert (said.out, "ikd_columns_missing" in said.err) == ("", True)


def test_a_file_of_another_encoding_is_2_and_a_code(
    tmp_path: Path, bring: Bring, capsys: pytest.CaptureFixture[str]
) -> None:
    bring(HEAD)
    (tmp_path / "ikd.csv").write_bytes(f"{HEAD}\n{SOUND} Café".encode("cp1252"))
    capsys.readouterr()
    assert main(["ikd", "import", str(tmp_path / "ikd.csv")]) == 2

    said = capsys.readouterr()
    assert (said.out, "line=2, byte=49" in said.err) == ("", True)


def test_days_of_socialisation_have_no_channel(bring: Bring) -> None:
    assert bring("tanggal,kode_wilayah,sumber", f"2024-09-01,{KASEMEN},Daftar hadir") == 0

    assert kept(IkdSession) == [(KASEMEN, "ani")]


def test_a_check_takes_nothing(bring: Bring) -> None:
    assert bring(HEAD, SOUND, words=("--check",)) == 0

    assert kept() == []
