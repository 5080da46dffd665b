"""The five published reports: each figure gets the marked verdict, found by the rules."""

import csv
import json
from pathlib import Path

import pytest

from rekam.coverage.reconcile import places
from rekam.coverage.reconcile.command import main
from rekam.coverage.reconcile.lifting import lift
from tests.coverage.reconcile.shared_cases import ARTICLES, FIGURES, SERIES, agrees, marked, needs_cases

pytestmark = [pytest.mark.shared, needs_cases]
NEEDS_THE_ARTICLE = {("serang-2017", "target_percent")}
# How many figures of the five articles a person finds proposed with the right measure.
LIFTED_AT_LEAST = 22


def rows(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, object]]:
    assert main([*words, "--json"]) == 0
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)["rows"]
    return found


def without_verdicts(folder: Path) -> Path:
    """The file as a stranger would send it: the columns of the answer and the notes are gone."""
    path = folder / "figures.csv"
    with path.open("w", encoding="utf-8", newline="") as lines:
        columns = ("case", "source", "as_of", "area_code", "area", "measure", "published")
        out = csv.DictWriter(lines, columns, extrasaction="ignore")
        out.writeheader()
        out.writerows(marked())
    return path


def test_with_the_articles_every_verdict_and_number_is_the_marked_one(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = str(without_verdicts(tmp_path))
    found = rows(capsys, file, "--articles", str(ARTICLES), "--reference", str(SERIES))
    assert [row["verdict"] for row in found] == [row["verdict"] for row in marked()]
    for row, expected in zip(found, marked(), strict=True):
        assert agrees(row["recomputed"], with_marked=expected["recomputed"]), row


def test_without_the_article_two_targets_are_not_seen(capsys: pytest.CaptureFixture[str]) -> None:
    for row, expected in zip(rows(capsys, str(FIGURES)), marked(), strict=True):
        alone = (row["case"], row["measure"]) in NEEDS_THE_ARTICLE
        assert row["verdict"] == ("not_recomputable" if alone else expected["verdict"])


def test_without_a_series_the_national_figure_stands_alone(capsys: pytest.CaptureFixture[str]) -> None:
    found = rows(capsys, str(FIGURES), "--no-reference")
    assert [row["verdict"] for row in found if row["area_code"] == "00"] == ["not_recomputable"]


def test_the_figures_are_lifted_with_their_measure_and_their_area() -> None:
    lifted = {
        source: lift((ARTICLES / source).read_text(encoding="utf-8"), case=source, places=places.by_name())
        for source in {row["source"] for row in marked()}
    }
    right = [
        row
        for row in marked()
        if any(
            (one.measure, str(one.value.normalize()), one.area_code)
            == (row["measure"], str(type(one.value)(row["published"]).normalize()), row["area_code"])
            for one in lifted[row["source"]]
        )
    ]
    assert len(right) >= LIFTED_AT_LEAST
