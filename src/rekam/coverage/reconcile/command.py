"""`rekam coverage reconcile`: which published figures add up, which do not, and why."""

import argparse
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path

from django.utils.translation import override

from rekam.coverage.reconcile import places, reading, reference, words
from rekam.coverage.reconcile.figures import Figure, Judgement, Term
from rekam.coverage.reconcile.hearing import with_articles
from rekam.coverage.reconcile.knowing import known
from rekam.coverage.reconcile.lifting import lift
from rekam.coverage.reconcile.rules import judge
from rekam.coverage.reconcile.table import as_csv
from rekam.kernel.commands import set_up
from rekam.kernel.errors import RuleBroken


def main(arguments: list[str]) -> int:
    """Judge the figures of a file; 0 whatever is found. Raises RuleBroken where it cannot be read."""
    chosen = _words().parse_args(arguments)
    figures = _figures(chosen.file, articles=chosen.articles)
    if chosen.lift:
        print(as_csv(figures), end="")
        return 0
    series = reference.read(chosen.reference) if chosen.reference else reference.shipped()
    found = judge(figures, known=known(series=() if chosen.no_reference else series))
    set_up()
    with override(chosen.language):
        rows = as_rows(found)
    print(json.dumps({"rows": rows}, ensure_ascii=False, indent=1) if chosen.json else as_text(rows))
    return 0


def _words() -> argparse.ArgumentParser:
    words = argparse.ArgumentParser(prog="rekam coverage reconcile", description=__doc__)
    words.add_argument("file", type=Path, help="a CSV of published figures, or the text of an article")
    words.add_argument("--json", action="store_true")
    words.add_argument("--language", choices=("en", "id"), default="en", help="of the sentences")
    words.add_argument(
        "--lift", action="store_true", help="only print the figures of an article as CSV, to confirm"
    )
    words.add_argument(
        "--articles",
        type=Path,
        help="folder with the texts named in the column `source`: rounding words, targets",
    )
    series = words.add_mutually_exclusive_group()
    series.add_argument("--reference", type=Path, help="an official series in place of the one that ships")
    series.add_argument("--no-reference", action="store_true", help="hold nothing against an official series")
    return words


def _figures(path: Path, *, articles: Path | None) -> list[Figure]:
    text = reading.decoded(reading.read_bytes(path))
    if not reading.is_table(text) and path.suffix.lower() != ".csv":
        found = lift(text, case=path.stem, places=places.by_name())
        if not found:
            raise RuleBroken("reconcile_nothing_found")
        return found
    figures = reading.read_table(text)
    if articles is None:
        return figures
    return with_articles(figures, articles=_texts(figures, folder=articles), places=places.by_name())


def _texts(figures: Iterable[Figure], *, folder: Path) -> dict[str, str]:
    """The articles that lie in the folder; a source that is no plain file name is not looked for."""
    sources = {one.source for one in figures if one.source and Path(one.source).name == one.source}
    return {
        source: reading.decoded(reading.read_bytes(folder / source))
        for source in sorted(sources)
        if (folder / source).is_file()
    }


def as_rows(found: Iterable[Judgement]) -> list[dict[str, object]]:
    """The answer of --json; its names are stable (docs/reference/coverage-reconcile.md)."""
    return [
        {
            "case": one.figure.case,
            "as_of": one.figure.as_of.text,
            "area_code": one.figure.area_code,
            "area": one.figure.area,
            "measure": one.figure.measure,
            "published": _number(one.figure.value),
            "recomputed": None if one.recomputed is None else _number(one.recomputed),
            "from": [_term(term) for term in one.terms],
            "verdict": one.verdict.value,
            "rules": [finding.rule for finding in one.findings],
            "why": words.why(one),
            "sentence": one.figure.sentence,
        }
        for one in found
    ]


def as_text(rows: Iterable[Mapping[str, object]]) -> str:
    """The same for a terminal."""
    lines = []
    for row in rows:
        recomputed = "" if row["recomputed"] is None else f" ({row['recomputed']})"
        lines.append(
            f"{row['verdict']:<17} {row['case']:<16} {row['area_code']:<6} {row['measure']:<24} "
            f"{row['published']}{recomputed}\n{'':<18}{row['why']}"
        )
    return "\n".join(lines)


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _term(term: Term) -> dict[str, object]:
    return {"sign": term.sign, "measure": term.measure, "count": int(term.value)}
