"""Advisories of a database that somebody brings, held against what is pinned.

Source: the OSV schema (ossf.github.io/osv-schema), with its evaluation of ranges.
"""

import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from rekam.config.components.pins import Component

MOST_BYTES = 16 * 1024 * 1024  # of one advisory
EVENTS = ("introduced", "fixed", "last_affected")


@dataclass(frozen=True, kw_only=True)
class Hit:
    """An advisory that a component is affected by; the ids include those it has elsewhere (CVE-...)."""

    component: Component
    ids: Sequence[str]
    summary: str


@dataclass(frozen=True, kw_only=True)
class Looked:
    """What came of a database.

    newest   when its youngest advisory was changed last: how old the database is, whatever the file's date
    """

    advisories: int
    newest: datetime | None
    hits: Sequence[Hit]


def look(advisories: Iterable[Mapping[str, Any]], *, at: Sequence[Component]) -> Looked:
    """Hold each advisory against each component.

    Raises KeyError, TypeError, AttributeError or ValueError for what is no advisory.
    """
    by_name = {(one.ecosystem, one.name): one for one in at}
    number, newest, hits = 0, None, []
    for told in advisories:
        number += 1
        changed = datetime.fromisoformat(told["modified"]).astimezone(UTC)
        newest = changed if newest is None else max(newest, changed)
        if "withdrawn" in told:
            continue
        hits += [_hit(told, one) for one in _affected(told, by_name)]
    return Looked(advisories=number, newest=newest, hits=hits)


def read(path: Path) -> Iterator[Mapping[str, Any]]:
    """The advisories of a database: a zip of JSON files as OSV hands it out, a JSON list, or one a line.

    Raises OSError, ValueError or zipfile.BadZipFile for what is none.
    """
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as packed:
            for name in packed.namelist():
                if name.endswith(".json"):
                    with packed.open(name) as file:
                        yield json.loads(_limited(file.read(MOST_BYTES + 1), name=name))
        return
    text = path.read_text(encoding="utf-8")
    yield from json.loads(text) if text.lstrip().startswith("[") else map(json.loads, text.splitlines())


def _limited(content: bytes, *, name: str) -> bytes:
    if len(content) > MOST_BYTES:
        raise ValueError(f"{name} is larger than any advisory")
    return content


def _affected(told: Mapping[str, Any], by_name: Mapping[tuple[str, str], Component]) -> Iterator[Component]:
    seen = set()
    for part in told.get("affected", ()):
        package = part.get("package", {})
        name, ecosystem = str(package.get("name", "")), str(package.get("ecosystem", ""))
        key = (ecosystem, canonicalize_name(name) if ecosystem == "PyPI" else name)
        one = by_name.get(key)
        if one is not None and key not in seen and _is_affected(one.version, part):
            seen.add(key)
            yield one


def _is_affected(version: str, part: Mapping[str, Any]) -> bool:
    """By the versions it names or by one of its ranges. What cannot be compared counts as affected."""
    ranges = [one for one in part.get("ranges", ()) if one.get("type") != "GIT"]
    if version in part.get("versions", ()):
        return True
    try:
        here = Version(version)
        return any(_inside(here, one["events"]) for one in ranges)
    except InvalidVersion:
        return True


def _inside(here: Version, events: Sequence[Mapping[str, str]]) -> bool:
    """The evaluation that the OSV schema gives for a range, events in the order of their versions."""
    told = [(kind, event[kind]) for event in events for kind in EVENTS if kind in event]
    inside = False
    for kind, text in sorted(told, key=lambda one: (_of(one[1]), EVENTS.index(one[0]))):
        at = _of(text)
        if kind == "introduced" and here >= at:
            inside = True
        elif (kind == "fixed" and here >= at) or (kind == "last_affected" and here > at):
            inside = False
    return inside


def _of(text: str) -> Version:
    return Version("0.dev0") if text == "0" else Version(text)


def _hit(told: Mapping[str, Any], one: Component) -> Hit:
    words = str(told.get("summary") or told.get("details") or "").strip().split("\n")[0]
    return Hit(component=one, ids=[told["id"], *told.get("aliases", ())], summary=words[:120])
