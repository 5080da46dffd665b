"""`rekam boundaries import FILE`: real borders for the maps, from GeoJSON, TopoJSON or a zipped shapefile."""

import argparse
import csv
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from importlib import resources
from pathlib import Path

from rekam.coverage.boundaries.reading import MOST_BYTES, read_features
from rekam.coverage.boundaries.rules import Report, code_property, compare, match
from rekam.coverage.boundaries.store import keep
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import AreaCode, area_name, children

_SHOWN = 20


def main(arguments: list[str]) -> int:
    """Take a file in and say how it agrees with the official list; 0 = kept, 1 = refused."""
    chosen = _words().parse_args(arguments)
    report = import_file(
        chosen.file,
        name=chosen.codes,
        source=chosen.source or chosen.file.name,
        on=datetime.now(UTC).date(),
        only_check=chosen.check,
    )
    print(json.dumps(as_json(report), indent=1) if chosen.json else as_text(report))
    return 0


def import_file(path: Path, *, name: str | None, source: str, on: date, only_check: bool) -> Report:
    """Read, match, keep (unless only checked), and report.

    Raises RuleBroken: what `read_features`, `code_property` and `match` raise, boundaries_too_large.
    """
    if path.stat().st_size > MOST_BYTES:
        raise RuleBroken("boundaries_too_large")
    features = read_features(path.read_bytes())
    name = name or code_property(features)
    borders, extra, double = match(features, name=name)
    if not borders:
        raise RuleBroken("boundaries_without_codes", properties=name)
    report = compare(
        borders, name=name, extra=extra, double=double, official=_official_parts, sizes=official_sizes()
    )
    if not only_check:
        keep(borders, source=source, on=on)
    return report


def official_sizes() -> dict[str, float]:
    """Square kilometres by code, as far as our table goes. Source: Kepmendagri 300.2.2-2138/2025."""
    table = resources.files("rekam.coverage.boundaries") / "tables" / "areas_km2.csv"
    with table.open(encoding="utf-8") as lines:
        return {row["area_code"]: float(row["area_km2"]) for row in csv.DictReader(lines)}


def as_json(report: Report) -> dict[str, object]:
    """The report under its stable names (docs/how-to/real-borders.md)."""
    return asdict(report) | {"level": report.level.name.lower()}


def as_text(report: Report) -> str:
    """The same for a terminal, long lists cut."""
    lines = [
        f"{len(report.matched)} areas ({report.level.name.lower()}), codes in {report.code_property!r}",
        _listed("missing from the file", [f"{code} {area_name(code)}" for code in report.missing]),
        _listed("in the file, unknown to the official list", report.extra),
        _listed("joined from several shapes", report.double),
        f"{report.compared} compared with their official size",
        *(
            f"  {one.code} {area_name(one.code)}: {one.drawn_km2} km2 drawn, {one.official_km2} official"
            for one in report.differs
        ),
    ]
    return "\n".join(line for line in lines if line)


def _listed(what: str, items: Sequence[str]) -> str:
    if not items:
        return ""
    more = [f"  ... and {len(items) - _SHOWN} more"] if len(items) > _SHOWN else []
    return "\n".join([f"{len(items)} {what}", *(f"  {item}" for item in items[:_SHOWN]), *more])


def _official_parts(code: AreaCode) -> list[AreaCode]:
    return [area.code for area in children(code)]


def _words() -> argparse.ArgumentParser:
    words = argparse.ArgumentParser(prog="rekam boundaries", description=__doc__)
    words.add_argument("action", choices=["import"])
    words.add_argument("file", type=Path)
    words.add_argument(
        "--codes", metavar="PROPERTY", help="where the codes stand; found by itself if left out"
    )
    words.add_argument("--source", help="who published the borders, to be named under the maps")
    words.add_argument("--check", action="store_true", help="report only, keep nothing")
    words.add_argument("--json", action="store_true")
    return words
