"""`rekam coverage ACTION`: each action is a module with `main(arguments)`, loaded when it is asked for."""

import importlib
import sys
from collections.abc import Callable

from rekam.kernel.commands import set_up
from rekam.kernel.errors import RuleBroken

# action -> (module, one line for --help)
ACTIONS: dict[str, tuple[str, str]] = {
    "base": ("rekam.coverage.bases.command", "take, list, check: the counts at the end of a semester"),
    "recount": (
        "rekam.coverage.columns.command",
        "everybody again from the columns; 1 where counters are wrong",
    ),
    "traits": ("rekam.coverage.traits.command", "a list of remote, border, coastal and island kelurahan"),
    "report": ("rekam.coverage.report_command", "the counts of an area and of its parts, on a day"),
    "ikd": ("rekam.coverage.ikd.command", "import activations of IKD, or days of socialisation"),
    "reconcile": ("rekam.coverage.reconcile.command", "published figures: which add up, and which not"),
    "table": ("rekam.coverage.reports.command", "the office's semester table: XLSX, CSV or PDF"),
    "open-data": ("rekam.coverage.open_data.command", "publish the counts, small ones hidden, for everybody"),
    "statement": ("rekam.coverage.statement.command", "the paragraph for the press, in two languages"),
    "project": ("rekam.coverage.projection.command", "where an area will be on a day, as quantiles"),
}


def main(arguments: list[str]) -> int:
    """Run one action; 2 where there is none of that name, or where a rule refuses."""
    if not arguments or arguments[0] in {"-h", "--help"}:
        print(usage())
        return 0
    name, rest = arguments[0], arguments[1:]
    if name not in ACTIONS:
        print(f"rekam coverage: there is no action {name!r}\n\n{usage()}", file=sys.stderr)
        return 2
    run: Callable[[list[str]], int] = importlib.import_module(ACTIONS[name][0]).main
    try:
        return run(rest)
    except RuleBroken as refused:
        print(f"rekam coverage {name}: {refused}. {_sentence(refused)}".rstrip(" ."), file=sys.stderr)
        return 2


def _sentence(refused: RuleBroken) -> str:
    """What helps, in English as the commands speak; "" for a code of another room."""
    set_up()
    from django.utils.translation import override

    from rekam.coverage.refusals import SENTENCES

    with override("en"):
        return str(SENTENCES.get(refused.code, "")).format(**refused.facts)


def usage() -> str:
    """What `rekam coverage --help` prints: every action with its line."""
    lines = [f"  {name:<12} {line}" for name, (_, line) in ACTIONS.items()]
    return "\n".join(["usage: rekam coverage ACTION [...]", "", *lines])
