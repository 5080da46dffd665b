"""`rekam coverage report`: the counts of an area and of its parts, on a day."""

import argparse
import json
from datetime import date

from rekam.coverage.rules import RULE_VERSION, Counts


def main(arguments: list[str]) -> int:
    """Print a table, or JSON with --json (docs/reference/command-line.md)."""
    words = argparse.ArgumentParser(prog="rekam coverage report", description=__doc__)
    words.add_argument("--area", default="36.73", help="Kemendagri code, such as 36.73 or 36.73.02")
    words.add_argument(
        "--on", type=date.fromisoformat, default=None, help="as of, YYYY-MM-DD; today if left out"
    )
    words.add_argument("--json", action="store_true")
    chosen = words.parse_args(arguments)
    from rekam.kernel.commands import set_up

    set_up()
    answer = report(area_code=chosen.area, on=chosen.on)
    print(json.dumps(answer, ensure_ascii=False, indent=1) if chosen.json else as_table(answer))
    return 0


def report(*, area_code: str, on: date | None) -> dict[str, object]:
    """The answer of `coverage report`; its names are stable (docs/reference/coverage-report.md)."""
    from datetime import UTC, datetime

    from rekam.coverage.queries import count_villages, gather
    from rekam.coverage.rules import total
    from rekam.kernel.database import Scope, scope
    from rekam.kernel.installation import office_day
    from rekam.kernel.region import AreaCode, area_name

    area = AreaCode.parse(area_code)
    day = on or office_day(datetime.now(UTC))
    with scope(Scope.of(area.text)):
        villages = count_villages(area_code=area.text, on=day)
    parts = gather(villages, parts=min(area.level + 1, 4))
    return {
        "area": area.text,
        "on": day.isoformat(),
        "base": "live",
        "rule_version": RULE_VERSION,
        "total": as_json(total(parts.values())),
        "rows": [
            {"area_code": code, "area": area_name(code), **as_json(counts)}
            for code, counts in sorted(parts.items())
        ],
    }


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
