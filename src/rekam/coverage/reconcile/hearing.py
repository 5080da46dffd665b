"""What an article adds to a table made from it: rounding words, due dates, further targets (pure)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rekam.coverage.reconcile.figures import Figure
from rekam.coverage.reconcile.lifting import lift
from rekam.coverage.reconcile.measures import TARGET


def with_articles(
    figures: Sequence[Figure], *, articles: Mapping[str, str], places: Mapping[str, str]
) -> list[Figure]:
    """The same figures, each as its article prints it, and the targets that the table left out.

    articles  the texts by the name in the column `source`
    places    as lifting.lift takes them

    The targets are heard only: others are held against them, and nobody gets an answer about them.
    """
    heard: dict[str, list[Figure]] = {
        source: lift(text, case="", places=places) for source, text in articles.items()
    }
    told = [_as_printed(one, heard=heard.get(one.source, [])) for one in figures]
    return [*told, *_further_targets(told, heard=heard)]


def _as_printed(figure: Figure, *, heard: Iterable[Figure]) -> Figure:
    for one in heard:
        if one.measure == figure.measure and one.value == figure.value:
            due = figure.due if figure.due.text else one.due
            return replace(figure, numeral=one.numeral, due=due, sentence=one.sentence)
    return figure


def _further_targets(told: Sequence[Figure], *, heard: Mapping[str, Sequence[Figure]]) -> list[Figure]:
    known = {(one.case, one.measure, one.value) for one in told}
    next_line = max((one.line for one in told), default=0) + 1
    cases = dict.fromkeys((one.case, one.source) for one in told)
    further = [
        replace(one, case=case, source=source, heard=True)
        for case, source in cases
        for one in heard.get(source, [])
        if one.measure == TARGET and (case, one.measure, one.value) not in known
    ]
    return [replace(one, line=line) for line, one in enumerate(further, start=next_line)]
