"""The published files: written once, read by whoever may."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from django.conf import settings
from django.utils.translation import override

from rekam.coverage.counters.rules import Cell
from rekam.coverage.open_data.rules import COLUMNS, Published, published
from rekam.coverage.open_data.words import HIDDEN, WORDS
from rekam.coverage.reports.rules import RestsOn
from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import data_folder
from rekam.kernel.region import AreaCode, area_name

HEADS = ("area_code", "area", "level", "base", "on", "rule_version", "licence", *COLUMNS)
NAMES = {"capaian.csv": "text/csv; charset=utf-8", "kamus.csv": "text/csv; charset=utf-8"}
NAMES |= {"capaian.json": "application/json"}


def folder() -> Path:
    """Where what was published lies, and whence the pages serve it."""
    return data_folder() / "open-data"


def publish(cells: Sequence[Cell], *, area_code: str, rests_on: RestsOn, out: Path) -> Path:
    """Write an area's files for a day into a folder of their own; the folder.

    Raises RuleBroken("open_data_published") where other files of that day and base lie there: two versions of
    one day, each with its own hidden counts, could be held against each other. The same files are success.
    """
    rows = published(cells, area_code=area_code, rests_on=rests_on)
    files = written(rows, rests_on=rests_on)
    goal = out / f"{area_code}-{rests_on.on}-{rests_on.base}"
    if goal.exists():
        if any((goal / name).read_bytes() != content for name, content in files.items()):
            raise RuleBroken("open_data_published", on=rests_on.on.isoformat(), base=rests_on.base)
        return goal
    goal.mkdir(parents=True)
    for name, content in files.items():
        (goal / name).write_bytes(content)
    return goal


def written(rows: Sequence[Published], *, rests_on: RestsOn) -> Mapping[str, bytes]:
    """The content of each of NAMES."""
    lines = [_line(row, rests_on=rests_on) for row in rows]
    words = [{"name": name, **_meaning(name)} for name in HEADS]
    whole = {
        **{name: lines[0][name] for name in ("area_code", "area", "base", "on", "rule_version", "licence")},
        "hidden": _both(HIDDEN),
        "columns": words,
        "rows": [{name: line[name] for name in ("area_code", "area", "level", *COLUMNS)} for line in lines],
    }
    return {
        "capaian.csv": _csv(HEADS, lines),
        "kamus.csv": _csv(("name", "id", "en"), words),
        "capaian.json": (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode(),
    }


def publications() -> Sequence[str]:
    """What was published, the newest name first."""
    known = folder().iterdir() if folder().is_dir() else ()
    return sorted((one.name for one in known if one.is_dir()), reverse=True)


def read(publication: str, *, name: str) -> bytes:
    """A published file. Raises RuleBroken("not_found")."""
    if publication not in publications() or name not in NAMES:
        raise RuleBroken("not_found")
    return (folder() / publication / name).read_bytes()


def _line(row: Published, *, rests_on: RestsOn) -> dict[str, str | int | None]:
    return {
        "area_code": row.code,
        "area": area_name(row.code),
        "level": int(AreaCode(row.code).level),
        "base": rests_on.base,
        "on": rests_on.on.isoformat(),
        "rule_version": rests_on.rule_version,
        "licence": settings.REKAM_OPEN_DATA_LICENCE,
        **row.counts,
    }


def _csv(heads: Sequence[str], lines: Sequence[Mapping[str, str | int | None]]) -> bytes:
    """Commas, a line feed a line; nothing in it can be taken for a formula: areas, our words and counts."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=heads, lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue().encode()


def _meaning(name: str) -> dict[str, str]:
    return _both(WORDS[name])


def _both(words: object) -> dict[str, str]:
    told = {}
    for language in ("id", "en"):
        with override(language):
            told[language] = str(words)
    return told
