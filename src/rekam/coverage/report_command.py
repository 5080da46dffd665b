"""`rekam coverage report`: the counts of an area and of its parts, on a day."""

import argparse
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime

from rekam.coverage.asked import add_area, add_day_or_base
from rekam.coverage.bases.rules import LIVE
from rekam.coverage.rules import RULE_VERSION, Counts
from rekam.kernel.commands import set_up


def main(arguments: list[str]) -> int:
    """Print a table, or JSON with --json (docs/reference/command-line.md)."""
    words = argparse.ArgumentParser(prog="rekam coverage report", description=__doc__)
    add_area(words)
    add_day_or_base(words)
    words.add_argument("--json", action="store_true")
    chosen = words.parse_args(arguments)
    set_up()
    answer = report(area_code=chosen.area, on=chosen.on, base=chosen.base)
    print(json.dumps(answer, ensure_ascii=False, indent=1) if chosen.json else as_table(answer))
    return 0


def report(*, area_code: str, on: date | None = None, base: str = LIVE) -> dict[str, object]:
    """The answer of `coverage report`; its names are stable (docs/reference/coverage-report.md).

    base   LIVE, as of `on` or today; or a semester
    Raises RuleBroken("area_code_malformed" | "base_unknown").
    """
    from rekam.coverage.queries import gather
    from rekam.coverage.rules import total
    from rekam.kernel.database import Scope, scope
    from rekam.kernel.region import AreaCode, area_name

    area = AreaCode.parse(area_code)
    with scope(Scope.of(area.text)):
        rests_on, villages = _live(area.text, on) if base == LIVE else _based(area.text, base)
    parts = gather(villages, parts=min(area.level + 1, 4))
    return {
        "area": area.text,
        **rests_on,
        "total": as_json(total(parts.values())),
        "rows": [
            {"area_code": code, "area": area_name(code), **as_json(counts)}
            for code, counts in sorted(parts.items())
        ],
    }


def _live(area: str, on: date | None) -> tuple[dict[str, str], Mapping[str, Counts]]:
    from rekam.coverage.queries import count_villages
    from rekam.kernel.installation import office_day

    day = on or office_day(datetime.now(UTC))
    rests_on = {"on": day.isoformat(), "base": LIVE, "rule_version": RULE_VERSION}
    return rests_on, count_villages(area_code=area, on=day)


def _based(area: str, semester: str) -> tuple[dict[str, str], Mapping[str, Counts]]:
    from rekam.coverage.bases.queries import base_figures, get_base

    base = get_base(area_code=area, semester=semester)
    rests_on = {"on": base.on.isoformat(), "base": base.semester, "rule_version": base.rule_version}
    return rests_on, base_figures(base, area_code=area)


def as_json(counts: Counts) -> dict[str, int]:
    """The counts under their stable names."""
    names = (
        "population",
        "wajib",
        "recorded",
        "not_recorded",
        "print_ready",
        "printed",
        "held",
        "handed_over",
    )
    return {name: getattr(counts, name) for name in names}


def as_table(answer: dict[str, object]) -> str:
    """The same for a terminal."""
    rows = answer["rows"]
    assert isinstance(rows, list)
    lines = [f"{answer['area']} as of {answer['on']}, base {answer['base']}, rules {answer['rule_version']}"]
    total = answer["total"]
    for row in [*rows, {"area_code": "total", "area": "", **(total if isinstance(total, dict) else {})}]:
        lines.append(
            f"{row['area_code']:<14} {row['area']:<22} wajib {row['wajib']:>8} recorded {row['recorded']:>8} "
            f"not recorded {row['not_recorded']:>7}"
        )
    return "\n".join(lines)
