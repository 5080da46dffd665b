"""`rekam coverage reconcile` at the terminal."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from rekam.coverage.command import main
from tests.coverage.reconcile import articles

TABLE = """case,source,as_of,area_code,area,measure,published
k,k.txt,2025-03-04,36.02,Kabupaten Lebak,target_percent,97
k,k.txt,2025-03-04,36.02,Kabupaten Lebak,recorded_percent,94
"""
STABLE = {"case", "measure", "published", "recomputed", "verdict", "why"}


def rows(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, object]]:
    assert main(["reconcile", *words, "--json"]) == 0
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)["rows"]
    return found


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "figures.csv"
    path.write_text(TABLE)
    return path


def test_the_names_of_the_answer_are_stable(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert all(set(row) >= STABLE for row in rows(capsys, str(table)))


def test_the_article_of_a_table_tells_of_a_second_target(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (table.parent / "k.txt").write_text(articles.TWO_TARGETS)
    assert [row["verdict"] for row in rows(capsys, str(table))] == ["not_recomputable"] * 2
    found = rows(capsys, str(table), "--articles", str(table.parent))
    assert [row["verdict"] for row in found] == ["conflict", "not_recomputable"]


def test_a_source_is_no_way_out_of_the_folder(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (table.parent / "k.txt").write_text(articles.TWO_TARGETS)
    table.write_text(TABLE.replace("k.txt", "../k.txt"))
    inside = table.parent / "inside"
    inside.mkdir()
    assert rows(capsys, str(table), "--articles", str(inside))[0]["verdict"] == "not_recomputable"


def test_an_article_is_lifted_and_judged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article = tmp_path / "article.txt"
    article.write_text(articles.OFF_BY_A_DIGIT)
    found = {row["measure"]: row for row in rows(capsys, str(article))}
    assert (found["not_recorded"]["verdict"], found["not_recorded"]["recomputed"]) == ("wrong", 10_551)
    assert "10.557 warga" in str(found["not_recorded"]["sentence"])


def test_what_was_lifted_is_a_table_to_confirm(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article, confirmed = tmp_path / "article.txt", tmp_path / "confirmed.csv"
    article.write_text(articles.OFF_BY_A_DIGIT)
    assert main(["reconcile", str(article), "--lift"]) == 0
    confirmed.write_text(capsys.readouterr().out)
    assert [row["verdict"] for row in rows(capsys, str(confirmed)) if row["measure"] == "not_recorded"] == [
        "wrong"
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"case,measure,published\nc,wajib,5\n", "reconcile_column_missing"),
        (b"\xff\xfe\x00", "reconcile_encoding"),
        (b"", "reconcile_empty"),
    ],
)
def test_what_cannot_be_read_is_2_and_a_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, code: str
) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    assert main(["reconcile", str(path), "--json"]) == 2
    said = capsys.readouterr()
    assert (said.out, code in said.err) == ("", True)


def test_an_article_without_figures_is_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "article.txt"
    path.write_text("Kantor tutup pada hari libur.")
    assert main(["reconcile", str(path)]) == 2
    assert "reconcile_nothing_found" in capsys.readouterr().err


def test_it_needs_no_database(table: Path, tmp_path: Path) -> None:
    """In a process of its own, in a folder where no database ever was."""
    done = subprocess.run(
        [sys.executable, "-m", "rekam", "coverage", "reconcile", str(table)],
        env={"REKAM_DATA": str(tmp_path / "nothing"), "PYTHONPATH": "src", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.count("not_recomputable")) == (0, 2), done.stderr
    assert not (tmp_path / "nothing" / "postgres").exists()
