"""`rekam coverage open-data`: publish the counts of an area for everybody."""

import argparse
from datetime import UTC, date, datetime
from pathlib import Path

from rekam.coverage.asked import add_area, add_day_or_base
from rekam.kernel.commands import set_up


def main(arguments: list[str]) -> int:
    """Write the files and say where they lie."""
    chosen = _words().parse_args(arguments)
    set_up()
    print(publish(chosen.area, on=chosen.on, base=chosen.base, out=chosen.out))
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
    add_area(words)
    add_day_or_base(words)
    words.add_argument("--out", type=Path, help="a folder; left out, where /data-terbuka/ serves it from")
    return words
