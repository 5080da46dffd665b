"""`rekam coverage statement`: the paragraph for the press, from the register as it is now."""

import argparse
import json
from datetime import UTC, date, datetime

from rekam.coverage.asked import add_area
from rekam.coverage.rules import RULE_VERSION
from rekam.kernel.commands import set_up


def main(arguments: list[str]) -> int:
    """Print the paragraph in Indonesian and English, or JSON with --json."""
    words = argparse.ArgumentParser(prog="rekam coverage statement", description=__doc__)
    add_area(words)
    words.add_argument(
        "--on",
        type=date.fromisoformat,
        default=None,
        help="as of, YYYY-MM-DD, not after today; today if left out",
    )
    words.add_argument("--json", action="store_true")
    chosen = words.parse_args(arguments)
    set_up()
    answer = told(area_code=chosen.area, on=chosen.on)
    print(
        json.dumps(answer, ensure_ascii=False, indent=1)
        if chosen.json
        else f"{answer['id']}\n\n{answer['en']}"
    )
    return 0


def told(*, area_code: str, on: date | None) -> dict[str, str]:
    """The answer of `coverage statement`; its names are stable (docs/reference/coverage-statement.md).

    Raises RuleBroken("area_code_malformed" | "statement_of_future" | "statement_of_nobody").
    """
    from rekam.coverage.statement.queries import statement
    from rekam.coverage.statement.rules import paragraph
    from rekam.kernel.database import Scope, scope
    from rekam.kernel.installation import office_day
    from rekam.kernel.region import AreaCode

    area = AreaCode.parse(area_code)
    today = office_day(datetime.now(UTC))
    with scope(Scope.of(area.text)):
        found = statement(area_code=area.text, on=on or today, today=today)
    return {
        "area": area.text,
        "on": found.on.isoformat(),
        "base": "live",
        "rule_version": RULE_VERSION,
        "id": paragraph(found, language="id"),
        "en": paragraph(found, language="en"),
    }
