"""Reads of bases. A base's figures come with the base, and only figures of one base are compared."""

from collections.abc import Mapping, Sequence
from datetime import date

from rekam.coverage.bases.models import Base, BaseCell
from rekam.coverage.bases.rules import Based, counts_in
from rekam.coverage.bases.services import hash_of
from rekam.coverage.counters.rules import Cell
from rekam.coverage.counters.statistics import counts_by
from rekam.coverage.rules import Counts, total
from rekam.kernel.errors import RuleBroken


def bases() -> Sequence[Base]:
    """Every base, the newest semester first."""
    return list(Base.objects.order_by("-semester", "office"))


def renewals(*, area_code: str) -> Mapping[date, str]:
    """The last days before an area's figures rest on a new base, each with the semester of that base."""
    return {base.on: base.semester for base in bases() if counts_in(base.office, area_code=area_code)}


def get_base(*, area_code: str, semester: str) -> Base:
    """The base of a semester that holds an area.

    Raises RuleBroken("base_unknown").
    """
    for base in Base.objects.filter(semester=semester):
        if f"{area_code}.".startswith(f"{base.office}."):
            return base
    raise RuleBroken("base_unknown", semester=semester)


def base_cells(base: Base, *, area_code: str) -> Sequence[Cell]:
    """The cells of a base in an area of the scope, sorted."""
    rows = BaseCell.objects.filter(base=base).values_list("area_code", "sex", "age", "mark", "people")
    return sorted(Cell(*row) for row in rows if f"{row[0]}.".startswith(f"{area_code}."))


def base_figures(base: Base, *, area_code: str) -> Mapping[str, Counts]:
    """The counts of each kelurahan of an area in a base."""
    cells = base_cells(base, area_code=area_code)
    return counts_by(cells, key=lambda cell: cell.area_code)


def based(base: Base, *, area_code: str) -> Based:
    """The sum of an area in a base, with what it rests on (bases.rules.change compares)."""
    found = base_figures(base, area_code=area_code).values()
    return Based(base.semester, base.rule_version, base.on, total(found))


def is_whole(base: Base) -> bool:
    """Whether a base's cells are still those that were taken: same number, same hash."""
    cells = base_cells(base, area_code=base.office)
    return len(cells) == base.cells and hash_of(cells) == base.sha256
