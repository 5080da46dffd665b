"""The sizing page shows what its arithmetic gives now: sizes of records change, and then what they need."""

from pathlib import Path

from benchmarks import sizing

PAGE = Path(__file__).parents[3] / "docs/explanation/sizing.md"


def test_the_sizing_page_has_the_tables_of_its_arithmetic() -> None:
    page = PAGE.read_text(encoding="utf-8")

    for table in (sizing.person_table(), sizing.machine_table()):
        assert "\n".join(table) in page, "python -m benchmarks.sizing, and look whether the words still fit"
