"""The same searches by this process and by holders of Ray beside it; how long a killed one is away.

    REKAM_DATA=/somewhere python -m benchmarks.shards [--persons 100000] [--shards 2] [--probes 20]

Needs the optional group `cluster`. Both take turns probe by probe, so that other work on the machine falls on
both; probes are strangers with all their parts, since time does not depend on who is found. Every
answer of the holders is compared with that of the process: they must be equal.
"""

import argparse
import os
import signal
import statistics
import sys
import time
from pathlib import Path

import numpy as np

from rekam.abis.cluster.holder import places
from rekam.abis.cluster.ray_start import start_alone
from rekam.abis.engine import columns, compare, manifest
from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.gallery import Gallery
from rekam.abis.engine.search import search, search_crew
from rekam.abis.engine.shortlist import INDEXED
from rekam.abis.engine.stretch import Who
from rekam.abis.engine.template import PersonTemplate
from rekam.abis.engine.view import View
from rekam.kernel.places import data_folder, private_folder
from rekam.simulation.gallery import synthetic_templates
from rekam.simulation.gallery_columns import stranger_columns

WAIT_SECONDS = 600.0


def main() -> None:
    """Print one table."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--persons", type=int, default=100_000)
    words.add_argument("--shards", type=int, default=2)
    words.add_argument("--probes", type=int, default=20)
    chosen = words.parse_args()
    start_alone(count=chosen.shards)
    from rekam.abis.cluster.ray_crew import RayCrew, start_holders

    gallery = filled(data_folder() / "bench-shards", persons=chosen.persons)
    gallery.index(INDEXED)
    started = time.perf_counter()
    held = places(len(gallery), count=chosen.shards)
    processes = start_holders(gallery.path, places=held)
    tell(f"holders ready after {time.perf_counter() - started:.1f} s")

    def ask(probe: PersonTemplate) -> float:
        crew = RayCrew(count=chosen.shards, state=gallery.state, wait_seconds=WAIT_SECONDS)
        begun = time.perf_counter()
        answer = search_crew(probe, crew=crew, who=Who())
        spent = time.perf_counter() - begun
        if list(answer.candidates) != search(probe, gallery=gallery):
            raise AssertionError("the holders' answer is another one")
        return spent

    probes = [body for _, body in synthetic_templates(chosen.probes + 2, 7, extractor=Extractor.LEADER)]
    alone, together = [], []
    for turn, probe in enumerate(probes):
        begun = time.perf_counter()
        search(probe, gallery=gallery)
        spent = time.perf_counter() - begun
        asked = ask(probe)
        if turn >= 2:  # the first two read the files
            alone.append(spent)
            together.append(asked)
    os.kill(processes[-1], signal.SIGKILL)
    away = ask(probes[-1])
    print(f"{'persons':34} {len(gallery):>10,}")
    print(f"{'cores':34} {compare.cores():>10}")
    print(f"{'seconds a probe, this process':34} {statistics.median(alone):>10.3f}")
    print(f"{'seconds a probe, holders':34} {statistics.median(together):>10.3f}")
    print(f"{'holders by this process':34} {statistics.median(together) / statistics.median(alone):>10.2f}")
    print(f"{'seconds, one killed before':34} {away:>10.1f}")


def filled(folder: Path, *, persons: int) -> Gallery:
    """A gallery of synthetic strangers; the one of the last run where it is as large."""
    private_folder(folder)
    kept = folder / f"gallery-{persons}"
    if kept.exists():
        return Gallery.open(kept, verify=False)
    rows = stranger_columns(
        folder,
        count=persons,
        extractor=Extractor.LEADER,
        processes=compare.cores(),
        told=lambda made: tell(f"  {made:,} of {persons:,} synthetic strangers"),
    )
    ids = np.zeros((persons, 16), dtype=np.uint8)
    ids[:, 8:] = np.arange(persons, dtype=">u8").view(np.uint8).reshape(-1, 8)
    fresh = folder / "gallery.new"
    gallery = Gallery.create(fresh)
    state = columns.write_generation(fresh, View(ids=ids, columns=rows), state=gallery.state)
    manifest.write(fresh, state)
    fresh.rename(kept)
    return Gallery.open(kept, verify=False)


def tell(line: str) -> None:
    print(line, file=sys.stderr)


if __name__ == "__main__":
    main()
