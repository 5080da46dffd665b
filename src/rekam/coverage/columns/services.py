"""Every night: the columns are written anew, counted, and held against the counters, cell by cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import connection, transaction

from rekam.audit.services import record
from rekam.coverage.columns import recounting, register, sealed
from rekam.coverage.counters.models import Ledger
from rekam.coverage.counters.queries import cells
from rekam.coverage.counters.rules import Cell
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import installation_key, office_day
from rekam.kernel.places import data_folder


@dataclass(frozen=True)
class Wrong:
    """A cell, how many persons the counters hold in it, and how many the columns."""

    area_code: str
    sex: str
    age: int
    mark: int
    counted: int
    recounted: int


@dataclass(frozen=True)
class Recount:
    """What a recount found: how many persons and cells, and each cell that is not the same."""

    on: date
    people: int
    cells: int
    wrong: tuple[Wrong, ...]


def recount(*, area_code: str, actor: str, at: datetime) -> Recount:
    """Write the columns of an area's register, count them, and compare with the live counters.

    Both sides are read in one snapshot, so that nothing can happen between. A difference is an alarm: in
    the audit, on the head's page (Ledger.recount_wrong), and in the command's exit status. Call it outside
    any transaction. Raises RuleBroken("counters_not_made").
    """
    on = office_day(at)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        with scope(Scope.of(area_code)):
            if not Ledger.objects.exists():
                raise RuleBroken("counters_not_made")
            counted = cells(area_code=area_code, on=on)
            columns = register.read_register()
    sealed.write_sealed(place(), columns, key=_key())
    with sealed.open_sealed(place(), key=_key()) as people:
        again = recounting.cells_of(people, on=on)
    found = Recount(
        on=on, people=sum(cell.people for cell in again), cells=len(again), wrong=differences(counted, again)
    )
    _tell(found, area_code=area_code, actor=actor, at=at)
    return found


def differences(counted: Sequence[Cell], again: Sequence[Cell]) -> tuple[Wrong, ...]:
    """The cells in which the two differ, one that stands on one side only included."""
    first, second = ({key_of(cell): cell.people for cell in side} for side in (counted, again))
    return tuple(
        Wrong(*key, counted=first.get(key, 0), recounted=second.get(key, 0))
        for key in sorted({*first, *second})
        if first.get(key, 0) != second.get(key, 0)
    )


def key_of(cell: Cell) -> tuple[str, str, int, int]:
    """What tells a cell from the others."""
    return cell.area_code, cell.sex, cell.age, cell.mark


def place() -> Path:
    """Where the columns lie."""
    return data_folder() / "columns" / "register.parquet.sealed"


def _tell(found: Recount, *, area_code: str, actor: str, at: datetime) -> None:
    with scope(Scope.of(area_code)):
        Ledger.objects.update(recounted_at=at, recount_wrong=len(found.wrong))
        action = "coverage.recount_wrong" if found.wrong else "coverage.recounted"
        record(action, actor=actor, at=at, people=found.people, cells=found.cells, wrong=len(found.wrong))


def _key() -> bytes:
    return installation_key("rekam.coverage.columns", purpose="file")
