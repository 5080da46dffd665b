"""`rekam abis import PATH...`: people of another matcher taken into the ABIS that runs by itself.

PATH is a folder with a folder a person, or a file a person, or a manifest (CSV: reference, position, file).
Who was taken in is not taken in again, so the same command goes on after a stop. See docs/how-to.
"""

import argparse
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rekam.config.abis_home import at_home
from rekam.config.database import running_database
from rekam.kernel.commands import set_up
from rekam.kernel.errors import RuleBroken
from rekam.vault.keys import make_keys

if TYPE_CHECKING:
    from rekam.abis.importing.services import Told

REPORT: Final = Path("abis-import-refused.csv")
TOLD_SECONDS: Final = 5.0


def main(arguments: list[str]) -> int:
    """0 = everybody is in, 1 = somebody was refused and is in the report, 130 = stopped, 2 = cannot begin."""
    chosen = _words().parse_args(arguments)
    at_home()
    with running_database():
        # By a process of its own: this one is no owner of the tables.
        migrated = subprocess.run(
            [sys.executable, "-m", "rekam", "migrate"], check=False, stdout=subprocess.DEVNULL
        )
        if migrated.returncode:
            return 2
        make_keys()
        set_up()
        try:
            return _bring_in(chosen)
        except KeyboardInterrupt:
            print("Stopped. Who was taken in stays; the same command goes on.", file=sys.stderr)
            return 130
        except RuleBroken as broken:
            print(f"rekam abis import: {broken}", file=sys.stderr)
            return 2


def _words() -> argparse.ArgumentParser:
    words = argparse.ArgumentParser(prog="rekam abis import", description=__doc__)
    words.add_argument("path", type=Path, nargs="+", metavar="PATH")
    words.add_argument("--door", choices=["osia", "mosip"], default="osia", help="whose people they become")
    words.add_argument(
        "--gallery", action="append", default=[], metavar="NAME", help="of OSIA's, to put them into"
    )
    words.add_argument(
        "--ppi", type=int, default=500, help="of fingers' images that are no ISO record (default 500)"
    )
    words.add_argument(
        "--partly", action="store_true", help="take in a person without its refused files, if any is left"
    )
    words.add_argument("--dry-run", action="store_true", help="read and decode everything, write nothing")
    words.add_argument(
        "--report", type=Path, default=REPORT, metavar="FILE", help=f"refused, as CSV (default {REPORT})"
    )
    return words


def _bring_in(chosen: argparse.Namespace) -> int:
    from rekam.abis.importing.doors import Door
    from rekam.abis.importing.report import reporting
    from rekam.abis.importing.services import Wish, bring_in, check
    from rekam.abis.importing.sources import count_people, people_of

    wish = Wish(
        door=Door(chosen.door),
        galleries=tuple(dict.fromkeys(chosen.gallery)),
        ppi=chosen.ppi,
        partly=chosen.partly,
        dry_run=chosen.dry_run,
    )
    check(wish)
    total = count_people(chosen.path)
    with reporting(chosen.report) as report:
        outcome = bring_in(
            people_of(chosen.path),
            wish=wish,
            report=report,
            at=lambda: datetime.now(UTC),
            told=_now_and_then(total),
        )
    for words, count in vars(outcome).items():
        print(f"{count:>10,}  {words.replace('_', ' ')}")
    if wish.dry_run:
        print("A dry run: nothing was written but the report.")
    elif outcome.taken_in:
        _into_the_gallery()
    if outcome.refused or outcome.files_left_out:
        print(f"What was refused, and what to do about it: {os.path.relpath(chosen.report)}")
    return 1 if outcome.refused else 0


def _into_the_gallery() -> None:
    """Now, or the first search would wait for it."""
    from rekam.abis.gallery_store import current_gallery

    print(f"{len(current_gallery()):>10,}  in the gallery")


def _now_and_then(total: int) -> "Told":
    last = time.monotonic()

    def told(done: int, refused: int) -> None:
        nonlocal last
        if done == total or time.monotonic() - last >= TOLD_SECONDS:
            last = time.monotonic()
            print(f"  {done:,} of {total:,} people, {refused:,} refused", file=sys.stderr, flush=True)

    return told
