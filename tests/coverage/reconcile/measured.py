"""How many figures of invented sentences are lifted, and how many of the lifted are right.

`python -m tests.coverage.reconcile.measured` prints the table of docs/reference/coverage-reconcile.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rekam.coverage.reconcile import places
from rekam.coverage.reconcile.lifting import lift
from tests.coverage.reconcile import english, held_out, indonesian

Marked = tuple[str, str]
SETS: dict[str, Sequence[Marked]] = {
    "fitted, Indonesian": indonesian.SENTENCES,
    "fitted, English": english.SENTENCES,
    "held out, Indonesian": held_out.INDONESIAN,
    "held out, English": held_out.ENGLISH,
}


@dataclass(frozen=True)
class Lifted:
    """Figures of a set of sentences: those marked, those lifted, those both."""

    marked: int
    lifted: int
    right: int

    @property
    def recall(self) -> float:
        """The share of the marked figures that are lifted with the right measure, 0 to 1."""
        return self.right / self.marked

    @property
    def precision(self) -> float:
        """The share of the lifted figures that are marked so, 0 to 1."""
        return self.right / self.lifted


def measured(sentences: Iterable[Marked]) -> Lifted:
    """What is lifted out of sentences, each read as an article of its own."""
    pairs = [(marked(figures), lifted(text)) for text, figures in sentences]
    return Lifted(
        marked=sum(len(expected) for expected, _ in pairs),
        lifted=sum(len(found) for _, found in pairs),
        right=sum(len(expected & found) for expected, found in pairs),
    )


def lifted(text: str) -> set[tuple[str, Decimal]]:
    """Measures and numbers that are lifted out of a text."""
    return {(one.measure, one.value) for one in lift(text, case="c", places=places.by_name())}


def marked(figures: str) -> set[tuple[str, Decimal]]:
    """ "wajib 5, recorded_percent 98.2" as measures and numbers."""
    words = [one.split() for one in figures.split(",") if one]
    return {(measure, Decimal(number)) for measure, number in words}


def table() -> str:
    """A line a set: sentences, figures, recall, precision."""
    return "\n".join(
        f"| {name} | {len(sentences)} | {found.marked} | {found.recall:.0%} | {found.precision:.0%} |"
        for name, sentences in SETS.items()
        for found in [measured(sentences)]
    )


if __name__ == "__main__":
    print(table())
