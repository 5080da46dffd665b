"""bozorth3 on the very minutiae that our matcher gets: error rates and speed in the same run."""

import time
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import nbis
import numpy as np
from benchmarks.accuracy_once import Engine

from rekam.abis.bench_rates import Rates, rates
from rekam.abis.bench_speed import minutiae_record
from rekam.abis.chimera import finger_sets_by_folder, read_sample
from rekam.abis.engine.positions import Position
from rekam.kernel.errors import RuleBroken


@dataclass(frozen=True)
class Peer:
    """A peer's rates on one set, and its comparisons in a CPU-second of one core."""

    rates: Rates
    per_second: float


def bozorth3(folder: Path, *, engine: Engine, extractor: str) -> dict[str, Peer]:
    """bozorth3 on all finger sets of a folder, by name of the set; a failed image misses all its mates."""
    reader = nbis.new_nbis_extractor(
        nbis.NbisExtractorSettings(
            min_quality=0.0, get_center=False, check_fingerprint=False, compute_nfiq2=False, ppi=500.0
        )
    )
    found = {}
    for name, files in finger_sets_by_folder(folder).items():
        records = []
        for label, paths in files.items():
            for path in paths:
                try:
                    template = engine.fingers[extractor](read_sample(path, position=Position.RIGHT_INDEX))
                    records.append((label, reader.load_iso_19794_2_2005(minutiae_record(template))))
                except RuleBroken:
                    records.append((label, None))
        started = time.process_time()
        pairs = [
            (a == b, -np.inf if one is None or other is None else float(one.compare(other)))
            for (a, one), (b, other) in combinations(records, 2)
        ]
        spent = time.process_time() - started
        scores, mates = np.array([s for _, s in pairs]), np.array([same for same, _ in pairs])
        found[name] = Peer(rates(genuine=scores[mates], impostor=scores[~mates]), len(pairs) / spent)
    return found
