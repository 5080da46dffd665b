"""`rekam status`: whether the server is well, with what to do about what is not.

`rekam status`: apakah server baik, dan apa yang dilakukan bila tidak.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from math import isinf

from rekam.kernel.commands import set_up
from rekam.web.watch.rules import GUIDE, Reading, State, Unit, read, worst

SIGNS = {State.WELL: "well", State.LOOK: "LOOK", State.ACT: "ACT "}


def main(arguments: Sequence[str]) -> int:
    """0 = nothing must be done; 1 = something must, or the database does not answer; 2 = asked wrongly."""
    parser = argparse.ArgumentParser(prog="rekam status", description=__doc__)
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="for programs")
    how.add_argument(
        "--metrics", action="store_true", help="as Prometheus reads it, for a textfile collector"
    )
    chosen = parser.parse_args(arguments)
    set_up()
    from django.db import Error

    from rekam.web.watch import metrics, queries

    try:
        numbers = queries.numbers(at=datetime.now(UTC))
    except Error as away:
        print(f"rekam status: the database does not answer ({type(away).__name__})", file=sys.stderr)
        return 1
    readings = read(numbers)
    if chosen.metrics:
        print(metrics.text(numbers), end="")
    elif chosen.json:
        print(json.dumps({"state": worst(readings), "checks": [_as_json(one) for one in readings]}))
    else:
        _tell(readings)
    return 1 if worst(readings) is State.ACT else 0


def _as_json(one: Reading) -> dict[str, object]:
    """A check for programs; JSON has no infinite number, so what never was is null."""
    number = None if isinf(one.number) else one.number
    return {"name": one.check.name, "state": one.state, "number": number, "unit": one.check.unit}


def _tell(readings: Sequence[Reading]) -> None:
    from django.utils.translation import override

    from rekam.web.watch.words import TOLD

    with override("id"):
        for one in readings:
            print(f"{SIGNS[one.state]}  {_figure(one):>12}  {TOLD[one.check.name].what}")
            if one.state is not State.WELL:
                print(f"                    {TOLD[one.check.name].remedy} ({GUIDE}#{one.check.name})")


def _figure(one: Reading) -> str:
    if isinf(one.number):
        return "never"
    if one.check.unit is Unit.SHARE:
        return f"{one.number:.0%}"
    if one.check.unit is Unit.SECONDS:
        return f"{one.number:,.0f} s"
    return f"{one.number:,.0f}"
