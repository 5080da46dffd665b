"""`rekam abis bench persons`: whole searches among very many strangers, measured."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Final

from rekam.abis import bench_persons
from rekam.abis.bench_persons import Person
from rekam.abis.chimera import Chimera, chimeras
from rekam.abis.engine import compare
from rekam.abis.engine.enrol import extract_person
from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.positions import IRISES, Position
from rekam.abis.engine.samples import Sample
from rekam.abis.engine.template import PersonTemplate
from rekam.abis.finger_extractor import finger_extractor
from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import data_folder, private_folder
from rekam.simulation.bodies import body
from rekam.simulation.gallery_columns import stranger_columns

DRAWN: Final = 40
"""Drawn people and probes where no folder is given; a drawing and its template take some seconds."""
FIRST_SEED: Final = 700_000
DRAWN_PARTS: Final = (Position.RIGHT_INDEX, Position.LEFT_INDEX, *IRISES, Position.FACE)
TOLD_EVERY: Final = 10


def main(arguments: Sequence[str]) -> int:
    """Print the figures; returns 0, or 2 with one sentence on stderr."""
    chosen = _parser().parse_args(arguments)
    try:
        figures = _measure(chosen)
    except (RuleBroken, ValueError) as refused:
        print(f"rekam: {refused}", file=sys.stderr)
        return 2
    if chosen.json:
        print(json.dumps(figures))
        return 0
    for name, value in figures.items():
        print(f"{name:28} {value}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="rekam abis bench persons",
        description="Look for people among synthetic strangers: error rates, time and memory of a search.",
    )
    parser.add_argument(
        "directory", type=Path, nargs="?", help="sets of fingers, eyes and faces; else drawn bodies"
    )
    parser.add_argument("--persons", type=int, default=100_000, help="in the gallery (20 kB each on disk)")
    parser.add_argument("--probes", type=int, default=0, help="searches; else one a person")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


def _measure(chosen: argparse.Namespace) -> dict[str, object]:
    if chosen.directory is not None and not chosen.directory.is_dir():
        raise RuleBroken("bench_nothing_found", directory=str(chosen.directory), subject="persons")
    extractor = finger_extractor()
    folder = private_folder(data_folder() / "bench-persons")
    columns = stranger_columns(
        folder,
        count=chosen.persons,
        extractor=extractor,
        processes=compare.cores(),
        told=lambda made: _tell(f"  {made:,} of {chosen.persons:,} synthetic strangers"),
    )
    if chosen.directory is None:
        people = _drawn(folder, count=chosen.probes or DRAWN, extractor=extractor)
        of = "drawn bodies, easier than real ones"
    else:
        people = list(_chimeric(chosen.directory, probes=chosen.probes, extractor=extractor))
        of = "persons put together from the sets of a folder"
    return bench_persons.persons(
        columns, people=people, probes=chosen.probes or len(people), tell=_tell, of=of
    )


def _chimeric(directory: Path, *, probes: int, extractor: Extractor) -> Iterator[Person]:
    """Everybody of whom the first visit gives a template; as many visits as are asked for."""
    made = chimeras(directory, whole=False)
    visits = max(1, -(-probes // len(made)))
    for done, chimera in enumerate(made, start=1):
        recorded = _template(chimera.samples(0), extractor=extractor)
        later = range(1, min(chimera.visits, visits + 1))
        if recorded is not None and later:
            yield Person(chimera.name, recorded, [_visit(chimera, k, extractor) for k in later])
        if done % TOLD_EVERY == 0:
            _tell(f"  {done} of {len(made)} people extracted")


def _visit(chimera: Chimera, visit: int, extractor: Extractor) -> PersonTemplate | None:
    return _template(chimera.samples(visit), extractor=extractor)


def _template(samples: Sequence[Sample], *, extractor: Extractor) -> PersonTemplate | None:
    try:
        return extract_person(samples, extractor=extractor)
    except RuleBroken as refused:
        if refused.code != "nothing_extracted":
            raise
        return None


def _drawn(folder: Path, *, count: int, extractor: Extractor) -> list[Person]:
    """Drawn bodies at two visits, kept as templates for the next run."""
    kept = private_folder(folder / f"drawn-{extractor}")
    missing = [seed for seed in range(FIRST_SEED, FIRST_SEED + count) if not (kept / f"{seed}.1").exists()]
    with ProcessPoolExecutor(max_workers=compare.cores()) as pool:
        tasks = [pool.submit(_draw, kept, seed=seed, extractor=extractor) for seed in missing]
        for done, task in enumerate(tasks, start=1):
            task.result()
            if done % TOLD_EVERY == 0:
                _tell(f"  {done} of {len(missing)} bodies drawn")
    return [_read(kept, seed=seed) for seed in range(FIRST_SEED, FIRST_SEED + count)]


def _draw(kept: Path, *, seed: int, extractor: Extractor) -> None:
    drawn = body(seed)
    for visit in (0, 1):
        samples = [drawn.sample(position, impression=visit) for position in DRAWN_PARTS]
        template = extract_person(samples, extractor=extractor)
        fresh = kept / f"{seed}.{visit}.new"
        fresh.write_bytes(template.to_bytes())
        fresh.rename(kept / f"{seed}.{visit}")


def _read(kept: Path, *, seed: int) -> Person:
    recorded, second = (
        PersonTemplate.from_bytes((kept / f"{seed}.{visit}").read_bytes()) for visit in (0, 1)
    )
    return Person(f"drawn-{seed}", recorded, [second])


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
