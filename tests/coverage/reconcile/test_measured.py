"""How much of an article is lifted: on sentences that taught the patterns, and on those held out."""

from pathlib import Path

import pytest

from tests.coverage.reconcile import english, held_out, indonesian
from tests.coverage.reconcile.measured import Marked, lifted, marked, measured, table

LANGUAGES = ("Indonesian", "English")
ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("sentences", [indonesian.SENTENCES, english.SENTENCES], ids=LANGUAGES)
def test_what_taught_the_patterns_is_lifted(sentences: tuple[Marked, ...]) -> None:
    wrong = {text: lifted(text) for text, figures in sentences if lifted(text) != marked(figures)}
    assert wrong == {}


@pytest.mark.parametrize("sentences", [held_out.INDONESIAN, held_out.ENGLISH], ids=LANGUAGES)
def test_of_the_held_out_figures_most_are_lifted_and_most_lifted_ones_are_right(
    sentences: tuple[Marked, ...],
) -> None:
    found = measured(sentences)
    assert found.recall >= 0.8
    assert found.precision >= 0.8


def test_the_table_of_the_docs_is_what_is_measured() -> None:
    page = (ROOT / "docs/reference/coverage-reconcile.md").read_text(encoding="utf-8")
    assert table() in page
