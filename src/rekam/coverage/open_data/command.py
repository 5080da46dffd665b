"""`rekam coverage open-data`: publish the counts of an area for everybody."""

import argparse
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from rekam.coverage.bases.rules import LIVE
from rekam.kernel.errors import RuleBroken

REFUSED = 2


def main(arguments: list[str]) -> int:
    """Write the files: 0, or 2 with a code where they may not be written."""
    words = _words()
    chosen = words.parse_args(arguments)
    if chosen.base != LIVE and chosen.on:
        words.error("a base has its own day: leave --on out")
    from rekam.kernel.commands import set_up

    set_up()
    try:
        goal = publish(chosen.area, on=chosen.on, base=chosen.base, out=chosen.out)
    except RuleBroken as refused:
        print(f"rekam coverage open-data: {refused}", file=sys.stderr)
        return REFUSED
    print(goal)
    return 0


def publish(area_code: str, *, on: date | None, base: str, out: Path | None) -> Path:
    """Publish an area as of a day or of a base; the folder of the files.

    out   where it is put; None = where the pages serve it from
    Raises RuleBroken("area_code_malformed" | "base_unknown" | "open_data_published").
    """
    from rekam.coverage.open_data import files
    from rekam.coverage.reports.queries import cells_of
    from rekam.kernel.database import Scope, scope
    from rekam.kernel.installation import office_day
    from rekam.kernel.region import AreaCode

    area = AreaCode.parse(area_code).text
    with scope(Scope.of(area)):
        found, rests_on = cells_of(area_code=area, today=office_day(datetime.now(UTC)), on=on, base=base)
    return files.publish(found, area_code=area, rests_on=rests_on, out=out or files.folder())


def _words() -> argparse.ArgumentParser:
    words = argparse.ArgumentParser(prog="rekam coverage open-data", description=__doc__)
    words.add_argument("--area", default="36.73", help="Kemendagri code, such as 36.73")
    words.add_argument("--on", type=date.fromisoformat, help="as of, YYYY-MM-DD; today if left out")
    words.add_argument("--base", default=LIVE, help="a semester whose base was taken, such as 2026-1")
    words.add_argument("--out", type=Path, help="a folder; left out, where /data-terbuka/ serves it from")
    return words
