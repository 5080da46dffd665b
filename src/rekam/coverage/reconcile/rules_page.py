"""The reference page of the rules, made from their table."""

from collections.abc import Callable, Hashable

from rekam.coverage.reconcile.figures import Figure
from rekam.coverage.reconcile.groups import by_area, by_case, by_statement, by_table
from rekam.coverage.reconcile.measures import COUNTS, SHARES
from rekam.coverage.reconcile.rules import RULES

TOGETHER: dict[Callable[[Figure], Hashable], str] = {
    by_statement: "one case, area and day",
    by_case: "one case",
    by_area: "one area, all cases",
    by_table: "one column of a table",
}


def text() -> str:
    """docs/reference/reconcile-rules.md."""
    rows = [
        f"| `{rule.name}` | {rule.asks} | {TOGETHER[rule.together]} "
        f"| {', '.join(rule.gives) or 'a remark'} | {rule.source} |"
        for rule in RULES
    ]
    shares = [f"| `{name}` | `{share.part}` | `{share.base}` |" for name, share in SHARES.items()]
    return "\n".join(
        [
            "# Rules of `rekam coverage reconcile`",
            "",
            "The gravest verdict of a figure counts: wrong, conflict, loose, not_recomputable, ok.",
            "",
            "| rule | what it checks | looks at | gives | source |",
            "|---|---|---|---|---|",
            *rows,
            "",
            "## Measures",
            "",
            f"Counts: {', '.join(f'`{name}`' for name in COUNTS)}.",
            "",
            "`target_percent` is a promise, due on the day in the column `due`. Percentages and their bases:",
            "",
            "| measure | count | base |",
            "|---|---|---|",
            *shares,
            "",
        ]
    )
