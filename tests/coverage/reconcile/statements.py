"""Published statements for the tests, each figure in one line of words."""

from rekam.coverage.reconcile.figures import Finding, Judgement
from rekam.coverage.reconcile.groups import Known
from rekam.coverage.reconcile.reading import read_table
from rekam.coverage.reconcile.rules import judge

HEAD = "case,as_of,area_code,measure,published,due"


def said(*figures: str, known: Known | None = None) -> dict[str, Judgement]:
    """The judgement of each measure of one statement, told as "wajib 1.000"."""
    found = judged(*(f"c,2025-06-30,36.73,{_cells(one)}," for one in figures), known=known)
    return {one.figure.measure: one for one in found}


def judged(*rows: str, head: str = HEAD, known: Known | None = None) -> list[Judgement]:
    """The judgements of whole rows, in their order."""
    return judge(read_table("\n".join([head, *rows])), known=known)


def rules_of(judgement: Judgement) -> set[str]:
    """The names of the rules that spoke."""
    return {finding.rule for finding in judgement.findings}


def finding(judgement: Judgement, rule: str) -> Finding:
    """What one rule said."""
    return next(one for one in judgement.findings if one.rule == rule)


def _cells(figure: str) -> str:
    measure, _, published = figure.partition(" ")
    return f'{measure},"{published}"'
