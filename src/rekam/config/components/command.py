"""`rekam components`: what this version is made of, and what advisories that you bring say of it."""

import argparse
import importlib.metadata
import sys
import tomllib
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rekam.config.components import advisories, bom, pins

NO_DATABASE = (OSError, ValueError, KeyError, TypeError, AttributeError, zipfile.BadZipFile)
DAYS = 14


def main(arguments: list[str]) -> int:
    """0 = done, nothing is affected; 1 = something is; 2 = no database, or one that is too old to say."""
    words = argparse.ArgumentParser(prog="rekam components", description=__doc__)
    words.add_argument(
        "--pins", type=Path, default=pins.pinned_here(), help="requirements of another set than this Python's"
    )
    kinds = words.add_subparsers(dest="what", required=True)
    kinds.add_parser("bom", help="write the bill of materials (CycloneDX 1.6, JSON)")
    look = kinds.add_parser("advisories", help="hold a database of advisories (OSV) against the pins")
    look.add_argument("database", type=Path, help="a zip of JSON files, a JSON list, or one advisory a line")
    look.add_argument("--days", type=int, default=DAYS, help=f"an older database is refused; {DAYS}")
    chosen = words.parse_args(arguments)
    if chosen.what == "bom":
        print(bom.bill(pins.components(chosen.pins), version=own_version()), end="")
        return 0
    return _advisories(chosen.database, pinned=chosen.pins, days=chosen.days, at=datetime.now(UTC))


def own_version() -> str:
    """Rekam's version: of the clone it runs from, else of the installed package."""
    project = pins.REQUIREMENTS.with_name("pyproject.toml")
    if project.exists():
        return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])
    return importlib.metadata.version("rekam")


def _advisories(database: Path, *, pinned: Path, days: int, at: datetime) -> int:
    found = pins.components(pinned)
    try:
        looked = advisories.look(advisories.read(database), at=found)
    except NO_DATABASE as error:
        print(f"rekam components: {database} is no database of advisories: {error!r}", file=sys.stderr)
        return 2
    if looked.newest is None:
        print(f"rekam components: {database} holds no advisory", file=sys.stderr)
        return 2
    age = at - looked.newest
    print(
        f"Database of {looked.newest:%Y-%m-%d} ({age.days} days old), {looked.advisories} advisories; "
        f"{len(found)} components of {pinned.name}"
    )
    if age > timedelta(days=days) or age < -timedelta(days=1):
        print(
            f"rekam components: REFUSED: not of the last {days} days, so it proves nothing", file=sys.stderr
        )
        return 2
    for hit in looked.hits:
        one = hit.component
        print(f"{one.ecosystem} {one.name} {one.version}: {', '.join(hit.ids)}: {hit.summary}")
    print(
        f"{len(looked.hits)} advisories concern a component" if looked.hits else "None concerns a component"
    )
    return 1 if looked.hits else 0
