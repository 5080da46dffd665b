"""`rekam abis bench persons`: whole searches among very many strangers, measured."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import chain, count, repeat
from pathlib import Path
from typing import Final

from rekam.abis import bench_persons
from rekam.abis.bench_cast import Parts, recast, seen_by
from rekam.abis.bench_persons import Person
from rekam.abis.chimera import Chimera, chimeras, read_sample
from rekam.abis.engine import compare
from rekam.abis.engine.enrol import extract_person
from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.parameters import DEFAULT, Parameters
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
    except (RuleBroken, ValueError, OSError) as refused:
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
    parser.add_argument(
        "--persons",
        type=int,
        default=100_000,
        help="in the gallery (20 kB each on disk, without fingers 1.2)",
    )
    parser.add_argument("--fingers", type=int, help="of them with fingers, the first; else all")
    parser.add_argument(
        "--scanned-fingers",
        type=int,
        default=DEFAULT.scanned_fingers,
        help="of a probe that are compared with everybody; 0 = fingers are read for the shortlist alone",
    )
    parser.add_argument(
        "--probes",
        type=int,
        default=0,
        help="searches; else one a person. More: eyes and faces change places",
    )
    parser.add_argument(
        "--parts", nargs="+", choices=bench_persons.KINDS, help="taken of the probes; else all"
    )
    parser.add_argument(
        "--locked",
        action="store_true",
        help="keep irises and faces from being paged out (needs the right to lock so much memory)",
    )
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
        fingers=chosen.fingers,
        locked=(*IRISES, Position.FACE) if chosen.locked else (),
        told=lambda made: _tell(f"  {made:,} of {chosen.persons:,} synthetic strangers"),
    )
    if chosen.directory is None:
        rounds = iter([_drawn(folder, count=chosen.probes or DRAWN, extractor=extractor)])
        of = "drawn bodies, easier than real ones"
    else:
        rounds = _chimeric(chosen.directory, extractor=extractor)
        of = "persons put together from the sets of a folder"
    if chosen.parts:
        rounds = (seen_by(people, kinds=chosen.parts) for people in rounds)
    first = next(rounds)
    return bench_persons.persons(
        columns,
        rounds=chain([first], rounds),
        probes=chosen.probes or len(first),
        parameters=Parameters(scanned_fingers=chosen.scanned_fingers),
        tell=_tell,
        of=of,
    )


def _chimeric(directory: Path, *, extractor: Extractor) -> Iterator[list[Person]]:
    """Everybody in turn with other eyes and another face; the fingers stay, for the indices are made once."""
    made = chimeras(directory, whole=False)
    with ProcessPoolExecutor(max_workers=compare.cores()) as pool:
        bodies = []
        for done, body_parts in enumerate(pool.map(_parts, made, repeat(extractor)), start=1):
            bodies.append(body_parts)
            if done % TOLD_EVERY == 0:
                _tell(f"  {done} of {len(made)} people extracted")
    for turn in count():
        yield recast(bodies, turn=turn)


def _parts(chimera: Chimera, extractor: Extractor) -> Parts:
    return {
        position: [_template(read_sample(path, position=position), extractor=extractor) for path in files]
        for position, files in chimera.parts.items()
    }


def _template(sample: Sample, *, extractor: Extractor) -> PersonTemplate | None:
    try:
        return extract_person([sample], extractor=extractor)
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
    return Person(f"drawn-{seed}", recorded, second)


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
