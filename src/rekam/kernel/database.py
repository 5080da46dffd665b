"""The scope of a piece of work: which areas' rows it may see. It reaches the application and PostgreSQL.

Both layers stop cross-region access alone: `Scoped.objects` filters by the scope that `scope()` set, and
row security (kernel.row_security) reads the same scope from the setting `rekam.area`.
"""

import select
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, connections, models, transaction
from django.db.models import Q
from psycopg import Cursor

from rekam.kernel.roles import connection_settings


@dataclass(frozen=True)
class Scope:
    """A set of area code prefixes; none = sees nothing. "*" is the whole country."""

    areas: frozenset[str] = frozenset()

    @classmethod
    def of(cls, *areas: str) -> "Scope":
        """The scope of these areas: `Scope.of("36.73.02")`, `Scope.of("*")` for the centre."""
        return cls(frozenset(area for area in areas if area))

    @property
    def setting(self) -> str:
        """What PostgreSQL is told: the prefixes, sorted, with commas."""
        return ",".join(sorted(self.areas))

    def contains(self, area_code: str) -> bool:
        """Whether rows of this area are inside; "36.7" does not contain "36.73"."""
        return any(area == "*" or f"{area_code}.".startswith(f"{area}.") for area in self.areas)

    def condition(self, field: str) -> Q:
        """The same rule as a filter on a model's field."""
        if "*" in self.areas:
            return Q()
        inside = Q(pk__in=[])
        for area in self.areas:
            inside |= Q(**{field: area}) | Q(**{f"{field}__startswith": f"{area}."})
        return inside


NOTHING = Scope()
EVERYWHERE = Scope.of("*")

_current: ContextVar[Scope] = ContextVar("rekam_scope", default=NOTHING)


def current_scope() -> Scope:
    """The scope of the work that runs now; nothing, where none was set."""
    return _current.get()


@contextmanager
def scope(wanted: Scope) -> Iterator[None]:
    """Run a piece of work in one transaction that sees just this scope's rows.

    The setting is local to the transaction: a connection that goes back to its pool keeps nothing, and one
    that begins needs not be told of nothing.
    """
    before, nested = _current.get(), connection.in_atomic_block
    token = _current.set(wanted)
    try:
        if nested:
            with _Part(wanted, before=before):
                yield
        else:
            with transaction.atomic():
                if wanted != NOTHING:
                    _tell(wanted)
                yield
    finally:
        _current.reset(token)


class _Part(transaction.Atomic):
    """A part of a transaction with a scope of its own, which the savepoint's own messages tell.

    Undoing the part takes the setting back by itself.
    """

    def __init__(self, wanted: Scope, *, before: Scope) -> None:
        super().__init__(using=None, savepoint=True, durable=False)
        self.wanted, self.before = wanted, before

    def __enter__(self) -> None:
        if connection.needs_rollback:
            _tell(self.wanted)  # refuses, as any statement does now
        with connection.execute_wrapper(_telling_too(self.wanted)):
            super().__enter__()

    def __exit__(self, *raised: Any) -> None:
        with connection.execute_wrapper(_telling_too(self.before)):
            super().__exit__(*raised)


Statement = tuple[str, Sequence[str | int | bytes | datetime | UUID | None]]
Rows = list[tuple[Any, ...]]


def in_one_trip(wanted: Scope, *statements: Statement) -> list[Rows]:
    """Run statements by one message to the server, with a scope's rows; the rows that each returned.

    Outside a transaction they are one, committed when this returns; inside they are a part that can be undone
    alone. For a door that pays for each trip: the scope, the beginning and the end need none of their own.
    """
    if connection.in_atomic_block:
        with scope(wanted):
            return _sent(*statements)
    return _sent(_telling(wanted), *statements)[1:]


def trust_open_line() -> None:
    """Let this request use its connection without asking the server first whether it is still there.

    Django asks by a statement of its own, a third of the trips of a door that has two. A server that ended
    has closed the line, which shows without a trip: something is then there to be read. By poll, since select
    knows no file beyond 1,024, and each line to the outside is one.
    """
    line = connection.connection
    if line is None or line.closed:
        return
    readable = select.poll()
    readable.register(line.fileno(), select.POLLIN)
    setattr(connection, "health_check_done", not readable.poll(0))  # noqa: B010 - unknown to the stubs


@contextmanager
def counting() -> Iterator[None]:
    """Group by hashing inside the current transaction.

    Under row security the planner may not look at how many rows a filter leaves, takes it for one, and
    sorts a whole city on disk to count it; without sorting it hashes: a quarter of the time (benchmarks).
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_sort = off")
        yield
        cursor.execute("SET LOCAL enable_sort = on")


@contextmanager
def apart() -> Iterator[None]:
    """Run something on a second connection, so that it stays even if the work around it is undone.

    For refusals that have to be remembered. It has no scope: only tables without areas.
    """
    around = connections["default"]
    second = around.copy()
    connections["default"] = second
    try:
        with transaction.atomic():
            yield
    finally:
        second.close()
        connections["default"] = around


@contextmanager
def loading() -> Iterator[None]:
    """Run something as rekam_load, in one transaction on a second connection: bulk import only.

    That role sees every area of register and staging, and nothing else. Work that the client left behind
    (a killed import) is noticed by the server within a second, and undone; no statement is too long.
    """
    around = connections["default"]
    second = around.copy()
    name = around.settings_dict["NAME"]
    second.settings_dict = {**second.settings_dict, **connection_settings("rekam_load"), "NAME": name}
    connections["default"] = second
    token = _current.set(EVERYWHERE)
    try:
        with transaction.atomic():
            with second.cursor() as cursor:
                cursor.execute("SET LOCAL client_connection_check_interval = '1s'")
                cursor.execute("SET LOCAL statement_timeout = 0")  # one COPY holds a province
            yield
    finally:
        _current.reset(token)
        second.close()
        connections["default"] = around


def _tell(wanted: Scope) -> None:
    with connection.cursor() as cursor:
        cursor.execute(*_telling(wanted))


def _telling_too(wanted: Scope) -> Callable[..., object]:
    """Sends the scope along after the beginning of a savepoint, or before its end."""
    telling, values = _telling(wanted)

    def run(execute: Callable[..., object], sql: str, *rest: Any) -> object:
        if sql.startswith("SAVEPOINT"):
            return execute(f"{sql}; {telling}", values, *rest[1:])
        if sql.startswith("RELEASE SAVEPOINT"):
            return execute(f"{telling}; {sql}", values, *rest[1:])
        return execute(sql, *rest)

    return run


def _telling(wanted: Scope) -> Statement:
    return "SELECT set_config('rekam.area', %s, true)", [wanted.setting]


def _sent(*statements: Statement) -> list[Rows]:
    """A message of several statements outside a transaction is one by itself (PostgreSQL, simple query)."""
    with connection.cursor() as wrapper:
        wrapper.execute(
            "; ".join(sql for sql, _ in statements), [one for _, values in statements for one in values]
        )
        cursor = wrapper.cursor
        told = [_rows(cursor)]
        while cursor.nextset():
            told.append(_rows(cursor))
    return told


def _rows(cursor: Cursor[Any]) -> Rows:
    """Of a cursor of the driver: what describes its columns is made anew each time, and dear."""
    result = cursor.pgresult
    return cursor.fetchall() if result is not None and result.nfields else []


Row = TypeVar("Row", bound=models.Model)


class ScopedManager(models.Manager[Row]):
    """Rows of the current scope only."""

    def get_queryset(self) -> models.QuerySet[Row]:
        """All rows whose area is inside the current scope, or that are shown to an area inside it."""
        rows, now = super().get_queryset(), current_scope()
        inside = now.condition(area_field(self.model))
        shown_to = getattr(self.model, "shown_to", "")
        return rows.filter(inside | now.condition(shown_to) if shown_to else inside)


def area_field(model: type[models.Model]) -> str:
    """The field that holds a scoped model's area code."""
    return str(getattr(model, "scoped_by"))  # noqa: B009


class Scoped(models.Model):
    """A row that belongs to an area; kept apart by `objects` and, alone too, by row security.

    `shown_to` names a second field with an area, whose office may read the row too but never change it;
    `passed_on` lets that office take the row over, so that it is its own from then on.
    """

    scoped_by = "area_code"
    shown_to = ""
    passed_on = False

    objects = ScopedManager()
    everywhere: models.Manager["Scoped"] = models.Manager()

    class Meta:
        abstract = True
