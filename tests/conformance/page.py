"""The table of docs/reference/conformance.md."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.conformance.judging import Row

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "conformance.md"
BEGIN, END = "<!-- judged -->\n", "<!-- end -->"


class Table:
    """Rows in the order in which they came."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

    def take(self, rows: Sequence[Row]) -> Sequence[Row]:
        """Add what a judge said; the same rows again."""
        self.rows += rows
        return rows

    def keep(self) -> None:
        """Print the table, and write it in place of the one before, with its day."""
        lines = [
            f"Judged on {datetime.now(UTC):%Y-%m-%d}.\n",
            "| what Rekam wrote or answered | judge | result |",
            "|---|---|---|",
            *(f"| {' | '.join(row)} |" for row in self.rows),
        ]
        told = "\n".join(lines) + "\n"
        print(told)
        before, _, rest = PAGE.read_text().partition(BEGIN)
        after = rest.partition(END)[2]
        PAGE.write_text(f"{before}{BEGIN}{told}{END}{after}")
