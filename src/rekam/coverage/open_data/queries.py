"""What a publication would hold, and how far each semester's stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from rekam.coverage.bases.models import Base
from rekam.coverage.bases.queries import bases
from rekam.coverage.counters.rules import Cell
from rekam.coverage.open_data import files
from rekam.coverage.open_data.models import Publication
from rekam.coverage.open_data.rules import Published, State, published
from rekam.coverage.reports.queries import cells_of
from rekam.coverage.reports.rules import RestsOn


@dataclass(frozen=True)
class Prepared:
    """The rows and files of a publication before it is one."""

    cells: Sequence[Cell]
    rests_on: RestsOn
    rows: Sequence[Published]
    contents: Mapping[str, bytes]

    @property
    def sha256(self) -> str:
        """Of all files, in the order of their names."""
        whole = b"\0".join(self.contents[name] for name in sorted(self.contents))
        return sha256(whole).hexdigest()

    @property
    def hidden(self) -> int:
        """How many cells are hidden."""
        return sum(count is None for row in self.rows for count in row.counts.values())


def prepared(*, area_code: str, base: str, today: date) -> Prepared:
    """What would be published of an area of the scope from a semester's base.

    Raises RuleBroken("base_unknown").
    """
    cells, rests_on = cells_of(area_code=area_code, today=today, base=base)
    rows = published(cells, area_code=area_code, rests_on=rests_on)
    return Prepared(cells, rests_on, rows, files.written(rows, rests_on=rests_on))


def bases_of(area_code: str) -> Sequence[Base]:
    """The bases that hold an area, the newest first."""
    return [base for base in bases() if f"{area_code}.".startswith(f"{base.office}.")]


def find_publication(*, area_code: str, base: str) -> Publication | None:
    """The request of a semester that waits or was published."""
    rows = Publication.objects.filter(area_code=area_code, base=base)
    return rows.exclude(state=State.REFUSED).first()
