"""`rekam coverage table`: the office's semester table as a file."""

import argparse
from datetime import UTC, date, datetime
from pathlib import Path

from rekam.coverage.asked import add_area, add_day_or_base
from rekam.kernel.commands import set_up

FORMATS = ("xlsx", "csv", "pdf", "figures")


def main(arguments: list[str]) -> int:
    """Write the table, and say how large the file is."""
    chosen = _words().parse_args(arguments)
    set_up()
    content = made(chosen.area, on=chosen.on, base=chosen.base, by=chosen.by, form=chosen.format)
    chosen.out.write_bytes(content)
    print(f"{chosen.out}: {len(content)} bytes")
    return 0


def made(area_code: str, *, on: date | None, base: str, by: str, form: str) -> bytes:
    """The file of a table, in Indonesian.

    by     kecamatan, or kelurahan with their kecamatan
    form   one of FORMATS
    Raises RuleBroken("area_code_malformed" | "base_unknown" | "reconcile_too_many").
    """
    from django.utils import timezone
    from django.utils.translation import gettext, override

    from rekam.coverage.reports.files import FILES, report
    from rekam.kernel.database import Scope, scope
    from rekam.kernel.region import AreaCode, Level

    area = AreaCode.parse(area_code)
    deepest = Level.KECAMATAN if by == "kecamatan" else Level.KELURAHAN_DESA
    at = timezone.localtime(datetime.now(UTC))
    with scope(Scope.of(area.text)), override("id"):
        told = report(
            area_code=area.text,
            on=on,
            base=base,
            deepest=deepest,
            printed_by=gettext("dengan perintah di server"),
            at=at,
        )
        return FILES[form].write(told)


def _words() -> argparse.ArgumentParser:
    words = argparse.ArgumentParser(prog="rekam coverage table", description=__doc__)
    add_area(words)
    add_day_or_base(words)
    words.add_argument("--by", choices=("kecamatan", "kelurahan"), default="kelurahan", help="smallest rows")
    words.add_argument("--format", choices=FORMATS, default="xlsx", help="figures: for coverage reconcile")
    words.add_argument("--out", type=Path, required=True, help="the file to write")
    return words
