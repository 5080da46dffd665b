"""A canary stands in no count, list, snapshot, plan or card: every query is walked, and every table.

Pages: test_no_bulk_leak.
"""

import importlib
import inspect
import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from types import ModuleType
from typing import Any, get_type_hints
from uuid import UUID

import pytest
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet

from rekam.abis.osia.rules import Refused
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.errors import RuleBroken
from rekam.registry.canaries.services import make_canary
from rekam.registry.lookup.queries import find, understand
from tests.contracts.architecture import modules
from tests.personas import KASEMEN, resident

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
QUERIES = [name for name in modules() if name.rsplit(".", 1)[-1] == "queries"]
# What a parameter of a plain type is tried with; a function that wants an object of its own room is left
# out, since it tells about that object only.
ECHOES = {
    "rekam.registry.lookup.queries.understand": "tells how a question was understood",
    "rekam.registry.confirming.queries.compared_with": "a statement to be run, with what was asked in it",
}
TRIED: dict[Any, object] = {
    str: KASEMEN,
    int: 100,
    date: NOON.date(),
    datetime: NOON,
    UUID: UUID(int=1),
    bool: False,
}
WORDS = {"permission": "cards.see"}  # texts that must be one of a known few


@pytest.fixture
def key() -> str:
    """A canary of Kasemen beside one resident."""
    with scope(EVERYWHERE):
        resident(serial=1, area_code=KASEMEN).save()
        return make_canary(
            area_prefix="36.73.02", label="bait", actor="test", at=NOON, chance=random.Random(3)
        )


def functions(module: ModuleType) -> Iterator[tuple[str, Callable[..., object]]]:
    """The public functions of a queries module that can be asked without an object."""
    for name, function in inspect.getmembers(module, inspect.isfunction):
        if name.startswith("_") or not function.__module__.startswith("rekam."):
            continue
        yield f"{module.__name__}.{name}", function


def arguments(function: Callable[..., object], *, key: str) -> dict[str, object] | None:
    """What to ask with; None where an object is needed. A NIK or a text is asked with the canary itself."""
    asked: dict[str, object] = {}
    hints = get_type_hints(function)
    for name, parameter in inspect.signature(function).parameters.items():
        if parameter.default is not inspect.Parameter.empty:
            continue
        if hints.get(name) not in TRIED:
            return None
        asked[name] = key if name in {"nik", "text"} else WORDS.get(name, TRIED[hints[name]])
    return asked


def told(answer: object) -> str:
    """Everything an answer says, rows with all their columns."""
    rows = list(answer.values()) if isinstance(answer, QuerySet) else answer
    if isinstance(rows, list | tuple | set):
        return " ".join(told(one) for one in rows)
    return f"{rows!r} {getattr(rows, '__dict__', '')}"


def test_queries_are_found() -> None:
    assert len(QUERIES) >= 10


@pytest.mark.parametrize("name", QUERIES)
def test_no_query_tells_of_a_canary(name: str, key: str) -> None:
    module = importlib.import_module(name)
    with scope(EVERYWHERE):
        for called, function in functions(module):
            asked = arguments(function, key=key)
            if asked is None or called in ECHOES:
                continue
            positional = [p for p in inspect.signature(function).parameters.values() if p.name in asked]
            first = [asked.pop(p.name) for p in positional if p.kind is not p.KEYWORD_ONLY]
            try:
                answer = told(function(*first, **asked))
            except (RuleBroken, Refused):
                continue
            assert key not in answer or called in ECHOES, called


def test_a_search_finds_no_canary(key: str) -> None:
    with scope(EVERYWHERE):
        assert list(find(understand(key))) == []


def test_no_table_holds_the_key(key: str) -> None:
    """The strongest form of it: what is not there no query can show."""
    with scope(EVERYWHERE), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            quoted = connection.ops.quote_name(table)
            if not readable(cursor, quoted):
                continue  # what the application cannot read it cannot show
            cursor.execute(f"SELECT count(*) FROM {quoted} AS row WHERE row::text LIKE %s", [f"%{key}%"])
            assert cursor.fetchone() == (0,), table


def readable(cursor: CursorWrapper, table: str) -> bool:
    cursor.execute("SELECT has_table_privilege(%s, 'SELECT')", [table])
    return bool(cursor.fetchone()[0])
