"""The architecture as tests: what may see what (docs/explanation/architecture.md)."""

import ast
import importlib.util
from functools import cache
from pathlib import Path

import pytest

from tests.contracts.architecture import DOORS, OPEN_ROOMS, SEES_EVERYTHING, graph, is_pure, modules, room

IMPURE = ("django", "psycopg", "procrastinate", "httpx", "apsw", "socket", "subprocess", "requests")
CLOCKS = {"now", "today", "utcnow", "monotonic"}
STATION_MUST_NOT_REACH = (
    "rekam.registry.models",
    "rekam.registry.services",
    "rekam.registry.queries",
    "rekam.registry.views",
    "rekam.abis.engine.gallery",
    "rekam.enrolment.services",
)
# An engine's files are given to it by path (the gallery), and its models' weights stand in the venv.
MAY_OPEN_FILES = ("rekam.abis.engine.gallery", "rekam.abis.engine.extract", "rekam.abis.engine.columns")


def source(module: str) -> ast.Module:
    spec = importlib.util.find_spec(module)
    assert spec is not None
    assert spec.origin is not None
    return ast.parse(Path(spec.origin).read_text(encoding="utf-8"))


@cache
def needs_framework(module: str) -> bool:
    return any(name.split(".")[0] in IMPURE for name in graph().find_upstream_modules(module))


def reaches(start: str, goal: str) -> bool:
    return goal in graph().modules and graph().find_shortest_chain(start, goal, as_packages=False) is not None


@pytest.mark.parametrize("module", [m for m in modules() if is_pure(m)])
def test_pure_modules_see_no_framework(module: str) -> None:
    seen = [name for name in graph().find_upstream_modules(module) if name.split(".")[0] in IMPURE]
    assert seen == []


@pytest.mark.parametrize("module", [m for m in modules() if m.endswith(".rules")])
def test_rules_read_no_clock_and_no_file(module: str) -> None:
    calls = [ast.unparse(node.func) for node in ast.walk(source(module)) if isinstance(node, ast.Call)]
    assert not [call for call in calls if call.rsplit(".", 1)[-1] in CLOCKS or call in {"time.time", "open"}]


@pytest.mark.parametrize("goal", STATION_MUST_NOT_REACH)
def test_a_stolen_station_holds_no_register_and_no_gallery(goal: str) -> None:
    station = [m for m in modules() if room(m) == "station"]
    assert not [module for module in station if reaches(module, goal)]


def test_the_station_reaches_no_model() -> None:
    models = [m for m in modules() if m.endswith(".models")]
    station = [m for m in modules() if room(m) == "station"]
    assert not [(s, m) for s in station for m in models if reaches(s, m)]


def test_rooms_are_entered_by_their_doors_and_pure_modules_only() -> None:
    through_the_wall = []
    for importer in modules():
        if room(importer) in SEES_EVERYTHING:
            continue
        for imported in graph().find_modules_directly_imported_by(importer):
            if not imported.startswith("rekam.") or room(imported) in OPEN_ROOMS | {room(importer)}:
                continue
            inside = imported.split(".")[2:]
            if inside and DOORS.isdisjoint(inside) and needs_framework(imported):
                through_the_wall.append((importer, imported))
    assert through_the_wall == []


def test_abis_knows_nobody() -> None:
    """It never sees a name or a NIK: not even the modules that know what these are."""
    abis = [m for m in modules() if room(m) == "abis"]
    forbidden = ("rekam.kernel.nik", "rekam.kernel.names", "rekam.registry")
    assert not [(m, f) for m in abis for f in forbidden if reaches(m, f)]


def test_the_engine_is_imported_without_django() -> None:
    for module in ("rekam.abis.engine", "rekam.abis.engine.enrol", "rekam.abis.engine.search"):
        seen = graph().find_upstream_modules(module) | {"rekam.abis"}
        parents = {name.rsplit(".", 1)[0] for name in seen if name.startswith("rekam.")}
        further = {up for name in parents for up in graph().find_upstream_modules(name)}
        assert not [name for name in seen | further if name.split(".")[0] in IMPURE]


def test_fsck_runs_without_django() -> None:
    assert not [m for m in graph().find_upstream_modules("rekam.audit.fsck") if m.split(".")[0] == "django"]
