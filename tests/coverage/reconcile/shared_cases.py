"""The published cases that lie beside the project, where they do."""

import csv
import os
from decimal import Decimal
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
DATA = Path(os.environ.get("REKAM_SHARED_DATA", ROOT.parent / "shared" / "data"))
FIGURES = DATA / "published_figures.csv"
SERIES = DATA / "national_series.csv"
ARTICLES = DATA.parent / "seeds"

needs_cases = pytest.mark.skipif(
    not FIGURES.exists(), reason="the published cases are not beside the project"
)


def marked() -> list[dict[str, str]]:
    """The rows with their marked verdicts."""
    with FIGURES.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def agrees(recomputed: object, *, with_marked: str) -> bool:
    """Whether a recomputed number is the marked one, to the digits that were marked."""
    if not with_marked or recomputed is None:
        return recomputed is None and not with_marked
    number = Decimal(with_marked)
    return Decimal(str(recomputed)).quantize(number) == number
