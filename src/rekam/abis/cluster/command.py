"""`rekam abis shards`: hold the gallery in stretches, and say how they are until Ctrl-C."""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from rekam.abis.cluster.holder import places
from rekam.abis.cluster.settings import Shards, shards_of
from rekam.abis.engine import manifest
from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import data_folder

EVERY_SECONDS: Final = 10.0


def main(arguments: Sequence[str]) -> int:
    """Hold the gallery until Ctrl-C; 2 with one sentence where it cannot be held."""
    words = argparse.ArgumentParser(prog="rekam abis shards", description=__doc__)
    words.add_argument("--alone", action="store_true", help="of the ABIS that runs by itself (abis serve)")
    words.add_argument(
        "--once", action="store_true", help="end when all are held (only with REKAM_SHARDS_RAY)"
    )
    chosen = words.parse_args(arguments)
    if chosen.alone:
        os.environ["REKAM_DATA"] = str(data_folder() / "abis")
    try:
        held = shards_of()
        if held is None:
            raise RuleBroken("shards_setting", name="REKAM_SHARDS", value="", most=1_000)
        return _hold(held, once=chosen.once)
    except RuleBroken as refused:
        print(f"rekam abis shards: {refused}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 0


def _hold(held: Shards, *, once: bool) -> int:
    from rekam.abis.cluster.ray_start import join, start_alone

    if held.address:
        join(held.address)
    else:
        start_alone(count=held.count)
    from rekam.abis.cluster.ray_crew import health, start_holders

    folder = held.folder or _gallery()
    rows = manifest.read(folder).rows
    print(f"{rows:,} rows in {held.count} stretches; holders make their indices ...", flush=True)
    started = time.monotonic()
    start_holders(folder, places=places(rows, count=held.count))
    print(f"All are held after {time.monotonic() - started:.0f} s.", flush=True)
    before: Sequence[bool] = [True] * held.count
    while not (once and held.address):
        time.sleep(EVERY_SECONDS)
        now = health(held.count)
        if now != before:
            away = [str(number) for number, alive in enumerate(now) if not alive]
            print(f"away: {', '.join(away)}" if away else "all are there again", flush=True)
            before = now
    return 0


def _gallery() -> Path:
    return data_folder() / "gallery"
