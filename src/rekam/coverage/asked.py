"""Words that several commands about coverage are asked with: the area, and the day or the base."""

import argparse
from datetime import date

from rekam.coverage.bases.rules import LIVE


def add_area(words: argparse.ArgumentParser) -> None:
    """`--area`: whose figures."""
    words.add_argument("--area", default="36.73", help="Kemendagri code, such as 36.73 or 36.73.02")


def add_day_or_base(words: argparse.ArgumentParser) -> None:
    """`--on` or `--base`, never both: a base has its own day."""
    either = words.add_mutually_exclusive_group()
    either.add_argument("--on", type=date.fromisoformat, help="as of, YYYY-MM-DD; today if left out")
    either.add_argument(
        "--base", default=LIVE, help="a semester whose base was taken, such as 2026-1; it has its own day"
    )
