"""`rekam duplicates find`: look for rows of the register that are one person, and fill the queue of pairs."""

import argparse
import json
import sys
import time
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from rekam.kernel.commands import set_up, system_user
from rekam.kernel.places import data_folder


def main(arguments: list[str]) -> int:
    """Search an area and print what came of it; nothing is merged."""
    chosen = _words().parse_args(arguments)
    set_up()
    from django.conf import settings

    from rekam.kernel.region import AreaCode
    from rekam.registry.duplicates import searching

    folder = chosen.folder or data_folder() / "linkage"
    began = time.monotonic()
    outcome = searching.find(
        area_code="*"
        if chosen.area == "*"
        else AreaCode.parse(chosen.area or settings.REKAM_OFFICE_AREA).text,
        memory=chosen.memory,
        actor=system_user(),
        at=datetime.now(UTC),
        spark=searching.Spark(master=chosen.master, folder=folder) if chosen.engine == "spark" else None,
        told=_told,
    )
    answer = asdict(outcome) | {"seconds": round(time.monotonic() - began, 1)}
    if chosen.json:
        print(json.dumps(answer))
        return 0
    print(f"{outcome.read:,} rows in {answer['seconds']} s: {outcome.alike:,} pairs look like one person")
    print(f"new {outcome.new:,}, back because their data changed {outcome.again:,}")
    print(f"judged already {outcome.judged:,}, no longer alike {outcome.gone:,}")
    print("Nothing was merged: the pairs wait at /register/ganda/.")
    return 0


def _told(rows: int) -> None:
    """Progress stands on standard error, so that --json stays clean."""
    print(f"  {rows:,} rows read", file=sys.stderr, flush=True)


def _words() -> argparse.ArgumentParser:
    words = argparse.ArgumentParser(prog="rekam duplicates", description=__doc__)
    words.add_argument("action", choices=["find"])
    words.add_argument(
        "--area", default="", help="Kemendagri code such as 36.73, or * for all; the office's if left out"
    )
    words.add_argument("--memory", type=int, default=2000, metavar="MB", help="limit; 2000 if left out")
    words.add_argument(
        "--engine",
        choices=["duckdb", "spark"],
        default="duckdb",
        help="duckdb if left out; spark: optional group",
    )
    words.add_argument("--master", default="local[2]", help="Spark's: local[N], or spark://host:port")
    words.add_argument(
        "--folder", type=Path, help="for rows, sealed, which Spark's machines all see; in REKAM_DATA"
    )
    words.add_argument("--json", action="store_true")
    return words
